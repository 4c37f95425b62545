"""
Stops, extensions, half days and closures, worked out by hand.

Without a stop, five working days from Monday 9 March 2026 end on Monday 16.
"""

from datetime import date, time

import pytest

from motcua.kernel.legal_time import (
    ClockFacts,
    Closure,
    Effect,
    Extension,
    Stop,
    StopEndsBeforeItBegins,
    StopKind,
    WeekHours,
    WorkingCalendar,
    due,
    parse_term,
    stage_moments,
    stop_by_rule,
)
from tests.kernel.legal_time.days import CALENDAR, MARKS, at

MONDAY = "2026-03-09T09:00"


def stopped(begins, ends, effect=Effect.SUSPENDED):
    return Stop(at(begins), ends and at(ends), effect, "Đồng hồ dừng", "Điều 1")


def due_of(term, *stops, received=MONDAY, calendar=CALENDAR, extensions=()):
    return due(
        received_at=at(received),
        term=parse_term(term),
        calendar=calendar,
        stops=stops,
        extensions=extensions,
    )


# A day is spent when it ends with the clock running (Civil Code, Art. 148.1).
SUSPENDED = [
    ([("2026-03-11T10:00", "2026-03-13T10:00")], "2026-03-18"),  # 10; 13, 16, 17, 18
    ([("2026-03-11", "2026-03-13")], "2026-03-18"),  # in days: the same two days
    ([("2026-03-11T08:00", "2026-03-11T16:00")], "2026-03-16"),  # within one day: nothing
    ([("2026-03-13T18:00", "2026-03-16T07:00")], "2026-03-16"),  # outside office hours: nothing
    ([("2026-03-14", "2026-03-16")], "2026-03-16"),  # over a weekend: nothing
    ([("2026-03-13T10:00", "2026-03-16T10:00")], "2026-03-17"),  # Friday alone is lost
    ([("2026-03-16T10:00", "2026-03-20T09:00")], "2026-03-20"),  # on the last day: it waits for the restart
    ([("2026-03-17", "2026-03-25")], "2026-03-16"),  # the term was over: a late dossier stays late
    ([("2026-03-10", "2026-03-11"), ("2026-03-12", "2026-03-13")], "2026-03-18"),  # 11, 13, 16, 17, 18
    ([("2026-03-10", "2026-03-12"), ("2026-03-11", "2026-03-13")], "2026-03-19"),  # overlapping: 10, 11, 12
    ([("2026-03-02", "2026-03-04")], "2026-03-16"),  # over before reception
    ([("2026-03-06", "2026-03-11")], "2026-03-17"),  # begun before it: 10 is lost
]


@pytest.mark.parametrize(("stops", "expected"), SUSPENDED)
def test_the_days_the_clock_stands_do_not_count(stops, expected):
    found = due_of("5 working days", *(stopped(*times) for times in stops))

    assert found.at == at(f"{expected}T17:00")


def test_calendar_days_stand_too():
    # 10 and 11 stand; 12, 13, 14, 15, Mon 16
    assert due_of("5 days", stopped("2026-03-10T10:00", "2026-03-12T10:00")).at == at("2026-03-16T17:00")


def test_hours_stand_to_the_minute():
    # 15–16 (1), 9:00–11:30 (3.5), 13–17 (7.5), then half an hour
    found = due_of("8 hours", stopped("2026-03-09T16:00", "2026-03-10T09:00"), received="2026-03-09T15:00")

    assert found.at == at("2026-03-11T08:00")


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2026-03-11T10:00", "2026-03-13T10:00", "2026-03-20"),  # complete on Fri 13: 16 to 20
        ("2026-03-11T10:00", "2026-03-11T10:00", "2026-03-16"),  # the same instant: nothing
        ("2026-03-17T10:00", "2026-03-18T10:00", "2026-03-16"),  # asked when it was already late
    ],
)
def test_a_supplement_begins_the_term_anew(begins, ends, expected):
    on = date(2026, 3, 9)
    stop = stop_by_rule(StopKind.SUPPLEMENT, from_at=at(begins), to_at=at(ends), received_on=on)

    assert due_of("5 working days", stop).at == at(f"{expected}T17:00")


