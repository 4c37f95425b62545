"""The working calendar of a unit: which days are worked, in which hours, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from motcua.kernel.legal_time.rules import rules_on

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
TINY = 1e-9  # parts of a day are halves and shares of hours; sums of thirds need a little room

Session = tuple[time, time]
Period = tuple[datetime, datetime]


def session(text: str) -> Session:
    """Return the session written ``07:30-11:30``."""
    opens, _, closes = text.partition("-")
    found = time.fromisoformat(opens), time.fromisoformat(closes)
    if found[0] >= found[1]:
        raise ValueError(f"a session ends after it begins: {text}")
    return found


@dataclass(frozen=True)
class DayMark:
    """
    What a decision says of one day: off or worked, why, and under which text.

    ``counts`` is how much of a day it counts in a term (None: 1 when worked, else 0); ``sessions`` its
    hours (empty: the usual ones). ``certain`` is false where its text was not at hand: to be confirmed.
    """

    working: bool
    reason: str
    citation: str = ""
    counts: float | None = None
    sessions: tuple[Session, ...] = ()
    certain: bool = True


@dataclass(frozen=True)
class WeekHours:
    """
    The hours of one weekday (0 is Monday) for the days ``[from_on, to_on)``, decided for a unit.

    A desk open on Saturday morning has ``counts`` 0 where only people on duty are there, which leaves
    terms as they are, and 0.5 where it is half a working day.
    """

    weekday: int
    sessions: tuple[Session, ...]
    counts: float
    from_on: date
    to_on: date | None = None
    reason: str = ""
    citation: str = ""

    def holds(self, on: date) -> bool:
        return self.weekday == on.weekday() and self.from_on <= on and (self.to_on is None or on < self.to_on)


@dataclass(frozen=True)
class Closure:
    """The unit was shut for ``[from_at, to_at)``: a storm, a flood, a power cut."""

    from_at: datetime
    to_at: datetime
    reason: str
    citation: str = ""

    def touches(self, opens: datetime, closes: datetime) -> bool:
        return self.from_at < closes and opens < self.to_at


@dataclass(frozen=True, slots=True)
class Day:
    """
    One day of the calendar. ``weight`` is how much of a working day it counts.

    ``sessions`` are ``(opens, closes, weight)``: those that count. ``closes`` is the ordinary end of the
    day, midnight on a day off. ``whole`` is false where a closure cut the end off: no term ends then.
    ``open`` are the periods in which terms in hours run: of the sessions, what no closure shuts; ``shut``
    says why they are less.
    """

    on: date
    weight: float
    reasons: tuple[str, ...]
    citation: str
    sessions: tuple[tuple[datetime, datetime, float], ...]
    closes: datetime
    whole: bool = True
    open: tuple[Period, ...] = ()
    shut: tuple[str, ...] = ()

    def moment(self, part: float) -> datetime:
        """Return when ``part`` of a working day has passed on this day."""
        for opens, closes, weight in self.sessions:
            if part >= weight - TINY:
                part -= weight
                if part <= TINY:
                    return closes
            else:
                return opens + (closes - opens) * (part / weight)
        return self.sessions[-1][1]


@dataclass(frozen=True)
class WorkingCalendar:
    """
    The working days and hours of one unit.

    ``marks`` holds holidays, swapped days and decisions for a day: it wins over ``hours``, of which the
    last that holds wins over the week of the law. ``closures`` win over all.
    """

    marks: Mapping[date, DayMark] = field(default_factory=dict)
    hours: tuple[WeekHours, ...] = ()
    closures: tuple[Closure, ...] = ()
    _known: dict[date, Day] = field(default_factory=dict, init=False, repr=False, compare=False)

    def day(self, on: date) -> Day:
        """Return what ``on`` is. Days are made once and kept."""
        known = self._known.get(on)
        if known is None:
            known = self._known[on] = self._make(on)
        return known

    def mark(self, on: date) -> DayMark:
        """Return whether ``on`` is worked, with the reason."""
        day = self.day(on)
        return DayMark(day.weight > 0, "; ".join(day.reasons), day.citation)

    def is_working(self, on: date) -> bool:
        return self.day(on).weight > 0

    def next_working(self, on: date) -> date:
        """Return ``on`` or the first working day after it."""
        while not self.is_working(on):
            on += ONE_DAY
        return on

    def closing(self, on: date) -> datetime:
        """Return when the office closes on ``on``; on a day off, when the day ends."""
        return self.day(on).closes

    def hours_of(self, on: date) -> list[tuple[datetime, datetime]]:
        """Return the periods of ``on`` in which the office is open and terms run, in local time."""
        return list(self.day(on).open)

    def _make(self, on: date) -> Day:
        mark, week = self.marks.get(on), self._week(on)
        if mark is None:
            counts, sessions, reason, citation = week.counts, week.sessions, week.reason, week.citation
        else:
            counts = float(mark.working) if mark.counts is None else mark.counts
            # A Saturday worked in exchange keeps the hours of a Monday, whatever its own are.
            sessions = mark.sessions or (week if week.counts == 1 else self._week(on, weekday=0)).sessions
            reason, citation = mark.reason, mark.citation
        if counts <= 0 or not sessions:
            midnight = datetime.combine(on + ONE_DAY, time(), VIETNAM)
            return Day(on, 0, (reason,), citation, (), midnight)
        return self._open(on, counts, sessions, (reason, citation))

    def _open(self, on: date, counts: float, hours: tuple[Session, ...], why: tuple[str, str]) -> Day:
        share = counts / len(hours)
        sessions = [
            (datetime.combine(on, opens, VIETNAM), datetime.combine(on, closes, VIETNAM), share)
            for opens, closes in hours
        ]
        closes, usual = sessions[-1][1], tuple(each[:2] for each in sessions)
        ordered = sorted(self.closures, key=lambda closure: closure.from_at)
        shut = [c for c in ordered if any(c.touches(*each) for each in usual)]
        if not shut:
            return Day(on, counts, (why[0],), why[1], tuple(sessions), closes, open=usual)
        # A session shut in part does not count: half a storm is no half-day for an officer, or a citizen.
        kept = tuple(each for each in sessions if not any(c.touches(*each[:2]) for c in shut))
        reasons, citation = tuple(dict.fromkeys(c.reason for c in shut)), shut[0].citation
        opened = tuple(period for each in usual for period in _left(*each, shut))
        if not kept:
            return Day(on, 0, reasons, citation, (), closes, open=opened, shut=reasons)
        half = rules_on(on)["day.half"].value
        return Day(
            on, share * len(kept), (half, *reasons), citation, kept, closes,
            whole=kept[-1][1] == closes, open=opened, shut=reasons,
        )  # fmt: skip

    def _week(self, on: date, *, weekday: int | None = None) -> WeekHours:
        asked = on if weekday is None else on - timedelta(days=on.weekday() - weekday)
        for hours in reversed(self.hours):
            if hours.holds(asked):
                return _worded(hours, asked)
        return _week_of_law(asked.weekday(), rules_on(asked)["hours.week"].from_on)


def _left(opens: datetime, closes: datetime, shut: Iterable[Closure]) -> Iterator[Period]:
    """Yield what closures leave of a session; ``shut`` are in the order they begin."""
    for closure in shut:
        if closure.touches(opens, closes):
            if opens < closure.from_at:
                yield opens, closure.from_at.astimezone(VIETNAM)
            opens = max(opens, closure.to_at.astimezone(VIETNAM))
    if opens < closes:
        yield opens, closes


@cache
def _week_of_law(weekday: int, from_on: date) -> WeekHours:
    week = rules_on(from_on)["hours.week"].value
    works = weekday in week["weekdays"]
    sessions = tuple(session(text) for text in week["sessions"]) if works else ()
    return _worded(WeekHours(weekday, sessions, float(works), from_on), from_on)


def _worded(hours: WeekHours, on: date) -> WeekHours:
    """Give hours decided without words those of the law."""
    if hours.reason:
        return hours
    rule = rules_on(on)[_key(hours.weekday, hours.counts)]
    return replace(hours, reason=rule.value, citation=hours.citation or rule.citation)


def _key(weekday: int, counts: float) -> str:
    if counts > 0:
        return "day.working" if counts == 1 else "day.half"
    return {SATURDAY: "day.saturday", SUNDAY: "day.sunday"}.get(weekday, "day.off")


def working_days_left(*, now: datetime, due_at: datetime, calendar: WorkingCalendar) -> int:
    """Return the working days from the day after ``now`` to ``due_at``; negative when late."""
    today, end = now.astimezone(VIETNAM).date(), due_at.astimezone(VIETNAM).date()
    low, high = min(today, end), max(today, end)
    count = sum(calendar.is_working(low + timedelta(days=i)) for i in range(1, (high - low).days + 1))
    return count if end >= today else -count
