"""The machine reads a scan outside any request; what it read counts if nobody has scanned anew meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.steps import OPEN, Reading
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.errors import Refusal
from motcua.papers import taking_in
from motcua.papers.digitising.extraction import Fact, extract, type_of
from motcua.papers.digitising.layouts import layouts
from motcua.papers.digitising.ocr import Reader, Recognised
from motcua.papers.models import Paper

LONGEST = 500


def read_scan(*, digitisation_id: uuid.UUID, attempt: int, at: datetime) -> None:
    """Read the pages and leave what stands on them, or why they could not be read."""
    found = Digitisation.objects.filter(pk=digitisation_id, attempt=attempt, reading=Reading.WAITING).first()
    if found is None:
        return
    files = [page.file for page in found.pages]
    with translation.override("vi"):  # stored, and said by the journal
        try:
            with Reader() as reader:
                recognised = reader.read(files, title=found.title)
        except Refusal as refusal:
            keep_failure(digitisation_id=found.pk, attempt=attempt, why=str(refusal), at=at)
            return
        facts, warning = _understood(recognised, found.paper_type)
        keep_reading(
            digitisation_id=found.pk, attempt=attempt, pdf=recognised.pdf, facts=facts, warning=warning, at=at
        )


def _understood(recognised: Recognised, paper_type: str) -> tuple[list[Fact], str]:
    """Return the facts of the type it is said to be, and a warning where the page says another."""
    layout, seen = layouts().get(paper_type), type_of(recognised.sheets)
    warning = ""
    if layout and seen and seen.paper_type != paper_type:
        warning = _("Trên giấy ghi “%(found)s”. Hãy xem lại loại giấy tờ.") % {"found": seen.title}
    return (extract(recognised.sheets, layout) if layout else []), warning


@transaction.atomic
def keep_reading(
    *, digitisation_id: uuid.UUID, attempt: int, pdf: bytes, facts: Sequence[Fact], warning: str, at: datetime
) -> None:
    """Leave the searchable copy and what was read of it. A reading of pages that were changed is dropped."""
    found = _still_waiting(digitisation_id, attempt)
    if found is None:
        return
    found.copy = Paper.objects.create(
        owner=found.owner,
        kind=found.paper_type,
        title=found.title,
        file_name="ban-quet.pdf",
        file=taking_in.keep_own(pdf, at=at),
        uploaded_at=at,
        attached_to=found.copies,
    )
    found.read = [asdict(fact) for fact in facts]
    found.reading, found.reading_said, found.changed_at = Reading.DONE, warning[:LONGEST], at
    found.save(update_fields=["copy", "read", "reading", "reading_said", "changed_at"])
    journal.record("digitisation.read", subject=found.subject, actor=SYSTEM, at=at, facts=len(facts))


@transaction.atomic
def keep_failure(*, digitisation_id: uuid.UUID, attempt: int, why: str, at: datetime) -> None:
    found = _still_waiting(digitisation_id, attempt)
    if found is None:
        return
    found.reading, found.reading_said, found.changed_at = Reading.FAILED, why[:LONGEST], at
    found.save(update_fields=["reading", "reading_said", "changed_at"])
    journal.record("digitisation.unread", subject=found.subject, actor=SYSTEM, at=at, why=why)


def _still_waiting(digitisation_id: uuid.UUID, attempt: int) -> Digitisation | None:
    rows = Digitisation.objects.select_for_update(of=("self",)).filter(step__in=OPEN)
    return rows.filter(pk=digitisation_id, attempt=attempt, reading=Reading.WAITING).first()
