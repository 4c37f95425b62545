"""One door for every face."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import timezone

from motcua.orgs.models import Appointment, Duty
from motcua.project.urls import urlpatterns as site
from motcua.web.ui.identity import citizen, citizen_required, origin, posting, staff_required
from tests import factories
from tests.sign_in import signed_in, user_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@citizen_required("portal")
def mine(request, *, citizen):
    return HttpResponse(f"{citizen.actor.name} {citizen.actor.face}")


@staff_required(Duty.RECEIVE, face="counter")
def counter(request, number=0, *, posting):
    return HttpResponse(f"{posting.actor.name} {posting.actor.face} {number}")


@staff_required(face="desk")
def anybody(request, *, posting):
    return HttpResponse(posting.title)


urlpatterns = [
    *site,
    path("mine/", mine),
    path("counter/test/<int:number>/", counter),
    path("desk/test/", anybody),
]


@pytest.fixture
def clerk():
    return factories.posting(factories.unit(), Duty.RECEIVE, name="Rơ Châm Hyao")


@pytest.fixture
def somebody():
    return factories.citizen()


def test_a_citizen_is_let_in_and_named(somebody):
    assert signed_in(somebody).get("/mine/").content.decode() == "Siu Blơk portal"


def test_an_officer_with_the_duty_is_let_in_and_named(clerk):
    assert signed_in(clerk).get("/counter/test/7/").content.decode() == "Rơ Châm Hyao counter 7"


def test_whoever_is_not_signed_in_is_led_there_and_back(client):
    assert client.get("/mine/?a=1")["Location"] == "/sign-in/?next=%2Fmine%2F%3Fa%3D1"
    assert client.get("/counter/test/7/")["Location"] == "/staff/sign-in/?next=%2Fcounter%2Ftest%2F7%2F"


def test_a_form_sent_too_late_leads_back_to_its_page(client):
    response = client.post("/mine/", headers={"Referer": "http://testserver/mine/?step=2"})

    assert response["Location"] == "/sign-in/?next=http%3A%2F%2Ftestserver%2Fmine%2F%3Fstep%3D2"


def test_a_form_from_elsewhere_leads_to_the_front(client):
    response = client.post("/mine/", headers={"Referer": "https://ke-gian.example/"})

    assert response["Location"] == "/sign-in/?next=%2F"


def test_a_piece_of_a_page_leads_the_whole_page(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/mine/?q=a"}

    response = client.get("/mine/", headers=headers)

    assert response["HX-Redirect"].startswith("/sign-in/?next=http%3A%2F%2Ftestserver%2Fmine%2F")


def test_an_autosave_without_session_does_not_pass_for_saved(client):
    assert client.post("/mine/", headers={"X-Autosave": "1"}).status_code == 401


def test_the_wrong_duty_is_told_in_a_sentence():
    signer = factories.posting(factories.unit(), Duty.SIGN, name="Phạm Dũng")

    response = signed_in(signer).get("/counter/test/7/")

    page = response.content.decode()
    assert response.status_code == 403
    assert "Tiếp nhận và trả kết quả" in page
    assert "Phạm Dũng" in page


def test_any_officer_opens_a_page_without_duty(clerk):
    assert signed_in(clerk).get("/desk/test/").status_code == 200


def test_an_officer_between_two_posts_holds_nothing(clerk):
    Appointment.objects.update(to_on=timezone.localdate())

    browser = signed_in(clerk)

    assert browser.get("/desk/test/").status_code == 200
    assert browser.get("/counter/test/7/").status_code == 403


def test_a_citizen_does_not_open_the_pages_of_staff(somebody):
    response = signed_in(somebody).get("/counter/test/7/")

    assert response.status_code == 403
    assert "dành cho cán bộ" in response.content.decode()


def test_staff_do_not_open_the_pages_of_citizens(clerk):
    response = signed_in(clerk).get("/mine/")

    assert response.status_code == 403
    assert "tài khoản VNeID" in response.content.decode()


def test_who_asks_is_one_query_each(clerk, somebody, rf, django_assert_num_queries):
    for who, ask in ((somebody, citizen), (clerk, posting)):
        request = rf.get("/")
        request.user = user_of(who)
        with django_assert_num_queries(1):
            first, again = ask(request, face="desk"), ask(request, face="portal")
        assert first is not None
        assert again is not None
        assert first.actor.user_id == who.actor.user_id
        assert again.actor.face == "portal"


def test_what_the_door_knows_is_what_the_module_knows(clerk, rf):
    request = rf.get("/")
    request.user = user_of(clerk)

    known = posting(request)

    assert known is not None
    assert (known.duties, known.title) == (clerk.duties, clerk.title)


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (1, "", "127.0.0.1"),
        (1, "không phải", None),
    ],
)
def test_the_origin_is_what_our_own_proxies_say(settings, trusted, forwarded, expected):
    settings.MOTCUA_TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})

    assert origin(request) == expected


def test_over_a_socket_there_is_no_origin():
    assert origin(RequestFactory().get("/", REMOTE_ADDR="")) is None


def sign_in_as_staff(browser, clerk, next_url):
    username = user_of(clerk).username
    form = {"login": username, "password": "mat-khau-rat-dai", "next": next_url}
    return browser.post("/staff/sign-in/", form)


def test_an_expired_session_of_staff_returns_to_its_page(clerk):
    browser = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in_as_staff(browser, clerk, "/desk/test/")
        assert browser.get("/counter/test/7/").status_code == 200
        clock.shift(timedelta(hours=8, minutes=1))

        led = browser.get("/counter/test/7/")["Location"]

        assert led == "/staff/sign-in/?next=%2Fcounter%2Ftest%2F7%2F"
        assert sign_in_as_staff(browser, clerk, "/counter/test/7/")["Location"] == "/counter/test/7/"


def test_a_session_in_use_stays_open(clerk):
    browser = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in_as_staff(browser, clerk, "/desk/test/")
        for _ in range(4):
            clock.shift(timedelta(hours=5))
            assert browser.get("/counter/test/7/").status_code == 200


def test_a_busy_session_is_written_once_in_five_minutes(clerk, django_assert_num_queries):
    browser = signed_in(clerk)
    browser.get("/counter/test/7/")

    with django_assert_num_queries(3):  # session, user, posting
        browser.get("/counter/test/7/")
