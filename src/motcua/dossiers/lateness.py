"""
Both measures of a dossier and where its time went, from what is stored of it.

``late_at`` answers where a late dossier was late, also while it is still open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from motcua.catalogue.facts import Stage
from motcua.dossiers import legal, measuring
from motcua.dossiers.clocks import clock_facts, working_time
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.measures import (
    Index,
    Legal,
    Record,
    StageUse,
    by_index,
    by_law,
    late_where,
    stage_uses,
)
from motcua.dossiers.models import Dossier, Timeliness
from motcua.dossiers.pace import Risk, pace
from motcua.dossiers.spans import Step, spans_of
from motcua.dossiers.states import Move
from motcua.dossiers.timeliness import Where
from motcua.dossiers.waits import Kind
from motcua.dossiers.worklists import Asked, first_asked
from motcua.journal.models import Act
from motcua.journal.queries import acts_of
from motcua.kernel.legal_time import Effect, Stop, WorkingCalendar
from motcua.orgs.calendars import calendar_for
from motcua.orgs.postings import Posting

RECEPTIONS = frozenset({Move.ACCEPT, Move.RECEIVE})


@dataclass(frozen=True)
class Measured:
    """The two measures, and the stages in their order with what each took."""

    legal: Legal
    index: Index
    uses: list[StageUse]

    @property
    def late_where(self) -> list[StageUse]:
        return late_where(self.uses)

    @property
    def differ(self) -> bool:
        """Whether the index says otherwise than the law."""
        return self.index.on_time is not None and self.index.on_time == self.legal.late


def measured(
    dossier: Dossier,
    *,
    now: datetime,
    acts: Sequence[Act] | None = None,
    calendar: WorkingCalendar | None = None,
) -> Measured:
    """Return both measures of ``dossier`` as they stand ``now``. One statement each for acts and calendar."""
    acts = list(acts_of(dossier.subject)) if acts is None else acts
    on = day_of_filing(dossier)
    calendar = calendar or calendar_for(dossier.deciding_unit_id, around=on)
    record = record_of(dossier, acts)
    process = dossier.version.facts.process
    shares = {stage: share for stage, share in _shares(on).items() if stage in process}
    answer = timedelta(hours=legal.value("acceptance.working_hours", on))
    return Measured(
        legal=by_law(record, calendar, now=now),
        index=by_index(
            record,
            calendar,
            until=now,
            at_most=measuring.rule("index.requests_at_most", on).value,
            appointed=measuring.rule("index.appointed", on).value,
        ),
        uses=stage_uses(
            spans_of(steps_of(acts), process),
            record,
            calendar,
            shares=shares,
            answer=answer,
            opinions_late=_opinions_late(dossier, calendar, now),
            now=now,
        ),
    )


def late_at(dossier: Dossier, *, now: datetime) -> list[StageUse]:
    """Return the stages of ``dossier`` that took more than their share, the most first."""
    return measured(dossier, now=now).late_where


def late_counts(posting: Posting, *, at: datetime, most: int = 1000) -> dict[Where, int]:
    """Return how many of the units' dossiers are late, of the first ``most``, by where, the most first."""
    asked = Asked(waiting=False, risks=(Risk.LATE,), pace=pace(at=at))
    late = Timeliness.objects.filter(pk__in=first_asked(posting, asked, most=most))
    rows = late.exclude(late_at="").values_list("late_at").order_by()
    found = rows.annotate(number=Count("pk"))
    return {Where(where): number for where, number in sorted(found, key=lambda row: -row[1])}


def record_of(dossier: Dossier, acts: Sequence[Act]) -> Record:
    """Return the dated facts that the measures follow from."""
    received = (act.at for act in acts if _move(act) in RECEPTIONS)
    waits = [wait for wait in dossier.waits.all() if wait.kind == Kind.SUPPLEMENT]
    return Record(
        clock=clock_facts(dossier),
        received_at=min(received, default=dossier.accepted_at),
        supplements=tuple(
            Stop(wait.asked_at, wait.ended_at, Effect(wait.effect), "", wait.citation) for wait in waits
        ),
        requests=max(len(waits), dossier.supplements),
        ended_at=dossier.ended_at,
    )


def steps_of(acts: Sequence[Act]) -> list[Step]:
    return [
        Step(_move(act), act.at, Effect(act.data.get("effect", Effect.ANEW)), _back_to(act)) for act in acts
    ]


def _back_to(act: Act) -> Stage | None:
    return Stage(act.data["back_to"]) if "back_to" in act.data else None


def _move(act: Act) -> Move:
    return Move(act.verb.removeprefix("dossier."))


def _shares(on: date) -> dict[Stage, float]:
    return {Stage(stage): share for stage, share in measuring.rule("stage.shares", on).value.items()}


def _opinions_late(dossier: Dossier, calendar: WorkingCalendar, now: datetime) -> timedelta:
    """Return the working time agencies took beyond the term of their opinions."""
    late = timedelta()
    for wait in dossier.waits.all():
        end = wait.ended_at or dossier.ended_at or now
        if wait.kind == Kind.OPINION and wait.until_at and end > wait.until_at:
            late += working_time(start=wait.until_at, end=end, calendar=calendar)
    return late
