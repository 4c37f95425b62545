"""Courses are moved by hand: to another version of their process, or to the steps they should stand at."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.moves import said
from motcua.orgs.postings import Posting
from motcua.workflow.engine import Run
from motcua.workflow.errors import CourseNotFound, ProcessNotFound
from motcua.workflow.models import Course, ProcessVersion, Task
from motcua.workflow.moving import Trial, to_move, trial
from motcua.workflow.operations.courses import Work, day, record, work_of
from motcua.workflow.operations.running import held
from motcua.workflow.operations.shares import recount
from motcua.workflow.operations.tasks import keep, reopened
from motcua.workflow.plans import plan_of
from motcua.workflow.policies import why_not_keep, why_not_set_right


@transaction.atomic
def set_right(
    *, dossier_id: UUID, nodes: Sequence[str], officer: Posting, reason: str, at: datetime
) -> Course:
    """
    Put a course at named steps, instead of wherever it stands or is stuck. The dossier is not changed.

    :raises CourseNotFound: if the dossier has none, or is not theirs to see.
    :raises NotYourDuty: if they lead neither the unit that decides it nor its processes.
    :raises SayWhy: without a reason.
    :raises NoWayTo: if from there the process would wait for ever or do a step twice.
    """
    reason = said(reason)
    if not Dossier.objects.visible_to(officer).filter(pk=dossier_id).exists():
        raise CourseNotFound
    held(dossier_id)
    work = work_of(dossier_id)
    if work is None:
        raise CourseNotFound
    if refusal := why_not_set_right(officer, work.course):
        raise refusal
    run = _readable(work)
    run.go_to(*nodes, on=day(at), facts=work.facts())
    keep(work.course, run, open_=work.open, at=at)
    record("set-right", work.course, officer.actor, at, nodes=list(nodes), reason=reason)
    return work.course


def _readable(work: Work) -> Run:
    """Return where the engine stands; of a state that can no longer be read, a run that stands nowhere."""
    try:
        return work.run()
    except Exception:  # whatever made it unreadable, it is put right here
        run = work.plan.fresh(work.facts())
        run.remember(work.course.tasks.values_list("token", flat=True))
        return run


def move_courses(
    *, version_id: int, mapping: Mapping[str, str] | None, by: Posting, at: datetime
) -> tuple[Trial, ...]:
    """
    Let the dossiers under way go on by ``version``, each in a transaction of its own; what cannot move stays.

    Return what became of each (``moving.Trial``).

    :raises ProcessNotFound: if there is no such version in force or tried.
    :raises NotAdministrator: if ``by`` does not administer the office whose process it is.
    """
    version = (
        ProcessVersion.objects.select_related("process__unit").filter(pk=version_id, ended_at=None).first()
    )
    if version is None or version.is_draft:
        raise ProcessNotFound
    if refusal := why_not_keep(by, version.process):
        raise refusal
    pks = list(to_move(version).values_list("dossier_id", flat=True))
    found = (_moved(dossier_id, version, mapping, by, at) for dossier_id in pks)
    return tuple(each for each in found if each is not None)


@transaction.atomic
def _moved(
    dossier_id: UUID, version: ProcessVersion, mapping: Mapping[str, str] | None, by: Posting, at: datetime
) -> Trial | None:
    held(dossier_id)
    work = work_of(dossier_id)
    if work is None or work.course.ended_at is not None or work.course.version_id == version.pk:
        return None
    before = work.course.version
    found, run = trial(work.course, version, mapping, on=day(at))
    if run is None:
        return found
    _carry_over(work, run, found, before, version, at)
    record(
        "moved",
        work.course,
        by.actor,
        at,
        before=before.number,
        version=version.number,
        becomes=[list(pair) for pair in found.becomes],
    )
    return found


def _carry_over(
    work: Work, run: Run, found: Trial, before: ProcessVersion, version: ProcessVersion, at: datetime
) -> None:
    """Let open work go on as what it has become: since when, and claimed by whom, stays."""
    places = run.waiting()
    titles = dict(found.becomes)
    old_titles = {own: spot.node.title for own, spot in plan_of(before).places.items()}
    taken: set[str] = set()
    work.course.version = version
    work.course.change(version=version)
    for task in work.open:
        wanted = titles.get(old_titles.get(task.node, ""))
        place = next((each for each in places if each.node.title == wanted and each.token not in taken), None)
        if place is not None and place.waits == task.waits:
            taken.add(place.token)
            reopened(task, place, run)
    Task.objects.bulk_update(work.open, ["token", "node", "title", "role", "post", "hours"])
    keep(work.course, run, open_=work.open, at=at)
    recount([work.course.dossier_id], because="moved", at=at)
