"""Why somebody may not do something now. The page shows the answer; the operation raises it."""

from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty
from motcua.orgs.policies import why_not_administer, why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.workflow.engine import Waits
from motcua.workflow.errors import AlreadyPublished, ClaimedByAnother, NotWaiting, NotYourStep
from motcua.workflow.models import Process, ProcessVersion, Task


def why_not_keep(by: Posting, process: Process) -> Refusal | None:
    """Return why ``by`` may not change a process: it is the office's own, or the province's for all."""
    return why_not_administer(by, process.unit) if process.unit else why_not_administer_province(by)


def why_not_publish(by: Posting, version: ProcessVersion) -> Refusal | None:
    if version.published_at is not None:
        return AlreadyPublished(number=version.number)
    return why_not_keep(by, version.process)


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
