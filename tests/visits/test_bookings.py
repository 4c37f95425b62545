"""Appointments: what is offered, one seat once, limits, moving, cancelling, arriving, closures."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar

from motcua.journal.actor import SYSTEM
from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.notices.models import Notice
from motcua.orgs import operations as orgs
from motcua.orgs.models import Duty, UnitClosure, UnitKind
from motcua.visits import operations as visits
from motcua.visits.codes import grouped
from motcua.visits.errors import (
    BookingOver,
    NameNeeded,
    NotToday,
    OtherDesk,
    PhoneNeeded,
    PlanBegan,
    PlanInThePast,
    PlanOutOfBounds,
    SameTimeTwice,
    SlotFull,
    SlotNotOffered,
    TooManyBookings,
)
from motcua.visits.invitation import invitation
from motcua.visits.models import Booking, Ticket
from motcua.visits.plans import plan_on, shipped
from motcua.visits.queries import displaced, expected
from motcua.visits.slots import free_slots
from motcua.visits.states import Group, Standing
from tests import factories as make
from tests.visits.hall import NINE, at, hall

pytestmark = pytest.mark.django_db
TUESDAY: dict[str, Any] = {"days": 1}


@pytest.fixture
def here():
    return hall()


@pytest.fixture
def admin(here):
    return make.posting(here.office, Duty.ADMINISTER, name="Quản trị")


def arrive(booking, when, desk=None):
    return visits.arrive(booking_id=booking.pk, desk=desk or booking.desk, actor=SYSTEM, at=when)


def storm(here, from_at, to_at):
    return UnitClosure.objects.create(
        unit=here.office, from_at=from_at, to_at=to_at, reason="Bão", citation="QĐ 1"
    )


def look_again(here, when=NINE):
    return visits.follow_calendar(unit_id=here.office.pk, from_on=NINE.date(), to_on=None, at=when)


def test_slots_are_those_of_the_plan_on_working_days_still_to_come(here):
    days = free_slots(here.desk, at=NINE)

    times = " ".join(f"{slot.starts_at:%H:%M}" for slot in days[0].slots)
    assert times == "09:30 10:00 13:30 14:00 14:30 15:00 15:30"
    assert {day.on.weekday() for day in days} == {0, 1, 2, 3, 4}
    assert days[-1].on <= NINE.date() + timedelta(days=14)


def test_a_closure_takes_its_slots_away(here):
    storm(here, at(13, **TUESDAY), at(17, **TUESDAY))

    tuesday = next(day for day in free_slots(here.desk, at=NINE) if day.on == date(2026, 3, 10))

    assert all(slot.starts_at.hour < 12 for slot in tuesday.slots)


def test_a_slot_takes_as_many_as_the_plan_says(here):
    for phone in ("0912345671", "0912345672"):
        here.book(at(8, **TUESDAY), phone=phone)

    with pytest.raises(SlotFull):
        here.book(at(8, **TUESDAY), phone="0912345673")

    tuesday = next(day for day in free_slots(here.desk, at=NINE) if day.on == date(2026, 3, 10))
    assert tuesday.slots[0].starts_at == at(8.5, **TUESDAY)


def test_above_capacity_as_far_as_decided_and_counted(here, admin):
    plan = shipped(NINE.date())
    more = replace(plan, capacity=1, overbooking=1)
    visits.decide_plan(admin=admin, desk=here.desk, plan=more, from_on=NINE.date(), citation="QĐ 5", at=NINE)

    one, two = (here.book(at(8, **TUESDAY), phone=f"091234567{n}") for n in (1, 2))

    assert (one.over_capacity, two.over_capacity) == (False, True)


def test_the_same_page_sent_twice_is_one_appointment(here):
    assert here.book(at(8, **TUESDAY)) == here.book(at(8, **TUESDAY))
    assert Booking.objects.count() == 1


def test_one_number_has_one_appointment_at_a_time_and_two_at_all(here):
    here.book(at(8, **TUESDAY))

    with pytest.raises(SameTimeTwice):
        here.book(at(8, **TUESDAY), name="Siu Thin")
    here.book(at(9, **TUESDAY))
    with pytest.raises(TooManyBookings):
        here.book(at(10, **TUESDAY))


@pytest.mark.parametrize("when", [at(8), at(9.25, days=1), at(12, days=1), at(8, days=5), at(8, days=30)])
def test_an_hour_that_is_not_offered_is_refused(here, when):
    with pytest.raises(SlotNotOffered):
        here.book(when)


@pytest.mark.parametrize(("facts", "refusal"), [({"name": " "}, NameNeeded), ({"phone": "12"}, PhoneNeeded)])
def test_an_appointment_has_a_name_and_a_telephone(here, facts, refusal):
    with pytest.raises(refusal):
        here.book(at(8, **TUESDAY), **facts)


def test_moving_frees_the_seat_and_keeps_the_code(here):
    booking = here.book(at(8, **TUESDAY))

    moved = visits.move(booking_id=booking.pk, starts_at=at(9, **TUESDAY), actor=SYSTEM, at=NINE)

    assert (moved.code, moved.starts_at, moved.sequence) == (booking.code, at(9, **TUESDAY), 1)
    assert here.book(at(8, **TUESDAY), phone="0912345679").seat == 1


def test_a_move_that_is_refused_leaves_it_where_it_was(here):
    booking = here.book(at(8, **TUESDAY))

    with pytest.raises(SlotNotOffered):
        visits.move(booking_id=booking.pk, starts_at=at(12, **TUESDAY), actor=SYSTEM, at=NINE)

    booking.refresh_from_db()
    assert booking.starts_at == at(8, **TUESDAY)


def test_cancelling_frees_the_seat_once_and_for_all(here):
    booking = here.book(at(8, **TUESDAY))

    for _ in range(2):
        visits.cancel(booking_id=booking.pk, actor=SYSTEM, at=NINE)

    assert Act.objects.filter(subject=booking.subject, verb="booking.cancelled").count() == 1
    with pytest.raises(BookingOver):
        visits.move(booking_id=booking.pk, starts_at=at(9, **TUESDAY), actor=SYSTEM, at=NINE)


def test_who_comes_in_time_is_called_at_their_hour_before_those_who_waited_longer(here):
    booking = here.book(at(10, **TUESDAY))
    for _ in range(3):
        here.ticket(at(9, **TUESDAY))
    ticket = arrive(booking, at(9.5, **TUESDAY))

    early, due = here.call(at(9.6, **TUESDAY)), here.call(at(10, **TUESDAY))

    assert (early.number, due) == (1, ticket)


def test_who_comes_too_late_waits_like_everybody(here):
    booking = here.book(at(8, **TUESDAY))
    here.ticket(at(8.4, **TUESDAY))
    arrive(booking, at(8.5, **TUESDAY))

    assert here.call(at(8.6, **TUESDAY)).booking is None


def test_arriving_twice_is_one_ticket_with_its_priority(here):
    booking = here.book(at(8, **TUESDAY), group=Group.DISABLED)

    tickets = [arrive(booking, at(8, **TUESDAY)) for _ in range(2)]

    assert tickets[0] == tickets[1] == Ticket.objects.get()
    assert tickets[0].group == Group.DISABLED


def test_another_day_or_another_desk_is_said(here):
    booking = here.book(at(8, **TUESDAY))

    with pytest.raises(NotToday, match="10/03/2026"):
        arrive(booking, NINE)
    with pytest.raises(OtherDesk, match="Chư Prông"):
        visits.arrive(booking_id=booking.pk, desk=hall("H21.118").desk, actor=SYSTEM, at=at(8, **TUESDAY))


def test_an_appointment_is_found_by_code_or_telephone(here):
    booking = here.book(at(8, **TUESDAY))

    found = [
        expected(here.desk, text, at=at(8, **TUESDAY))
        for text in (grouped(booking.code).lower(), "0912 345 678")
    ]

    assert found == [booking, booking]


def test_a_storm_tells_who_is_booked_offers_other_hours_and_loses_nothing(here):
    citizen = make.citizen()
    booking = here.book(at(14, **TUESDAY), citizen=citizen)
    storm(here, at(13, **TUESDAY), at(17, **TUESDAY))

    assert (look_again(here), look_again(here)) == (1, 0)

    told = Notice.objects.get(recipient=f"person:{citizen.person_id}")
    assert "09:30 ngày 09/03/2026" in told.body
    assert told.link == f"/lich-hen/{booking.code}/"
    assert list(displaced(here.desk, at=NINE)) == [booking]
    assert visits.note_absences(at=at(9, days=3)) == 0


def test_opening_again_restores_the_appointment_and_says_so(here):
    booking = here.book(at(14, **TUESDAY), citizen=make.citizen())
    closure = storm(here, at(13, **TUESDAY), at(17, **TUESDAY))
    look_again(here)

    closure.withdrawn_at = NINE
    closure.save()

    assert look_again(here, at(9.1)) == 1
    booking.refresh_from_db()
    assert booking.displaced_at is None
    assert Notice.objects.count() == 2


def test_the_calendar_itself_sets_it_off(here, admin, monkeypatch):
    deferred = []
    monkeypatch.setattr(
        "motcua.visits.calendar_followers.look_again.defer", lambda **facts: deferred.append(facts)
    )
    orgs.close_unit(
        admin=admin, unit=here.office, from_at=at(13), to_at=at(17), reason="Bão", citation="QĐ", at=NINE
    )

    from motcua.visits.calendar_followers import follow_calendar

    follow_calendar(Act.objects.get(verb="calendar.unit-closed"))

    assert deferred == [{"unit_id": here.office.pk, "from_on": "2026-03-09", "to_on": "2026-03-10"}]


def test_tomorrows_appointment_is_reminded_of_once(here):
    here.book(at(8, **TUESDAY), citizen=make.citizen())
    here.book(at(8, days=3), citizen=make.citizen("Ksor Thin", "064190009999"), phone="0912345679")

    assert (visits.remind(at=at(10)), visits.remind(at=at(11))) == (1, 0)
    assert "08:00 ngày 10/03/2026" in Notice.objects.get().body


def test_who_did_not_come_is_counted_once_the_day_is_over(here):
    booking = here.book(at(8, **TUESDAY))

    assert (visits.note_absences(at=at(20, **TUESDAY)), visits.note_absences(at=at(7, days=2))) == (0, 1)
    booking.refresh_from_db()
    assert booking.standing == Standing.MISSED


def test_the_file_for_a_calendar_can_be_read_back_and_withdrawn(here):
    booking = here.book(at(8, **TUESDAY))
    event = Calendar.from_ical(invitation(booking, url="https://x.vn/a/")).walk("VEVENT")[0]

    assert event.decoded("dtstart").astimezone(VIETNAM) == at(8, **TUESDAY)
    assert str(event["url"]) == "https://x.vn/a/"
    cancelled = visits.cancel(booking_id=booking.pk, actor=SYSTEM, at=NINE)
    again = Calendar.from_ical(invitation(cancelled, url="https://x.vn/a/"))
    assert (again["method"], again.walk("VEVENT")[0]["status"]) == ("CANCEL", "CANCELLED")


def test_the_database_gives_no_seat_twice(here):
    booking = here.book(at(8, **TUESDAY))

    with pytest.raises(IntegrityError, match="booking_seat_once"), transaction.atomic():
        Booking.objects.filter(pk=here.book(at(9, **TUESDAY)).pk).update(starts_at=booking.starts_at)


def test_the_desks_own_plan_wins_over_the_provinces_from_its_day(here, admin):
    root = make.unit("H21", UnitKind.PROVINCE, name="Tỉnh Gia Lai")
    head = make.posting(root, Duty.ADMINISTER, name="Quản trị tỉnh")
    usual = shipped(NINE.date())
    later = date(2026, 3, 12)
    said: dict[str, Any] = {"citation": "QĐ 1", "at": NINE}
    visits.decide_plan(admin=head, desk=None, plan=replace(usual, windows=7), from_on=NINE.date(), **said)
    visits.decide_plan(admin=admin, desk=here.desk, plan=replace(usual, windows=5), from_on=later, **said)

    assert [
        plan_on(here.desk.pk, on).windows for on in (date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 12))
    ] == [3, 7, 5]


def test_a_plan_is_bounded_cited_and_not_of_the_past(here, admin):
    usual = shipped(NINE.date())
    given: dict[str, Any] = {"admin": admin, "desk": here.desk, "at": NINE, "citation": "QĐ 1", "plan": usual}

    with pytest.raises(PlanInThePast):
        visits.decide_plan(**given, from_on=date(2026, 3, 8))
    with pytest.raises(PlanOutOfBounds):
        visits.decide_plan(**given | {"plan": replace(usual, ratio=0)}, from_on=date(2026, 3, 9))


def test_a_plan_is_taken_back_before_it_begins(here, admin):
    facts: dict[str, Any] = {
        "admin": admin,
        "desk": here.desk,
        "plan": shipped(NINE.date()),
        "citation": "QĐ 1",
        "at": NINE,
    }
    begun = visits.decide_plan(**facts, from_on=NINE.date())
    coming = visits.decide_plan(**facts, from_on=date(2026, 3, 12))

    visits.withdraw_plan(admin=admin, plan_id=coming.pk, at=NINE)

    coming.refresh_from_db()
    assert coming.withdrawn_at == NINE
    with pytest.raises(PlanBegan):
        visits.withdraw_plan(admin=admin, plan_id=begun.pk, at=NINE)