def test_days_before_the_supplement_say_that_they_no_longer_count():
    found = due_of("1 working day", stopped("2026-03-09T10:00", "2026-03-11T10:00", Effect.ANEW))

    assert [(d.on.day, d.counted) for d in found.days] == [(9, False), (10, False), (11, False), (12, True)]
    assert "tính lại từ đầu" in found.days[0].reason


def test_the_opinion_of_another_agency_stops_nothing():
    begins, ends = at("2026-03-10"), at("2026-03-13")
    stop = stop_by_rule(StopKind.OPINION, from_at=begins, to_at=ends, received_on=date(2026, 3, 9))

    found = due_of("5 working days", stop)

    assert found.at == at("2026-03-16T17:00")
    assert "thời hạn vẫn chạy" in found.days[1].reason


@pytest.mark.parametrize(
    ("term", "left"),
    [
        ("5 working days", 4),  # Tue 10 counted
        ("5 days", 4),
        ("16 hours", 1.5),  # Mon from 9:00 6.5, Tue 8
    ],
)
def test_while_the_clock_stands_there_is_no_due_date(term, left):
    found = due_of(term, stopped("2026-03-11", None))

    assert (found.ends_at, found.left) == (None, left)
    assert found.standing == stopped("2026-03-11", None)


def test_a_restart_before_the_stop_is_refused():
    with pytest.raises(StopEndsBeforeItBegins):
        stopped("2026-03-11", "2026-03-10")


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        (Extension(until=at("2026-03-20T10:00")), "2026-03-20T10:00"),
        (Extension(until=at("2026-03-21T10:00")), "2026-03-23T17:00"),  # a Saturday: Mon 23
        (Extension(until=at("2026-03-12T10:00")), "2026-03-16T17:00"),  # never brought forward
        (Extension(term=parse_term("3 working days")), "2026-03-19T17:00"),  # 17, 18, 19
        (Extension(term=parse_term("10 days")), "2026-03-26T17:00"),  # 16 + 10
    ],
)
def test_an_extension_carries_the_end_on(extension, expected):
    found = due_of("5 working days", extensions=[extension])

    assert found.at == at(expected)
    assert found.first_at == at("2026-03-16T17:00")


# A new date, Friday 20 March, given on Thursday 12: what stops after that is made up after the date.
NEW_DATE = Extension(until=at("2026-03-20T17:00"), given_at=at("2026-03-12T09:00"))


@pytest.mark.parametrize(
    ("stops", "expected"),
    [
        ([], "2026-03-20"),
        ([("2026-03-17T10:00", "2026-03-19T10:00")], "2026-03-24"),  # 17, 18: instead 23, 24
        ([("2026-03-13T10:00", "2026-03-17T10:00")], "2026-03-24"),  # 13, 16, a weekend: 23, 24
        ([("2026-03-12T10:00", "2026-03-13T09:00")], "2026-03-23"),  # begun on the day it was given
        ([("2026-03-10", "2026-03-12")], "2026-03-20"),  # over when it was given: who gave it knew
        ([("2026-03-17T08:00", "2026-03-17T16:00")], "2026-03-20"),  # within one day: nothing
        ([("2026-03-20T10:00", "2026-03-24T09:00")], "2026-03-24"),  # the 20th, and it stands on the 23rd
        ([("2026-03-21", "2026-03-26")], "2026-03-20"),  # the date was over: late stays late
        ([("2026-03-17", "2026-03-18"), ("2026-03-19", "2026-03-20")], "2026-03-24"),  # 17, 19
        (
            [("2026-03-17", "2026-03-18"), ("2026-03-23", "2026-03-24")],
            "2026-03-24",
        ),  # 17; its day stands too
    ],
)
def test_what_stops_after_a_new_date_was_given_is_made_up_after_it(stops, expected):
    found = due_of("5 working days", *(stopped(*times) for times in stops), extensions=[NEW_DATE])

    assert found.at == at(f"{expected}T17:00")


