"""An error found in a result: looked into at once, and put right at the office's cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers import legal
from motcua.dossiers.decisions import Decision, Proposal
from motcua.dossiers.errors import SayWhy
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Correction, Dossier
from motcua.dossiers.operations.moves import lock_for, move_to, record, said
from motcua.dossiers.states import Move
from motcua.kernel.legal_time import VIETNAM, Term, TermUnit, due
from motcua.orgs.calendars import calendar_for
from motcua.orgs.postings import Posting


@transaction.atomic
def report_error(*, code: str, viewer: Viewer, error: str, at: datetime) -> Dossier:
    """
    Say what is wrong in the result. The office answers within the working days of the rule.

    Decree 118/2025/NĐ-CP, Art. 23.1.

    :raises SayWhy: if nothing is said.
    :raises MoveNotAllowed: if there is no result, or an error in it is already looked into.
    """
    error = said(error)
    dossier = lock_for(Move.REPORT_ERROR, code=code, viewer=viewer, at=at)
    on = at.astimezone(VIETNAM).date()
    rule = legal.rule("correction.working_days", on)
    calendar = calendar_for(dossier.deciding_unit_id, around=on)
    until = due(received_at=at, term=Term(rule.value, TermUnit.WORKING_DAYS), calendar=calendar).at
    assert dossier.result is not None, "a finished dossier has its result"
    move_to(dossier, Move.REPORT_ERROR, at=at)
    dossier.save()
    Correction.objects.create(
        dossier=dossier, error=error, reported_at=at, due_at=until, wrong=dossier.result
    )
    record(
        dossier,
        Move.REPORT_ERROR,
        viewer=viewer,
        at=at,
        error=error,
        until_at=until.isoformat(),
        legal_basis=rule.citation,
    )
    return dossier


@transaction.atomic
def decline_correction(*, code: str, officer: Posting, reason: str, at: datetime) -> Dossier:
    """
    Answer that the result has no error, and why; it is handed over again as it is.

    :raises SayWhy: if no reason is given.
    """
    reason = said(reason)
    dossier = lock_for(Move.DECLINE_CORRECTION, code=code, viewer=officer, at=at)
    move_to(dossier, Move.DECLINE_CORRECTION, at=at)
    dossier.save()
    _change_open(dossier, ended_at=at, declined_because=reason)
    record(dossier, Move.DECLINE_CORRECTION, viewer=officer, at=at, reason=reason)
    return dossier


@transaction.atomic
def propose_correction(
    *, code: str, officer: Posting, fields: Mapping[str, Any], note: str, at: datetime
) -> Dossier:
    """
    Propose the corrected result: its fields, and in ``note`` what was put right.

    :raises SayWhy: if it is not said what was put right.
    :raises ResultFieldsMissing: if the corrected result is not complete.
    """
    note = said(note)
    dossier = lock_for(Move.PROPOSE_CORRECTION, code=code, viewer=officer, at=at)
    proposal = corrected(dossier, fields=fields, note=note)
    proposal.check(dossier)
    _change_open(dossier, proposal=proposal.as_json())
    move_to(dossier, Move.PROPOSE_CORRECTION, at=at)
    dossier.save()
    record(dossier, Move.PROPOSE_CORRECTION, viewer=officer, at=at, note=note)
    return dossier


def corrected(dossier: Dossier, *, fields: Mapping[str, Any], note: str) -> Proposal:
    """Return the answer that stands, with its corrected fields; of a refusal, its reason and ground."""
    standing = Proposal.of(dossier)
    assert standing is not None, "a result was proposed once"
    if standing.decision == Decision.REFUSE:
        reason = str(fields.get("reason", standing.reason)).strip()
        if not reason:
            raise SayWhy
        return Proposal(
            Decision.REFUSE,
            reason=reason,
            citation=str(fields.get("citation", standing.citation)),
            complaint=standing.complaint,
            note=note,
        )
    return Proposal(
        standing.decision,
        fields={**standing.fields, **fields},
        reason=standing.reason,
        citation=standing.citation,
        complaint=standing.complaint,
        note=note,
    )


def _change_open(dossier: Dossier, **changes: Any) -> None:
    dossier.corrections.filter(ended_at=None).update(**changes)
