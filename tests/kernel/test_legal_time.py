from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.legal_time import (
    VIETNAM,
    DayMark,
    TermUnit,
    WorkingCalendar,
    due,
    working_days_left,
)

TET_2026 = {date(2026, 2, day): DayMark(False, "Tết Nguyên đán") for day in range(16, 21)}
SWAP = {
    date(2026, 8, 31): DayMark(False, "Nghỉ hoán đổi"),
    date(2026, 8, 22): DayMark(True, "Làm bù"),
}
CALENDAR = WorkingCalendar(marks={**TET_2026, **SWAP})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("received", "amount", "unit", "expected"),
    [
        ("2026-03-09T09:00", 3, TermUnit.WORKING_DAYS, "2026-03-12"),  # Monday to Thursday
        ("2026-03-13T16:59", 1, TermUnit.WORKING_DAYS, "2026-03-16"),  # Friday to Monday
        ("2026-02-13T16:30", 5, TermUnit.WORKING_DAYS, "2026-02-27"),  # across Tết
        ("2026-08-21T09:00", 1, TermUnit.WORKING_DAYS, "2026-08-22"),  # a Saturday worked
        ("2026-08-28T09:00", 1, TermUnit.WORKING_DAYS, "2026-09-01"),  # a Monday off
        ("2026-03-09T09:00", 5, TermUnit.DAYS, "2026-03-16"),  # ends on Saturday, moves to Monday
        ("2026-01-31T09:00", 1, TermUnit.MONTHS, "2026-03-02"),  # 28 February is a Saturday
        ("2026-03-09T09:00", 0, TermUnit.WORKING_DAYS, "2026-03-09"),
    ],
)
def test_a_term_ends_on_the_day_the_law_says(received, amount, unit, expected):
    found = due(received_at=at(received), amount=amount, unit=unit, calendar=CALENDAR)

    assert found.at == datetime.combine(date.fromisoformat(expected), time(17), VIETNAM)


def test_eight_working_hours_from_mid_afternoon_end_the_next_day_at_the_same_hour():
    found = due(received_at=at("2026-03-09T15:00"), amount=8, unit=TermUnit.HOURS, calendar=CALENDAR)

    assert found.at == at("2026-03-10T15:00")


def test_half_a_day_is_four_working_hours():
    found = due(
        received_at=at("2026-03-09T07:30"),
        amount=0.5,
        unit=TermUnit.WORKING_DAYS,
        calendar=CALENDAR,
    )

    assert found.at == at("2026-03-09T11:30")


def test_each_day_says_why_it_counts_or_not():
    found = due(
        received_at=at("2026-03-13T09:00"),
        amount=1,
        unit=TermUnit.WORKING_DAYS,
        calendar=CALENDAR,
    )

    assert [(d.on.day, d.counted, d.reason) for d in found.days] == [
        (13, False, "Ngày tiếp nhận, không tính vào thời hạn"),
        (14, False, "Thứ Bảy"),
        (15, False, "Chủ nhật"),
        (16, True, "Ngày làm việc"),
    ]


MOMENTS = st.datetimes(datetime(2025, 7, 1), datetime(2027, 6, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=VIETNAM)
)


@given(MOMENTS, st.integers(0, 60), st.sampled_from([TermUnit.WORKING_DAYS, TermUnit.DAYS]))
def test_nothing_is_due_on_a_day_off(received, amount, unit):
    found = due(received_at=received, amount=amount, unit=unit, calendar=CALENDAR)

    assert CALENDAR.is_working(found.at.date())


@given(MOMENTS, st.integers(1, 30), st.integers(1, 40))
def test_a_day_off_more_never_brings_the_date_forward(received, amount, later):
    more = {**CALENDAR.marks, received.date() + timedelta(later): DayMark(False, "Bão")}
    unit = TermUnit.WORKING_DAYS

    before = due(received_at=received, amount=amount, unit=unit, calendar=CALENDAR)
    after = due(received_at=received, amount=amount, unit=unit, calendar=WorkingCalendar(more))

    assert after.at >= before.at


def test_days_left_are_working_days_and_negative_when_late():
    friday, monday = at("2026-03-13T09:00"), at("2026-03-16T17:00")

    assert working_days_left(now=friday, due_at=monday, calendar=CALENDAR) == 1
    assert working_days_left(now=monday, due_at=friday, calendar=CALENDAR) == -1
