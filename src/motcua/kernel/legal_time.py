"""
Legal time: which days count, when a term ends, and why.

Pure: a calendar is given, nothing is read. Terms in days do not count the first day
(Civil Code 91/2015/QH13, Art. 147.2); a term that ends on a day off ends on the next working day
(Art. 148.5).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from motcua.kernel.text import msgid

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)


class TermUnit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"  # working hours


@dataclass(frozen=True)
class DayMark:
    """What a decision says of one day: off or worked, why, and under which text."""

    working: bool
    reason: str
    citation: str = ""


@dataclass(frozen=True)
class WorkingCalendar:
    """
    The working days and hours of one unit.

    ``marks`` holds holidays, swapped days and local closures; it wins over the week.
    """

    marks: Mapping[date, DayMark] = field(default_factory=dict)
    opens: time = time(7, 30)
    noon: time = time(11, 30)
    afternoon: time = time(13, 0)
    closes: time = time(17, 0)

    def mark(self, on: date) -> DayMark:
        """Return whether ``on`` is worked, with the reason."""
        if on in self.marks:
            return self.marks[on]
        if on.weekday() == 5:
            return DayMark(False, msgid("Thứ Bảy"))
        if on.weekday() == 6:
            return DayMark(False, msgid("Chủ nhật"))
        return DayMark(True, msgid("Ngày làm việc"))

    def is_working(self, on: date) -> bool:
        return self.mark(on).working

    def next_working(self, on: date) -> date:
        """Return ``on`` or the first working day after it."""
        while not self.is_working(on):
            on += ONE_DAY
        return on

    def hours_of(self, on: date) -> list[tuple[datetime, datetime]]:
        """Return the working periods of ``on``, in local time."""
        if not self.is_working(on):
            return []
        opens, noon, afternoon, closes = (
            datetime.combine(on, moment, VIETNAM)
            for moment in (self.opens, self.noon, self.afternoon, self.closes)
        )
        return [(opens, noon), (afternoon, closes)]


@dataclass(frozen=True)
class CountedDay:
    """One line of the table "why this date". ``ends_off``: the term would end here, on a day off."""

    on: date
    counted: bool
    reason: str
    citation: str = ""
    ends_off: bool = False


@dataclass(frozen=True)
class Due:
    """When the term ends, and each day that led there."""

    at: datetime
    days: tuple[CountedDay, ...]


FIRST_DAY = msgid("Ngày tiếp nhận, không tính vào thời hạn")
FIRST_DAY_CITATION = "Điều 147 khoản 2 Bộ luật Dân sự 91/2015/QH13"
DAY_OFF_END_CITATION = "Điều 148 khoản 5 Bộ luật Dân sự 91/2015/QH13"


def due(*, received_at: datetime, amount: float, unit: TermUnit, calendar: WorkingCalendar) -> Due:
    """Return when a term of ``amount`` ``unit`` that starts at ``received_at`` ends, explained."""
    if unit == TermUnit.HOURS:
        return _due_in_hours(received_at, amount, calendar)
    if unit == TermUnit.WORKING_DAYS and amount != int(amount):
        return _due_in_hours(received_at, amount * 8, calendar)
    start = received_at.astimezone(VIETNAM).date()
    days = [CountedDay(start, False, FIRST_DAY, FIRST_DAY_CITATION)]
    if unit == TermUnit.WORKING_DAYS:
        days += _count_working(start, int(amount), calendar)
    else:
        days += _count_all(start, _calendar_end(start, int(amount), unit), calendar)
    end = calendar.next_working(days[-1].on) if amount else calendar.next_working(start)
    return Due(datetime.combine(end, calendar.closes, VIETNAM), tuple(days))


def _count_working(start: date, amount: int, calendar: WorkingCalendar) -> Iterator[CountedDay]:
    on = start
    while amount > 0:
        on += ONE_DAY
        mark = calendar.mark(on)
        yield CountedDay(on, mark.working, mark.reason, mark.citation)
        amount -= mark.working


def _count_all(start: date, end: date, calendar: WorkingCalendar) -> Iterator[CountedDay]:
    on = start
    while on < end:
        on += ONE_DAY
        yield CountedDay(on, True, msgid("Tính theo ngày liên tục"))
    while not calendar.is_working(on):
        on += ONE_DAY
        mark = calendar.mark(on)
        yield CountedDay(on, False, mark.reason, DAY_OFF_END_CITATION, ends_off=True)


def _calendar_end(start: date, amount: int, unit: TermUnit) -> date:
    if unit == TermUnit.DAYS:
        return start + timedelta(days=amount)
    months = start.month - 1 + amount
    year, month = start.year + months // 12, months % 12 + 1
    for last in (start.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _due_in_hours(received_at: datetime, hours: float, calendar: WorkingCalendar) -> Due:
    left = timedelta(hours=hours)
    now = received_at.astimezone(VIETNAM)
    on, days = now.date(), []
    while True:
        mark = calendar.mark(on)
        days.append(CountedDay(on, mark.working, mark.reason, mark.citation))
        for opens, closes in calendar.hours_of(on):
            begins = max(opens, now)
            if begins >= closes:
                continue
            if left <= closes - begins:
                return Due(begins + left, tuple(days))
            left -= closes - begins
        on += ONE_DAY


def working_days_left(*, now: datetime, due_at: datetime, calendar: WorkingCalendar) -> int:
    """Return the working days from the day after ``now`` to ``due_at``; negative when late."""
    today, end = now.astimezone(VIETNAM).date(), due_at.astimezone(VIETNAM).date()
    low, high = min(today, end), max(today, end)
    count = sum(calendar.is_working(low + timedelta(days=i)) for i in range(1, (high - low).days + 1))
    return count if end >= today else -count
