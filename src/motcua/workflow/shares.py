"""When a share of the term is up: working hours, in the hours in which the office is open."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.legal_time.calendar import WorkingCalendar
from motcua.workflow.bpmn.model import Timer

_MOST_DAYS = 3660


def after_hours(start: datetime, hours: Decimal, calendar: WorkingCalendar) -> datetime:
    """Return the moment at which so many working hours have passed since ``start``."""
    here = start.astimezone(VIETNAM)
    left = timedelta(seconds=float(hours * 3600))
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
