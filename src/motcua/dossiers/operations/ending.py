"""A dossier ends before its decision: its applicant withdraws it, the office stops it, its time runs out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import legal
from motcua.dossiers.errors import SayGround
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier, Letter, ProposalDraft, Wait
from motcua.dossiers.operations.issuing import issue_letter, way_to_complain
from motcua.dossiers.operations.moves import lock_for, lock_for_system, move_to, record, said
from motcua.dossiers.states import Move
from motcua.dossiers.telling import moment
from motcua.dossiers.waits import ASKED_TO, Kind
from motcua.orgs.postings import Posting

ASKED_BY_APPLICANT = "Người nộp hồ sơ đề nghị dừng thực hiện thủ tục hành chính."
RAN_OUT = "Đã hết thời hạn {until} mà hồ sơ chưa được {what}."


@transaction.atomic
def withdraw(*, code: str, viewer: Viewer, reason: str, at: datetime) -> Dossier:
    """
    Stop the dossier because its applicant wants it, from receipt until decision.

    Decree 118/2025/NĐ-CP, Art. 21. At the desk a clerk records what the applicant asked in person.

    :raises MoveNotAllowed: if it is decided, or ended before.
    """
    dossier = lock_for(Move.WITHDRAW, code=code, viewer=viewer, at=at)
    clerk = viewer if isinstance(viewer, Posting) else None
    reason = reason.strip()
    _end(dossier, Move.WITHDRAW, at=at)
    letter = issue_letter(
        dossier,
        Letter.Kind.STOPPING,
        clerk,
        at,
        reason=reason or ASKED_BY_APPLICANT,
        citation=legal.rule("applicant.withdraws", day_of_filing(dossier)).citation,
        asked_by_applicant=True,
    )
    record(dossier, Move.WITHDRAW, viewer=viewer, at=at, reason=reason, letter=letter.number)
    return dossier


@transaction.atomic
def stop(*, code: str, officer: Posting, reason: str, citation: str, at: datetime) -> Dossier:
    """
    Stop a dossier that cannot be decided, with its legal ground. The head decides; the applicant is told.

    :raises SayWhy: if no reason is given.
    :raises SayGround: if no legal ground is given.
    """
    reason, citation = said(reason), citation.strip()
    if not citation:
        raise SayGround
    dossier = lock_for(Move.STOP, code=code, viewer=officer, at=at)
    _end(dossier, Move.STOP, at=at)
    complaint = way_to_complain(dossier, dossier.deciding_unit)
    letter = issue_letter(
        dossier,
        Letter.Kind.STOPPING,
        officer,
        at,
        unit=dossier.deciding_unit,
        reason=reason,
        citation=citation,
        complaint=complaint,
    )
    record(
        dossier,
        Move.STOP,
        viewer=officer,
        at=at,
        reason=reason,
        citation=citation,
        complaint=complaint,
        letter=letter.number,
    )
    return dossier


@transaction.atomic
def close(*, wait_id: int, at: datetime) -> bool:
    """
    Close a dossier whose applicant did not complete it in time (Decree 118/2025/NĐ-CP, Art. 19.5).

    Return False when there is nothing to close: completed meanwhile, closed before, or still in time.
    """
    dossier = lock_for_system(Move.CLOSE, waits=wait_id)
    wait = Wait.objects.filter(pk=wait_id, ended_at=None, until_at__lt=at).first()
    if dossier is None or wait is None or wait.until_at is None:
        return False
    reason = RAN_OUT.format(until=moment(wait.until_at), what=ASKED_TO[Kind(wait.kind)])
    _end(dossier, Move.CLOSE, at=at)
    complaint = way_to_complain(dossier, dossier.receiving_unit)
    letter = issue_letter(
        dossier,
        Letter.Kind.STOPPING,
        None,
        at,
        reason=reason,
        citation=wait.citation,
        complaint=complaint,
    )
    record(
        dossier,
        Move.CLOSE,
        viewer=None,
        at=at,
        reason=reason,
        citation=wait.citation,
        complaint=complaint,
        letter=letter.number,
    )
    return True


@dataclass(frozen=True)
class Because:
    """Why a dossier ends because of another one, under which text, and what its applicant can do."""

    reason: str
    guidance: str
    citation: str


@transaction.atomic
def end_together(*, dossier_id: uuid.UUID, because: Because, at: datetime) -> bool:
    """
    End one part of an interlinked filing that has become void with another one.

    No term is held against its office: there is no due date any more. Return False when it has ended before.
    """
    dossier = lock_for_system(Move.END_TOGETHER, pk=dossier_id)
    if dossier is None:
        return False
    _end(dossier, Move.END_TOGETHER, at=at)
    complaint = way_to_complain(dossier, dossier.receiving_unit)
    facts: dict[str, Any] = {
        "reason": because.reason,
        "citation": because.citation,
        "complaint": complaint,
    }
    letter = issue_letter(dossier, Letter.Kind.STOPPING, None, at, **facts)
    record(
        dossier,
        Move.END_TOGETHER,
        viewer=None,
        at=at,
        guidance=because.guidance,
        letter=letter.number,
        **facts,
    )
    return True


def _end(dossier: Dossier, move: Move, *, at: datetime) -> None:
    """End the dossier and whatever it waits for; what was drafted for it was never said to anybody."""
    move_to(dossier, move, at=at)
    dossier.due_at = None
    dossier.save()
    dossier.waits.filter(ended_at=None).update(ended_at=at)
    ProposalDraft.objects.filter(dossier=dossier).delete()
