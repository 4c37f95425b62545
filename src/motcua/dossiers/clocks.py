"""
The clocks of a dossier, each derived from what is stored of it and nothing else.

``clock_facts`` gives the dated facts of the legal clock, so that a due date can be reckoned anew at any time.
``came_at`` and ``working_time`` are for the desk's clock of acceptance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from motcua.catalogue.facts import Channel, Term
from motcua.dossiers.limits import extension_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import due_for, term_of
from motcua.dossiers.states import Move
from motcua.dossiers.waits import Effect
from motcua.journal.models import Act
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, Due, WorkingCalendar
from motcua.orgs.calendars import calendar_for


@dataclass(frozen=True)
class Stop:
    """The term stood still in ``[from_at, to_at)``; ``to_at`` is None while it still does."""

    from_at: datetime
    to_at: datetime | None
    reason: str
    rule: str
    citation: str


@dataclass(frozen=True)
class NewDate:
    """The one new date an apology gave."""

    due_at: datetime
    signed_at: datetime


@dataclass(frozen=True)
class ClockFacts:
    """
    What a due date follows from.

    ``started_at`` is when the term that runs now began: after a supplement it is counted anew, and stops and
    new dates of before no longer count.
    """

    filed_at: datetime
    started_at: datetime | None
    term: Term | None
    unit_id: int
    stops: tuple[Stop, ...] = ()
    extension: NewDate | None = None
    ended_at: datetime | None = None

    @property
    def stands_still(self) -> bool:
        return any(stop.to_at is None for stop in self.stops)


def clock_facts(dossier: Dossier) -> ClockFacts:
    """Return the dated facts of the dossier's clock, from stored facts only."""
    started = dossier.accepted_at
    extension, waits = extension_of(dossier), dossier.waits.all() if started else ()
    signed = extension.signed_at if extension else None
    return ClockFacts(
        filed_at=dossier.filed_at,
        started_at=started,
        term=term_of(dossier.version.facts, Channel(dossier.channel)),
        unit_id=dossier.deciding_unit_id,
        stops=tuple(
            Stop(wait.asked_at, wait.ended_at, wait.get_kind_display(), wait.rule, wait.citation)
            for wait in sorted(waits, key=lambda wait: wait.asked_at)
            if wait.effect == Effect.SUSPENDED and started and wait.asked_at >= started
        ),
        extension=NewDate(extension.new_due_at, signed)
        if extension and signed and started and signed >= started
        else None,
        ended_at=dossier.ended_at,
    )


def reckon(dossier: Dossier, *, calendar: WorkingCalendar | None = None) -> Due | None:
    """
    Return the due moment of the dossier as its facts give it now, with each day that led there.

    None when the law sets no term, the term has not begun, or it stands still.
    """
    facts = clock_facts(dossier)
    if facts.started_at is None or facts.term is None or facts.stands_still:
        return None
    calendar = calendar or calendar_for(facts.unit_id, around=facts.started_at.astimezone(VIETNAM).date())
    return due_for(
        facts.term,
        accepted_at=facts.started_at,
        calendar=calendar,
        stops=[(stop.from_at, stop.to_at) for stop in facts.stops if stop.to_at],
        new_date=(facts.extension.signed_at, facts.extension.due_at) if facts.extension else None,
    )


def working_time(*, start: datetime, end: datetime, calendar: WorkingCalendar) -> timedelta:
    """Return the working time from ``start`` to ``end``; negative when ``end`` has passed."""
    if end < start:
        return -working_time(start=end, end=start, calendar=calendar)
    first, last = start.astimezone(VIETNAM), end.astimezone(VIETNAM)
    found, on = timedelta(), first.date()
    while on <= last.date():
        for opens, closes in calendar.hours_of(on):
            found += max(min(closes, last) - max(opens, first), timedelta())
        on += ONE_DAY
    return found


def came_at(dossiers: Sequence[Dossier]) -> dict[str, datetime]:
    """
    Return since when the desk owes an answer, by the dossier's subject: filing, or the last supplement.

    One query, and none where nothing was supplemented.
    """
    found = {dossier.subject: dossier.filed_at for dossier in dossiers}
    again = [dossier.subject for dossier in dossiers if dossier.supplements]
    if again:
        acts = Act.objects.filter(subject__in=again, verb=f"dossier.{Move.SUPPLEMENT.value}")
        found |= dict(acts.values_list("subject").annotate(Max("at")))
    return found
