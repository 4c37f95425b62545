"""One run of the clock: from a moment, over the days of a calendar, until the term is spent. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import ceil

from motcua.kernel.dated import DatedRule
from motcua.kernel.legal_time.calendar import ONE_DAY, TINY, VIETNAM, Day, WorkingCalendar
from motcua.kernel.legal_time.facts import CountedDay, Effect, Stop
from motcua.kernel.legal_time.rules import rules_on
from motcua.kernel.legal_time.terms import Term, TermUnit

DAYS_OF_A_MONTH = 30  # of a part of one: Civil Code 91/2015/QH13, Art. 146.1


class Run:
    """
    The count of a term that starts at ``start`` (in local time), and what it found.

    ``at`` stays None when the clock still stands; then ``standing`` and ``left`` say why and how much.
    """

    def __init__(
        self, start: datetime, calendar: WorkingCalendar, waits: Sequence[Stop], *, first: str = "day.first"
    ) -> None:
        self.start, self.calendar, self.first = start, calendar, first
        self.rules: Mapping[str, DatedRule] = rules_on(start.date())
        self.waits = [wait for wait in waits if wait.effect != Effect.GOES_ON]
        self.alongside = [wait for wait in waits if wait.effect == Effect.GOES_ON]
        self.days: list[CountedDay] = []
        self.at: datetime | None = None
        self.left: float = 0
        self.standing: Stop | None = None

    def count(self, term: Term) -> Run:
        """Count ``term`` to its end, or to the stop that still stands."""
        if term.amount == 0 and term.unit != TermUnit.HOURS:
            self._within_the_day()
            return self
        self._defer(term.unit)
        if term.unit == TermUnit.HOURS:
            self._by_sessions(term.amount, self.rules["hours.counted"], by_hours=True)
        elif term.unit != TermUnit.WORKING_DAYS:
            self._calendar_days(_calendar_length(self.start.date(), term))
        elif term.amount < 1:
            self._by_sessions(term.amount, self.rules["day.part"], by_hours=False)
        else:
            self._working_days(term.amount)
        return self

    # --- the day of reception

    def is_late(self, *, kind: str) -> bool:
        """Return whether the reception came too late that day for a term of this kind to start then."""
        day, clock = self.calendar.day(self.start.date()), self.start.timetz().replace(tzinfo=None)
        if not day.sessions or self.start >= day.sessions[-1][1]:
            rule = self.rules["reception.out_of_hours"]
        elif "reception.cut_off" in self.rules and clock > self._cut_off:
            rule = self.rules["reception.after_cut_off"]
        else:
            return False
        return bool(rule.value[kind] == "next_working_day")

    @property
    def _cut_off(self) -> time:
        return time.fromisoformat(self.rules["reception.cut_off"].value)

    def _defer(self, unit: TermUnit) -> None:
        """Start when the next working day opens, where the rule of the day says so for a late reception."""
        if not self.is_late(kind=unit):
            return
        on = self.start.date()
        rule = self.rules["day.deemed"]
        self._row(on, rule.value, rule.citation)
        while not self.calendar.is_working(on := on + ONE_DAY):
            self._off(self.calendar.day(on))
        self.start = self.calendar.day(on).sessions[0][0]

    def _first_row(self) -> None:
        """Say that the first day does not count."""
        rule, on = self.rules[self.first], self.start.date()
        late = self.first == "day.first" and "reception.cut_off" in self.rules
        if late and self.start.time() > self._cut_off and self.calendar.is_working(on):
            rule = self.rules["day.first_after_cut_off"]
        self._row(on, rule.value, rule.citation)

    # --- terms

    def _within_the_day(self) -> None:
        """Answered on the day of reception, or on the next working day when it came too late."""
        on = self.start.date()
        day, rule = self.calendar.day(on), self.rules["same_day.first"]
        too_late = not day.sessions or self.start >= day.sessions[-1][1] or self.is_late(kind="same_day")
        stop = self._stop_at(day.closes)
        if not too_late and stop is None:
            self._row(on, rule.value, rule.citation, counted=True)
            self.at = day.sessions[-1][1]
            return
        moved = self.rules["same_day.moved"]
        why = (stop.reason, stop.citation) if stop and not too_late else (moved.value, moved.citation)
        self._row(on, *why)
        self._count_working(on, left=TINY)

    def _working_days(self, amount: float) -> None:
        self._first_row()
        self._count_working(self.start.date(), left=amount)

    def _count_working(self, on: date, *, left: float) -> None:
        """Count working days after ``on``. Less than a half (a term of no day) ends with that day."""
        while True:
            on += ONE_DAY
            day = self.calendar.day(on)
            if not day.weight:
                self._off(day)
                continue
            if self.waits and (stop := self._stop_at(day.closes)):
                self._row(on, stop.reason, stop.citation)
                if stop.to_at is None:
                    self.left, self.standing = left, stop
                    return
                continue
            taken = min(left, day.weight) if left > TINY else 0
            self.days.append(CountedDay(on, True, self._beside(day.reasons, day.closes), day.citation, taken))
            if left <= day.weight + TINY:
                end = day.sessions[-1][1] if left <= TINY else day.moment(left)
                # A part of a day that would end while the clock stands ends with the day.
                self.at = day.sessions[-1][1] if self.waits and self._stop_at(end) else end
                return
            left -= day.weight

    def _calendar_days(self, amount: int) -> None:
        """Count every day; a last day off moves the end to the next working day."""
        self._first_row()
        on, rule = self.start.date(), self.rules["day.running"]
        while amount > 0:
            on += ONE_DAY
            if self._stood(on, amount):
                if self.standing:
                    return
                continue
            amount -= 1
            reasons = self._beside((rule.value,), midnight_after(on)) if self.alongside else (rule.value,)
            self.days.append(CountedDay(on, True, reasons, rule.citation, 1))
        if self._may_end(on):
            return
        moved, here = self.rules["day.end_moved"], self.rules["day.end_here"]
        last = self.calendar.day(on)
        self.days[-1] = CountedDay(on, True, (rule.value, *last.reasons), moved.citation, 1, ends_off=True)
        while True:
            on += ONE_DAY
            if self._stood(on, 0):
                if self.standing:
                    return
            elif self._may_end(on):
                self._row(on, here.value, here.citation)
                return
            else:
                reasons = self.calendar.day(on).reasons
                self.days.append(CountedDay(on, False, reasons, moved.citation, ends_off=True))

    def _stood(self, on: date, left: float) -> bool:
        stop = self._stop_at(midnight_after(on)) if self.waits else None
        if stop is None:
            return False
        self._row(on, stop.reason, stop.citation)
        if stop.to_at is None:
            self.left, self.standing = left, stop
        return True

    def _may_end(self, on: date) -> bool:
        day = self.calendar.day(on)
        if day.weight and day.whole:
            self.at = day.sessions[-1][1]
        return self.at is not None

    def _by_sessions(self, left: float, first: DatedRule, *, by_hours: bool) -> None:
        """Spend hours, or parts of a day, in the sessions in which the clock runs."""
        on, citation = self.start.date(), first.citation
        reasons: tuple[str, ...] = (first.value,)
        while True:
            day, taken = self.calendar.day(on), 0.0
            for opens, closes, cost in hours_of(day) if by_hours else day.sessions:
                for begins, ends in running(max(opens, self.start), closes, self.waits):
                    share = (ends - begins) / (closes - opens) * cost
                    if left <= share + TINY:
                        self._spent(day, taken + left, reasons, citation)
                        self.at = _to_second(begins + (ends - begins) * min(1.0, left / share))
                        return
                    left, taken = left - share, taken + share
            if self._spent(day, taken, reasons, citation):
                reasons, citation = (), ""
            still = next(
                (wait for wait in self.waits if wait.to_at is None and wait.from_at < day.closes), None
            )
            if still is not None:
                self.left, self.standing = left, still
                return
            on += ONE_DAY

    def _spent(self, day: Day, taken: float, reasons: tuple[str, ...], citation: str) -> bool:
        """Add the row of a day that gave ``taken``; the first such day is said with ``reasons``."""
        if taken or self.at is not None:
            why = self._beside((*reasons, *day.shut) if reasons else day.reasons, day.closes)
            self.days.append(CountedDay(day.on, True, why, citation or day.citation, taken))
        elif not day.weight:
            self._off(day)
        elif stop := next((wait for wait in self.waits if wait.from_at < day.closes), None):
            self._row(day.on, stop.reason, stop.citation)
        else:
            self._row(day.on, self.rules["hours.outside"].value, self.rules["hours.outside"].citation)
        return taken > 0

    # --- rows and stops

    def _row(self, on: date, reason: str, citation: str, *, counted: bool = False) -> None:
        self.days.append(CountedDay(on, counted, (reason,), citation))

    def _off(self, day: Day) -> None:
        self.days.append(CountedDay(day.on, False, day.reasons, day.citation))

    def _stop_at(self, moment: datetime) -> Stop | None:
        return next((wait for wait in self.waits if wait.stands_at_end(moment)), None)

    def _beside(self, reasons: tuple[str, ...], moment: datetime) -> tuple[str, ...]:
        """Add what is waited for while the term runs."""
        return (*reasons, *(wait.reason for wait in self.alongside if wait.stands_at_end(moment)))


def hours_of(day: Day) -> Iterator[tuple[datetime, datetime, float]]:
    """Yield the periods in which the office is open, each with its hours."""
    return ((opens, closes, (closes - opens) / timedelta(hours=1)) for opens, closes in day.open)


def running(begins: datetime, ends: datetime, waits: Sequence[Stop]) -> Iterator[tuple[datetime, datetime]]:
    """Yield the parts of a session in which no stop stands; ``waits`` are in the order they began."""
    for wait in waits:
        if wait.from_at >= ends:
            break
        yield from _part(begins, wait.from_at)
        begins = max(begins, ends if wait.to_at is None else wait.to_at)
    yield from _part(begins, ends)


def _part(begins: datetime, ends: datetime) -> Iterator[tuple[datetime, datetime]]:
    if begins < ends:
        yield begins, ends


def midnight_after(on: date) -> datetime:
    return datetime.combine(on + ONE_DAY, time(), VIETNAM)


def _to_second(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _calendar_length(start: date, term: Term) -> int:
    """Return how many calendar days the term has after ``start``; a month ends on its own last day."""
    if term.unit == TermUnit.DAYS:
        return ceil(term.amount)
    whole = int(term.amount)
    months = start.month - 1 + whole
    year, month = start.year + months // 12, months % 12 + 1
    end = date(year, month, min(start.day, monthrange(year, month)[1]))
    return (end - start).days + ceil((term.amount - whole) * DAYS_OF_A_MONTH - TINY)
