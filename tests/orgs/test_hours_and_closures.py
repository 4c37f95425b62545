"""Hours and closures as offices decide, end and take them back: nothing is deleted, each is one act."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.calendars import calendar_for, foresee
from motcua.orgs.errors import (
    ClosureBegan,
    ClosureEndsBeforeItBegins,
    ClosurePassed,
    EndsBeforeItBegins,
    HoursBegan,
    HoursMissing,
    HoursOver,
    NotAdministrator,
    SessionsOverlap,
    WithdrawnAlready,
)
from motcua.orgs.models import Duty, UnitKind
from motcua.orgs.operations import (
    close_unit,
    days_of,
    decide_day,
    decide_hours,
    end_hours,
    reopen_unit,
    withdraw_closure,
    withdraw_day,
    withdraw_hours,
)
from tests import factories as make

NOW = datetime(2026, 4, 1, 8, tzinfo=VIETNAM)
SAID: dict[str, Any] = {"reason": "Bão", "citation": "Công điện 1", "at": NOW}
SATURDAY, NEXT = date(2026, 4, 4), date(2026, 4, 11)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.unit("H21.117")


@pytest.fixture
def mayor(office):
    return make.posting(office, Duty.ADMINISTER)


@pytest.fixture
def saturdays(office, mayor):
    """Return hours decided for Saturday mornings from a day on."""

    def decide(from_on, **more):
        facts: dict[str, Any] = {"weekday": 5, "sessions": ["07:30-11:30"], "counts": Decimal("0.5"), **SAID}
        return decide_hours(admin=mayor, unit=office, from_on=from_on, **facts | more)

    return decide


@pytest.fixture
def closed(office, mayor):
    def close(days_from_now, hours=4):
        from_at = NOW + timedelta(days=days_from_now)
        times: dict[str, Any] = {"from_at": from_at, "to_at": from_at + timedelta(hours=hours)}
        return close_unit(admin=mayor, unit=office, **times, **SAID)

    return close


def working(office, on):
    return calendar_for(office.pk, around=on).is_working(on)


def acts():
    return [(act.verb, act.data["from_on"], act.data["to_on"]) for act in Act.objects.order_by("pk")]


def test_hours_end_and_the_law_holds_again(office, mayor, saturdays):
    hours = saturdays(SATURDAY)

    for _ in range(2):
        end_hours(admin=mayor, hours=hours, on=NEXT, at=NOW)

    assert working(office, SATURDAY)
    assert not working(office, NEXT)
    assert acts() == [
        ("calendar.hours-decided", "2026-04-04", None),
        ("calendar.hours-ended", "2026-04-11", None),
    ]


def test_hours_end_after_they_begin_and_once(mayor, saturdays):
    hours = saturdays(SATURDAY)

    with pytest.raises(EndsBeforeItBegins):
        end_hours(admin=mayor, hours=hours, on=SATURDAY, at=NOW)
    end_hours(admin=mayor, hours=hours, on=NEXT, at=NOW)
    with pytest.raises(HoursOver):
        end_hours(admin=mayor, hours=hours, on=NEXT + timedelta(days=1), at=NOW)


def test_hours_taken_back_are_kept_and_those_before_go_on(office, mayor, saturdays):
    saturdays(date(2026, 3, 7))
    later = saturdays(NEXT, sessions=[], counts=Decimal(0))
    assert not working(office, NEXT)

    for _ in range(2):
        withdraw_hours(admin=mayor, hours=later, at=NOW)

    later.refresh_from_db()
    assert later.withdrawn_at == NOW
    assert working(office, NEXT)
    assert acts()[2:] == [("calendar.hours-withdrawn", "2026-04-11", None)]


def test_hours_that_have_begun_are_not_taken_back(mayor, saturdays):
    with pytest.raises(HoursBegan):
        withdraw_hours(admin=mayor, hours=saturdays(NOW.date()), at=NOW)


def test_hours_taken_back_are_decided_again(office, mayor, saturdays):
    withdraw_hours(admin=mayor, hours=saturdays(SATURDAY), at=NOW)
    with pytest.raises(WithdrawnAlready):
        end_hours(admin=mayor, hours=office.workinghours_set.get(), on=NEXT, at=NOW)

    saturdays(SATURDAY)

    assert working(office, SATURDAY)


def test_the_same_hours_twice_are_one_act(saturdays):
    assert saturdays(SATURDAY) == saturdays(SATURDAY)

    assert len(acts()) == 1


def test_impossible_hours_are_refused(saturdays):
    with pytest.raises(HoursMissing):
        saturdays(SATURDAY, sessions=[])
    with pytest.raises(SessionsOverlap):
        saturdays(SATURDAY, sessions=["07:30-11:30", "11:00-12:00"])


def test_a_unit_opens_earlier_or_later_than_was_said(office, mayor, closed):
    closure = closed(0)

    for hours in (1, 30):
        reopen_unit(admin=mayor, closure=closure, to_at=NOW + timedelta(hours=hours), at=NOW)

    closure.refresh_from_db()
    assert closure.to_at == NOW + timedelta(hours=30)
    assert not working(office, date(2026, 4, 1))
    assert acts()[1:] == [
        ("calendar.unit-reopened", "2026-04-01", "2026-04-02"),
        ("calendar.unit-reopened", "2026-04-01", "2026-04-03"),
    ]


def test_a_closure_that_has_passed_stays(mayor, closed):
    closure = closed(-2)

    with pytest.raises(ClosurePassed):
        reopen_unit(admin=mayor, closure=closure, to_at=NOW, at=NOW)
    with pytest.raises(ClosurePassed):
        withdraw_closure(admin=mayor, closure=closure, at=NOW)


def test_a_closure_that_has_begun_is_not_taken_back_nor_made_empty(mayor, closed):
    closure = closed(0)

    with pytest.raises(ClosureBegan):
        withdraw_closure(admin=mayor, closure=closure, at=NOW)
    with pytest.raises(ClosureEndsBeforeItBegins):
        reopen_unit(admin=mayor, closure=closure, to_at=closure.from_at, at=NOW)


def test_a_closure_to_come_is_taken_back_and_kept(office, mayor, closed):
    closure = closed(1, hours=9)

    for _ in range(2):
        withdraw_closure(admin=mayor, closure=closure, at=NOW)

    closure.refresh_from_db()
    assert closure.withdrawn_at == NOW
    assert working(office, date(2026, 4, 2))
    assert acts()[1:] == [("calendar.closure-withdrawn", "2026-04-02", "2026-04-03")]
    with pytest.raises(WithdrawnAlready):
        reopen_unit(admin=mayor, closure=closure, to_at=closure.to_at, at=NOW)


def test_nobody_changes_the_hours_of_another_unit(office, saturdays, closed):
    hours, closure = saturdays(SATURDAY), closed(1)
    stranger = make.posting(make.unit("H21.118"), Duty.ADMINISTER, name="Người lạ")

    with pytest.raises(NotAdministrator):
        end_hours(admin=stranger, hours=hours, on=NEXT, at=NOW)
    with pytest.raises(NotAdministrator):
        withdraw_hours(admin=stranger, hours=hours, at=NOW)
    with pytest.raises(NotAdministrator):
        reopen_unit(admin=stranger, closure=closure, to_at=NOW, at=NOW)
    with pytest.raises(NotAdministrator):
        withdraw_closure(admin=stranger, closure=closure, at=NOW)


def test_an_act_says_which_unit_and_which_days():
    root = make.unit("H21", UnitKind.PROVINCE)
    admin = make.posting(root, Duty.ADMINISTER)
    day: dict[str, Any] = {"admin": admin, "on": date(2026, 4, 2), "working": False}

    of_all = decide_day(unit=root, province_wide=True, **day, **SAID)
    withdraw_day(admin=admin, decision=of_all, at=NOW)
    decide_day(unit=root, province_wide=False, **day, **SAID)

    told = [(act.subject, act.data["unit"], act.data["everywhere"]) for act in Act.objects.order_by("pk")]
    assert told == [(root.subject, None, True), (root.subject, None, True), (root.subject, root.pk, False)]
    assert {days[1:] for days in acts()} == {("2026-04-02", "2026-04-03")}


def test_what_is_foreseen_is_what_comes_true(office, closed, django_assert_num_queries):
    first, last = date(2026, 4, 1), date(2026, 4, 30)
    before = calendar_for(office.pk, around=first)
    closed(1, hours=9)

    after = calendar_for(office.pk, around=first)
    with django_assert_num_queries(1):
        foreseen = foresee(
            office.pk, lambda own: own.without_closure(own.closures[0]), first=first, last=last
        )

    assert [(day.on, day.gained) for day in foreseen] == [(date(2026, 4, 2), 1)]
    assert (after.is_working(date(2026, 4, 2)), before.is_working(date(2026, 4, 2))) == (False, True)


def test_a_closure_until_midnight_does_not_touch_the_next_day():
    midnight = datetime(2026, 4, 3, tzinfo=VIETNAM)

    assert days_of(NOW, midnight) == (date(2026, 4, 1), date(2026, 4, 3))
    assert days_of(NOW, midnight + timedelta(minutes=1)) == (date(2026, 4, 1), date(2026, 4, 4))
