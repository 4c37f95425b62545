"""Publishing procedures: new versions beside the old, never over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from motcua.catalogue.errors import DifferenceChanged, ProcedureNotFound, RevisedMeanwhile
from motcua.catalogue.facts import BY_HAND, EVERYDAY, Procedure
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.policies import why_not_revise
from motcua.eforms.definition import FormDefinition
from motcua.eforms.models import FormVersion
from motcua.eforms.operations import digest_of, publish
from motcua.eforms.queries import form_in_force, forms_in_force
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting

GENERAL_FORM = "to-khai-chung"
IMPORTS = "catalogue:imports"
"""The journal's subject of imports, by administrators and from the command line."""


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
    forms_kept: list[str] = field(default_factory=list)  # an administrator published ours

    @property
    def mark(self) -> str:
        """A short word for exactly this outcome: the same file over the same catalogue gives the same."""
        outcome = [[asdict(each) for each in found] for found in (self.added, self.changed, self.kept)]
        text = json.dumps([outcome, self.unchanged, self.forms], sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()[:32]


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
    province has completed by hand (it has a form or words of its own), nor a form one that an administrator
    published, unless ``overwrite``; the difference is reported. ``dry_run`` reports and changes nothing.
    """
    one_at_a_time()
    procedures: list[Procedure] = []
    result = Imported()
    for record in records:
        if isinstance(record, FormDefinition):
            _take_form(record, at, result, overwrite=overwrite)
        else:
            procedures.append(_with_paper_keys(record))
    _publish_all(procedures, at, result, overwrite=overwrite)
    if dry_run:
        transaction.set_rollback(True)
    return result


@transaction.atomic
def publish_import(
    *,
    admin: Posting,
    records: Iterable[Procedure | FormDefinition],
    file_name: str,
    seen: str,
    at: datetime,
) -> Imported:
    """
    Publish the records of a file that an administrator has looked through.

    :param seen: the ``mark`` of the dry run that was looked at.
    :raises NotAdministrator: unless ``admin`` administers the province.
    :raises DifferenceChanged: if the catalogue has changed since, so that something else would be published.
    """
    if refusal := why_not_administer_province(admin):
        raise refusal
    result = import_records(records=records, at=at)
    if not (result.added or result.changed or result.forms):
        return result  # the same file a second time
    if result.mark != seen:
        raise DifferenceChanged
    _record_import(result, admin.actor, at, file=file_name)
    return result


@transaction.atomic
def import_file(
    *,
    records: Iterable[Procedure | FormDefinition],
    file_name: str,
    sha256: str,
    at: datetime,
    overwrite: bool = False,
) -> Imported:
    """
    Publish the records of a file in the system's own name: whoever may run its commands did it.

    A file that changes nothing leaves no act.
    """
    result = import_records(records=records, at=at, overwrite=overwrite)
    if result.added or result.changed or result.forms:
        _record_import(result, SYSTEM, at, file=file_name, sha256=sha256, overwrite=overwrite)
    return result


def _record_import(result: Imported, actor: Actor, at: datetime, **told: Any) -> None:
    journal.record(
        "catalogue.imported",
        subject=IMPORTS,
        actor=actor,
        at=at,
        added=[each.code for each in result.added],
        changed=[each.code for each in result.changed],
        kept=[each.code for each in result.kept],
        forms=result.forms,
        **told,
    )


@transaction.atomic
def revise(
    *, admin: Posting, code: str, changes: Mapping[str, Any], seen: int, at: datetime
) -> ProcedureVersion:
    """
    Make a new version of a procedure, with other everyday facts (``EVERYDAY``) than the one in force.

    Dossiers filed before keep the version they were filed under. Without any difference, the version in force
    is returned.

    :param seen: the number of the version that the administrator was looking at.
    :raises NotAdministrator: unless ``admin`` administers the province.
    :raises ProcedureNotFound: if no version is in force.
    :raises RevisedMeanwhile: if another version has come since.
    """
    if refusal := why_not_administer_province(admin):
        raise refusal
    one_at_a_time()
    old = ProcedureVersion.objects.filter(code=code, to_on=None).first()
    if old is None:
        raise ProcedureNotFound(code=code)
    today = at.astimezone(VIETNAM).date()
    new_facts = _revised(old.facts, changes, today)
    difference = _difference(old, new_facts)
    if not difference.fields:
        return old
    if old.number != seen:
        raise RevisedMeanwhile(number=old.number)
    form = form_in_force(new_facts.form or GENERAL_FORM, today)
    new = _follow(old, _version(new_facts, form, at, today), today)
    old.save(update_fields=["to_on"])
    new.save()
    _record_revision(new, difference, admin, at)
    return new


def _revised(facts: Procedure, changes: Mapping[str, Any], today: date) -> Procedure:
    assert set(changes) <= EVERYDAY, "an import brings the other facts"
    if refusal := why_not_revise(facts, changes, on=today):
        raise refusal
    return Procedure.model_validate({**facts.model_dump(), **changes})


def _record_revision(new: ProcedureVersion, difference: Difference, admin: Posting, at: datetime) -> None:
    journal.record(
        "procedure.revised",
        subject=f"procedure:{new.code}",
        actor=admin.actor,
        at=at,
        number=new.number,
        name=new.title,
        fields={name: [before, after] for name, (before, after) in difference.fields.items()},
    )


def one_at_a_time() -> None:
    """Hold the catalogue until the transaction ends: versions are numbered, and it is published to rarely."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('motcua.catalogue'))")


