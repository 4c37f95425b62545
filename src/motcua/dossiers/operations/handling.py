"""Inside the office: proposed, agreed or sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.facts import Stage
from motcua.dossiers.decisions import Decision, Proposal
from motcua.dossiers.errors import SayGround
from motcua.dossiers.models import Dossier, ProposalDraft
from motcua.dossiers.operations.issuing import way_to_complain
from motcua.dossiers.operations.moves import lock_for, move_to, record, said
from motcua.dossiers.rules import next_stage
from motcua.dossiers.states import Move, Place, State
from motcua.orgs.postings import Posting


@transaction.atomic
def keep_proposal(*, code: str, officer: Posting, proposal: Proposal, at: datetime) -> ProposalDraft:
    """
    Keep what an officer has written of an answer, complete or not. Nothing is proposed by it.

    :raises MoveNotAllowed: if the dossier has moved on: a late save revives no draft.
    :raises HeldByAnother: if a colleague took the dossier up.
    """
    dossier = lock_for(Move.PROPOSE, code=code, viewer=officer)
    draft, _created = ProposalDraft.objects.update_or_create(
        dossier=dossier,
        officer_id=officer.officer_id,
        defaults={"proposal": proposal.as_json(), "saved_at": at},
    )
    return draft


@transaction.atomic
def propose(
    *,
    code: str,
    officer: Posting,
    decision: Decision,
    fields: Mapping[str, Any],
    at: datetime,
    reason: str = "",
    citation: str = "",
    note: str = "",
) -> Dossier:
    """
    Propose the answer: wholly or partly for the applicant, or a refusal (Decree 118/2025/NĐ-CP, Art. 19.3).

    What is not wholly for the applicant says why, under which text, and how to complain.

    :raises HeldByAnother: if a colleague took the dossier up.
    :raises ResultFieldsMissing: if the draft of the result is not complete.
    :raises OpinionAwaited: if an agency still has time to answer.
    :raises SayWhy: if the applicant does not get all they asked for and no reason is given.
    :raises SayGround: if no legal ground is given for it.
    """
    reason, citation, complaint = reason.strip(), citation.strip(), ""
    if decision.not_wholly_for_applicant:
        reason = said(reason)
        if not citation:
            raise SayGround
    dossier = lock_for(Move.PROPOSE, code=code, viewer=officer, at=at)
    if decision.not_wholly_for_applicant:
        complaint = way_to_complain(dossier, dossier.deciding_unit)
    proposal = Proposal(decision, dict(fields), reason, citation, complaint, note)
    proposal.check(dossier)
    dossier.proposal = proposal.as_json()
    dossier.assigned_to_id = officer.officer_id
    stage = next_stage(dossier.version.facts, Stage.EXAMINE)
    move_to(dossier, Move.PROPOSE, at=at, to=Place(State.IN_HANDLING, stage))
    dossier.save()
    ProposalDraft.objects.filter(dossier=dossier).delete()
    record(dossier, Move.PROPOSE, viewer=officer, at=at, decision=decision.value, note=note)
    return dossier


@transaction.atomic
def agree(*, code: str, head: Posting, at: datetime, note: str = "") -> Dossier:
    """The head agrees with the proposal; it goes on to the signer."""
    dossier = lock_for(Move.AGREE, at=at, code=code, viewer=head)
    move_to(dossier, Move.AGREE, at=at)
    dossier.save()
    record(dossier, Move.AGREE, viewer=head, at=at, note=note)
    return dossier


@transaction.atomic
def send_back(*, code: str, officer: Posting, reason: str, at: datetime) -> Dossier:
    """
    The head or the signer returns the proposal to the officer.

    :raises SayWhy: if no reason is given.
    """
    reason = said(reason)
    dossier = lock_for(Move.SEND_BACK, at=at, code=code, viewer=officer)
    move_to(dossier, Move.SEND_BACK, at=at, because=reason)
    dossier.save()
    record(dossier, Move.SEND_BACK, viewer=officer, at=at, reason=reason)
    return dossier
