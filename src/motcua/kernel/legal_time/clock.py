"""
When a term ends, derived from dated facts and a calendar, day by day with the reasons. Pure.

- A term in days does not count the day of reception (Civil Code 91/2015/QH13, Art. 147.2, 147.3); one in
  hours runs from the moment (147.1), in working hours.
- A day is spent only if the clock runs when it ends (148.1): a stop takes the days it still covers at
  closing time (for calendar days: at midnight), so to stop and restart within one day takes none.
- A term in days or months that ends on a day off ends on the next working day (148.5).
- A stop that begins when the term is over changes nothing: a late dossier stays late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from motcua.kernel.legal_time.calendar import ONE_DAY, VIETNAM, WorkingCalendar
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
    waits = _in_order(stops, received)
    run, before = _after_anew(received, term, calendar, waits)
    first_at = run.at
    for extension in extensions:
        if run.at is not None:
            _extend(run, extension, waits)
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
    start: datetime, term: Term, calendar: WorkingCalendar, waits: list[Stop]
) -> tuple[Run, list[CountedDay]]:
    """Run the term, beginning again after each stop that says so; return also the days that fell away."""
    voided: list[CountedDay] = []
    first = "day.first"
    for stop in [wait for wait in waits if wait.effect == Effect.ANEW]:
        earlier = [w for w in waits if w is not stop and w.from_at <= stop.from_at and not _over(w, start)]
        so_far = _run(start, term, calendar, earlier, first)
        if stop.to_at is None or _over(stop, start) or (so_far.at is not None and so_far.at <= stop.from_at):
            continue
        again = stop.to_at.astimezone(VIETNAM)
        voided += _voided(start, again)
        start, first = again, "anew.first"
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


def _extend(run: Run, extension: Extension, waits: Sequence[Stop]) -> None:
    """Carry the end of ``run`` on; never forward."""
    assert run.at is not None
    rule = rules_on(run.at.date())["extension"]
    said, citation = extension.reason or rule.value, extension.citation or rule.citation
    if extension.term is not None:
        more = Run(run.at, run.calendar, waits).count(extension.term)
        rows = [row for row in more.days if row.on > run.at.date()]
        run.at, run.left, run.standing = more.at, more.left, more.standing
    else:
        rows = list(_until(run, extension))
    run.days += [replace(row, reasons=(said, *row.reasons), citation=citation) for row in rows]


def _until(run: Run, extension: Extension) -> Iterator[CountedDay]:
    """Yield the days to a new date; a new date on a day off is the end of the next working day."""
    assert run.at is not None
    assert extension.until is not None
    until, on = extension.until.astimezone(VIETNAM), run.at.date()
    if until <= run.at:
        return
    if not run.calendar.is_working(until.date()):
        until = run.calendar.day(run.calendar.next_working(until.date())).sessions[-1][1]
    while (on := on + ONE_DAY) <= until.date():
        day = run.calendar.day(on)
        yield CountedDay(on, day.weight > 0, day.reasons, amount=day.weight)
    run.at = until
    run.standing = next((wait for wait in run.waits if wait.to_at is None and wait.from_at < until), None)
    if run.standing is not None:
        run.at = None
