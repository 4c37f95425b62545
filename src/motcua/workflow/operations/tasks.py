"""Keeps the open work of a course in step with where the engine stands."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Subquery

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import WAITING
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Duty, Officer
from motcua.workflow.bpmn.drawing import title_of
from motcua.workflow.engine import Run, Waiting, Waits
from motcua.workflow.models import Course, Task
from motcua.workflow.operations.shares import recount
from motcua.workflow.shares import after_hours, goes_off


def leave_open(course: Course, run: Run, *, at: datetime) -> None:
    """Write the work with which a course begins."""
    _leave_open(course, run, list(run.waiting()), at=at, before=None)


def _leave_open(course: Course, run: Run, fresh: list[Waiting], *, at: datetime, before: Task | None) -> None:
    """Write the work that has opened. A choice that names no role is made by who did the step before."""
    if not fresh:
        return
    calendar = calendar_for(course.dossier.deciding_unit_id, around=at.astimezone(VIETNAM).date())
    tasks = [_opened(course, run, place, at, before) for place in fresh]
    for task, place in zip(tasks, fresh, strict=True):
        if place.timer:
            task.due_at = goes_off(place.timer, at, calendar)
        elif task.hours:
            share = after_hours(at, task.hours, calendar)
            task.due_at = min(share, course.dossier.due_at or share)
    Task.objects.bulk_create(tasks)
    if course.dossier.state in WAITING:
        recount([course.dossier_id], because="opened-while-waiting", at=at)


def keep(
    course: Course,
    run: Run,
    *,
    open_: Sequence[Task],
    at: datetime,
    done: Task | None = None,
    by: int | None = None,
) -> None:
    """
    Write where the engine stands now: what was done, what was taken away, what has opened.

    ``open_`` is the work that stood open before; ``by`` the user who did ``done``.
    """
    here = run.waiting()
    now = {place.token for place in here}
    if done is not None:
        who = Subquery(Officer.objects.filter(user=by).values("pk")[:1]) if by else None
        Task.objects.filter(pk=done.pk).update(ended_at=at, done_by=who)
    if gone := [task.pk for task in open_ if task.token not in now and task != done]:
        Task.objects.filter(pk__in=gone).update(ended_at=at)
    still = {task.token for task in open_}
    _leave_open(course, run, [place for place in here if place.token not in still], at=at, before=done)
    course.change(state=run.state(), ended_at=at if run.ended else None, ended_by="", stuck_because="")


def _opened(course: Course, run: Run, place: Waiting, at: datetime, before: Task | None) -> Task:
    task = reopened(Task(course=course, waits=place.waits.value, opened_at=at), place, run)
    if place.waits is Waits.CHOICE and not task.role and before is not None:
        task.role, task.post = before.role, before.post
    task.unit_id = unit_for(task.role, course.dossier)
    return task


def reopened(task: Task, place: Waiting, run: Run) -> Task:
    """Let a piece of work be that of ``place``: which step, by whom, in how many hours."""
    node = place.node
    task.token, task.node = place.token, node.id
    task.title = title_of(node, run.plan.places[node.id].graph)
    task.role, task.post = node.step.role, node.who
    task.hours = place.timer.hours if place.timer else node.step.hours
    return task


def unit_for(role: str, dossier: Dossier) -> int:
    """Return where a role sits; what is not the desk's is the deciding unit's."""
    return dossier.receiving_unit_id if role == Duty.RECEIVE else dossier.deciding_unit_id
