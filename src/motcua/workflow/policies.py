"""Why somebody may not do something now. The page shows the answer; the operation raises it."""

from motcua.kernel.errors import Refusal
from motcua.orgs.policies import why_not_administer, why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.workflow.errors import AlreadyPublished
from motcua.workflow.models import Process, ProcessVersion


def why_not_keep(by: Posting, process: Process) -> Refusal | None:
    """Return why ``by`` may not change a process: it is the office's own, or the province's for all."""
    return why_not_administer(by, process.unit) if process.unit else why_not_administer_province(by)


def why_not_publish(by: Posting, version: ProcessVersion) -> Refusal | None:
    if version.published_at is not None:
        return AlreadyPublished(number=version.number)
    return why_not_keep(by, version.process)
