"""When a share of the term is up: working hours, in the hours in which the office is open."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from motcua.dossiers.clocks import working_time
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.legal_time.calendar import WorkingCalendar
from motcua.workflow.bpmn.model import Timer

_MOST_DAYS = 3660


class Stop(NamedTuple):
    """The term stood still from ``since``; ``until`` is None while it does."""

    since: datetime
    until: datetime | None


def share_ends(
    start: datetime, hours: Decimal, stops: Sequence[Stop], calendar: WorkingCalendar
) -> datetime | None:
    """
    Return when so many working hours have passed since ``start`` that fell into no stop; stops are in order.

    None while the term stands still: there is no end until it goes on.
    """
    left = timedelta(seconds=float(hours * 3600))
    for stop in stops:
        if stop.until is not None and stop.until <= start:
            continue
        worked = working_time(start=start, end=max(stop.since, start), calendar=calendar)
        if worked >= left:
            break
        if stop.until is None:
            return None
        left, start = left - worked, stop.until
    return _after(start, left, calendar)


def after_hours(start: datetime, hours: Decimal, calendar: WorkingCalendar) -> datetime:
    """Return the moment at which so many working hours have passed since ``start``."""
    return _after(start, timedelta(seconds=float(hours * 3600)), calendar)


def _after(start: datetime, left: timedelta, calendar: WorkingCalendar) -> datetime:
    here = start.astimezone(VIETNAM)
    for ahead in range(_MOST_DAYS):
        for opens, closes in calendar.hours_of(here.date() + timedelta(days=ahead)):
            begin = max(opens, here)
            if begin >= closes:
                continue
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
    raise ValueError("an office that never opens")


def goes_off(timer: Timer, start: datetime, calendar: WorkingCalendar) -> datetime:
    """Return when a timer that began at ``start`` goes off."""
    if timer.hours is not None:
        return after_hours(start, timer.hours, calendar)
    try:
        day = date.fromisoformat(timer.moment)
    except ValueError:
        moment = datetime.fromisoformat(timer.moment)
        return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    return datetime.combine(day, time(), VIETNAM)