def test_a_new_date_of_calendar_days_makes_up_calendar_days():
    given = Extension(until=at("2026-03-24T17:00"), given_at=at("2026-03-12T09:00"))
    over_a_weekend = stopped("2026-03-20T10:00", "2026-03-23T10:00")  # three midnights

    assert due_of("10 days", extensions=[given]).at == at("2026-03-24T17:00")
    assert due_of("10 days", over_a_weekend, extensions=[given]).at == at("2026-03-27T17:00")


def test_the_day_of_reception_counts_for_nothing_so_nothing_of_it_is_lost():
    given = Extension(until=at("2026-03-20T17:00"), given_at=at("2026-03-09T10:00"))

    found = due_of("5 working days", stopped("2026-03-09T11:00", "2026-03-11T09:00"), extensions=[given])

    assert found.at == at("2026-03-23T17:00")  # the 10th alone


def test_a_new_date_of_hours_makes_up_hours():
    given = Extension(until=at("2026-03-12T17:00"), given_at=at("2026-03-09T14:00"))

    found = due_of("8 hours", stopped("2026-03-11T08:00", "2026-03-11T10:00"), extensions=[given])

    assert found.at == at("2026-03-13T09:30")


def test_while_waiting_for_an_opinion_the_new_date_stays():
    waiting = stopped("2026-03-13T10:00", "2026-03-17T10:00", Effect.GOES_ON)

    assert due_of("5 working days", waiting, extensions=[NEW_DATE]).at == at("2026-03-20T17:00")


@pytest.mark.parametrize(
    ("stops", "left"),
    [
        ([("2026-03-17T10:00", None)], 4),  # 17, 18, 19, 20
        ([("2026-03-12T10:00", "2026-03-13T09:00"), ("2026-03-17T10:00", None)], 5),  # and the 12th
        ([("2026-03-13T10:00", None)], 6),  # before the first end: 13, 16, 17, 18, 19, 20
        ([("2026-03-17", "2026-03-18"), ("2026-03-21", None)], 1),  # within the day that is made up
    ],
)
def test_while_it_stands_it_says_what_is_left_of_the_new_date(stops, left):
    found = due_of("5 working days", *(stopped(*times) for times in stops), extensions=[NEW_DATE])

    assert (found.ends_at, found.left) == (None, left)
    assert found.standing is not None
    assert found.standing.to_at is None


def test_each_day_made_up_says_why():
    found = due_of("5 working days", stopped("2026-03-19T10:00", "2026-03-20T10:00"), extensions=[NEW_DATE])

    told = {day.on.day: (day.counted, day.reasons[0]) for day in found.days if day.on.day > 18}
    assert told == {
        19: (False, "Đồng hồ dừng"),
        20: (True, "Ngày được gia hạn"),
        21: (False, "Thứ Bảy"),
        22: (False, "Chủ nhật"),
        23: (True, "Bù cho lúc đồng hồ dừng sau khi đã có ngày hẹn mới"),
    }


def test_a_term_counted_anew_knows_no_new_date_given_before():
    """The supplement is asked for after the first end, within the new date: the term is not over."""
    supplement = stopped("2026-03-17T10:00", "2026-03-19T10:00", Effect.ANEW)

    found = due_of("5 working days", supplement, extensions=[NEW_DATE])

    assert found.at == at("2026-03-26T17:00")  # 20, 23, 24, 25, 26


MORNING = ((time(7, 30), time(11, 30)),)
HALF = WorkingCalendar(MARKS, hours=(WeekHours(5, MORNING, 0.5, date(2026, 4, 1)),))
ON_DUTY = WorkingCalendar(
    MARKS, hours=(WeekHours(5, MORNING, 0, date(2026, 4, 1), reason="Trực sáng thứ Bảy"),)
)


