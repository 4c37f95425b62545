"""Many processes are put in force together: tried by some first, then by all, or taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from motcua.dossiers.operations.moves import said
from motcua.journal import operations as journal
from motcua.kernel.text import tidy
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.workflow.bpmn import Definitions
from motcua.workflow.errors import (
    NeverInForce,
    NothingToRollOut,
    ProcessNotFound,
    RollOutOver,
    TriedAlready,
)
from motcua.workflow.models import Process, ProcessVersion, RollOut
from motcua.workflow.operations.keeping import keep_draft
from motcua.workflow.operations.publishing import check_faults, put_in_force
from motcua.workflow.policies import why_not_keep, why_not_roll_out
from motcua.workflow.rolling import Target


@transaction.atomic
def keep_for_many(
    *,
    definitions: Definitions,
    main: str,
    targets: Sequence[Target],
    by: Posting,
    at: datetime,
    source: str = "",
) -> list[ProcessVersion]:
    """
    Keep one process as the draft of many procedures or offices; return those that differ from what they have.

    :raises NotAdministrator: if ``by`` does not administer one of the offices.
    """
    kept = []
    for target in targets:
        if refusal := why_not_keep(by, Process(procedure=target.procedure, unit=target.unit)):
            raise refusal
        kept.append(
            keep_draft(
                procedure=target.procedure,
                unit=target.unit,
                definitions=definitions,
                main=main,
                by=by.actor,
                at=at,
                source=source,
            )
        )
    return [version for version in kept if version.is_draft]


@transaction.atomic
def begin_roll_out(
    *,
    title: str,
    versions: Sequence[int],
    by: Posting,
    at: datetime,
    units: Sequence[Unit] = (),
    share: int = 0,
    source: str = "",
) -> RollOut:
    """
    Have drafts tried: new dossiers of ``units`` take them, and of others ``share`` of a hundred.

    :raises NothingToRollOut: if there is none.
    :raises AlreadyPublished: if one is no draft.
    :raises TriedAlready: if another version of its process is being tried.
    :raises ProcessFaulty: with every fault, as publishing would.
    """
    found = _drafts(versions)
    if not found:
        raise NothingToRollOut
    if refusal := why_not_roll_out(by, found):
        raise refusal
    for version in found:
        if _tried(version.process):
            raise TriedAlready(procedure=version.process.procedure)
        check_faults(version, at=at)
    made = RollOut.objects.create(
        title=tidy(title), source=source[:255], share=share, began_by=by.actor.name, began_at=at
    )
    made.units.set(units)
    ProcessVersion.objects.filter(pk__in=[version.pk for version in found]).update(roll_out=made)
    numbers = {version.process.procedure: version.number for version in found}
    _record(made, "began", by, at, opens=True, versions=numbers, **_stage(made))
    return made


@transaction.atomic
def widen_roll_out(
    *, roll_out_id: UUID, by: Posting, at: datetime, units: Sequence[Unit] = (), share: int
) -> RollOut:
    """
    Let more try it: ``units`` are added, the share of the others becomes ``share`` of a hundred.

    :raises RollOutOver: if it is in force for all, or was taken back.
    """
    found = _under_way(roll_out_id, by)
    found.share = share
    found.save(update_fields=["share"])
    found.units.add(*units)
    _record(found, "widened", by, at, **_stage(found))
    return found


@transaction.atomic
def finish_roll_out(*, roll_out_id: UUID, by: Posting, at: datetime) -> RollOut:
    """
    Put every version of it in force, for all.

    :raises ProcessFaulty: if the law or the offices have changed so that one no longer fits.
    """
    found = _under_way(roll_out_id, by)
    for version in _held(found):
        check_faults(version, at=at)
        put_in_force(version, by=by, at=at)
    found.finished_at = at
    found.save(update_fields=["finished_at"])
    _record(found, "finished", by, at)
    return found


@transaction.atomic
def roll_back(*, roll_out_id: UUID, by: Posting, reason: str, at: datetime) -> RollOut:
    """
    Take it back: what is only tried is withdrawn, what is in force gives way to what was before it.

    A process that had none before has none again. Dossiers under way keep what they began with; what was
    published since stays.

    :raises RollOutOver: if it was taken back before.
    :raises SayWhy: without a reason.
    """
    reason = said(reason)
    found = _roll_out(roll_out_id, by)
    if found.rolled_back_at is not None:
        raise RollOutOver(title=found.title)
    for version in _held(found):
        version.ended_at = at
        version.save(update_fields=["ended_at"])
        before = _before(version)
        if version.published_at is not None and before is not None:
            _stands_again(before, by, at, reason)
        elif version.published_at is not None:
            _tell(version, "process.ended", by, at, reason)
    found.rolled_back_at = at
    found.save(update_fields=["rolled_back_at"])
    _record(found, "rolled-back", by, at, reason=reason)
    return found


@transaction.atomic
def restore_version(*, version_id: int, by: Posting, reason: str, at: datetime) -> ProcessVersion:
    """
    Put an older version in force again, as the next number.

    :raises NeverInForce: if it was never published, or is in force.
    :raises SayWhy: without a reason.
    """
    reason = said(reason)
    version = ProcessVersion.objects.select_related("process__unit").filter(pk=version_id).first()
    if version is None:
        raise ProcessNotFound
    Process.objects.select_for_update(of=("self",)).get(pk=version.process_id)
    if refusal := why_not_keep(by, version.process):
        raise refusal
    if version.published_at is None or version.ended_at is None:
        raise NeverInForce(number=version.number)
    check_faults(version, at=at)
    return _stands_again(version, by, at, reason)


def _stands_again(old: ProcessVersion, by: Posting, at: datetime, reason: str) -> ProcessVersion:
    """Put a copy of an older version in force: its days are over, and no number has two terms in force."""
    last = old.process.versions.aggregate(last=Max("number"))["last"]
    again = ProcessVersion(
        process=old.process,
        number=last + 1,
        content=old.content,
        main=old.main,
        digest=old.digest,
        source=old.source,
        source_digest=old.source_digest,
        made_by=old.made_by,
        made_at=at,
    )
    put_in_force(again, by=by, at=at, restores=old.number, reason=reason)
    return again


def _drafts(pks: Sequence[int]) -> list[ProcessVersion]:
    """Return these versions, their processes held in one order."""
    found = ProcessVersion.objects.filter(pk__in=pks)
    list(Process.objects.select_for_update(of=("self",)).filter(versions__in=found).order_by("pk"))
    return list(found.select_related("process__unit").order_by("process_id"))


def _tried(process: Process) -> bool:
    return process.versions.filter(published_at=None, ended_at=None, roll_out__isnull=False).exists()


def _held(found: RollOut) -> list[ProcessVersion]:
    """Return the versions of a roll-out that have not ended; their processes are held."""
    list(Process.objects.select_for_update(of=("self",)).filter(versions__roll_out=found).order_by("pk"))
    return list(found.versions.filter(ended_at=None).select_related("process__unit").order_by("process_id"))


def _before(version: ProcessVersion) -> ProcessVersion | None:
    earlier = version.process.versions.filter(Q(published_at__isnull=False), number__lt=version.number)
    return earlier.select_related("process__unit").order_by("-number").first()


def _roll_out(roll_out_id: UUID, by: Posting) -> RollOut:
    """Return a roll-out, held, once ``by`` administers every office it is about."""
    found = RollOut.objects.select_for_update(of=("self",)).filter(pk=roll_out_id).first()
    if found is None:
        raise ProcessNotFound
    for version in found.versions.select_related("process__unit"):
        if refusal := why_not_keep(by, version.process):
            raise refusal
    return found


def _under_way(roll_out_id: UUID, by: Posting) -> RollOut:
    found = _roll_out(roll_out_id, by)
    if found.finished_at is not None or found.rolled_back_at is not None:
        raise RollOutOver(title=found.title)
    return found


def _stage(found: RollOut) -> dict[str, Any]:
    return {"units": list(found.units.order_by("code").values_list("code", flat=True)), "share": found.share}


def _tell(version: ProcessVersion, verb: str, by: Posting, at: datetime, reason: str) -> None:
    process = version.process
    journal.record(
        verb,
        subject=process.subject,
        actor=by.actor,
        at=at,
        procedure=process.procedure,
        number=version.number,
        reason=reason,
    )


def _record(
    found: RollOut, verb: str, by: Posting, at: datetime, *, opens: bool = False, **data: Any
) -> None:
    journal.record(
        f"roll-out.{verb}",
        subject=found.subject,
        actor=by.actor,
        at=at,
        opens=opens,
        title=found.title,
        **data,
    )
