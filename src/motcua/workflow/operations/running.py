"""
A dossier goes through its process: work opens, is claimed, done, returned.

Each operation holds the dossier, then its course, runs the engine on the text kept there, and writes what
opened and what was taken away. A step that names an act calls that operation of ``dossiers``.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move, is_legal
from motcua.journal.actor import SYSTEM, Actor
from motcua.orgs.postings import Posting
from motcua.workflow.errors import ActUnknown, AlreadyRunning, NoProcess, NotWaiting, TaskNotFound
from motcua.workflow.models import Course, Task
from motcua.workflow.operations.acts import ACTS
from motcua.workflow.operations.courses import Work, begin, day, record, work_of
from motcua.workflow.operations.doing import Doing, doing
from motcua.workflow.operations.leading import take_way
from motcua.workflow.operations.tasks import keep
from motcua.workflow.plans import asked_by, plan_of
from motcua.workflow.policies import why_not_do
from motcua.workflow.queries import version_for


@transaction.atomic
def start_for_dossier(*, dossier_id: UUID, at: datetime, by: Actor = SYSTEM) -> Course:
    """
    Begin the process of a dossier: the version in force now is the one it keeps.

    :raises NoProcess: if its procedure has none.
    :raises AlreadyRunning: if it has begun before.
    """
    dossier = held(dossier_id)
    if Course.objects.filter(dossier=dossier).exists():
        raise AlreadyRunning(code=dossier.code)
    version = version_for(dossier.version.code, dossier.deciding_unit_id, code=dossier.code)
    if version is None:
        raise NoProcess(procedure=dossier.version.code)
    begun = begin(dossier_id, version, at=at, by=by)
    assert begun is not None, "it is begun wherever the dossier is"
    return begun.course


@transaction.atomic
def claim_task(*, task_id: int, officer: Posting, at: datetime) -> Task:
    """
    Say that one does a piece of work, so that no colleague begins it too.

    :raises ClaimedByAnother: if a colleague said so before.
    """
    task = _task(task_id, officer)
    if task.claimed_by_id != officer.officer_id:
        task.claimed_by_id = officer.officer_id
        task.save(update_fields=["claimed_by"])
        record("claimed", task.course, officer.actor, at, token=task.token)
    return task


@transaction.atomic
def complete_task(
    *,
    task_id: int,
    officer: Posting,
    at: datetime,
    arguments: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    way: str = "",
) -> Course:
    """
    Do a step: the act it names happens to the dossier, and the process goes on.

    ``arguments`` are what that act needs, ``facts`` what conditions may ask about it; ``way`` is the flow to
    take where a gateway that asks a person follows at once.

    :raises NotWaiting: if it is done already, or was taken away.
    :raises NotYourStep, ClaimedByAnother: if it is another's to do.
    :raises Refusal: whatever the operation of ``dossiers`` refuses; then nothing has changed.
    """
    task = _task(task_id, officer)
    plan = plan_of(task.course.version)
    asked = asked_by(plan)
    known = {name: value for name, value in (facts or {}).items() if name in asked}
    if act := plan.places[task.node].node.step.operation:
        if act not in ACTS:
            raise ActUnknown(step=task.title, act=act)
        with doing(Doing(task, known, way)):  # the witness of the act leads the course on
            ACTS[act](task.course.dossier.code, officer, at, arguments or {})
        return task.course
    work = _work(task)
    run = work.run()
    run.complete(task.token, work.facts() | known, on=day(at))
    if way:
        take_way(run, way, task, on=day(at))
    keep(work.course, run, open_=work.open, at=at, done=task, by=officer.actor.user_id)
    record("step-done", work.course, officer.actor, at, token=task.token, way=way, sent=run.sent)
    return work.course


@transaction.atomic
def choose_way(*, task_id: int, officer: Posting, way: str, at: datetime) -> Course:
    """
    Take one of the ways after a gateway that asks a person.

    :raises WayUnknown: if it is none of them.
    """
    task = _task(task_id, officer)
    work = _work(task)
    run = work.run()
    run.choose(task.token, way, on=day(at))
    keep(work.course, run, open_=work.open, at=at, done=task, by=officer.actor.user_id)
    record("way-chosen", task.course, officer.actor, at, token=task.token, way=way, sent=run.sent)
    return task.course


@transaction.atomic
def return_to(*, task_id: int, officer: Posting, node: str, reason: str, at: datetime) -> Course:
    """
    Go back, from the work one has, to a step that was done; the dossier itself goes back where it can.

    :raises NoWayBack: if that step was not done, or other work runs beside it.
    :raises SayWhy: if no reason is given for sending a proposal back.
    """
    task = _task(task_id, officer)
    work = _work(task)
    run = work.run()
    run.return_to(node, on=day(at))
    keep(work.course, run, open_=work.open, at=at, done=task, by=officer.actor.user_id)
    record("returned", work.course, officer.actor, at, token=task.token, to=node, reason=reason)
    if is_legal(Move.SEND_BACK, work.dossier.place):
        dossiers.send_back(code=work.dossier.code, officer=officer, reason=reason, at=at)
    return work.course


@transaction.atomic
def deliver_message(
    *, dossier_id: UUID, name: str, at: datetime, facts: Mapping[str, Any] | None = None, by: Actor = SYSTEM
) -> Course:
    """
    Bring word from another agency to the process that waits for it.

    :raises NotWaiting: if nothing waits for a message of that name.
    """
    held(dossier_id)
    work = work_of(dossier_id)
    if work is None:
        raise NotWaiting(step=name)
    run, asked = work.run(), asked_by(work.plan)
    known = {key: value for key, value in (facts or {}).items() if key in asked}
    run.message(name, known, on=day(at))
    keep(work.course, run, open_=work.open, at=at)
    record("message-came", work.course, by, at, message=name, sent=run.sent)
    return work.course


@transaction.atomic
def let_timer_go_off(*, task_id: int, at: datetime) -> bool:
    """Let a timer that is due go off; say whether it did: work done meanwhile takes it away."""
    dossier = Task.objects.filter(pk=task_id).values_list("course__dossier", flat=True).first()
    if dossier is None:
        return False
    held(dossier)
    work = work_of(dossier)
    due = (task for task in work.open if task.pk == task_id and task.is_timer) if work else iter(())
    task = next(due, None)
    if work is None or task is None or task.due_at is None or task.due_at > at:
        return False
    run = work.run()
    run.arrive(task.token, {}, on=day(at))
    keep(work.course, run, open_=work.open, at=at, done=task)
    record("timer-went-off", work.course, SYSTEM, at, token=task.token, sent=run.sent)
    return True


def held(dossier_id: UUID) -> Dossier:
    """Return the dossier, held until the transaction ends: its course is held with it."""
    return (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("version", "deciding_unit", "receiving_unit")
        .get(pk=dossier_id)
    )


def _task(task_id: int, officer: Posting) -> Task:
    """
    Return a piece of work that ``officer`` may do, with its course and dossier held.

    :raises TaskNotFound: if there is none, or its dossier is not theirs to see.
    """
    task = (
        Task.objects.select_for_update(of=("course__dossier", "course", "self"))
        .select_related("course__version", "course__dossier__deciding_unit", "unit", "claimed_by")
        .defer("course__version__content", "course__dossier__snapshot", "course__dossier__applicant")
        .filter(pk=task_id, course__dossier__in=Dossier.objects.visible_to(officer))
        .first()
    )
    if task is None:
        raise TaskNotFound
    if refusal := why_not_do(officer, task):
        raise refusal
    return task


def _work(task: Task) -> Work:
    """Return the course of a piece of work that is held, with all its open work."""
    return Work(task.course, list(task.course.tasks.open().order_by("pk")))
