"""Keeps the open work of a course in step with where the engine stands."""

from collections.abc import Mapping
from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.workflow.bpmn.drawing import title_of
from motcua.workflow.engine import Run, Waiting, Waits
from motcua.workflow.models import Course, Task
from motcua.workflow.shares import after_hours, goes_off


def leave_open(course: Course, run: Run, *, at: datetime) -> None:
    """Write the work with which a course begins."""
    _leave_open(course, run, list(run.waiting()), at=at, before=None)


def _leave_open(course: Course, run: Run, fresh: list[Waiting], *, at: datetime, before: Task | None) -> None:
    """Write the work that has opened. A choice that names no role is made by who did the step before."""
    if fresh:
        unit = course.dossier.deciding_unit_id
        calendar = calendar_for(unit, around=at.astimezone(VIETNAM).date())
        tasks = [_opened(course, run, place, at, before) for place in fresh]
        for task, place in zip(tasks, fresh, strict=True):
            hours = place.node.step.hours
            if place.timer:
                task.due_at = goes_off(place.timer, at, calendar)
            elif hours:
                share = after_hours(at, hours, calendar)
                task.due_at = min(share, course.dossier.due_at or share)
        Task.objects.bulk_create(tasks)


def keep(
    course: Course, run: Run, *, at: datetime, done: Task | None = None, officer: Posting | None = None
) -> None:
    """Write where the engine stands now: what was done, what was taken away, what has opened."""
    if done is not None:
        done.ended_at, done.done_by_id = at, officer.officer_id if officer else None
        done.save(update_fields=["ended_at", "done_by"])
    still = set(course.tasks.open().values_list("token", flat=True))
    here = run.waiting()
    if gone := still - {place.token for place in here}:
        course.tasks.open().filter(token__in=gone).update(ended_at=at)
    _leave_open(course, run, [place for place in here if place.token not in still], at=at, before=done)
    course.state = run.state()
    course.ended_at = at if run.ended else None
    course.save(update_fields=["state", "ended_at"])


def _opened(course: Course, run: Run, place: Waiting, at: datetime, before: Task | None) -> Task:
    node = place.node
    role, post = node.step.role, node.who
    if place.waits is Waits.CHOICE and not role and before is not None:
        role, post = before.role, before.post
    return Task(
        course=course,
        token=place.token,
        node=node.id,
        title=title_of(node, run.plan.places[node.id].graph),
        waits=place.waits.value,
        role=role,
        post=post,
        unit_id=_units(course.dossier).get(role, course.dossier.deciding_unit_id),
        opened_at=at,
    )


def _units(dossier: Dossier) -> Mapping[str, int]:
    """Where each role sits; what is not the desk's is the deciding unit's."""
    return {Duty.RECEIVE.value: dossier.receiving_unit_id}
