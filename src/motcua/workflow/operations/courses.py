"""One dossier's course with its open work: found, begun, recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.journal.rules import ActFacts
from motcua.kernel.legal_time import VIETNAM
from motcua.workflow.engine import Plan, Run
from motcua.workflow.models import Course, ProcessVersion, Task
from motcua.workflow.operations.tasks import leave_open
from motcua.workflow.plans import facts_of, plan_of


@dataclass(slots=True)
class Work:
    """A course whose dossier the caller holds, and its open work. The run is read when it is asked for."""

    course: Course
    open: list[Task]
    begun_now: bool = False

    @property
    def dossier(self) -> Dossier:
        return self.course.dossier

    @property
    def plan(self) -> Plan:
        return plan_of(self.course.version)

    def run(self) -> Run:
        """Return where the engine stands; of a course that never began, where its process begins."""
        state = self.course.state
        return self.plan.restore(state) if state else self.plan.fresh(facts_of(self.dossier, self.plan))

    def facts(self) -> dict[str, Any]:
        return facts_of(self.dossier, self.plan)


def work_of(dossier_id: UUID) -> Work | None:
    """Return the course of a dossier, held by who calls, with its open work. Two statements at most."""
    tasks = list(
        Task.objects.open()
        .filter(course__dossier=dossier_id)
        .select_related("course__version", "course__dossier__version")
        .defer("course__version__content", "course__dossier__snapshot", "course__dossier__applicant")
        .order_by("pk")
    )
    if tasks:
        return Work(tasks[0].course, tasks)
    course = (
        Course.objects.select_related("version", "dossier__version")
        .defer("version__content")
        .filter(dossier=dossier_id)
        .first()
    )
    return Work(course, []) if course else None


def begin(
    dossier_id: UUID, version: ProcessVersion, *, at: datetime, by: Actor = SYSTEM, filed: bool = False
) -> Work | None:
    """Begin a course. One whose process begins behind the desk does not begin while it is only ``filed``."""
    plan = plan_of(version)
    if filed and Move.ACCEPT.value not in plan.lines.by_act:
        return None
    dossier = Dossier.objects.select_related("version").get(pk=dossier_id)
    run = plan.start(facts_of(dossier, plan), on=day(at))
    course = Course.objects.create(dossier=dossier, version=version, state=run.state(), started_at=at)
    leave_open(course, run, at=at)
    record("started", course, by, at, opens=True, version=version.number, process=version.process_id)
    return Work(course, list(course.tasks.open().order_by("pk")), begun_now=True)


def day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def record(verb: str, course: Course, by: Actor, at: datetime, *, opens: bool = False, **data: Any) -> None:
    code = course.dossier.code
    journal.record(f"course.{verb}", subject=course.subject, actor=by, at=at, opens=opens, code=code, **data)


def who(act: ActFacts) -> Actor:
    """Return who did an act, to do what follows from it in their name."""
    return Actor(
        user_id=act.actor_id, name=act.actor_name, on_behalf=act.on_behalf, face=act.face, address=act.address
    )
