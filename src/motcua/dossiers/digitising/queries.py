"""Reads of what is being digitised. Every list starts from what the officer's desks do."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from motcua.dossiers.digitising.errors import DigitisationNotFound
from motcua.dossiers.digitising.models import BulkRun, Digitisation, DigitisationQuerySet
from motcua.dossiers.digitising.rules import signers_rule
from motcua.dossiers.digitising.steps import OPEN, Step
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.journal import operations as journal
from motcua.kernel.dated import DatedRule
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers.models import MediaType, StoredFile
from motcua.papers.vault.models import HeldPaper
from motcua.papers.vault.queries import usable_for


def in_progress(clerk: Posting) -> DigitisationQuerySet:
    """Return what waits to be gone on with, the latest touched first."""
    return (
        Digitisation.objects.visible_to(clerk)
        .open()
        .select_related("line__dossier")
        .order_by("-changed_at", "pk")
    )


def ended(clerk: Posting) -> DigitisationQuerySet:
    """Return what was kept, reused or given up, the latest first."""
    others = Digitisation.objects.visible_to(clerk).exclude(step__in=OPEN)
    return others.select_related("line__dossier", "held").order_by("-changed_at", "pk")


def digitisation_for(
    clerk: Posting, digitisation_id: uuid.UUID, *, at: datetime | None = None
) -> Digitisation:
    """
    Return one to go on with; ``at`` notes that the officer read it.

    :raises DigitisationNotFound: if it is none of the officer's desks'.
    """
    rows = Digitisation.objects.visible_to(clerk).select_related(
        "line__dossier__version", "desk__parent", "copy__file", "signed__file", "held__file"
    )
    found = rows.filter(pk=digitisation_id).first()
    if found is None:
        raise DigitisationNotFound
    if at:
        journal.record_reading(subject=found.subject, reader=clerk.actor, what="digitisation", at=at)
    return found


def to_be_sealed(officer: Posting) -> DigitisationQuerySet:
    """Return what waits for the signature of an agency whose key the officer keeps, the oldest first."""
    waiting = Digitisation.objects.of_the_agencies_of(officer).filter(step=Step.SEAL)
    return waiting.select_related("desk__parent").order_by("changed_at", "pk")


def sealing_for(officer: Posting, digitisation_id: uuid.UUID, *, at: datetime | None = None) -> Digitisation:
    """
    Return one to be signed for the agency, or that was; ``at`` notes that the officer read it.

    :raises DigitisationNotFound: if the officer keeps not the key of its agency, or it is not so far.
    """
    rows = Digitisation.objects.of_the_agencies_of(officer).filter(step__in=[Step.SEAL, Step.KEPT])
    found = (
        rows.select_related("desk__parent", "signed__file", "held__file").filter(pk=digitisation_id).first()
    )
    if found is None:
        raise DigitisationNotFound
    if at:
        journal.record_reading(subject=found.subject, reader=officer.actor, what="digitisation", at=at)
    return found


def line_for(clerk: Posting, line_id: int) -> DossierPaper:
    """:raises DigitisationNotFound: if it is no paper of a dossier that the officer's desk received."""
    mine = Dossier.objects.visible_to(clerk).filter(receiving_unit_id__in=clerk.units(Duty.RECEIVE))
    lines = DossierPaper.objects.select_related("dossier__version", "paper")
    found = lines.filter(pk=line_id, dossier__in=mine.values("pk")).first()
    if found is None:
        raise DigitisationNotFound
    return found


def begun_for(line: DossierPaper) -> Digitisation | None:
    return line.digitisations.exclude(step=Step.GIVEN_UP).first()


def in_the_vault(digitisation: Digitisation, on: date) -> list[HeldPaper]:
    """Return what the owner already has of this type, in force on the day."""
    found = usable_for((digitisation.owner,), [digitisation.paper_type], on)
    return found.get(digitisation.paper_type, [])


def page_count(digitisation: Digitisation) -> int:
    if made := digitisation.held or digitisation.signed or digitisation.copy:
        return made.file.page_count or 1
    return sum(page.file.page_count or 1 for page in digitisation.pages)


def page_at(digitisation: Digitisation, number: int) -> tuple[StoredFile, int] | None:
    """Return the file in which page ``number`` stands and its place there: of the copy, else of the scan."""
    if digitisation.held:
        return digitisation.held.file, number
    if signed := digitisation.signed or digitisation.copy:
        return signed.file, number
    files = [page.file for page in digitisation.pages]
    if len(files) == 1 and files[0].media_type == MediaType.PDF:
        return files[0], number
    return (files[number - 1], 1) if 1 <= number <= len(files) else None


def signing_rule(digitisation: Digitisation, on: date) -> DatedRule:
    """Return who signs and which article says so."""
    return signers_rule(on, own_result=digitisation.own_result)


def runs_of(clerk: Posting) -> list[BulkRun]:
    """Return the latest runs over old papers at the officer's desks."""
    mine = BulkRun.objects.filter(desk_id__in=clerk.units(Duty.RECEIVE))
    return list(mine.order_by("-begun_at", "pk")[:50])
