"""
Two measures of one dossier, kept apart: when the law says it is due, and how the national index counts it.

- The law: late when it ends after its due date, which waiting, a new term and an extension have moved.
- The index (Decision 766/QĐ-TTg, 2.1): the end against the day first appointed, without the time the
  applicant was waited for; more than one request to supplement counts as late, whenever it ends.

Pure: dated facts in, figures out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from motcua.catalogue.facts import Stage
from motcua.dossiers.clocks import working_time
from motcua.dossiers.spans import Span
from motcua.dossiers.timeliness import Because, Where
from motcua.kernel.legal_time import ClockFacts, Effect, Stop, WorkingCalendar, due_by_facts

NO_TIME = timedelta()


@dataclass(frozen=True)
class Record:
    """
    The dated facts of one dossier that both measures follow from.

    ``clock`` is the legal clock as it runs now. ``received_at`` is when it was first received whole.
    ``supplements`` are the waits for a supplement, with ``requests`` their number, those before reception
    included. ``ended_at`` is the result, or the stop, refusal or withdrawal.
    """

    clock: ClockFacts | None
    received_at: datetime | None
    supplements: tuple[Stop, ...] = ()
    requests: int = 0
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Legal:
    """By the law: ``due_at`` None where no term runs; ``over`` in working time."""

    due_at: datetime | None
    end_at: datetime
    over: timedelta

    @property
    def late(self) -> bool:
        return self.due_at is not None and self.end_at > self.due_at


@dataclass(frozen=True)
class Index:
    """By the index: counted ``on_time`` (None: not counted at all), the moments it compares, and why."""

    on_time: bool | None
    because: Because
    appointed_at: datetime | None = None
    end_at: datetime | None = None
    requests: int = 0


def by_law(record: Record, calendar: WorkingCalendar, *, now: datetime) -> Legal:
    """Return when the dossier is due, and whether it is late, so far while it is open."""
    end = record.ended_at or now
    if record.clock is None:
        return Legal(None, end, NO_TIME)
    due_at = due_by_facts(record.clock, calendar).ends_at
    over = working_time(start=due_at, end=end, calendar=calendar) if due_at and end > due_at else NO_TIME
    return Legal(due_at, end, over)


def by_index(
    record: Record,
    calendar: WorkingCalendar,
    *,
    until: datetime,
    at_most: int,
    appointed: Literal["first", "current"] = "first",
) -> Index:
    """
    Return how the index counts the dossier in a period that ends at ``until``.

    ``at_most`` requests to supplement are allowed. The day appointed is that of the first reception, moved
    by an extension but not by a term counted anew; or the current one.
    """
    clock, received_at = record.clock, record.received_at
    if received_at is None or clock is None:
        return Index(None, Because.NOT_COUNTED, requests=record.requests)
    standing = next((stop for stop in record.supplements if stop.to_at is None), None)
    end = record.ended_at or (standing.from_at if standing else until)
    start = received_at if appointed == "first" else clock.received_at
    stops = {stop.from_at: stop for stop in (*clock.stops, *record.supplements) if stop.to_at}
    waited = tuple(
        replace(stop, effect=Effect.SUSPENDED) for stop in stops.values() if stop.effect != Effect.GOES_ON
    )
    at = due_by_facts(ClockFacts(start, clock.term, waited, clock.extensions), calendar).at
    if record.requests > at_most:
        return Index(False, Because.ASKED_AGAIN, at, end, record.requests)
    on_time = end <= at
    return Index(on_time, Because.IN_TIME if on_time else Because.LATE, at, end, record.requests)


@dataclass(frozen=True)
class StageUse:
    """Working time a stage took, and what its share of the term gives it (None: it has no share)."""

    where: Where
    used: timedelta
    allowed: timedelta | None

    @property
    def excess(self) -> timedelta:
        return NO_TIME if self.allowed is None else max(self.used - self.allowed, NO_TIME)


def stage_uses(
    spans: Sequence[Span],
    record: Record,
    calendar: WorkingCalendar,
    *,
    shares: Mapping[Stage, float],
    answer: timedelta,
    opinions_late: timedelta = NO_TIME,
    now: datetime,
) -> list[StageUse]:
    """
    Return what each stage used of the term that runs, against its share, in the order of the stages.

    Each reception has ``answer`` to itself. What an agency was late with its opinion is its own, and not
    the officer's who waited for it.
    """
    since = record.clock.received_at if record.clock else None
    used = dict.fromkeys(Where, NO_TIME)
    received, late_at_desk = 0, NO_TIME
    for span in spans:
        took = working_time(start=span.from_at, end=span.to_at or now, calendar=calendar)
        if span.where == Where.RECEPTION:
            received += 1
            late_at_desk += max(took - answer, NO_TIME)
        elif since is None or span.from_at < since:
            continue
        used[span.where] += took
    used[Where.HANDLING] = max(used[Where.HANDLING] - opinions_late, NO_TIME)
    used[Where.OTHER_AGENCY] = opinions_late
    allowed = _allowed(record, calendar, shares)
    allowed[Where.RECEPTION] = used[Where.RECEPTION] - late_at_desk if late_at_desk else received * answer
    allowed[Where.OTHER_AGENCY] = NO_TIME
    return [StageUse(each, used[each], allowed.get(each)) for each in Where if each != Where.APPLICANT]


def _allowed(
    record: Record, calendar: WorkingCalendar, shares: Mapping[Stage, float]
) -> dict[Where, timedelta | None]:
    """Share the working time of the term out among the stages the procedure has."""
    stages = {Stage.EXAMINE: Where.HANDLING, Stage.REVIEW: Where.REVIEW, Stage.SIGN: Where.SIGNING}
    if record.clock is None or not shares:
        return {}
    due_at = due_by_facts(record.clock, calendar).ends_at
    if due_at is None:
        return {}
    whole = working_time(start=record.clock.received_at, end=due_at, calendar=calendar)
    for stop in record.clock.stops:
        if stop.effect == Effect.SUSPENDED and stop.to_at:
            whole -= working_time(start=stop.from_at, end=min(stop.to_at, due_at), calendar=calendar)
    total = sum(shares.values())
    return {stages[stage]: whole * (share / total) for stage, share in shares.items()}


def late_where(uses: Sequence[StageUse]) -> list[StageUse]:
    """Return the stages that took more than their share, the most first."""
    return sorted((use for use in uses if use.excess), key=lambda use: -use.excess)
