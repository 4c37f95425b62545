"""
The whole story of a due date, for "why this date": from the first reception on, counted anew or not.

The due date itself is reckoned by ``clocks``; both end at the same moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.dossiers.clocks import clock_facts, new_date_of
from motcua.dossiers.lateness import record_of
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.models import Dossier
from motcua.dossiers.waits import Kind
from motcua.journal.models import Act
from motcua.kernel.legal_time import (
    VIETNAM,
    ClockFacts,
    Due,
    Effect,
    Stop,
    StopKind,
    due_by_facts,
    rules_on,
)
from motcua.orgs.calendars import calendar_for

STOPS = {
    Kind.SUPPLEMENT: StopKind.SUPPLEMENT,
    Kind.PAYMENT: StopKind.PAYMENT,
    Kind.OPINION: StopKind.OPINION,
}


@dataclass(frozen=True)
class Explained:
    """The dated facts and what follows from them, day by day."""

    facts: ClockFacts
    due: Due


def explained(dossier: Dossier, acts: Sequence[Act]) -> Explained | None:
    """Return why the dossier is due when it is; None when no term has begun or the law sets none."""
    clock, record = clock_facts(dossier), record_of(dossier, acts)
    if clock is None:
        return None
    started = record.received_at or clock.received_at
    on, given = day_of_filing(dossier), new_date_of(dossier)
    facts = replace(
        clock,
        received_at=started,
        stops=tuple(_stops(dossier, started, clock.received_at)),
        extensions=(given.as_fact(on),) if given else (),
    )
    return Explained(facts, due_by_facts(facts, calendar_for(dossier.deciding_unit_id, around=on)))


def _stops(dossier: Dossier, started: datetime, again: datetime) -> Iterator[Stop]:
    """Yield the waits since the first reception; a term counted anew begins when all was received."""
    words = rules_on(started.astimezone(VIETNAM).date())
    for wait in sorted(dossier.waits.all(), key=lambda wait: wait.asked_at):
        if wait.asked_at < started:
            continue
        effect, to_at = Effect(wait.effect), wait.ended_at
        if effect == Effect.ANEW and wait.asked_at < again:
            to_at = again
        reason = words[f"stop.{STOPS[Kind(wait.kind)]}"].value["reason"]
        yield Stop(wait.asked_at, to_at, effect, reason, wait.citation)
