"""A draft becomes the way in which dossiers are handled from now on."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.journal import operations as journal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.checks import Given, faults_of
from motcua.workflow.errors import DraftedMeanwhile, ProcessFaulty, ProcessNotFound
from motcua.workflow.models import Process, ProcessVersion
from motcua.workflow.moves import AWAITED
from motcua.workflow.operations.acts import ACTS
from motcua.workflow.policies import why_not_publish
from motcua.workflow.staffing import staffed_in
from motcua.workflow.terms import legal_hours_of


@transaction.atomic
def publish_process(*, version_id: int, by: Posting, at: datetime, seen: str = "") -> ProcessVersion:
    """
    Put a version in force; the one before ends, and dossiers under way keep theirs.

    ``seen`` is the digest of the draft that was looked through, "" where nobody looked.

    :raises AlreadyPublished: if it was published before.
    :raises NotAdministrator: if ``by`` does not administer the office whose process it is.
    :raises DraftedMeanwhile: if the draft was written over since it was looked through.
    :raises ProcessFaulty: with every fault: a way without an end, hours beyond the term, an empty post.
    """
    version = _locked(version_id)
    if refusal := why_not_publish(by, version):
        raise refusal
    if seen and seen != version.digest:
        raise DraftedMeanwhile(by=version.made_by)
    check_faults(version, at=at)
    put_in_force(version, by=by, at=at)
    return version


def check_faults(version: ProcessVersion, *, at: datetime) -> None:
    """:raises ProcessFaulty: with everything that keeps a version from being published."""
    if faults := publishing_faults(version, at=at):
        said = "\n".join(str(fault) for fault in faults)
        raise ProcessFaulty(procedure=version.process.procedure, said=said, faults=faults)


def put_in_force(version: ProcessVersion, *, by: Posting, at: datetime, **why: Any) -> None:
    """Write that a version is in force and the one before is no more. The caller holds the process."""
    version.process.versions.filter(published_at__isnull=False, ended_at=None).update(ended_at=at)
    version.published_at, version.published_by = at, by.actor.name
    version.save()
    journal.record(
        "process.published",
        subject=version.process.subject,
        actor=by.actor,
        at=at,
        procedure=version.process.procedure,
        number=version.number,
        digest=version.digest,
        **why,
    )


def publishing_faults(version: ProcessVersion, *, at: datetime) -> tuple[Fault, ...]:
    """Return what keeps a version from being published, as the law and the office stand at ``at``."""
    try:
        term = legal_hours_of(version.process.procedure)
    except KeyError:
        term = None  # the office's own procedures, between offices, are in no catalogue
    staffed = staffed_in(version.process.unit, on=at.astimezone(VIETNAM).date())
    awaited = frozenset(move.value for move in AWAITED)
    given = Given(term=term, staffed=staffed, acts=frozenset(ACTS), awaited=awaited)
    return faults_of(version.model, version.definitions, given)


def _locked(version_id: int) -> ProcessVersion:
    """Return the version; its process is held until the transaction ends."""
    found = ProcessVersion.objects.filter(pk=version_id).first()
    if found is None:
        raise ProcessNotFound
    Process.objects.select_for_update(of=("self",)).get(pk=found.process_id)
    return ProcessVersion.objects.select_related("process__unit").get(pk=version_id)
