"""
The shares of open work are derived anew: while the term of a dossier stands still, so do they.

From what is stored and nothing else: when the work opened, its hours, the waits of its dossier that stop the
term, the calendar of today, the dossier's own due date.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from motcua.dossiers.models import Wait
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM, Effect, WorkingCalendar
from motcua.orgs.calendars import calendars_for
from motcua.workflow.models import Task
from motcua.workflow.shares import Stop, share_ends

Stops = Mapping[UUID, Sequence[Stop]]


def recount(dossiers: Collection[UUID], *, because: str, at: datetime) -> int:
    """Derive the due dates of the open work of these dossiers anew; return how many moved."""
    tasks = list(
        Task.objects.open()
        .filter(course__dossier__in=dossiers, hours__isnull=False)
        .select_related("course__dossier")
        .defer("course__state", "course__dossier__answers", "course__dossier__snapshot")
    )
    if not tasks:
        return 0
    stops = stops_of({task.course.dossier_id for task in tasks})
    since = min(task.opened_at for task in tasks).astimezone(VIETNAM).date()
    calendars = calendars_for({task.course.dossier.deciding_unit_id for task in tasks}, around=since)
    moved: list[Task] = []
    said: dict[str, dict[str, list[str | None]]] = {}
    for task in tasks:
        old, task.due_at = task.due_at, _due(task, stops, calendars)
        if old != task.due_at:
            moved.append(task)
            said.setdefault(task.course.subject, {})[task.token] = [_iso(old), _iso(task.due_at)]
    if moved:
        Task.objects.bulk_update(moved, ["due_at"], batch_size=1000)
        acts = {subject: {"because": because, "moved": each} for subject, each in said.items()}
        journal.record_many("course.shares-moved", acts=acts, actor=SYSTEM, at=at)
    return len(moved)


def stops_of(dossiers: Collection[UUID]) -> Stops:
    """Return when the terms of these dossiers stood still. One statement, none where there is no dossier."""
    found: dict[UUID, list[Stop]] = {}
    if dossiers:
        waits = Wait.objects.filter(dossier__in=dossiers).exclude(effect=Effect.GOES_ON.value)
        for dossier, since, until in waits.order_by("asked_at").values_list(
            "dossier_id", "asked_at", "ended_at"
        ):
            found.setdefault(dossier, []).append(Stop(since, until))
    return found


def _due(task: Task, stops: Stops, calendars: Mapping[int | None, WorkingCalendar]) -> datetime | None:
    """Return when the share of ``task`` is up, None while it stands still."""
    assert task.hours is not None, "what has no share has no end of it"
    dossier = task.course.dossier
    calendar = calendars[dossier.deciding_unit_id]
    ends = share_ends(task.opened_at, task.hours, stops.get(dossier.pk, ()), calendar)
    if ends is None or dossier.due_at is None or task.is_timer:
        return ends
    return min(ends, dossier.due_at)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
