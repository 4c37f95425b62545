"""Drafts that an administrator writes: who may, and that nobody's newer work is written over unseen."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.dossiers.errors import SayWhy
from motcua.journal import operations as journal
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.workflow.bpmn import Definitions
from motcua.workflow.errors import DraftedMeanwhile, NothingInForce, ProcessNotFound
from motcua.workflow.models import Process, ProcessVersion
from motcua.workflow.operations.keeping import import_tables, keep_draft
from motcua.workflow.policies import why_not_keep
from motcua.workflow.tables.report import Outcome


@transaction.atomic
def draft_process(
    *,
    procedure: str,
    unit: Unit | None,
    definitions: Definitions,
    main: str,
    seen: str,
    by: Posting,
    at: datetime,
    source: str = "",
) -> ProcessVersion:
    """
    Keep what an administrator wrote as the draft. ``seen`` is the digest of the version it was written from.

    :raises NotAdministrator: if ``by`` does not administer the office whose process it is.
    :raises DraftedMeanwhile: if another version has become the newest since it was seen.
    """
    if refusal := _why_not(by, procedure, unit):
        raise refusal
    process = Process.objects.select_for_update(of=("self",)).filter(procedure=procedure, unit=unit).first()
    newest = process.versions.order_by("-number").first() if process else None
    if newest is not None and newest.digest != seen:
        raise DraftedMeanwhile(by=newest.made_by)
    return keep_draft(
        procedure=procedure,
        unit=unit,
        definitions=definitions,
        main=main,
        by=by.actor,
        at=at,
        source=source,
    )


@transaction.atomic
def draft_tables(
    *, outcomes: Sequence[Outcome], unit: Unit | None, source: str, by: Posting, at: datetime
) -> list[ProcessVersion]:
    """
    Keep what is new or changed in an administrator's file of tables.

    :raises NotAdministrator: if ``by`` does not administer the office whose processes they are.
    """
    if refusal := _why_not(by, "", unit):
        raise refusal
    return import_tables(outcomes=outcomes, unit=unit, source=source, by=by.actor, at=at)


@transaction.atomic
def end_process(*, process_id: int, reason: str, by: Posting, at: datetime) -> ProcessVersion:
    """
    End the version in force without another in its place; dossiers under way keep theirs.

    :raises NothingInForce: if none is in force.
    :raises SayWhy: without a reason.
    """
    process = Process.objects.select_for_update(of=("self",)).filter(pk=process_id).first()
    if process is None:
        raise ProcessNotFound
    if refusal := why_not_keep(by, process):
        raise refusal
    if not reason:
        raise SayWhy
    version = process.versions.filter(published_at__isnull=False, ended_at=None).first()
    if version is None:
        raise NothingInForce(procedure=process.procedure)
    version.ended_at = at
    version.save(update_fields=["ended_at"])
    journal.record(
        "process.ended",
        subject=process.subject,
        actor=by.actor,
        at=at,
        procedure=process.procedure,
        number=version.number,
        reason=reason,
    )
    return version


def _why_not(by: Posting, procedure: str, unit: Unit | None) -> Refusal | None:
    return why_not_keep(by, Process(procedure=procedure, unit=unit))
