"""
The clocks of a dossier, each derived from what is stored of it and nothing else.

``clock_facts`` gives the dated facts of the legal clock, so that a due date can be reckoned anew at any time.
``came_at`` and ``working_time`` are for the desk's clock of acceptance, ``correction_due`` for errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import Max
from django.utils.translation import override

from motcua.dossiers import legal
from motcua.dossiers.limits import day_of_filing, extension_of
from motcua.dossiers.models import Correction, Dossier
from motcua.dossiers.rules import term_for_clock
from motcua.dossiers.states import Move, State
from motcua.dossiers.waits import Kind
from motcua.journal.models import Act
from motcua.kernel.legal_time import (
    ONE_DAY,
    VIETNAM,
    ClockFacts,
    Due,
    Effect,
    Extension,
    Stop,
    Term,
    WorkingCalendar,
    due_by_facts,
)
from motcua.orgs.calendars import calendar_for


class Waited(Protocol):
    """What the clock reads of a wait: the model's row, or a bare one read among many."""

    @property
    def kind(self) -> str: ...
    @property
    def asked_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def effect(self) -> str: ...
    @property
    def citation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NewDate:
    """An extension that was signed."""

    signed_at: datetime
    new_due_at: datetime

    def as_fact(self, filed_on: date) -> Extension:
        citation = legal.rule("extension.limit", filed_on).citation
        return Extension(until=self.new_due_at, citation=citation, given_at=self.signed_at)


def clock_facts(dossier: Dossier) -> ClockFacts | None:
    """
    Return the dated facts its due date is derived from, from what is stored and nothing else.

    None when the term has not begun, or the law sets none.
    """
    term, started = term_for_clock(dossier), dossier.accepted_at
    if term is None or started is None:
        return None
    return facts_from(term, started, day_of_filing(dossier), dossier.waits.all(), new_date_of(dossier))


def new_date_of(dossier: Dossier) -> NewDate | None:
    """Return the new date that was signed, also where the term was counted anew since."""
    given = extension_of(dossier)
    return NewDate(given.signed_at, given.new_due_at) if given and given.signed_at else None


def facts_from(
    term: Term, started: datetime, filed_on: date, waits: Iterable[Waited], given: NewDate | None
) -> ClockFacts:
    """
    Return the facts of a term that ``started`` with the last full reception.

    What was counted anew before is over, so are its stops and its extension.
    """
    waits = list(waits)
    extensions: tuple[Extension, ...] = ()
    if given and given.signed_at >= started and not _counted_anew_since(given.signed_at, waits, started):
        extensions = (given.as_fact(filed_on),)
    stops = tuple(_stop(wait) for wait in waits if wait.asked_at >= started)
    return ClockFacts(started, term, stops, extensions)


def _counted_anew_since(signed_at: datetime, waits: Iterable[Waited], started: datetime) -> bool:
    """Return whether the term began anew after ``signed_at``, though the clock showed the same moment."""
    return any(
        wait.effect == Effect.ANEW
        and wait.asked_at >= signed_at
        and wait.ended_at is not None
        and wait.ended_at <= started
        for wait in waits
    )


def _stop(wait: Waited) -> Stop:
    with override("vi"):
        reason = str(Kind(wait.kind).label)
    return Stop(wait.asked_at, wait.ended_at, Effect(wait.effect), reason, wait.citation)


def reckon(dossier: Dossier, *, calendar: WorkingCalendar | None = None) -> Due | None:
    """
    Return the due moment as the facts give it now, with each day that led there.

    None when the term has not begun, or the law sets none. Of a clock that stands, ``ends_at`` is None.
    """
    facts = clock_facts(dossier)
    return due_by_facts(facts, calendar or _calendar(dossier, facts.received_at)) if facts else None


def first_due_at(dossier: Dossier) -> datetime | None:
    """Return when a term that begins now, at ``accepted_at``, ends."""
    term, started = term_for_clock(dossier), dossier.accepted_at
    if term is None or started is None:
        return None
    return due_by_facts(ClockFacts(started, term), _calendar(dossier, started)).ends_at


def _calendar(dossier: Dossier, at: datetime) -> WorkingCalendar:
    return calendar_for(dossier.deciding_unit_id, around=at.astimezone(VIETNAM).date())


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


def correction_due(dossiers: Sequence[Dossier]) -> dict[UUID, datetime]:
    """Return until when an error in a result is to be answered, of those looked into. One query or none."""
    open_ = [dossier.pk for dossier in dossiers if dossier.state == State.FINISHED and dossier.stage]
    if not open_:
        return {}
    return dict(
        Correction.objects.filter(dossier__in=open_, ended_at=None).values_list("dossier_id", "due_at")
    )