def _take_form(form: FormDefinition, at: datetime, result: Imported, *, overwrite: bool) -> None:
    last = FormVersion.objects.filter(code=form.code).order_by("-number").first()
    if last and last.published_by and not overwrite and last.digest != digest_of(form):
        result.forms_kept.append(form.code)
        return
    result.forms += publish(form=form, at=at) != last


def put_form_in_force(users: Iterable[ProcedureVersion], form: FormVersion, at: datetime) -> list[str]:
    """Make a version of each procedure with this form; return their codes. The caller holds the catalogue."""
    today = at.astimezone(VIETNAM).date()
    old = list(users)
    new = [_follow(each, _version(each.facts, form, at, today), today) for each in old]
    ProcedureVersion.objects.bulk_update(old, ["to_on"], batch_size=500)
    ProcedureVersion.objects.bulk_create(new, batch_size=500)
    return [each.code for each in new]


def _publish_all(procedures: list[Procedure], at: datetime, result: Imported, *, overwrite: bool) -> None:
    today = at.astimezone(VIETNAM).date()
    forms = forms_in_force(today)
    current = {v.code: v for v in ProcedureVersion.objects.filter(to_on=None)}
    fresh: list[ProcedureVersion] = []
    ended: list[ProcedureVersion] = []
    known = frozenset(current)
    for procedure, newest in _in_order(procedures, today):
        new = _version(procedure, forms.get(procedure.form or GENERAL_FORM), at, today)
        old = current.get(procedure.code)
        if procedure.code in known and not newest:
            continue  # what was published before is not rewritten
        if old and old.digest == new.digest:
            result.unchanged += 1
            continue
        difference = _difference(old, procedure)
        if old and not overwrite and _is_curated(old.content) and not _is_curated(new.content):
            result.kept.append(difference)
            continue
        if newest:
            (result.changed if procedure.code in known else result.added).append(difference)
        if old and old._state.adding:  # of this very file: it was in force until this one came
            new = _follow(old, new, procedure.in_force_from or today)
        elif old:
            ended.append(old)
            new = _follow(old, new, today)
        fresh.append(new)
        current[procedure.code] = new
    ProcedureVersion.objects.bulk_update(ended, ["to_on"], batch_size=500)
    ProcedureVersion.objects.bulk_create(fresh, batch_size=500)


def _in_order(procedures: list[Procedure], today: date) -> Iterator[tuple[Procedure, bool]]:
    """
    Yield the records of each code by the day they come into force, and whether one is its newest.

    Of those for the same day the first counts. Those that are to come into force later wait for an import
    on that day, unless there is none before them.
    """
    by_code: dict[str, dict[date, Procedure]] = {}
    for procedure in procedures:
        by_code.setdefault(procedure.code, {}).setdefault(procedure.in_force_from or date.min, procedure)
    for by_day in by_code.values():
        days = sorted(by_day)
        days = [day for day in days if day <= today] or days[:1]
        for day in days:
            yield by_day[day], day == days[-1]


def _follow(old: ProcedureVersion, new: ProcedureVersion, today: date) -> ProcedureVersion:
    """End the old version where the new one begins."""
    new.number = old.number + 1
    new.from_on = max(today, old.from_on)
    old.to_on = new.from_on
    return new


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
        audience=procedure.audience.value,
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
    """Return whether the province has completed a record: the crawl has none of these."""
    return any(content.get(key) for key in BY_HAND)


def _difference(old: ProcedureVersion | None, new: Procedure) -> Difference:
    after = new.model_dump(mode="json")
    before = old.content if old else {}
    fields = {key: (before.get(key), value) for key, value in after.items() if before.get(key) != value}
    return Difference(new.code, new.name, fields if old else {})
