"""Staff: a password, then a second factor; the pages around it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from motcua.accounts.models import Person, User
from motcua.orgs.models import Duty
from motcua.project.urls import urlpatterns as site
from motcua.web.ui.identity import staff_required
from tests import factories
from tests.sign_in import signed_in, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
SECRET = "JBSWY3DPEHPK3PXP"


@staff_required(Duty.RECEIVE, face="counter")
def counter(request, *, posting):
    return HttpResponse(posting.actor.name)


urlpatterns = [*site, path("counter/test/", counter)]


@pytest.fixture(autouse=True)
def demanded(settings, no_second_factor):
    settings.MOTCUA_STAFF_SECOND_FACTOR = True
    cache.clear()


@pytest.fixture
def clerk():
    return user_of(factories.posting(factories.unit(), Duty.RECEIVE))


PASSWORD = "mat-khau-rat-dai"


def enter(browser, user, password=PASSWORD, next_url="/counter/test/"):
    form = {"login": user.username, "password": password, "next": next_url}
    return browser.post("/staff/sign-in/", form)


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_password_alone_leads_to_enrolment(client, clerk):
    enter(client, clerk)

    led = client.get("/counter/test/")

    assert led["Location"] == "/staff/second-factor/?next=%2Fcounter%2Ftest%2F"
    page = client.get(led["Location"]).content.decode()
    assert "Thêm một lớp bảo vệ" in page
    assert "/accounts/factors/app/" in page


def test_without_a_second_factor_nobody_gets_in_by_another_way(clerk):
    assert signed_in_as(clerk).get("/counter/test/").status_code == 302


def signed_in_as(user):
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_enrolling_an_app_opens_the_page_they_wanted(client, clerk):
    enter(client, clerk)
    client.get("/staff/second-factor/?next=/counter/test/")
    page = client.get("/accounts/factors/app/")
    assert "<svg" in page.content.decode()

    response = client.post("/accounts/factors/app/", {"code": code(page.context["form"].secret)})

    assert response["Location"] == "/accounts/factors/codes/"
    codes = client.get("/accounts/factors/codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert 'href="/counter/test/"' in codes.content.decode()
    assert client.get("/counter/test/").status_code == 200


def test_a_wrong_code_enrols_nothing(client, clerk):
    enter(client, clerk)
    client.get("/accounts/factors/app/")

    response = client.post("/accounts/factors/app/", {"code": "000000"})

    assert "Mã không đúng" in response.content.decode()
    assert not Authenticator.objects.exists()


def test_the_secret_is_kept_encrypted(client, clerk):
    enter(client, clerk)
    secret = client.get("/accounts/factors/app/").context["form"].secret
    client.post("/accounts/factors/app/", {"code": code(secret)})

    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept


def test_once_enrolled_the_code_is_asked_and_opens(client, clerk):
    TOTP.activate(clerk, SECRET)

    assert enter(client, clerk)["Location"] == "/accounts/code/"
    assert client.get("/counter/test/")["Location"].startswith("/staff/sign-in/")

    response = client.post("/accounts/code/", {"code": code()})

    assert response["Location"] == "/counter/test/"
    assert client.get("/counter/test/").status_code == 200


def test_a_wrong_code_keeps_them_out(client, clerk):
    TOTP.activate(clerk, SECRET)
    enter(client, clerk)

    response = client.post("/accounts/code/", {"code": "000000"})

    assert "Mã không đúng" in response.content.decode()
    assert client.get("/counter/test/").status_code == 302


def test_a_recovery_code_opens_once(client, clerk):
    enter(client, clerk)
    secret = client.get("/accounts/factors/app/").context["form"].secret
    client.post("/accounts/factors/app/", {"code": code(secret)})
    spare = client.get("/accounts/factors/codes/").context["unused_codes"][0]
    client.post("/sign-out/")

    opened = []
    for _ in range(2):
        browser = Client()
        enter(browser, clerk)
        browser.post("/accounts/code/", {"code": spare})
        opened.append(browser.get("/counter/test/").status_code)

    assert opened == [200, 302]


def test_a_session_without_the_factor_is_asked_for_it(clerk):
    TOTP.activate(clerk, SECRET)
    browser = signed_in_as(clerk)

    asked = browser.get("/staff/second-factor/?next=/counter/test/")["Location"]
    response = browser.post(asked, {"code": code(), "next": "/counter/test/"})

    assert response["Location"] == "/counter/test/"
    assert browser.get("/counter/test/").status_code == 200


def test_the_last_factor_cannot_be_taken_off(client, clerk):
    TOTP.activate(clerk, SECRET)
    enter(client, clerk)
    client.post("/accounts/code/", {"code": code()})

    response = client.post("/accounts/factors/app/remove/")

    assert "phải có một lớp bảo vệ thứ hai" in response.content.decode()
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_where_it_is_not_demanded_the_password_is_enough(client, clerk, settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False

    assert enter(client, clerk)["Location"] == "/counter/test/"
    assert client.get("/counter/test/").status_code == 200


def test_without_a_page_wanted_their_work_begins_at_the_counter(client, clerk):
    assert enter(client, clerk, next_url="")["Location"] == "/quay/"


def test_a_wrong_password_says_nothing_about_which_was_wrong(client, clerk):
    wrong = enter(client, clerk, password="sai").content.decode()
    unknown = client.post("/staff/sign-in/", {"login": "khong-co", "password": "sai"}).content.decode()

    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in unknown


def test_guessing_is_stopped(client, clerk):
    for _ in range(5):
        enter(client, clerk, password="sai")

    response = enter(client, clerk)

    assert "Đã thử sai nhiều lần" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_closed_account_is_told_where_to_ask(client, clerk):
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    response = enter(client, clerk)

    assert "_auth_user_id" not in client.session
    assert response["Location"] == "/accounts/inactive/"
    assert "người quản trị" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    "address",
    ["/accounts/signup/", "/accounts/email/", "/accounts/password/reset/", "/accounts/social/connections/"],
)
def test_what_is_not_wanted_does_not_exist(client, address):
    assert client.get(address).status_code == 404


def test_a_citizens_session_does_not_bar_the_way_of_staff(clerk, settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    browser = signed_in(factories.citizen())

    assert browser.get("/staff/sign-in/").status_code == 200
    assert enter(browser, clerk)["Location"] == "/counter/test/"
    assert browser.get("/counter/test/").status_code == 200


def test_second_factors_are_for_staff(client):
    browser = signed_in(factories.citizen())

    assert browser.get("/accounts/factors/")["Location"].startswith("/staff/sign-in/")


def test_leaving_is_a_post(clerk, settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    browser = signed_in_as(clerk)

    assert browser.get("/sign-out/").status_code == 200
    assert "_auth_user_id" in browser.session
    assert browser.post("/sign-out/")["Location"] == "/signed-out/"
    assert "_auth_user_id" not in browser.session


def test_leaving_leads_nowhere_else(clerk):
    assert (
        signed_in_as(clerk).post("/sign-out/", {"next": "https://x.example/"})["Location"] == "/signed-out/"
    )


def test_a_changed_password_is_told(client, clerk):
    enter(client, clerk)
    form = {"oldpassword": "mat-khau-rat-dai", "password1": "bon tu ghep lai", "password2": "bon tu ghep lai"}

    response = client.post("/accounts/password/", form, follow=True)

    assert "Đã đổi mật khẩu." in response.content.decode()
    assert User.objects.get(pk=clerk.pk).check_password("bon tu ghep lai")


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/factors/",
        "/accounts/factors/app/",
        "/accounts/factors/keys/add/",
        "/accounts/password/",
        "/accounts/again/",
    ],
)
def test_every_page_about_the_account_opens(client, clerk, address):
    enter(client, clerk)

    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/sign-in/", "/sign-in/?next=/counter/test/", "/signed-out/", "/sign-out/"]
)
def test_every_page_at_the_door_opens(client, address):
    assert client.get(address).status_code == 200


def test_an_empty_form_is_empty(client):
    assert "None" not in client.get("/staff/sign-in/").content.decode()


def test_the_door_leads_staff_on_to_their_page(client):
    page = client.get("/sign-in/?next=/quay/nhan/").content.decode()

    assert "/staff/sign-in/?next=%2Fquay%2Fnhan%2F" in page


def test_a_citizen_who_is_in_goes_straight_to_their_page():
    browser = signed_in(factories.citizen())

    assert browser.get("/sign-in/?next=/counter/test/")["Location"] == "/counter/test/"
    assert "Siu Blơk" in browser.get("/sign-in/").content.decode()


def test_who_is_citizen_and_officer_goes_from_the_one_to_the_other(client, clerk, settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    Person.objects.create(user=clerk, full_name=clerk.full_name, identity_number="064190001234")
    enter(client, clerk)

    mine, work = client.get("/ho-so/"), client.get("/quay/")

    assert 'href="/can-bo/"' in mine.content.decode()
    assert client.get("/can-bo/")["Location"] == "/quay/"
    assert 'href="/ho-so/"' in work.content.decode()


def test_who_is_one_of_them_sees_no_such_way(client, clerk, settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    enter(client, clerk)

    assert "Hồ sơ của tôi" not in client.get("/quay/").content.decode()