@pytest.mark.parametrize(
    ("calendar", "received", "term", "expected"),
    [
        (HALF, "2026-04-02T09:00", "2 working days", "2026-04-06T11:30"),  # Fri 1, Sat ½, Mon morning ½
        (ON_DUTY, "2026-04-02T09:00", "2 working days", "2026-04-06T17:00"),  # Fri, Mon
        (HALF, "2026-03-26T09:00", "2 working days", "2026-03-30T17:00"),  # before it is in force
        (HALF, "2026-04-02T09:00", "2 days", "2026-04-04T11:30"),  # Saturday is no day off there
        (ON_DUTY, "2026-04-02T09:00", "2 days", "2026-04-06T17:00"),  # there it is
        (HALF, "2026-04-03T16:00", "3 hours", "2026-04-04T09:30"),  # 1, then 2 on Saturday
        (ON_DUTY, "2026-04-03T16:00", "3 hours", "2026-04-06T09:30"),
        (HALF, "2026-08-21T09:00", "1 working day", "2026-08-22T17:00"),  # worked in exchange: a whole day
    ],
)
def test_saturday_mornings_count_as_decided(calendar, received, term, expected):
    assert due_of(term, received=received, calendar=calendar).at == at(expected)


STORM = WorkingCalendar(
    MARKS, closures=(Closure(at("2026-11-05T14:00"), at("2026-11-07"), "Bão số 13", "Công điện 1"),)
)  # Thursday afternoon and Friday


@pytest.mark.parametrize(
    ("received", "term", "expected"),
    [
        ("2026-11-04T09:00", "1 working day", "2026-11-09T11:30"),  # Thu morning ½, Mon morning ½
        ("2026-11-03T09:00", "2 working days", "2026-11-09T11:30"),  # Wed 1, Thu ½, Mon ½
        ("2026-11-03T09:00", "2 days", "2026-11-09T17:00"),  # Thu 5 was cut short: Mon 9
        ("2026-11-05T10:30", "2 hours", "2026-11-05T14:00"),  # 1 before lunch, 1 until it was shut
        ("2026-11-05T10:30", "3 hours", "2026-11-09T08:30"),  # and 1 on Monday
        ("2026-11-05T09:00", "trong ngày", "2026-11-05T11:30"),  # while it is open
    ],
)
def test_a_storm_takes_the_sessions_it_shuts(received, term, expected):
    assert due_of(term, received=received, calendar=STORM).at == at(expected)


POWER_CUT = WorkingCalendar(
    MARKS,
    closures=(
        Closure(at("2026-11-05T11:00"), at("2026-11-05T13:30"), "Mất điện", "Thông báo 1"),
        Closure(at("2026-11-05T13:15"), at("2026-11-05T14:00"), "Mất mạng", "Thông báo 2"),
    ),
)  # touches both sessions of Thursday: open 07:30-11:00 and 14:00-17:00


@pytest.mark.parametrize(
    ("received", "term", "expected"),
    [
        ("2026-11-05T10:00", "3 hours", "2026-11-05T16:00"),  # 1 before the cut, 2 after
        ("2026-11-05T12:00", "1 hour", "2026-11-05T15:00"),
        ("2026-11-04T09:00", "1 working day", "2026-11-06T17:00"),  # neither session of Thursday counts
        ("2026-11-04T16:00", "8 hours", "2026-11-06T08:00"),  # 1 Wednesday, 6½ Thursday
    ],
)
def test_a_term_in_hours_loses_only_the_hours_shut_a_term_in_days_the_sessions(received, term, expected):
    assert due_of(term, received=received, calendar=POWER_CUT).at == at(expected)


def test_a_day_partly_shut_says_why():
    found = due_of("3 hours", received="2026-11-05T10:00", calendar=POWER_CUT)

    assert found.days[0].reasons[1:] == ("Mất điện", "Mất mạng")
    assert found.days[0].amount == 3


def test_stages_of_hours_pass_over_the_hours_shut():
    facts = ClockFacts(at("2026-11-05T10:00"), parse_term("3 hours"))

    assert stage_moments(facts, POWER_CUT, [2, 1]) == (at("2026-11-05T15:00"), at("2026-11-05T16:00"))
