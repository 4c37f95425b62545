"""What can be booked: the plan's slots in which the office is open and a seat is free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.kernel.legal_time import ONE_DAY, VIETNAM, WorkingCalendar, session
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Unit
from motcua.visits.models import Booking
from motcua.visits.plans import Plan, chosen, plans_of
from motcua.visits.states import Standing


@dataclass(frozen=True)
class Slot:
    starts_at: datetime
    ends_at: datetime
    free: int


@dataclass(frozen=True)
class DayOfSlots:
    on: date
    slots: tuple[Slot, ...]


def office_of(desk: Unit) -> int:
    """Return the unit whose calendar a desk keeps: that of the office it belongs to."""
    return desk.parent_id or desk.pk


def calendar_of(desk: Unit, *, around: date) -> WorkingCalendar:
    return calendar_for(office_of(desk), around=around)


def is_open(calendar: WorkingCalendar, starts_at: datetime, ends_at: datetime) -> bool:
    """Return whether the office is open all of ``[starts_at, ends_at)``."""
    hours = calendar.hours_of(starts_at.astimezone(VIETNAM).date())
    return any(opens <= starts_at and ends_at <= closes for opens, closes in hours)


def free_slots(desk: Unit, *, at: datetime) -> list[DayOfSlots]:
    """Return the days on which something is free, as far ahead as the desk books. Three queries or four."""
    today = at.astimezone(VIETNAM).date()
    decided, calendar = plans_of(desk.pk), calendar_of(desk, around=today)
    last = today + ONE_DAY * chosen(decided, today).ahead_days
    taken = bookings_of(desk, today, last)
    found = []
    on = today
    while on <= last:
        plan = chosen(decided, on)
        slots = tuple(
            Slot(starts, ends, free)
            for starts, ends in offered(plan, calendar, on)
            if starts > at and (free := plan.seats - len(overlapping(taken[on], starts, ends))) > 0
        )
        if slots:
            found.append(DayOfSlots(on, slots))
        on += ONE_DAY
    return found


def offered(plan: Plan, calendar: WorkingCalendar, on: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield the slots of a day, whether free or not: none where the office is shut."""
    if not plan.seats or not calendar.hours_of(on):
        return
    length = timedelta(minutes=plan.slot_minutes)
    for text in plan.sessions:
        first, last = session(text)
        starts = datetime.combine(on, first, VIETNAM)
        while starts + length <= datetime.combine(on, last, VIETNAM):
            if is_open(calendar, starts, starts + length):
                yield starts, starts + length
            starts += length


def overlapping(bookings: Iterable[Booking], starts_at: datetime, ends_at: datetime) -> list[Booking]:
    """Return those within the slot; where its length was changed, an earlier one may reach into two."""
    return [one for one in bookings if one.starts_at < ends_at and starts_at < one.ends_at]


def bookings_of(desk: Unit, first: date, last: date) -> dict[date, list[Booking]]:
    """Return the bookings that keep a seat on the days from ``first`` to ``last``, both included."""
    begins = datetime.combine(first, time(), VIETNAM)
    found: dict[date, list[Booking]] = defaultdict(list)
    for one in Booking.objects.filter(
        desk=desk, starts_at__gte=begins, starts_at__lt=begins + (last - first + ONE_DAY)
    ).exclude(standing=Standing.CANCELLED):
        found[one.starts_at.astimezone(VIETNAM).date()].append(one)
    return found
