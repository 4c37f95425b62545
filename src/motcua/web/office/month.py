"""A month of a calendar as it is shown: the days that are not as the week of the law makes them, and why."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, WorkingCalendar
from motcua.kernel.legal_time.calendar import Day
from motcua.orgs import directory
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import CalendarDecision, Unit, UnitClosure, WorkingHours
from motcua.orgs.postings import Posting
from motcua.web.office.calendar_words import clock_times
from motcua.web.office.places import why_not_decide
from motcua.web.ui import formats

LAW = WorkingCalendar()


@dataclass(frozen=True)
class Cause:
    """
    One reason why a day is as it is, and whose.

    ``decision`` is set where ``admin`` may take it back. Not ``certain``: the text was not at hand.
    """

    reason: str
    citation: str
    by: str
    certain: bool = True
    times: str = ""
    decision: CalendarDecision | None = None


@dataclass(frozen=True)
class MonthDay:
    """A day and its causes. ``duty``: hours in which people are only on duty, which count for nothing."""

    day: Day
    causes: tuple[Cause, ...]
    duty: str = ""

    @property
    def on(self) -> date:
        return self.day.on


@dataclass(frozen=True)
class Month:
    """The days to tell, how many working days the month has, and whether hours were decided for it."""

    days: Sequence[MonthDay]
    worked: str
    has_hours: bool


@dataclass(frozen=True)
class _Decided:
    decisions: Mapping[date, CalendarDecision]
    hours: Sequence[WorkingHours]
    closures: Sequence[UnitClosure]
    refusals: Mapping[int | None, Refusal | None]

    def hours_on(self, on: date) -> WorkingHours | None:
        return next((each for each in reversed(self.hours) if each.week_hours.holds(on)), None)


def usual_sessions(calendar: WorkingCalendar, on: date) -> list[str]:
    """Return the hours ``on`` would have as a whole working day: its own, or those of its Monday."""
    usual = WorkingCalendar(hours=calendar.hours)
    own = usual.day(on)
    day = own if own.weight == 1 else usual.day(on - timedelta(days=on.weekday()))
    periods = day.open or LAW.day(on - timedelta(days=on.weekday())).open
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in periods]


def month_of(admin: Posting, month: date, unit: Unit | None) -> Month:
    """Return the month that begins on ``month``, of the province (None) or a unit. Four queries."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    calendar = calendar_for(unit.pk if unit else None, around=month)
    decided = _decided(admin, month, last, unit)
    every = [month + timedelta(days=n) for n in range(last.day)]
    days = [day for on in every if (day := _day(on, calendar, decided))]
    worked = sum(calendar.day(on).weight for on in every)
    return Month(days, formats.figure(worked), bool(decided.hours))


def _decided(admin: Posting, first: date, last: date, unit: Unit | None) -> _Decided:
    found = directory.decisions_ahead(within=[unit.pk] if unit else [], on=first).filter(on__lte=last)
    decisions = {each.on: each for each in sorted(found, key=lambda each: each.unit_id is not None)}
    hours = directory.hours_decided(unit).filter(from_on__lte=last, withdrawn_at=None)
    begins, ends = (datetime.combine(on, time(), VIETNAM) for on in (first, last + ONE_DAY))
    shut = directory.closures_decided(unit).filter(from_at__lt=ends, to_at__gt=begins, withdrawn_at=None)
    deciders = {each.unit_id: each.unit for each in decisions.values()}
    return _Decided(
        decisions=decisions,
        hours=[each for each in hours if each.to_on is None or each.to_on > first],
        closures=list(reversed(shut)),
        refusals={pk: why_not_decide(admin, place) for pk, place in deciders.items()},
    )


def _day(on: date, calendar: WorkingCalendar, decided: _Decided) -> MonthDay | None:
    day, hours = calendar.day(on), decided.hours_on(on)
    causes = [*_closures(on, calendar, decided.closures)]
    duty = ""
    if mark := _of_mark(on, calendar, decided):
        causes.append(mark)
    elif hours and (hours.counts != LAW.day(on).weight or (not hours.counts and hours.sessions)):
        causes.append(Cause(hours.reason, hours.citation, _by(hours.unit)))
        duty = "" if hours.counts else clock_times(hours.sessions)
    return MonthDay(day, tuple(causes), duty) if causes else None


def _closures(on: date, calendar: WorkingCalendar, closures: Sequence[UnitClosure]) -> Iterator[Cause]:
    """Yield the closures that shut the office on ``on``."""
    usual = replace(calendar, closures=()).day(on).open
    for row in closures:
        if any(row.closure.touches(*period) for period in usual):
            times = _("từ %(from_at)s đến %(to_at)s") % {
                "from_at": formats.full_time(row.from_at), "to_at": formats.full_time(row.to_at),
            }  # fmt: skip
            yield Cause(row.reason, row.citation, _by(row.unit), times=times)


def _of_mark(on: date, calendar: WorkingCalendar, decided: _Decided) -> Cause | None:
    if decision := decided.decisions.get(on):
        allowed = None if decided.refusals[decision.unit_id] else decision
        return Cause(decision.reason, decision.citation, _by(decision.unit), decision=allowed)
    if mark := calendar.marks.get(on):
        return Cause(mark.reason, mark.citation, _("Pháp luật"), certain=mark.certain)
    return None


def _by(unit: Unit | None) -> str:
    return unit.name if unit else _("Tỉnh")
