"""
When a term ends, derived from dated facts and a calendar, day by day with the reasons. Pure.

- A term in days does not count the day of reception (Civil Code 91/2015/QH13, Art. 147.2, 147.3); one in
  hours runs from the moment (147.1), in working hours.
- A day is spent only if the clock runs when it ends (148.1): a stop takes the days it still covers at
  closing time (for calendar days: at midnight), so to stop and restart within one day takes none.
- A term in days or months that ends on a day off ends on the next working day (148.5).
- A stop that begins when the term is over changes nothing: a late dossier stays late.
- A term counted anew knows no extension that was given before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from motcua.kernel.legal_time.calendar import ONE_DAY, VIETNAM, WorkingCalendar
from motcua.kernel.legal_time.extending import extend
from motcua.kernel.legal_time.facts import ClockFacts, CountedDay, Due, Effect, Extension, Stop
from motcua.kernel.legal_time.rules import rules_on
from motcua.kernel.legal_time.run import Run
from motcua.kernel.legal_time.terms import Term


def due(
    *,
    received_at: datetime,
    term: Term,
    calendar: WorkingCalendar,
    stops: Iterable[Stop] = (),
    extensions: Iterable[Extension] = (),
) -> Due:
    """
    Return when ``term``, which starts at ``received_at``, ends, explained.

    :raises NoRuleInForce: for a reception before the first rules.
    """
    received = received_at.astimezone(VIETNAM)
    waits, given = _in_order(stops, received), list(extensions)
    run, before = _after_anew(received, term, calendar, waits, given)
    first_at = run.at
    for extension in given:
        extend(run, extension, waits, term.unit)
    return Due(run.at, (*before, *run.days), run.left, run.standing, first_at)


def due_by_facts(facts: ClockFacts, calendar: WorkingCalendar) -> Due:
    """Return ``due`` of facts kept together."""
    return due(
        received_at=facts.received_at,
        term=facts.term,
        calendar=calendar,
        stops=facts.stops,
        extensions=facts.extensions,
    )


def _in_order(stops: Iterable[Stop], received: datetime) -> list[Stop]:
    """Return the stops that matter: not empty, not over before reception."""
    found = [s for s in stops if s.to_at is None or (s.to_at > s.from_at and s.to_at > received)]
    return sorted(found, key=lambda stop: stop.from_at)


def _after_anew(
    start: datetime, term: Term, calendar: WorkingCalendar, waits: list[Stop], given: list[Extension]
) -> tuple[Run, list[CountedDay]]:
    """
    Run the term, beginning again after each stop that says so; return also the days that fell away.

    So do the extensions ``given`` before it: they are taken out.
    """
    voided: list[CountedDay] = []
    first = "day.first"
    for stop in [wait for wait in waits if wait.effect == Effect.ANEW]:
        earlier = [w for w in waits if w is not stop and w.from_at <= stop.from_at and not _over(w, start)]
        so_far = _run(start, term, calendar, earlier, first)
        over = [each for each in given if each.given_at and each.given_at <= stop.from_at]
        for extension in over:
            extend(so_far, extension, earlier, term.unit)
        if stop.to_at is None or _over(stop, start) or (so_far.at is not None and so_far.at <= stop.from_at):
            continue
        again = stop.to_at.astimezone(VIETNAM)
        voided += _voided(start, again)
        start, first = again, "anew.first"
        given[:] = [each for each in given if each not in over]
    return _run(start, term, calendar, [wait for wait in waits if not _over(wait, start)], first), voided


def _over(stop: Stop, start: datetime) -> bool:
    return stop.to_at is not None and stop.to_at <= start


def _run(start: datetime, term: Term, calendar: WorkingCalendar, waits: Sequence[Stop], first: str) -> Run:
    return Run(start, calendar, waits, first=first).count(term)


def _voided(start: datetime, again: datetime) -> Iterator[CountedDay]:
    on = start.date()
    while on < again.date():
        rule = rules_on(on)["anew.before"]
        yield CountedDay(on, False, (rule.value,), rule.citation)
        on += ONE_DAY
