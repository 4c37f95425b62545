"""Who made an appointment without an account is written to by short message."""

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.exchange.sms.client import SmsClient
from motcua.journal.actor import SYSTEM
from motcua.notices import tasks
from motcua.notices.models import TextNotice
from motcua.notices.operations import TEXTS_A_DAY
from motcua.orgs import operations as orgs
from motcua.orgs.models import Duty
from motcua.visits import operations as visits
from tests import factories as make
from tests.visits.hall import NINE, at, hall

pytestmark = pytest.mark.django_db
PHONE = "0912345678"


@pytest.fixture
def here(settings):
    settings.MOTCUA_SMS_URL = "http://127.0.0.1:1"
    return hall()


@pytest.fixture
def gateway(monkeypatch):
    """Answers as ``answer`` says and keeps what it was handed."""

    class Gateway:
        answer = ""
        taken: list[str]

    found = Gateway()
    found.taken = []

    def send(_self, message, *, within):
        if not found.answer:
            found.taken.append(message.text)
        return found.answer

    monkeypatch.setattr(SmsClient, "send", send)
    return found


def texts():
    return list(TextNotice.objects.order_by("pk").values_list("text", flat=True))


def test_an_appointment_is_confirmed_with_its_code_and_how_to_cancel(here):
    booking = here.book(at(8, days=1))

    (text,) = texts()
    assert booking.code[:4] in text
    assert f"/lich-hen/{booking.code}/" in text


def test_who_has_an_account_gets_no_short_message(here):
    here.book(at(8, days=1), citizen=make.citizen())

    assert texts() == []


def test_the_same_page_sent_twice_confirms_once(here):
    for _ in range(2):
        here.book(at(8, days=1))

    assert len(texts()) == 1


def test_the_day_before_they_are_reminded_once(here):
    here.book(at(8, days=1))

    reminded = [visits.remind(at=at(hour)) for hour in (9, 10)]

    assert reminded == [1, 0]
    assert texts()[-1].startswith("Nhắc lịch hẹn")


def test_a_desk_shut_by_a_storm_writes_that_another_hour_is_to_be_chosen(here):
    here.book(at(8, days=1))

    orgs.close_unit(
        unit=here.office,
        from_at=at(7, days=1),
        to_at=at(12, days=1),
        reason="Bão số 5",
        citation="Công điện 05/CĐ-UBND",
        admin=make.posting(here.office, Duty.ADMINISTER, name="Quản trị"),
        at=NINE,
    )
    visits.follow_calendar(unit_id=here.office.pk, from_on=at(8, days=1).date(), to_on=None, at=NINE)

    assert "đóng cửa vào giờ bạn hẹn" in texts()[-1]


def test_no_number_gets_more_than_so_many_in_a_day(here):
    booking = here.book(at(8, days=1))
    for turn in range(TEXTS_A_DAY + 2):
        starts_at = at(8.5 if turn % 2 == 0 else 8, days=1)
        visits.move(booking_id=booking.pk, starts_at=starts_at, actor=SYSTEM, at=at(9 + turn / 60))

    assert TextNotice.objects.filter(phone=PHONE).count() == TEXTS_A_DAY


def test_without_a_gateway_nothing_is_kept_to_be_sent(here, settings):
    settings.MOTCUA_SMS_URL = ""

    here.book(at(8, days=1))

    assert texts() == []


def queued(**more):
    now = timezone.now()
    facts = {"phone": PHONE, "text": "Nhắc", "dedupe": "x", "created_at": now}
    return TextNotice.objects.create(until_at=now + timedelta(hours=1), **facts | more)


def test_a_gateway_that_refuses_is_tried_again_and_then_takes_it_once(gateway):
    notice = queued()
    gateway.answer = "status 403"
    with pytest.raises(tasks.TextNotSent):
        tasks.text(notice.pk)
    gateway.answer = ""

    for _ in range(2):
        tasks.text(notice.pk)

    assert gateway.taken == ["Nhắc"]


def test_what_is_past_is_not_sent_any_more(gateway):
    notice = queued()
    TextNotice.objects.update(until_at=timezone.now())

    tasks.text(notice.pk)

    assert gateway.taken == []
