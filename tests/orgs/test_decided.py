"""What a decision on the calendar would change, said before it is saved. Without a database."""

from datetime import date, time

import pytest

from motcua.kernel.legal_time import Closure, DayMark, WeekHours
from motcua.orgs.decided import Decided, calendar_of, changed_days
from motcua.orgs.public_days import Marks, public_days, shipped_decisions
from tests.kernel.legal_time.days import at

MORNING = ((time(7, 30), time(11, 30)),)
APRIL, JULY = date(2026, 4, 1), date(2026, 7, 1)
SATURDAYS = WeekHours(5, MORNING, 0.5, APRIL, None, "Sáng thứ Bảy", "Quyết định 1")
LATER = WeekHours(5, (), 0, JULY, None, "Nghỉ thứ Bảy", "Quyết định 2")
STORM = Closure(at("2026-11-05T14:00"), at("2026-11-09T08:00"), "Bão", "Công điện 1")


def changes(before, after, first, last):
    found = changed_days(calendar_of(before), calendar_of(after), first, last)
    return {day.on.day: day.gained for day in found}


def test_a_closure_takes_the_sessions_it_touches_and_no_weekend():
    found = changes(Decided(), Decided().with_closure(STORM), date(2026, 11, 1), date(2026, 11, 30))

    assert found == {5: -0.5, 6: -1, 9: -0.5}


def test_a_closure_outside_office_hours_changes_nothing():
    night = Closure(at("2026-11-05T17:00"), at("2026-11-06T07:30"), "Mất điện")

    assert not changes(Decided(), Decided().with_closure(night), date(2026, 11, 1), date(2026, 11, 30))


def test_a_closure_taken_back_leaves_the_others():
    other = Closure(at("2026-11-06"), at("2026-11-07"), "Lũ")
    both = Decided(closures=(STORM, other))

    assert changes(both, both.without_closure(STORM), date(2026, 11, 1), date(2026, 11, 30)) == {
        5: 0.5,
        9: 0.5,
    }


def test_hours_of_a_weekday_change_that_day_from_then_on():
    found = changes(Decided(), Decided().with_hours(SATURDAYS), date(2026, 3, 1), date(2026, 4, 30))

    assert found == {4: 0.5, 11: 0.5, 18: 0.5, 25: 0.5}


def test_a_desk_where_people_are_only_on_duty_changes_no_term():
    duty = WeekHours(5, MORNING, 0, APRIL, None, "Trực", "Quyết định 1")

    assert not changes(Decided(), Decided().with_hours(duty), APRIL, JULY)


def test_new_hours_end_those_before_and_taken_back_let_them_go_on():
    both = Decided().with_hours(SATURDAYS).with_hours(LATER)

    assert [(each.from_on, each.to_on) for each in both.hours] == [(APRIL, JULY), (JULY, None)]
    assert both.without_hours(LATER).hours == (SATURDAYS,)


def test_hours_end_on_a_day():
    ended = Decided(hours=(SATURDAYS,)).with_hours_ended(SATURDAYS, date(2026, 4, 18))

    assert changes(Decided(hours=(SATURDAYS,)), ended, APRIL, date(2026, 4, 30)) == {18: -0.5, 25: -0.5}


def test_a_day_decided_and_taken_back():
    on = date(2026, 4, 2)
    off = Decided().with_day(on, DayMark(False, "Bão", "Công điện 1"))

    assert changes(Decided(), off, APRIL, JULY) == {2: -1}
    assert off.without_day(on) == Decided()


@pytest.mark.parametrize("year", [2018, 2035, 2060])
def test_public_days_are_known_for_whatever_year_is_asked(year):
    calendar = calendar_of(Decided())

    assert not calendar.is_working(date(year, 9, 2))
    assert calendar.mark(date(year, 4, 30)).citation


def test_marks_are_the_decided_days_above_the_public_ones():
    own = DayMark(True, "Trực lễ")
    marks = Marks({date(2026, 9, 2): own})

    assert marks[date(2026, 9, 2)] == own
    assert marks[date(2026, 1, 1)] == public_days(2026)[date(2026, 1, 1)]
    assert marks.get(date(2026, 3, 3)) is None
    assert dict(marks) == {date(2026, 9, 2): own}


def test_what_is_known_from_a_secondary_source_is_to_be_confirmed():
    assert not shipped_decisions()[date(2026, 8, 31)].certain
    assert shipped_decisions()[date(2026, 1, 2)].certain
    assert not public_days(2026)[date(2026, 11, 24)].certain
    assert public_days(2026)[date(2026, 9, 2)].certain
