"""A password given by an administrator serves once: its owner chooses another before any work."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from motcua.accounts.operations import give_password, make_token
from motcua.journal.actor import SYSTEM
from motcua.journal.models import Act
from motcua.orgs.models import Duty
from tests import factories as make
from tests.sign_in import user_of

pytestmark = pytest.mark.django_db
GIVEN, OWN = "k7mp-x2rw-n4tc-h9sb", "bốn từ ghép lại thành câu"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def clerk():
    user = user_of(make.posting(make.unit(), Duty.RECEIVE))
    give_password(user=user, password=GIVEN)
    return user


@pytest.fixture
def browser(clerk):
    return entered(clerk)


def entered(clerk, password=GIVEN):
    browser = Client()
    browser.post("/staff/sign-in/", {"login": clerk.username, "password": password, "next": "/quay/"})
    return browser


def choose(browser, password=OWN, old=GIVEN):
    form = {"oldpassword": old, "password1": password, "password2": password, "next": "/quay/"}
    return browser.post("/accounts/password/", form)


def test_every_page_for_staff_leads_to_choosing(browser):
    led = [browser.get(page)["Location"] for page in ("/quay/", "/can-bo/", "/accounts/factors/")]

    assert all(address.startswith("/accounts/password/?next=") for address in led)
    assert "Đặt mật khẩu của bạn" in browser.get(led[0]).content.decode()


def test_nothing_can_be_posted_before(browser):
    led = browser.post("/quay/nhan/1.001193/", {})

    assert led["Location"].startswith("/accounts/password/")


def test_having_chosen_they_go_where_they_wanted(browser, clerk):
    response = choose(browser)

    clerk.refresh_from_db()
    assert response["Location"] == "/quay/"
    assert browser.get("/quay/").status_code == 200
    assert not clerk.password_is_temporary


def test_the_choice_is_an_act_of_its_owner(browser, clerk):
    choose(browser)

    act = Act.objects.get(verb="user.password-chosen")
    assert (act.actor_id, act.subject) == (clerk.pk, f"user:{clerk.pk}")
    assert OWN not in str(act.data)


def test_the_given_one_again_is_no_choice(browser, clerk):
    response = choose(browser, GIVEN)

    clerk.refresh_from_db()
    assert "Mật khẩu mới phải khác mật khẩu đang dùng." in response.content.decode()
    assert clerk.password_is_temporary


def test_with_an_app_the_code_comes_first_then_the_choice(clerk, settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = True
    TOTP.activate(clerk, SECRET)
    browser = entered(clerk)

    before = browser.get("/accounts/password/")["Location"]
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    browser.post("/accounts/code/", {"code": code})

    assert before.startswith("/staff/sign-in/")
    assert browser.get("/quay/")["Location"].startswith("/accounts/password/")
    assert choose(browser)["Location"] == "/quay/"
    assert browser.get("/quay/").status_code == 200


def test_a_key_to_the_api_goes_on_working(clerk):
    key, _ = make_token(
        user=clerk, name="x", scopes=["dossiers:read"], expires_at=None, actor=SYSTEM, at=make.MONDAY
    )

    answer = Client().get("/api/v1/dossiers", headers={"Authorization": f"Bearer {key}"})

    assert answer.status_code == 200


def test_their_own_password_is_asked_no_more(browser, clerk):
    choose(browser)

    assert entered(clerk, OWN).get("/quay/").status_code == 200
