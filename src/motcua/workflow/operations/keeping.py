"""Drafts of processes: from a file of BPMN, or from the tables of an office."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.orgs.models import Unit
from motcua.workflow.bpmn import Definitions
from motcua.workflow.bpmn.writing import written
from motcua.workflow.models import Process, ProcessVersion
from motcua.workflow.tables.report import Fate, Outcome


@transaction.atomic
def keep_draft(
    *,
    procedure: str,
    unit: Unit | None,
    definitions: Definitions,
    main: str,
    by: Actor,
    at: datetime,
    source: str = "",
    source_digest: str = "",
) -> ProcessVersion:
    """
    Keep a process as the next version, to be published; a draft that stands there is written over.

    Nothing is kept, and the version that says the same is returned, where nothing differs.
    """
    process, opens = _process(procedure, unit, definitions.process(main).title, at)
    content = written(definitions).decode()
    digest = sha256(content.encode()).hexdigest()
    newest = process.versions.order_by("-number").first()
    if newest and newest.digest == digest and newest.source_digest == source_digest:
        return newest
    version = _draft_after(newest, process)
    version.content, version.main, version.digest = content, main, digest
    version.source, version.source_digest = source[:255], source_digest
    version.made_by, version.made_at = by.name, at
    version.save()
    journal.record(
        "process.draft-kept",
        subject=process.subject,
        actor=by,
        at=at,
        opens=opens,
        procedure=procedure,
        number=version.number,
        digest=digest,
        source=source,
    )
    return version


def _draft_after(newest: ProcessVersion | None, process: Process) -> ProcessVersion:
    """Return the draft that stands there, without what was read of it, or the next version."""
    if newest is None or not newest.is_draft:
        return ProcessVersion(process=process, number=(newest.number if newest else 0) + 1)
    newest.__dict__.pop("definitions", None)
    newest.__dict__.pop("lines", None)
    return newest


def _process(procedure: str, unit: Unit | None, name: str, at: datetime) -> tuple[Process, bool]:
    """Return the process, held until the transaction ends, and whether it was made now."""
    defaults = {"name": name, "created_at": at}
    made, created = Process.objects.get_or_create(procedure=procedure, unit=unit, defaults=defaults)
    process = Process.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if process.name != name:
        process.name = name
        process.save(update_fields=["name"])
    return process, created


@transaction.atomic
def import_tables(
    *, outcomes: Sequence[Outcome], unit: Unit | None, source: str, by: Actor, at: datetime
) -> list[ProcessVersion]:
    """Keep what is new or changed in a file of tables; what is faulty or the same is left as it is."""
    kept = []
    for outcome in outcomes:
        if outcome.fate in (Fate.NEW, Fate.CHANGED):
            assert outcome.definitions is not None
            kept.append(
                keep_draft(
                    procedure=outcome.table.code,
                    unit=unit,
                    definitions=outcome.definitions,
                    main=outcome.definitions.processes[0].id,
                    by=by,
                    at=at,
                    source=source,
                    source_digest=outcome.table.digest,
                )
            )
    return kept
