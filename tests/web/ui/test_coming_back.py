"""A member of staff whose session ended while they typed loses nothing, and nobody else reads it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.states import State
from motcua.orgs.models import Duty
from motcua.web.ui import stash
from tests import factories as make
from tests.sign_in import signed_in, user_of
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db
UNSENT = "Chưa có gì được gửi"
REFUSAL = {"act": "propose", "decision": "refuse", "refusal_reason": "Cha mẹ chưa có giấy kết hôn"}


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def office():
    return make.office()


def ended(who, page) -> Client:
    """Return the browser of somebody who had ``page`` open until their session ended."""
    browser = signed_in(who)
    assert browser.get(page).status_code == 200
    del browser.cookies["sessionid"]
    return browser


def enter(browser, who, led):
    form = {"login": user_of(who).username, "password": "mat-khau-rat-dai", "next": led}
    return browser.post("/staff/sign-in/", form)["Location"]


def next_of(response) -> str:
    return str(parse_qs(urlsplit(response["Location"]).query)["next"][0])


def test_a_proposal_comes_back_filled_in_and_unsent(office):
    dossier = office.taken_up()
    page = f"/xu-ly/ho-so/{dossier.code}/"
    browser = ended(office.officer, page)

    led = browser.post(page, REFUSAL)
    said = text_of(browser.get(led["Location"]))
    back = text_of(browser.get(enter(browser, office.officer, next_of(led))))

    assert led["Location"].startswith("/staff/sign-in/")
    assert "còn giữ ở đây và chưa được gửi" in said
    assert "Cha mẹ chưa có giấy kết hôn" in back
    assert UNSENT in back
    dossier.refresh_from_db()
    assert dossier.state == State.IN_HANDLING
    assert dossier.proposal is None


def test_it_comes_back_once(office):
    page = f"/xu-ly/ho-so/{office.taken_up().code}/"
    browser = ended(office.officer, page)
    enter(browser, office.officer, next_of(browser.post(page, REFUSAL)))

    first, second = (text_of(browser.get(page)) for _ in range(2))

    assert UNSENT in first
    assert UNSENT not in second
    assert "Cha mẹ chưa có" not in second


def test_a_colleague_who_signs_in_there_reads_nothing(office):
    page = f"/xu-ly/ho-so/{office.taken_up().code}/"
    colleague = make.posting(office.unit, Duty.HANDLE, name="Ksor Hà")
    browser = ended(office.officer, page)
    browser.post(page, REFUSAL)

    enter(browser, colleague, page)
    theirs = text_of(browser.get(page))

    assert "Cha mẹ chưa có" not in theirs
    assert UNSENT not in theirs


def test_a_visitors_page_at_the_counter_comes_back(office):
    page = f"/quay/nhan/{office.version.code}/"
    browser = ended(office.clerk, page)
    scan = SimpleUploadedFile("quét.png", make.PNG)

    led = browser.post(page, {"act": "receive", "v-full_name": "Rmah H'Lin", "p-0-file": scan})
    enter(browser, office.clerk, next_of(led))
    response = browser.get(page)

    assert 'value="Rmah H&#x27;Lin"' in response.content.decode()
    assert "bạn chọn lại tệp" in text_of(response)


def test_a_form_of_the_administration_comes_back(office):
    admin = make.posting(office.unit, Duty.ADMINISTER, name="Quản Trị")
    page = f"/quan-tri/don-vi/{office.unit.pk}/them-can-bo/"
    browser = ended(admin, page)

    enter(browser, admin, next_of(browser.post(page, {"full_name": "Nay Thu", "username": "nay.thu"})))
    response = browser.get(page)

    assert response.status_code == 200
    assert 'value="Nay Thu"' in response.content.decode()
    assert UNSENT in text_of(response)


def test_a_check_by_htmx_comes_back_on_its_page(office):
    page = f"/quay/ho-so/{office.filed().code}/"
    browser = ended(office.clerk, page)
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}

    led = browser.post(page, {"act": "check", "reason": "Thiếu chữ ký"}, headers=headers)
    enter(browser, office.clerk, page)

    assert led["HX-Redirect"].startswith("/staff/sign-in/")
    assert "Thiếu chữ ký" in text_of(browser.get(page))


def test_what_is_too_long_is_said_not_to_be_kept(office):
    page = f"/xu-ly/ho-so/{office.taken_up().code}/"
    browser = ended(office.officer, page)

    led = browser.post(page, REFUSAL | {"note": "x" * stash.MOST})

    assert "dài quá nên không giữ được" in text_of(browser.get(led["Location"]))


@pytest.mark.parametrize("forged", ["", "1", "1:xxxx:yyyy"])
def test_nothing_is_kept_for_a_browser_no_page_was_given_to(office, forged):
    browser = Client()
    browser.cookies["typist"] = forged

    browser.post(f"/xu-ly/ho-so/{office.taken_up().code}/", REFUSAL)

    assert stash.KEY not in browser.session


def test_a_citizens_stash_is_nobodys_but_the_pages(office, rf):
    request = rf.post("/xu-ly/", REFUSAL)
    request.session = {}

    stash.put(request, owner=1)

    assert stash.take(request) is None
    assert request.session == {}
