"""
Dossiers are watched, so that nobody is late unawares: counted after each act, looked at again at each mark.

A mark reached is told once a round of the term: ``Timeliness.told`` holds it, and the notice's own key. A
round ends when the term is counted anew or a new date is given; a calendar that changes begins none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from motcua.catalogue.facts import Channel, Stage
from motcua.dossiers import measuring
from motcua.dossiers.clocks import clock_facts
from motcua.dossiers.lateness import measured
from motcua.dossiers.limits import day_of_filing, extension_of
from motcua.dossiers.marks import WARNINGS, Limits, Mark, marks_of, new_date
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.extending import prepare_extension
from motcua.dossiers.pace import step_due_at
from motcua.dossiers.states import OPEN, State
from motcua.dossiers.telling import moment, tell_of_apology, tell_of_mark, tell_of_unopened
from motcua.dossiers.timeliness import Timeliness, Where
from motcua.journal.models import Act, Reading
from motcua.journal.queries import acts_of
from motcua.kernel.legal_time import WorkingCalendar
from motcua.orgs.calendars import calendar_for

MOST_AT_ONCE = 5000
log = structlog.get_logger(__name__)
APOLOGY = "Đến {at}, hồ sơ còn ở bước {where} nên có thể không kịp hạn {due}."
WITH_SIGNER = frozenset({Stage.SIGN})


@dataclass(frozen=True)
class _Watched:
    """A dossier held until the transaction ends, with what its time follows from. Read once."""

    dossier: Dossier
    acts: list[Act]
    calendar: WorkingCalendar

    @property
    def marks(self) -> dict[Mark, datetime]:
        return _marks(self.dossier, self.acts, self.calendar)


def _held(dossier_id: str | UUID) -> _Watched:
    dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("version", "extension", "deciding_unit", "receiving_unit")
        .prefetch_related("waits")
        .get(pk=dossier_id)
    )
    calendar = calendar_for(dossier.deciding_unit_id, around=day_of_filing(dossier))
    return _Watched(dossier, list(acts_of(dossier.subject)), calendar)


@transaction.atomic
def count(*, dossier_id: str | UUID, at: datetime) -> Timeliness:
    """Count the measures of a dossier and its marks anew. To do so twice does it once."""
    return _count(_held(dossier_id), at=at)


def _count(watched: _Watched, *, at: datetime) -> Timeliness:
    dossier = watched.dossier
    found = measured(dossier, now=at, acts=watched.acts, calendar=watched.calendar)
    known = Timeliness.objects.filter(pk=dossier.pk).first()
    round_ = _round(dossier)
    told = known.told if known and known.round == round_ else {}
    where = found.late_where
    _keep_pace(dossier, watched.calendar)
    timeliness, _created = Timeliness.objects.update_or_create(
        dossier=dossier,
        defaults={
            "due_at": found.legal.due_at,
            "late": found.legal.late,
            "late_at": where[0].where.value if found.legal.late and where else "",
            "appointed_at": found.index.appointed_at,
            "counted_to": found.index.end_at,
            "on_time": found.index.on_time,
            "because": found.index.because.value,
            "round": round_,
            "told": told,
            "next_at": _next(watched.marks, told),
            "counted_at": at,
        },
    )
    return timeliness


def _keep_pace(dossier: Dossier, calendar: WorkingCalendar) -> None:
    step_due = step_due_at(dossier, calendar)
    if step_due != dossier.step_due_at:
        dossier.step_due_at = step_due
        dossier.save(update_fields=["step_due_at"])


def watch(*, at: datetime) -> int:
    """Do what is due at the marks reached by ``at``; return how many dossiers were looked at."""
    due = Timeliness.objects.filter(next_at__lte=at).order_by("next_at").values_list("pk", flat=True)
    unknown = Dossier.objects.filter(state__in=OPEN, timeliness=None).values_list("pk", flat=True)
    for pk in unknown[:MOST_AT_ONCE]:
        count(dossier_id=pk, at=at)
    pks = list(due[:MOST_AT_ONCE])
    for pk in pks:
        try:
            look(dossier_id=pk, at=at)
        except Exception:
            # One dossier that cannot be counted must not silence the warnings of all the others.
            log.exception("dossier_not_watched", dossier=str(pk))
    return len(pks)


@transaction.atomic
def look(*, dossier_id: str | UUID, at: datetime) -> list[Mark]:
    """Tell what one dossier's marks reached by ``at`` ask for, and count it anew; return these marks."""
    watched = _held(dossier_id)
    timeliness = _count(watched, at=at)
    marks = watched.marks
    reached = [mark for mark, moment in marks.items() if moment <= at and mark.value not in timeliness.told]
    for mark in reached:
        _do(mark, watched.dossier, watched.calendar, marks, at, timeliness.round)
    timeliness.told |= {mark.value: at.isoformat() for mark in reached}
    timeliness.next_at = _next(marks, timeliness.told)
    timeliness.save(update_fields=["told", "next_at"])
    return reached


