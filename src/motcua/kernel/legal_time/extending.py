"""
A term that was extended: by more time, or to a new date. Pure.

A new date is fixed: a day off before it does not move it. But time that does not count in the term does not
count against the new date either (``extension.made_up``): what the clock stands still once the date was given
is made up after it, in the unit of the term. What it stood before, whoever gave the date knew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from motcua.kernel.legal_time.calendar import ONE_DAY, TINY, VIETNAM
from motcua.kernel.legal_time.facts import CountedDay, Extension, Stop
from motcua.kernel.legal_time.rules import rules_on
from motcua.kernel.legal_time.run import Run, midnight_after, running
from motcua.kernel.legal_time.terms import Term, TermUnit

CALENDAR_UNITS = frozenset({TermUnit.DAYS, TermUnit.MONTHS})


def extend(run: Run, extension: Extension, waits: Sequence[Stop], unit: TermUnit) -> None:
    """Carry the end of ``run``, a term in ``unit``, on; never forward."""
    if extension.until is not None:
        _NewDate(run, extension, unit).carry_on()
    elif run.at is not None and extension.term is not None:
        more = Run(run.at, run.calendar, waits).count(extension.term)
        run.days += _said(extension, [row for row in more.days if row.on > run.at.date()], run.at.date())
        run.at, run.left, run.standing = more.at, more.left, more.standing


class _NewDate:
    """A term with a new date. ``later`` are the stops that whoever gave the date could not know."""

    def __init__(self, run: Run, extension: Extension, unit: TermUnit) -> None:
        assert extension.until is not None
        self.run, self.extension, self.unit = run, extension, unit
        self.until = self._working(extension.until.astimezone(VIETNAM))
        given = extension.given_at
        self.given = given.astimezone(VIETNAM) if given else None
        self.later = [w for w in run.waits if self.given and w.from_at >= self.given]

    def _working(self, until: datetime) -> datetime:
        """Return ``until``, or the end of the next working day after a day off."""
        calendar = self.run.calendar
        if calendar.is_working(until.date()):
            return until
        return calendar.day(calendar.next_working(until.date())).sessions[-1][1]

    def carry_on(self) -> None:
        run, open_stop = self.run, self._open()
        if open_stop is not None:
            if run.at is not None:
                run.days += self._rows(run.at.date(), until=open_stop)
            run.at, run.standing = None, open_stop
            run.left = max(run.left, self._lost([*self.later, open_stop]))
            return
        if run.at is None:  # it stands since before the new date was given
            return
        more = self._made_up()
        end = more.at if more else self.until
        if end is not None and end <= run.at:
            return
        first_end = run.at.date()
        run.days += self._rows(first_end)
        if more:
            rule = rules_on(self.until.date())["extension.made_up"]
            run.days += [
                replace(row, reasons=(rule.value, *row.reasons), citation=rule.citation)
                if row.counted
                else row
                for row in more.days
                if row.on > max(first_end, self.until.date())
            ]
            run.left, run.standing = more.left, more.standing
        run.at = end

    def _open(self) -> Stop | None:
        return next((w for w in self.run.waits if w.to_at is None and w.from_at < self.until), None)

    def _made_up(self) -> Run | None:
        """Count on after the new date what was lost before it."""
        lost = self._lost(self.later)
        if lost <= TINY:
            return None
        unit = TermUnit.DAYS if self.unit in CALENDAR_UNITS else self.unit
        return Run(self.until, self.run.calendar, self.run.waits).count(Term(lost, unit))

    def _lost(self, stops: Sequence[Stop]) -> float:
        """Return how much of the term's unit ``stops`` take from the days up to the new date."""
        begun = [stop for stop in stops if stop.from_at < self.until]
        if not begun:
            return 0
        stops = sorted(begun, key=lambda stop: stop.from_at)
        on, lost = stops[0].from_at.astimezone(VIETNAM).date(), 0.0
        if self.unit != TermUnit.HOURS:  # the day of reception does not count, so nothing is lost on it
            on = max(on, self.run.start.date() + ONE_DAY)
        while on <= self.until.date():
            lost += self._lost_on(on, stops)
            on += ONE_DAY
        return lost

    def _lost_on(self, on: date, stops: Sequence[Stop]) -> float:
        day = self.run.calendar.day(on)
        if self.unit == TermUnit.HOURS:
            return sum(_hours_lost(opens, min(closes, self.until), stops) for opens, closes in day.open)
        if self._stands(on, stops) is None:
            return 0
        return 1 if self.unit in CALENDAR_UNITS else day.weight

    def _stands(self, on: date, stops: Sequence[Stop]) -> Stop | None:
        """Return the stop that takes ``on``: it covers the end of the day, of a calendar day midnight."""
        whole = self.unit in CALENDAR_UNITS
        end = midnight_after(on) if whole else min(self.run.calendar.day(on).closes, self.until)
        return next((stop for stop in stops if stop.stands_at_end(end)), None)

    def _rows(self, after: date, *, until: Stop | None = None) -> Iterator[CountedDay]:
        """Yield the days after ``after`` to the new date, or to the first on which ``until`` stands."""
        on = after
        while (on := on + ONE_DAY) <= self.until.date():
            day = self.run.calendar.day(on)
            if until and until.from_at < day.closes:
                yield CountedDay(on, False, (until.reason,), until.citation)
                return
            if day.weight and (stop := self._stands(on, self.later)):
                yield CountedDay(on, False, (stop.reason,), stop.citation)
            else:
                row = CountedDay(on, day.weight > 0, day.reasons, amount=day.weight)
                yield from _said(self.extension, [row], after)


def _hours_lost(opens: datetime, closes: datetime, stops: Sequence[Stop]) -> float:
    ran = sum((ends - begins for begins, ends in running(opens, closes, stops)), timedelta())
    return max(closes - opens - ran, timedelta()) / timedelta(hours=1)


def _said(extension: Extension, rows: Sequence[CountedDay], on: date) -> list[CountedDay]:
    """Say of ``rows`` that they were given in addition, under the rule of ``on``."""
    rule = rules_on(on)["extension"]
    reason, citation = extension.reason or rule.value, extension.citation or rule.citation
    return [replace(row, reasons=(reason, *row.reasons), citation=citation) for row in rows]
