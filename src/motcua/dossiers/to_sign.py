"""What waits for a signer's signature, and which of it they have opened in the wording it has now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from motcua.dossiers import letters
from motcua.dossiers.decisions import Proposal
from motcua.dossiers.managers import signs_now
from motcua.dossiers.models import Correction, Dossier, Letter
from motcua.dossiers.operations.results import paper_of
from motcua.dossiers.signers import unfinished_of
from motcua.dossiers.signing_batches import DocumentOpened
from motcua.dossiers.states import State
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting

MOST = 200
RESULT, LETTER = "dossier", "letter"


@dataclass(frozen=True)
class ToSign:
    """One document: ``title`` is what it is, ``opened_at`` when the signer opened this very wording."""

    ref: str
    version: str
    title: str
    dossier: Dossier
    letter: Letter | None = None
    opened_at: datetime | None = None


def waiting_for_signature(posting: Posting, *, most: int = MOST) -> list[ToSign]:
    """Return the results and letters whose turn is the reader's signature, the earliest due first."""
    found = [*_results(posting, most), *_letters(posting, most)][:most]
    return list(_with_openings(found, posting))


def count_to_sign(posting: Posting) -> int:
    """Return how many documents wait for the reader's signature, counted to ``MOST``."""
    results = _dossiers_to_sign(posting)[:MOST].count()
    return min(results + letters_to_sign(posting)[:MOST].count(), MOST)


def document(posting: Posting, ref: str) -> ToSign | None:
    """Return one document as it stands, or None where it does not wait for the reader's signature."""
    kind, _, key = ref.partition(":")
    if kind == RESULT:
        rows = _dossiers_to_sign(posting).filter(pk=key)
        return next(map(_of_result, rows), None)
    return next(map(_of_letter, letters_to_sign(posting).filter(pk=key)), None)


def version_of_result(dossier: Dossier, proposal: Proposal) -> str:
    """Return the hash of what would be signed: of the file, where somebody has signed it already."""
    if unfinished := unfinished_of(dossier):
        return str(unfinished.file_id)
    return _hash([*paper_of(dossier, proposal), dossier.deciding_unit.name])


def version_of_letter(letter: Letter) -> str:
    return _hash([letter.kind, letter.number, letter.content])


def letters_to_sign(posting: Posting) -> QuerySet[Letter]:
    """Return the letters that wait for who signs for their agency, where that is the reader."""
    return (
        Letter.objects.filter(awaits_head=True, unit_id__in=posting.units(Duty.SIGN))
        .select_related("dossier__version", "dossier__receiving_unit", "dossier__deciding_unit", "unit")
        .order_by("issued_at", "pk")
    )


def was_opened(posting: Posting, ref: str, version: str) -> bool:
    rows = DocumentOpened.objects.filter(officer_id=posting.officer_id, ref=ref, version=version)
    return rows.exists()


def _dossiers_to_sign(posting: Posting) -> QuerySet[Dossier]:
    return (
        Dossier.objects.visible_to(posting)
        .filter(signs_now(posting))
        .select_related("version", "deciding_unit", "receiving_unit")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )


def _results(posting: Posting, most: int) -> Iterator[ToSign]:
    return map(_of_result, _dossiers_to_sign(posting)[:most])


def _of_result(dossier: Dossier) -> ToSign:
    proposal = proposal_to_sign(dossier)
    title = paper_of(dossier, proposal)[1]
    return ToSign(dossier.subject, version_of_result(dossier, proposal), title, dossier)


def proposal_to_sign(dossier: Dossier) -> Proposal:
    """Return the answer that waits for its signature: the corrected one, where the result had an error."""
    kept: Any = dossier.proposal
    if dossier.state == State.FINISHED:
        kept = Correction.objects.get(dossier=dossier, ended_at=None).proposal
    assert kept is not None, "it reaches the signer only with a proposal"
    return Proposal.from_json(kept)


def _letters(posting: Posting, most: int) -> Iterator[ToSign]:
    return map(_of_letter, letters_to_sign(posting)[:most])


def _of_letter(letter: Letter) -> ToSign:
    title = f"{letters.official_name(letter)}, số {letters.number_of(letter)}"
    return ToSign(letters.subject_of(letter), version_of_letter(letter), title, letter.dossier, letter=letter)


def _with_openings(found: Sequence[ToSign], posting: Posting) -> Iterator[ToSign]:
    opened = _openings(posting, (each.ref for each in found))
    for each in found:
        at = opened.get((each.ref, each.version))
        yield ToSign(each.ref, each.version, each.title, each.dossier, each.letter, at)


def _openings(posting: Posting, refs: Iterable[str]) -> dict[tuple[str, str], datetime]:
    rows = DocumentOpened.objects.filter(officer_id=posting.officer_id, ref__in=list(refs))
    return {(row.ref, row.version): row.opened_at for row in rows}


def _hash(content: object) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
