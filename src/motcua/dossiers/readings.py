"""What staff open of a dossier besides its page. Each opening is noted in the journal."""

from __future__ import annotations

import uuid
from datetime import datetime

from motcua.accounts.models import Person
from motcua.accounts.operations.people import subject_of
from motcua.accounts.queries import person_by_number
from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.models import Dossier, DossierPaper, Letter
from motcua.dossiers.queries import letter_for, read_by_staff
from motcua.journal import operations as journal
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers.errors import PaperNotFound
from motcua.papers.models import IssuedPaper, Paper

Reader = Posting | Asker
"""Who reads on duty: an officer of the dossier's offices, or of the unit that asked."""


def letter_read_by_staff(posting: Reader, letter_id: uuid.UUID, *, at: datetime) -> Letter:
    """
    Return a letter.

    :raises PaperNotFound: if its dossier is not theirs to see; the same as if there were none.
    """
    try:
        letter = letter_for(posting, letter_id)
    except DossierNotFound as reason:
        raise PaperNotFound from reason
    _note(letter.dossier.subject, posting, f"letter {letter.kind} {letter.number}", at)
    return letter


def paper_read_by_staff(posting: Reader, paper_id: int, *, at: datetime) -> tuple[DossierPaper, Paper]:
    """
    Return a paper handed in with a dossier, and its file.

    :raises PaperNotFound: if the dossier is not theirs to see, or the paper was not scanned.
    """
    line, paper = _paper(posting, paper_id)
    _note(line.dossier.subject, posting, f"paper {line.pk}", at)
    return line, paper


def paper_seen_by_staff(posting: Reader, paper_id: int) -> Paper:
    """Return the paper for its small picture: part of a page whose reading is noted. Raises alike."""
    return _paper(posting, paper_id)[1]


def _paper(posting: Reader, paper_id: int) -> tuple[DossierPaper, Paper]:
    line = (
        DossierPaper.objects.filter(
            pk=paper_id,
            paper__isnull=False,
            dossier__in=Dossier.objects.visible_to(posting).values("pk"),
        )
        .select_related("dossier", "paper__file")
        .first()
    )
    if line is None or line.paper is None:
        raise PaperNotFound
    return line, line.paper


def form_read_by_staff(posting: Posting, code: str, *, at: datetime) -> Dossier:
    """Return the dossier whose declaration is printed. :raises DossierNotFound: if it is not theirs."""
    return read_by_staff(posting, code, at=at, what="form")


def result_read_by_staff(posting: Reader, code: str, *, at: datetime) -> IssuedPaper:
    """
    Return the signed result.

    :raises DossierNotFound: if the dossier is not theirs to see.
    :raises PaperNotFound: if it has no result.
    """
    dossier = read_by_staff(posting, code, at=at, what="result")
    if dossier.result is None:
        raise PaperNotFound
    return dossier.result


def person_at_the_counter(posting: Posting, identity_number: str, *, at: datetime) -> Person | None:
    """Return who has this number, for a clerk who is about to receive from them, or None."""
    if not posting.holds(Duty.RECEIVE):
        return None
    person = person_by_number(identity_number)
    if person:
        _note(subject_of(person), posting, "person", at)
    return person


def _note(subject: str, posting: Reader, what: str, at: datetime) -> None:
    journal.record_reading(subject=subject, reader=posting.actor, what=what, at=at)
