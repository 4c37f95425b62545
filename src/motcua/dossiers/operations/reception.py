"""The desk looks at a dossier: papers checked one by one, accepted, or not accepted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.clocks import first_due_at
from motcua.dossiers.errors import GuideTheApplicant
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.operations.checking import PaperCheck, keep_checks
from motcua.dossiers.operations.issuing import issue_letter, issue_receipt, way_to_complain
from motcua.dossiers.operations.moves import lock_for, move_to, record, said
from motcua.dossiers.states import Move
from motcua.orgs.postings import Posting


@transaction.atomic
def check_papers(*, code: str, clerk: Posting, checks: Mapping[int, PaperCheck], at: datetime) -> Dossier:
    """
    Keep what the clerk found on each paper, before deciding.

    ``checks`` is keyed by the id of the dossier's paper. Not an act of its own: the decision records it.
    """
    dossier = lock_for(Move.ACCEPT, code=code, viewer=clerk, at=at)
    keep_checks(dossier, checks)
    return dossier


@transaction.atomic
def accept(
    *, code: str, clerk: Posting, at: datetime, checks: Mapping[int, PaperCheck] | None = None
) -> Dossier:
    """
    Accept a filed dossier: the term begins, the receipt and appointment slip gets its number.

    The term runs from full, valid reception (Decree 118/2025/NĐ-CP, Art. 17.3); after a supplement it is
    counted anew from the start (Art. 19.3).

    :raises MoveNotAllowed: if it is not waiting at the desk.
    :raises NotYourDuty: if the clerk does not receive for this desk.
    """
    dossier = lock_for(Move.ACCEPT, code=code, viewer=clerk, at=at)
    keep_checks(dossier, checks or {})
    move_to(dossier, Move.ACCEPT, at=at)
    begin_term(dossier, at=at)
    dossier.save()
    letter = issue_receipt(dossier, clerk=clerk, at=at)
    record(
        dossier,
        Move.ACCEPT,
        viewer=clerk,
        at=at,
        due_at=dossier.due_at and dossier.due_at.isoformat(),
        letter=letter.number,
    )
    return dossier


@transaction.atomic
def refuse(*, code: str, clerk: Posting, reason: str, guidance: str, citation: str, at: datetime) -> Dossier:
    """
    Do not accept a dossier, saying why, under which text, what the applicant can do and how to complain.

    Decree 118/2025/NĐ-CP, Art. 17.1c and 17.2a.

    :raises SayWhy: if no reason is given.
    :raises GuideTheApplicant: if the applicant is not told what to do.
    """
    reason, guidance = said(reason), guidance.strip()
    if not guidance:
        raise GuideTheApplicant
    dossier = lock_for(Move.REFUSE, code=code, viewer=clerk, at=at)
    move_to(dossier, Move.REFUSE, at=at)
    dossier.save()
    facts: dict[str, Any] = {
        "reason": reason,
        "guidance": guidance,
        "citation": citation.strip(),
        "complaint": way_to_complain(dossier, dossier.receiving_unit),
    }
    letter = issue_letter(dossier, Letter.Kind.REFUSAL, clerk, at, **facts)
    record(dossier, Move.REFUSE, viewer=clerk, at=at, letter=letter.number, **facts)
    return dossier


def begin_term(dossier: Dossier, *, at: datetime) -> None:
    """Start the term at ``at``. The caller saves."""
    dossier.accepted_at = at
    dossier.due_at = first_due_at(dossier)
