"""What one office decided on its calendar, and what would change if it decided otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from motcua.kernel.legal_time import ONE_DAY, Closure, DayMark, WeekHours, WorkingCalendar
from motcua.kernel.legal_time.calendar import Day
from motcua.orgs.public_days import Marks


@dataclass(frozen=True)
class Decided:
    """
    What one unit, or the province, decided: days, hours in the order they begin, closures.

    Each method returns what would be decided after one more act.
    """

    marks: dict[date, DayMark] = field(default_factory=dict)
    hours: tuple[WeekHours, ...] = ()
    closures: tuple[Closure, ...] = ()

    def with_day(self, on: date, mark: DayMark) -> Decided:
        return replace(self, marks=self.marks | {on: mark})

    def without_day(self, on: date) -> Decided:
        return replace(self, marks={day: mark for day, mark in self.marks.items() if day != on})

    def with_hours(self, new: WeekHours) -> Decided:
        """Add hours; they end those of the same weekday that go on, and replace what began the same day."""
        kept = [
            replace(each, to_on=new.from_on) if _goes_on_before(each, new) else each
            for each in self._without(new)
        ]
        return replace(self, hours=tuple(sorted([*kept, new], key=lambda each: each.from_on)))

    def with_hours_ended(self, hours: WeekHours, on: date) -> Decided:
        ended = [replace(each, to_on=on) if _same(each, hours) else each for each in self.hours]
        return replace(self, hours=tuple(ended))

    def without_hours(self, hours: WeekHours) -> Decided:
        """Take hours back; those which they had ended go on."""
        kept = [
            replace(each, to_on=None) if _ended_by(each, hours) else each for each in self._without(hours)
        ]
        return replace(self, hours=tuple(kept))

    def with_closure(self, closure: Closure) -> Decided:
        return replace(self, closures=(*self.closures, closure))

    def without_closure(self, closure: Closure) -> Decided:
        kept = list(self.closures)
        kept.remove(closure)
        return replace(self, closures=tuple(kept))

    def _without(self, hours: WeekHours) -> list[WeekHours]:
        return [each for each in self.hours if not _same(each, hours)]


def calendar_of(province: Decided, unit: Decided | None = None) -> WorkingCalendar:
    """Return the calendar that follows; what the unit decided wins over what the province did."""
    own = unit or Decided()
    return WorkingCalendar(
        marks=Marks(province.marks | own.marks),
        hours=(*province.hours, *own.hours),
        closures=(*province.closures, *own.closures),
    )


@dataclass(frozen=True)
class ChangedDay:
    """A day that would no longer be what it is: it counts less or more, or opens at other hours."""

    before: Day
    after: Day

    @property
    def on(self) -> date:
        return self.after.on

    @property
    def gained(self) -> float:
        """How much of a working day is won (or, negative, lost)."""
        return self.after.weight - self.before.weight


def changed_days(
    before: WorkingCalendar, after: WorkingCalendar, first: date, last: date
) -> list[ChangedDay]:
    """Return the days from ``first`` to ``last``, both included, that count or open differently."""
    pairs = ((before.day(on), after.day(on)) for on in _days(first, last))
    return [ChangedDay(was, will) for was, will in pairs if _counted(was) != _counted(will)]


def _counted(day: Day) -> tuple[object, ...]:
    return day.weight, day.sessions, day.open


def _days(first: date, last: date) -> Iterator[date]:
    on = first
    while on <= last:
        yield on
        on += ONE_DAY


def _same(one: WeekHours, other: WeekHours) -> bool:
    return (one.weekday, one.from_on) == (other.weekday, other.from_on)


def _goes_on_before(one: WeekHours, new: WeekHours) -> bool:
    return one.weekday == new.weekday and one.to_on is None and one.from_on < new.from_on


def _ended_by(one: WeekHours, other: WeekHours) -> bool:
    return one.weekday == other.weekday and one.to_on == other.from_on
