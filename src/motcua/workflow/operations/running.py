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
from django.db.models import QuerySet

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move, is_legal
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.workflow.engine import Run, Waits
from motcua.workflow.errors import ActUnknown, AlreadyRunning, NoProcess, TaskNotFound
from motcua.workflow.models import Course, Task
from motcua.workflow.operations.acts import ACTS
from motcua.workflow.operations.tasks import keep, leave_open
from motcua.workflow.plans import asked_by, facts_of, plan_of
from motcua.workflow.policies import why_not_do
from motcua.workflow.queries import version_for


@transaction.atomic
def start_for_dossier(*, dossier_id: UUID, at: datetime, by: Actor = SYSTEM) -> Course:
    """
    Begin the process of a dossier: the version in force now is the one it keeps.

    :raises NoProcess: if its procedure has none.
    :raises AlreadyRunning: if it has begun before.
    """
    dossier = _held(dossier_id)
    if Course.objects.filter(dossier=dossier).exists():
        raise AlreadyRunning(code=dossier.code)
    version = version_for(dossier.version.code, dossier.deciding_unit)
    if version is None:
        raise NoProcess(procedure=dossier.version.code)
    plan = plan_of(version)
    run = plan.start(facts_of(dossier, plan), on=at.astimezone(VIETNAM).date())
    course = Course.objects.create(dossier=dossier, version=version, state=run.state(), started_at=at)
    leave_open(course, run, at=at)
    _record("started", course, by, at, opens=True, version=version.number, process=version.process_id)
    return course


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
        _record("claimed", task.course, officer.actor, at, token=task.token)
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
    course, on = task.course, at.astimezone(VIETNAM).date()
    plan = plan_of(course.version)
    if act := plan.places[task.node].node.step.operation:
        if act not in ACTS:
            raise ActUnknown(step=task.title, act=act)
        ACTS[act](course.dossier.code, officer, at, arguments or {})
    run = plan.restore(course.state)
    asked = asked_by(plan)
    run.complete(task.token, {name: value for name, value in (facts or {}).items() if name in asked}, on=on)
    if way:
        choice = next((place for place in run.waiting() if any(flow.id == way for flow in place.ways)), None)
        run.choose(choice.token if choice else task.token, way, on=on)
    keep(course, run, at=at, done=task, officer=officer)
    _record("step-done", course, officer.actor, at, token=task.token, act=act, way=way, sent=run.sent)
    return course


@transaction.atomic
def choose_way(*, task_id: int, officer: Posting, way: str, at: datetime) -> Course:
    """
    Take one of the ways after a gateway that asks a person.

    :raises WayUnknown: if it is none of them.
    """
    task = _task(task_id, officer)
    run = plan_of(task.course.version).restore(task.course.state)
    run.choose(task.token, way, on=at.astimezone(VIETNAM).date())
    keep(task.course, run, at=at, done=task, officer=officer)
    _record("way-chosen", task.course, officer.actor, at, token=task.token, way=way, sent=run.sent)
    return task.course


@transaction.atomic
def return_to(*, task_id: int, officer: Posting, node: str, reason: str, at: datetime) -> Course:
    """
    Go back, from the work one has, to a step that was done; the dossier itself goes back where it can.

    :raises NoWayBack: if that step was not done, or other work runs beside it.
    :raises SayWhy: if no reason is given for sending a proposal back.
    """
    task = _task(task_id, officer)
    course = task.course
    if is_legal(Move.SEND_BACK, course.dossier.place):
        dossiers.send_back(code=course.dossier.code, officer=officer, reason=reason, at=at)
    run = plan_of(course.version).restore(course.state)
    run.return_to(node, on=at.astimezone(VIETNAM).date())
    keep(course, run, at=at, done=task, officer=officer)
    _record("returned", course, officer.actor, at, token=task.token, to=node, reason=reason)
    return course


@transaction.atomic
def deliver_message(
    *, dossier_id: UUID, name: str, at: datetime, facts: Mapping[str, Any] | None = None, by: Actor = SYSTEM
) -> Course:
    """
    Bring word from another agency to the process that waits for it.

    :raises NotWaiting: if nothing waits for a message of that name.
    """
    course = _courses().get(dossier_id=dossier_id)
    plan = plan_of(course.version)
    run, asked = plan.restore(course.state), asked_by(plan)
    known = {key: value for key, value in (facts or {}).items() if key in asked}
    run.message(name, known, on=at.astimezone(VIETNAM).date())
    keep(course, run, at=at)
    _record("message-came", course, by, at, message=name, sent=run.sent)
    return course


@transaction.atomic
def let_timer_go_off(*, task_id: int, at: datetime) -> bool:
    """Let a timer that is due go off; say whether it did: work done meanwhile takes it away."""
    course = _courses().filter(tasks=task_id).first()
    task = (
        course.tasks.open().filter(pk=task_id, waits=Waits.TIMER, due_at__lte=at).first() if course else None
    )
    if course is None or task is None:
        return False
    run: Run = plan_of(course.version).restore(course.state)
    run.arrive(task.token, {}, on=at.astimezone(VIETNAM).date())
    keep(course, run, at=at, done=task)
    _record("timer-went-off", course, SYSTEM, at, token=task.token, sent=run.sent)
    return True


def _held(dossier_id: UUID) -> Dossier:
    return (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("version", "deciding_unit", "receiving_unit")
        .get(pk=dossier_id)
    )


def _courses() -> QuerySet[Course]:
    """Courses, each held with its dossier until the transaction ends; the process is read when it must be."""
    return (
        Course.objects.select_for_update(of=("self", "dossier"))
        .select_related("version", "dossier__deciding_unit")
        .defer("version__content")
    )


def _task(task_id: int, officer: Posting) -> Task:
    """
    Return a piece of work that ``officer`` may do, with its course and dossier held.

    :raises TaskNotFound: if there is none, or its dossier is not theirs to see.
    """
    seen = Dossier.objects.visible_to(officer)
    course = _courses().filter(tasks=task_id, dossier__in=seen).first()
    if course is None:
        raise TaskNotFound
    task = course.tasks.select_related("unit", "claimed_by").get(pk=task_id)
    task.course = course
    if refusal := why_not_do(officer, task):
        raise refusal
    return task


def _record(verb: str, course: Course, by: Actor, at: datetime, *, opens: bool = False, **data: Any) -> None:
    code = course.dossier.code
    journal.record(f"course.{verb}", subject=course.subject, actor=by, at=at, opens=opens, code=code, **data)
