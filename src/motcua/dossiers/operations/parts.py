"""A dossier that is one part of an interlinked filing: ordinary, but it was declared with the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.accounts.citizens import Citizen
from motcua.catalogue.facts import Channel
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.co_declared import confirmed
from motcua.dossiers.operations.filing import (
    Request,
    check_complete,
    check_unit,
    checked_answers,
    new_dossier,
    save_new,
)
from motcua.dossiers.operations.handing_in import hand_in
from motcua.dossiers.operations.moves import record
from motcua.dossiers.operations.numbers import next_dossier_number
from motcua.dossiers.states import Move, State
from motcua.kernel.legal_time import VIETNAM


@dataclass(frozen=True)
class PartOf:
    """
    Of which filing a dossier is a part. ``key`` is its own: the same key never makes a second dossier.

    ``own_term`` is the term the rule of the group sets in place of the procedure's own, with its citation.
    """

    code: str
    key: str
    filer_id: int
    own_term: Mapping[str, Any] | None = None


def check_group(request: Request, filer: Citizen, *, at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    Return the answers of the combined form in their one spelling, and the confirmations given of them.

    :raises AnswersIncomplete: with a sentence for each answer.
    :raises PapersMissing: if a required paper is not there.
    :raises CoDeclarantsAwaited: if somebody else has to confirm first.
    """
    on = at.astimezone(VIETNAM).date()
    answers = checked_answers(request, on=on)
    check_complete(request, answers, on=on)
    return answers, confirmed(request, filer, on=on)


@transaction.atomic
def file_part(*, request: Request, part: PartOf, viewer: Citizen | None, at: datetime) -> Dossier:
    """
    File one part: with the whole by its applicant (``viewer``), or by the system once its turn has come.

    Who confirmed the combined declaration confirmed this part of it (``check_group``).

    :raises ProcedureNotFiledHere: if the unit does not decide the procedure.
    :raises AnswersIncomplete: with a sentence for each answer.
    :raises PapersMissing: if a required paper is not there.
    :raises PaperNotYours: if a file serves another dossier.
    """
    check_unit(request, at)
    on = at.astimezone(VIETNAM).date()
    answers = checked_answers(request, on=on)
    check_complete(request, answers, on=on)
    dossier = new_dossier(
        request, answers, at, filer_id=part.filer_id, channel=Channel.ONLINE, state=State.FILED
    )
    dossier.idempotency_key = part.key
    dossier.request_digest = request.digest()
    if part.own_term:
        dossier.snapshot = {**dossier.snapshot, "own_term": dict(part.own_term)}
    handing = hand_in(request.papers, to=dossier, owners=(f"person:{part.filer_id}",))
    save_new(dossier, next_dossier_number(agency=request.deciding_unit, on=dossier.filed_on))
    papers = handing.said()
    record(dossier, Move.FILE, viewer=viewer, at=at, opens=True, papers=papers, part_of=part.code)
    return dossier
