"""Publishing procedures: new versions beside the old, never over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from motcua.catalogue.facts import Procedure
from motcua.catalogue.models import ProcedureVersion
from motcua.eforms.definition import FormDefinition
from motcua.eforms.models import FormVersion
from motcua.eforms.operations import publish
from motcua.kernel.legal_time import VIETNAM

GENERAL_FORM = "to-khai-chung"


@dataclass(frozen=True)
class Difference:
    """How a record differs from the version in force: ``{field: (old, new)}``; empty when it is new."""

    code: str
    name: str
    fields: dict[str, tuple[Any, Any]]


@dataclass
class Imported:
    """What an import did, or would do."""

    added: list[Difference] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)  # ours say more; see ``overwrite``
    unchanged: int = 0
    forms: int = 0


@transaction.atomic
def import_records(
    *,
    records: Iterable[Procedure | FormDefinition],
    at: datetime,
    dry_run: bool = False,
    overwrite: bool = False,
) -> Imported:
    """
    Publish the records that are new or changed.

    Importing the same records again changes nothing. A record from the crawl does not replace one that the
    province has completed by hand (it has a form or words of its own), unless ``overwrite``; the
    difference is reported. ``dry_run`` reports and changes nothing.
    """
    procedures: list[Procedure] = []
    result = Imported()
    for record in records:
        if isinstance(record, FormDefinition):
            before = FormVersion.objects.filter(code=record.code).count()
            result.forms += publish(form=record, at=at).number > before
        else:
            procedures.append(_with_paper_keys(record))
    _publish_all(procedures, at, result, overwrite=overwrite)
    if dry_run:
        transaction.set_rollback(True)
    return result


def _publish_all(procedures: list[Procedure], at: datetime, result: Imported, *, overwrite: bool) -> None:
    today = at.astimezone(VIETNAM).date()
    forms = {form.code: form for form in FormVersion.objects.order_by("code", "number")}
    current = {v.code: v for v in ProcedureVersion.objects.filter(to_on=None)}
    fresh: list[ProcedureVersion] = []
    ended: list[ProcedureVersion] = []
    once = {procedure.code: procedure for procedure in reversed(procedures)}  # the first wins
    for procedure in once.values():
        new = _version(procedure, forms.get(procedure.form or GENERAL_FORM), at, today)
        old = current.get(procedure.code)
        if old and old.digest == new.digest:
            result.unchanged += 1
            continue
        difference = _difference(old, procedure)
        if old and not overwrite and _is_curated(old.content) and not _is_curated(new.content):
            result.kept.append(difference)
            continue
        (result.changed if old else result.added).append(difference)
        if old:
            new.number = old.number + 1
            new.from_on = max(today, old.from_on)
            old.to_on = new.from_on
            ended.append(old)
        fresh.append(new)
    ProcedureVersion.objects.bulk_update(ended, ["to_on"], batch_size=500)
    ProcedureVersion.objects.bulk_create(fresh, batch_size=500)


def _version(procedure: Procedure, form: FormVersion | None, at: datetime, today: date) -> ProcedureVersion:
    content = procedure.model_dump(mode="json")
    text = json.dumps(content, sort_keys=True, ensure_ascii=False) + (form.digest if form else "")
    return ProcedureVersion(
        code=procedure.code,
        number=1,
        content=content,
        digest=sha256(text.encode()).hexdigest(),
        from_on=min(procedure.in_force_from or today, today),
        form=form,
        name=procedure.name,
        field=procedure.field,
        authority=procedure.authority,
        online=procedure.online.value,
        levels=[level.value for level in procedure.levels],
        life_events=list(procedure.life_events),
        created_at=at,
    )


def _with_paper_keys(procedure: Procedure) -> Procedure:
    """Give every paper a key: an upload must say which paper it is."""
    if all(paper.key for paper in procedure.papers):
        return procedure
    papers = tuple(
        paper if paper.key else paper.model_copy(update={"key": f"p{place}"})
        for place, paper in enumerate(procedure.papers, start=1)
    )
    return procedure.model_copy(update={"papers": papers})


def _is_curated(content: Mapping[str, Any]) -> bool:
    """Return whether the province has completed a record: only people give it a form or plain words."""
    return any(content.get(key) for key in ("form", "short_name", "also_called"))


def _difference(old: ProcedureVersion | None, new: Procedure) -> Difference:
    after = new.model_dump(mode="json")
    before = old.content if old else {}
    fields = {key: (before.get(key), value) for key, value in after.items() if before.get(key) != value}
    return Difference(new.code, new.name, fields if old else {})
