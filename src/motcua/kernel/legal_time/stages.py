"""What each stage of handling may take of the term, as moments of the same calendar. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from motcua.kernel.legal_time.calendar import ONE_DAY, TINY, VIETNAM, WorkingCalendar
from motcua.kernel.legal_time.clock import due_by_facts
from motcua.kernel.legal_time.facts import ClockFacts, Due, Effect
from motcua.kernel.legal_time.rules import rules_on
from motcua.kernel.legal_time.run import hours_of, running
from motcua.kernel.legal_time.terms import TermUnit

Piece = tuple[datetime, datetime, float]


def stage_moments(
    facts: ClockFacts, calendar: WorkingCalendar, shares: Sequence[float]
) -> tuple[datetime, ...]:
    """
    Return by when each stage ends; ``shares`` are weights in order, e.g. the days each stage was given.

    The time shared out is that in which the term runs, so stops and days off move the stages with the due
    date; the last stage ends when the term does.

    :raises ClockStands: while the clock stands.
    """
    if not shares or any(share < 0 for share in shares) or sum(shares) <= 0:
        raise ValueError(f"shares are not negative, and one is positive: {shares}")
    found = due_by_facts(facts, calendar)
    end = found.at
    pieces = list(_pieces(facts, found, calendar))
    total = sum(amount for _, _, amount in pieces)
    moments, used = [], 0.0
    for share in shares[:-1]:
        used += share
        moments.append(_moment(pieces, total * used / sum(shares), end))
    return (*moments, end)


def handed_on_by(received_at: datetime, calendar: WorkingCalendar) -> datetime:
    """
    Return by when papers received at the desk are with the deciding agency.

    The same working day; received after 15:00, when the next one opens (Decree 118/2025/NĐ-CP, Art. 18.2).
    This does not move the term, which runs from reception (Art. 17.3).
    """
    received = received_at.astimezone(VIETNAM)
    day = calendar.day(received.date())
    cut_off = time.fromisoformat(rules_on(received.date())["reception.cut_off"].value)
    if day.sessions and received.time() <= cut_off and received < day.sessions[-1][1]:
        return day.sessions[-1][1]
    return calendar.day(calendar.next_working(received.date() + ONE_DAY)).sessions[0][0]


def _pieces(facts: ClockFacts, found: Due, calendar: WorkingCalendar) -> Iterator[Piece]:
    """Yield the sessions in which the term ran, with how much of it each took."""
    end = found.at
    by_hours = facts.term.unit == TermUnit.HOURS
    exact = by_hours or 0 < facts.term.amount < 1
    start = facts.received_at.astimezone(VIETNAM) if exact else datetime.min.replace(tzinfo=VIETNAM)
    stops = [stop for stop in facts.stops if exact and stop.effect != Effect.GOES_ON]
    waits = sorted(stops, key=lambda stop: stop.from_at)
    for row in found.days:
        if not row.counted and row.on != end.date():
            continue
        day = calendar.day(row.on)
        for opens, closes, size in hours_of(day) if by_hours else day.sessions:
            for begins, ends in running(max(opens, start), min(closes, end), waits):
                yield begins, ends, (ends - begins) / (closes - opens) * size


def _moment(pieces: Sequence[Piece], amount: float, end: datetime) -> datetime:
    for begins, ends, size in pieces:
        if amount <= size + TINY:
            return begins + (ends - begins) * min(1.0, amount / size)
        amount -= size
    return end
