"""When a dossier received at some moment would be due: told before there is one, by the same clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from motcua.catalogue.facts import Channel
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.rules import clock_term
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, ClockFacts, Term, WorkingCalendar, due_by_facts

LAST_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Foreseen:
    """
    Received from ``begins`` until before ``ends``, it is due at ``due_at``.

    None where the moment within them decides (a term of hours): that is said when it is received.
    """

    begins: datetime
    ends: datetime
    due_at: datetime | None


def foreseen(version: ProcedureVersion, *, on: date, calendar: WorkingCalendar) -> list[Foreseen]:
    """Return the due moments of a day's receptions at the counter; empty when the law sets no term."""
    term = clock_term(version.facts, Channel.COUNTER)
    if term is None:
        return []
    found = []
    for begins, ends in _parts(on, calendar):
        first, last = (_due(term, at, calendar) for at in (begins, ends - LAST_MOMENT))
        found.append(Foreseen(begins, ends, first if first == last else None))
    return found


def _parts(on: date, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime]]:
    """Yield the parts of the day between which its office opens or closes."""
    edges = {datetime.combine(day, time(), VIETNAM) for day in (on, on + ONE_DAY)}
    edges |= {edge.astimezone(VIETNAM) for hours in calendar.hours_of(on) for edge in hours}
    yield from pairwise(sorted(edges))


def _due(term: Term, at: datetime, calendar: WorkingCalendar) -> datetime | None:
    return due_by_facts(ClockFacts(at, term), calendar).ends_at
