"""What was filed is completed as it was asked, or adjusted by its applicant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.accounts.citizens import Citizen
from motcua.dossiers.asked import check_numbers, items_of
from motcua.dossiers.errors import NothingBrought
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.limits import open_wait
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier, DossierPaper, Wait
from motcua.dossiers.operations.filing import as_request, checked_answers, owners_of
from motcua.dossiers.operations.handing_in import Handed, hand_in
from motcua.dossiers.operations.moves import lock_for, move_to, record
from motcua.dossiers.operations.waiting import end_supplement
from motcua.dossiers.states import Move


@transaction.atomic
def supplement(
    *,
    code: str,
    viewer: Viewer,
    answers: Mapping[str, Any],
    papers: Sequence[Handed],
    at: datetime,
) -> Dossier:
    """
    Complete a dossier as it was asked: corrected answers and more papers. At the desk a clerk takes them in.

    A paper says by its ``item`` for which thing asked it came. The desk looks at the dossier again where its
    term is counted anew; otherwise it goes back to where it was.

    :raises MoveNotAllowed: if nothing was asked.
    :raises NoSuchItem: if a paper came for what was not asked.
    :raises NothingBrought: if the desk takes in nothing at all.
    """
    dossier = lock_for(Move.SUPPLEMENT, code=code, viewer=viewer, at=at)
    if not (papers or answers or isinstance(viewer, Citizen | Asker)):
        raise NothingBrought
    wait = open_wait(dossier)
    assert wait is not None, "it waits for this supplement"
    check_numbers(wait, (handed.item for handed in papers))
    added, changed = _take_in(dossier, answers, papers, viewer, wait)
    _renew(wait, papers)
    ended = end_supplement(dossier, changed=changed, at=at)
    dossier.save()
    late = bool(ended.until_at and at > ended.until_at)
    record(dossier, Move.SUPPLEMENT, viewer=viewer, at=at, papers=added, changed=changed, late=late)
    return dossier


@transaction.atomic
def adjust(
    *,
    code: str,
    citizen: Citizen,
    answers: Mapping[str, Any],
    papers: Sequence[Handed],
    at: datetime,
) -> Dossier:
    """
    Change what was filed online, until it is decided (Decree 118/2025/NĐ-CP, Art. 21.2). The term goes on.

    What was proposed on the old content goes back to whoever examines it.

    :raises AdjustedOnlyOnline: if it was filed on paper, or before the law allowed it.
    """
    dossier = lock_for(Move.ADJUST, code=code, viewer=citizen, at=at)
    added, changed = _take_in(dossier, answers, papers, citizen)
    move_to(dossier, Move.ADJUST, at=at)
    dossier.save()
    record(dossier, Move.ADJUST, viewer=citizen, at=at, papers=added, changed=changed)
    return dossier


def _renew(wait: Wait, papers: Sequence[Handed]) -> None:
    """A paper that was found wanting is no longer, once another came in its place."""
    came = {handed.item for handed in papers}
    replaced = [item.line for number, item in enumerate(items_of(wait), start=1) if number in came]
    DossierPaper.objects.filter(pk__in=replaced).update(check_result=DossierPaper.Check.RENEWED)


def _take_in(
    dossier: Dossier,
    answers: Mapping[str, Any],
    papers: Sequence[Handed],
    viewer: Viewer,
    wait: Wait | None = None,
) -> tuple[list[dict[str, str | int]], list[str]]:
    """Return what the act says of the papers, and the questions whose answer is another."""
    before = dossier.answers
    request = as_request(dossier, {**before, **answers}, papers)
    dossier.answers = checked_answers(request, on=dossier.filed_on)
    added = hand_in(papers, to=dossier, owners=owners_of(viewer), wait=wait).said()
    return added, sorted(key for key in dossier.answers if dossier.answers[key] != before.get(key))
