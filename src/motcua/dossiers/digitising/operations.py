"""Digitising one paper at the desk, step by step; whoever sits there takes it up where it was left."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils.timezone import localdate

from motcua.accounts.models import Person
from motcua.dossiers.digitising import tasks
from motcua.dossiers.digitising.asked import asked_of, keys_of
from motcua.dossiers.digitising.errors import (
    DigitisationNotFound,
    MixedScan,
    NotThisStep,
    PaperTypeUnknown,
    TitleMissing,
)
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.policies import (
    why_not_at,
    why_not_digitise,
    why_not_end_facts,
    why_not_end_scan,
    why_not_go_to,
)
from motcua.dossiers.digitising.steps import Reading, Step
from motcua.dossiers.digitising.types import OTHER, title_of
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.operations.filing import owners_of
from motcua.dossiers.operations.vaulting import owner_of
from motcua.journal import operations as journal
from motcua.kernel.text import tidy
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.papers import operations as papers
from motcua.papers.digitising.errors import NotCompared
from motcua.papers.models import MediaType, Paper
from motcua.papers.vault import operations as vault
from motcua.papers.vault.queries import usable_for

LONGEST_TITLE = 500


@dataclass(frozen=True)
class Subject:
    """Which paper is digitised, of which type, and for whose vault."""

    paper_type: str
    title: str = ""
    own_result: bool = False


@transaction.atomic
def begin_for_line(*, line_id: int, paper_type: str, clerk: Posting, at: datetime) -> Digitisation:
    """
    Begin to digitise a paper of a dossier, or find it begun. A scan made on receiving is its first page.

    :raises DigitisationNotFound: if the dossier is not theirs to see.
    :raises NotYourDuty: if the officer does not receive for its desk.
    """
    lines = DossierPaper.objects.select_for_update(of=("self",)).select_related(
        "dossier__receiving_unit", "dossier__person", "dossier__business", "paper__file"
    )
    mine = Dossier.objects.visible_to(clerk).values("pk")
    line = lines.filter(pk=line_id, dossier__in=mine).first()
    if line is None:
        raise DigitisationNotFound
    desk = line.dossier.receiving_unit
    if refusal := why_not_digitise(clerk, desk):
        raise refusal
    if before := line.digitisations.exclude(step=Step.GIVEN_UP).first():
        return before
    number = line.dossier.applicant.get("number", "") if line.dossier.person_id else ""
    made = Digitisation(
        desk=desk,
        owner=owner_of(line.dossier),
        owner_name=line.dossier.applicant_name,
        owner_number=str(number),
        line=line,
        paper_type=paper_type or OTHER,
        title=line.title[:LONGEST_TITLE],
    )
    _begin(made, clerk, at)
    if line.paper:
        Paper.objects.create(**_as_page(line.paper, made), uploaded_at=at)
    return made


@transaction.atomic
def begin_for_person(
    *, person: Person, desk: Unit, about: Subject, clerk: Posting, at: datetime
) -> Digitisation:
    """
    Begin to digitise a paper somebody brought without a dossier; one of its type still open is gone on with.

    :raises NotYourDuty: if the officer does not receive for that desk.
    :raises PaperTypeUnknown, TitleMissing: as they say.
    """
    if refusal := why_not_digitise(clerk, desk):
        raise refusal
    title = title_of(about.paper_type)
    if title is None:
        raise PaperTypeUnknown
    title = title or tidy(about.title)[:LONGEST_TITLE]
    if not title:
        raise TitleMissing
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two at once begin one
    owner = f"person:{person.pk}"
    mine = Digitisation.objects.open().filter(owner=owner, desk=desk, line=None)
    if before := mine.filter(paper_type=about.paper_type, title=title).first():
        return before
    made = Digitisation(
        desk=desk,
        owner=owner,
        owner_name=person.full_name,
        owner_number=person.identity_number or "",
        paper_type=about.paper_type,
        title=title,
        own_result=about.own_result,
    )
    return _begin(made, clerk, at)


@transaction.atomic
def reuse(*, digitisation_id: uuid.UUID, held_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """
    Take what is in the vault instead of scanning: for a dossier it is handed in with it.

    :raises NotThisStep: if a scan was begun.
    :raises HeldPaperNotFound, NotUsable: as ``vault.reuse`` says.
    """
    found = _at(Step.LOOK, digitisation_id, clerk)
    subject = found.line.dossier.subject if found.line else found.subject
    used = vault.reuse(
        held_id=held_id,
        owners=(found.owner,),
        kind=found.line.key if found.line else found.paper_type,
        purpose=_purpose(found),
        subject=subject,
        actor=clerk.actor,
        by_owner=False,
        at=at,
    )
    if found.line:
        DossierPaper.objects.filter(pk=found.line.pk).update(paper=used)
    found.held_id = held_id
    return _go(found, Step.REUSED, clerk, at, held=str(held_id))


@transaction.atomic
def scan_instead(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """Nothing in the vault will do: the paper is scanned."""
    return _go(_at(Step.LOOK, digitisation_id, clerk), Step.SCAN, clerk, at)


@transaction.atomic
def add_page(
    *,
    digitisation_id: uuid.UUID,
    content: bytes | BinaryIO | File[bytes],
    file_name: str,
    clerk: Posting,
    at: datetime,
) -> Paper:
    """
    Add a photo, or the one PDF a scanner made. See ``papers.operations.store`` for what is refused.

    :raises NotThisStep: if the scan was ended.
    :raises MixedScan: if a PDF would stand beside other pages.
    """
    found = _at(Step.SCAN, digitisation_id, clerk)
    page = papers.store(
        content=content,
        file_name=file_name,
        title=found.title,
        kind=found.paper_type,
        owner=owners_of(clerk)[0],
        uploaded_by=clerk.actor.user_id,
        at=at,
    )
    others = list(found.pages.exclude(pk=page.pk))
    kinds = {each.file.media_type for each in [*others, page]}
    if others and MediaType.PDF in kinds:
        raise MixedScan
    papers.attach(papers=[page], to=found.subject)
    _touch(found, at)
    return page


@transaction.atomic
def remove_page(*, digitisation_id: uuid.UUID, page_id: uuid.UUID, clerk: Posting, at: datetime) -> None:
    """Take a page out that came out badly. :raises NotThisStep: if the scan was ended."""
    found = _at(Step.SCAN, digitisation_id, clerk)
    found.pages.filter(pk=page_id).update(attached_to="")
    _touch(found, at)


@transaction.atomic
def end_scan(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """
    All pages are there: the machine begins to read, the clerk to compare.

    :raises NotThisStep, NoPages: as they say.
    """
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if refusal := why_not_end_scan(found):
        raise refusal
    found.reading, found.attempt = Reading.WAITING, found.attempt + 1
    found.read, found.seen, found.copy, found.reading_said = [], [], None, ""
    Paper.objects.attached_to(found.copies).update(attached_to="")
    pages = list(found.pages.values_list("file_id", flat=True))
    _go(found, Step.COMPARE, clerk, at, pages=pages)
    tasks.read.defer(digitisation_id=str(found.pk), attempt=found.attempt)
    return found


@transaction.atomic
def scan_again(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """Go back to the pages. What was typed stays; what was read or compared was of other pages."""
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if refusal := why_not_go_to(Step.SCAN, found):
        raise refusal
    found.reading, found.compared_at, found.compared_by = Reading.NOT, None, ""
    return _go(found, Step.SCAN, clerk, at)


@transaction.atomic
def compare(*, digitisation_id: uuid.UUID, ticked: bool, clerk: Posting, at: datetime) -> Digitisation:
    """
    Write down that the clerk held the scan against the original: pages, order, wholeness.

    :raises NotCompared: if the clerk did not say so (Circular 01/2023/TT-VPCP).
    """
    found = _at(Step.COMPARE, digitisation_id, clerk)
    if not ticked:
        raise NotCompared(title=found.title)
    found.compared_at, found.compared_by = at, _signed_as(clerk)
    return _go(found, Step.FACTS, clerk, at)


@transaction.atomic
def correct(
    *,
    digitisation_id: uuid.UUID,
    values: Mapping[str, str],
    seen: Collection[str],
    clerk: Posting,
    at: datetime,
    machine_was: str = Reading.DONE,
) -> Digitisation:
    """
    Keep what was typed, right or wrong, and which doubtful facts were looked at.

    ``machine_was``: how far the machine was when the page was drawn. A box that was empty before it had read
    is no answer to what it has read since.

    :raises NotThisStep: if it is signed already, or not compared yet.
    """
    found = _at(Step.FACTS, digitisation_id, clerk)
    before = {each.key: each.text for each in asked_of(found)}
    asked = set(keys_of(found.paper_type))
    late = found.reading == Reading.DONE and machine_was != Reading.DONE
    said = {key: text for key, text in values.items() if key in asked and (text or not late)}
    typed = {key: text for key, text in said.items() if text != before[key]}
    found.facts = {**found.facts, **typed}
    found.seen = sorted({*found.seen, *(key for key in seen if key in asked)})
    _touch(found, at, "facts", "seen")
    if typed:
        journal.record(
            "digitisation.corrected", subject=found.subject, actor=clerk.actor, at=at, facts=sorted(typed)
        )
    return found


@transaction.atomic
def end_facts(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """
    Every fact is right: the copy can be signed.

    :raises NotThisStep, FactsWrong, StillDoubtful: as they say.
    """
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if refusal := why_not_end_facts(found):
        raise refusal
    return _go(found, Step.SIGN, clerk, at)


@transaction.atomic
def back_to_facts(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """Something is to mend before the last signature: an earlier one does not count any more."""
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if found.step not in {Step.SIGN, Step.SEAL}:
        raise NotThisStep(title=found.title, step=Step(found.step).label)
    if found.signed:
        Paper.objects.filter(pk=found.signed.pk).update(attached_to="")
        found.signed = None
    return _go(found, Step.FACTS, clerk, at)


@transaction.atomic
def stop_reading(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """Wait no longer for the machine: the scan is kept as it was made, its facts are typed."""
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if found.reading == Reading.WAITING:
        found.reading, found.attempt = Reading.FAILED, found.attempt + 1
        found.reading_said = f"{clerk.actor.name} không chờ máy đọc."
        _touch(found, at, "reading", "attempt", "reading_said")
        journal.record("digitisation.reading-stopped", subject=found.subject, actor=clerk.actor, at=at)
    return found


@transaction.atomic
def give_up(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """Leave it: nothing goes into the vault, the pages are swept away as uploads nobody used."""
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if refusal := why_not_go_to(Step.GIVEN_UP, found):
        raise refusal
    Paper.objects.filter(attached_to__in=[found.subject, found.copies]).update(attached_to="")
    found.copy = found.signed = None
    return _go(found, Step.GIVEN_UP, clerk, at)


def _begin(made: Digitisation, clerk: Posting, at: datetime) -> Digitisation:
    """Save it; that the clerk sees what the vault holds is written down for its owner."""
    made.begun_at = made.changed_at = at
    made.begun_by = _signed_as(clerk)
    made.save()
    for held in usable_for((made.owner,), [made.paper_type], localdate(at)).get(made.paper_type, []):
        vault.look(
            held=held, by=made.begun_by, purpose=_purpose(made), subject=made.subject, by_owner=False, at=at
        )
    journal.record(
        "digitisation.begun",
        subject=made.subject,
        actor=clerk.actor,
        at=at,
        opens=True,
        owner=made.owner,
        paper_type=made.paper_type,
        line=made.line_id,
    )
    return made


def _as_page(paper: Paper, made: Digitisation) -> dict[str, object]:
    return {
        "owner": paper.owner,
        "kind": made.paper_type,
        "title": made.title,
        "file_name": paper.file_name,
        "file": paper.file,
        "uploaded_by_id": paper.uploaded_by_id,
        "attached_to": made.subject,
    }


def _at(step: Step, digitisation_id: uuid.UUID, clerk: Posting) -> Digitisation:
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if refusal := why_not_at(step, found):
        raise refusal
    return found


def _go(found: Digitisation, step: Step, clerk: Posting, at: datetime, **said: Any) -> Digitisation:
    found.step, found.changed_at = step, at
    found.save()
    journal.record(f"digitisation.{step}", subject=found.subject, actor=clerk.actor, at=at, **said)
    return found


def _touch(found: Digitisation, at: datetime, *changed: str) -> None:
    found.changed_at = at
    found.save(update_fields=["changed_at", *changed])


def _signed_as(clerk: Posting) -> str:
    return f"{clerk.actor.name}, {clerk.title}" if clerk.title else clerk.actor.name


def _purpose(digitisation: Digitisation) -> str:
    if digitisation.line:
        return f"Số hóa giấy tờ của hồ sơ {digitisation.line.dossier.code}: {digitisation.title}"[:500]
    return f"Số hóa giấy tờ tại quầy: {digitisation.title}"[:500]
