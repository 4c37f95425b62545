"""Why somebody may not do something now. The page shows the answer; the operation raises it."""

from collections.abc import Iterable

from motcua.dossiers.errors import NotYourDuty
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty
from motcua.orgs.policies import why_not_administer, why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.workflow.engine import Waits
from motcua.workflow.errors import AlreadyPublished, ClaimedByAnother, NotWaiting, NotYourStep
from motcua.workflow.models import Course, Process, ProcessVersion, Task


def why_not_keep(by: Posting, process: Process) -> Refusal | None:
    """Return why ``by`` may not change a process: it is the office's own, or the province's for all."""
    return why_not_administer(by, process.unit) if process.unit else why_not_administer_province(by)


def why_not_publish(by: Posting, version: ProcessVersion) -> Refusal | None:
    if version.published_at is not None:
        return AlreadyPublished(number=version.number)
    return why_not_keep(by, version.process)


def why_not_roll_out(by: Posting, versions: Iterable[ProcessVersion]) -> Refusal | None:
    """Return why ``by`` may not have these versions tried: one is tried or published, or another office's."""
    for version in versions:
        if not version.is_draft:
            return AlreadyPublished(number=version.number)
        if refusal := why_not_keep(by, version.process):
            return refusal
    return None


def why_not_set_right(officer: Posting, course: Course) -> Refusal | None:
    """Return why ``officer`` may not move a course: it is for who leads the unit that decides the dossier."""
    unit = course.dossier.deciding_unit
    if course.ended_at is not None:
        return NotWaiting(step=course.dossier.code)
    if officer.may(Duty.REVIEW, unit.pk) or officer.may(Duty.SIGN, unit.pk):
        return None
    return NotYourDuty(duty=Duty.REVIEW.label, unit=unit.name)


def why_not_do(officer: Posting, task: Task) -> Refusal | None:
    """Return why ``officer`` may not do a piece of work: it is over, another duty's, or a colleague's."""
    if task.ended_at is not None or task.waits not in (Waits.STEP, Waits.CHOICE):
        return NotWaiting(step=task.title)
    duty = Duty(task.role) if task.role else Duty.HANDLE
    if not officer.may(duty, task.unit_id):
        return NotYourStep(step=task.title, duty=duty.label, unit=task.unit.name)
    if task.claimed_by is not None and task.claimed_by_id != officer.officer_id:
        return ClaimedByAnother(step=task.title, officer=task.claimed_by.full_name)
    return None
