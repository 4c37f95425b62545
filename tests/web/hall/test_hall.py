"""Through the hall without JavaScript: a number at the kiosk, called at the counter, read on a telephone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from motcua.visits import operations as visits
from motcua.visits.models import Booking, Ticket
from motcua.visits.states import Purpose, State
from tests.sign_in import signed_in
from tests.visits.hall import Hall, hall

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)  # a Wednesday, 09:30 in Vietnam


@pytest.fixture(autouse=True)
def mid_morning(time_machine):
    time_machine.move_to(MORNING, tick=False)


@pytest.fixture
def here() -> Hall:
    return hall()


@pytest.fixture
def kiosk(here):
    machine = visits.add_kiosk(who=here.clerk, desk=here.desk, name="Cửa chính", at=MORNING)
    return f"/sanh/lay-so/{machine.pk}/"


def press(kiosk: str, **more: str) -> str:
    """Take a number as a finger does; return the page that shows it."""
    page = Client().get(kiosk).content.decode()
    found = re.search(r'name="press"\s+value="([^"]+)"', page)
    assert found
    answer = Client().post(kiosk, {"purpose": "file", "group": "", "press": found[1], **more})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_one_press_gives_a_number_to_print_and_follow(kiosk):
    given = Client().get(press(kiosk)).content.decode()

    ticket = Ticket.objects.get()
    assert "001" in given
    assert "Bạn là người tiếp theo" in given
    assert Client().get(f"/sanh/so/{ticket.pk}/phieu.pdf").content.startswith(b"%PDF")
    assert "Bạn là người tiếp theo" in Client().get(f"/sanh/so/{ticket.pk}/").content.decode()


def test_the_same_press_twice_is_one_number(kiosk):
    body = {"purpose": "file", "press": "7f1d7c9e-9a53-4c1c-8f2c-1f1f6f3f9d10"}

    for _ in range(2):
        Client().post(kiosk, body)

    assert Ticket.objects.count() == 1


def test_whoever_says_so_goes_before(kiosk, here):
    press(kiosk)
    press(kiosk, group="elderly", purpose="collect")

    assert here.call(MORNING).number == 2


def test_at_night_the_kiosk_says_when_it_opens(kiosk, time_machine):
    time_machine.move_to(MORNING + timedelta(hours=12))

    page = Client().get(kiosk).content.decode()
    answer = Client().post(kiosk, {"purpose": "file"})

    assert "26/11/2026" in page
    assert answer.status_code == 409
    assert not Ticket.objects.exists()


def test_a_revoked_kiosk_and_a_guessed_one_answer_alike(kiosk, here):
    visits.revoke_kiosk(who=here.clerk, key=kiosk.split("/")[3], at=MORNING)

    guessed = Client().get("/sanh/lay-so/7f1d7c9e-9a53-4c1c-8f2c-1f1f6f3f9d10/")
    revoked = Client().get(kiosk)

    assert (guessed.status_code, revoked.status_code) == (404, 404)
    assert guessed.content.count(b"<h1") == revoked.content.count(b"<h1") == 1


def test_a_clerk_calls_and_the_screen_says_numbers_and_no_names(kiosk, here):
    press(kiosk)
    clerk = signed_in(here.clerk)
    clerk.post("/quay/goi-so/", {"act": "sit", "window": "2"})

    page = clerk.post("/quay/goi-so/", {"act": "next"}, follow=True).content.decode()

    screen = Client().get(f"/sanh/man-hinh/{here.desk.pk}/").content.decode()
    part = Client().get(f"/sanh/man-hinh/{here.desk.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "Đã gọi số 001 đến quầy 2" in page
    assert "<b>001</b> <span>đến quầy</span> <b>2</b>" in screen
    assert "<html" not in part
    assert here.clerk.actor.name not in screen
    assert 'http-equiv="refresh"' in screen.partition("</noscript>")[0]


@pytest.mark.parametrize(
    ("act", "more", "state"),
    [
        ("again", {}, State.CALLED),
        ("absent", {}, State.WAITING),
        ("hand", {"to": "3"}, State.WAITING),
        ("finish", {}, State.DONE),
    ],
)
def test_every_button_of_the_counter(here, act, more, state):
    ticket = here.ticket(MORNING)
    clerk = signed_in(here.clerk)
    clerk.post("/quay/goi-so/", {"act": "sit", "window": "1"})
    clerk.post("/quay/goi-so/", {"act": "next"})

    answer = clerk.post("/quay/goi-so/", {"act": act, "ticket": ticket.pk, **more}, follow=True)

    ticket.refresh_from_db()
    assert (answer.status_code, ticket.state) == (200, state)


def test_a_refusal_stands_on_the_page(here):
    clerk = signed_in(here.clerk)

    nobody = clerk.post("/quay/goi-so/", {"act": "next"})
    wrong = clerk.post("/quay/goi-so/", {"act": "finish", "ticket": "x"})

    assert (nobody.status_code, wrong.status_code) == (409, 404)
    assert "có quầy từ 1 đến 3" in nobody.content.decode()


def test_whoever_cannot_use_the_machine_gets_a_number_from_the_clerk(here):
    signed_in(here.clerk).post("/quay/goi-so/", {"act": "give", "purpose": "ask", "group": "disabled"})

    assert (Ticket.objects.get().purpose, Ticket.objects.get().group) == ("ask", "disabled")


def slot(page: str) -> str:
    found = re.search(r'name="slot"\s+value="([^"]+)"', page)
    assert found
    return found[1]


def book(here, **more):
    browser, address = Client(), f"/lich-hen/dat/{here.desk.pk}/"
    said = {"slot": slot(browser.get(address).content.decode()), "purpose": "file", "group": ""}
    return browser.post(address, said | {"name": "Siu Blơk", "phone": "0912345678"} | more, follow=True)


def test_an_appointment_without_an_account_from_booking_to_the_ticket(here, kiosk):
    page = book(here).content.decode()
    booking = Booking.objects.get()

    assert f"{booking.code[:4]}-{booking.code[4:8]}" in page
    assert "0912345678" not in page
    answer = Client().post(f"{kiosk}hen/", {"code": "0912 345 678"})
    assert answer["Location"].endswith(f"{Ticket.objects.get(booking=booking).pk}/")


def test_moving_and_cancelling_by_code(here):
    book(here)
    booking = Booking.objects.get()
    address = f"/lich-hen/{booking.code}/"
    other = Client().get(f"{address}doi/?ngay=2026-11-27").content.decode()

    Client().post(f"{address}doi/", {"slot": slot(other)})
    booking.refresh_from_db()
    moved = booking.starts_at
    Client().post(f"{address}huy/")

    booking.refresh_from_db()
    assert (moved.date().isoformat(), booking.standing) == ("2026-11-27", "cancelled")
    assert b"METHOD:CANCEL" in Client().get(f"{address}lich.ics").content


def test_what_is_wrong_is_said_beside_its_box_and_nothing_typed_is_lost(here):
    page = book(here, phone="12")

    assert page.status_code == 422
    assert 'value="Siu Blơk"' in page.content.decode()
    assert not Booking.objects.exists()


def test_somebody_signed_in_is_known_and_sees_their_appointments(here):
    from tests import factories as make

    browser, address = signed_in(make.citizen()), f"/lich-hen/dat/{here.desk.pk}/"
    page = browser.get(address).content.decode()

    browser.post(address, {"slot": slot(page), "name": "Siu Blơk", "phone": "0912345678"})

    assert 'value="Siu Blơk"' in page
    assert "Lịch hẹn của bạn" in browser.get("/lich-hen/").content.decode()


def test_a_desk_decides_how_many_it_takes(here):
    from motcua.orgs.models import Duty
    from motcua.visits.plans import plan_on
    from tests import factories as make

    admin = signed_in(make.posting(here.office, Duty.ADMINISTER, name="Quản trị"))
    said = {
        "desk": str(here.desk.pk),
        "from_on-day": "26",
        "from_on-month": "11",
        "from_on-year": "2026",
        "sessions": "08:00-10:00",
        "citation": "QĐ 12/QĐ-UBND",
    }
    numbers = dict.fromkeys(("windows", "ratio", "capacity", "overbooking", "per_number"), "2")
    more = {"slot_minutes": "20", "ahead_days": "7", "late_minutes": "10"}

    wrong = admin.post("/quan-tri/don-tiep/them/", said | numbers | more | {"sessions": "sáng"})
    right = admin.post("/quan-tri/don-tiep/them/", said | numbers | more)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert plan_on(here.desk.pk, MORNING.date() + timedelta(days=1)).sessions == ("08:00-10:00",)


def test_purposes_all_have_a_button(kiosk):
    page = Client().get(kiosk).content.decode()

    assert all(f'value="{purpose.value}"' in page for purpose in Purpose)