def _do(
    mark: Mark,
    dossier: Dossier,
    calendar: WorkingCalendar,
    marks: dict[Mark, datetime],
    at: datetime,
    round_: str,
) -> None:
    if mark == Mark.CLERK:
        if not Reading.objects.filter(subject=dossier.subject, at__gte=dossier.filed_at).exists():
            tell_of_unopened(dossier, at=at, round_=round_)
    elif mark in WARNINGS:
        tell_of_mark(mark, dossier, due_at=marks[Mark.OVER], at=at, round_=round_)
    elif mark == Mark.APOLOGY:
        _apologise(dossier, calendar, marks[Mark.OVER], at, round_)


def _apologise(
    dossier: Dossier, calendar: WorkingCalendar, due_at: datetime, at: datetime, round_: str
) -> None:
    """Prepare the apology and a new date for signature, where the answer is not with its signer yet."""
    facts = clock_facts(dossier)
    if facts is None or dossier.stage in WITH_SIGNER:
        return
    share = measuring.rule("apology.share_of_term", day_of_filing(dossier)).value
    where = {Stage.REVIEW.value: Where.REVIEW}.get(dossier.stage or "", Where.HANDLING)
    said = {"at": moment(at), "where": where.label, "due": moment(due_at)}
    prepared = prepare_extension(
        dossier_id=str(dossier.pk),
        reason=APOLOGY.format(**said),
        new_due_on=new_date(facts, calendar, due_at, share).date(),
        at=at,
    )
    if prepared:
        tell_of_apology(dossier, due_at=due_at, at=at, round_=round_)


def _marks(dossier: Dossier, acts: Sequence[Act], calendar: WorkingCalendar) -> dict[Mark, datetime]:
    """Return the marks of where the dossier is now."""
    on = day_of_filing(dossier)
    if dossier.state == State.FILED and dossier.channel == Channel.ONLINE.value:
        after = timedelta(minutes=measuring.rule("clerk_notice.after_minutes", on).value)
        came = max(
            (act.at for act in acts if act.verb in {"dossier.file", "dossier.supplement"}), default=None
        )
        return {Mark.CLERK: (came or dossier.filed_at) + after}
    facts = clock_facts(dossier)
    if facts is None or dossier.state not in OPEN or dossier.due_at is None:
        return {}
    limits = Limits(
        measuring.rule("warn.shares", on).value, measuring.rule("apology.working_days_before", on).value
    )
    return marks_of(facts, calendar, limits)


def _next(marks: dict[Mark, datetime], told: dict[str, str]) -> datetime | None:
    return min((moment for mark, moment in marks.items() if mark.value not in told), default=None)


def _round(dossier: Dossier) -> str:
    """Name the run of the term: another begins with a reception, a supplement or a new date."""
    began = dossier.accepted_at or dossier.filed_at
    extension = extension_of(dossier)
    extended = "+" if extension and extension.signed_at else ""
    return (
        f"{began:%Y%m%d%H%M%S}.{dossier.supplements}.{'f' if dossier.state == State.FILED else 't'}{extended}"
    )
