"""A dossier changes hands: given by the head, taken over, released by who has left, pulled back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.catalogue.facts import Stage
from motcua.dossiers.holding.errors import NotAColleague
from motcua.dossiers.holding.fairness import TurnReason, check_turn
from motcua.dossiers.holding.policies import last_sent, working
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.moves import lock_for, lock_for_system, move_to, record, said
from motcua.dossiers.states import Move, Place, State
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Officer
from motcua.orgs.postings import Posting

NO_REASON = TurnReason()
LEFT_POST = "{officer} không còn thụ lý hồ sơ ở {unit}."


@transaction.atomic
def take_up(*, code: str, officer: Posting, at: datetime, out_of_turn: TurnReason = NO_REASON) -> Dossier:
    """
    An officer of the deciding unit takes the dossier: it is theirs to answer for.

    :raises TakenUpByAnother: if a colleague was faster.
    :raises OutOfTurn, SayGroundInWords: if others of its procedure wait longer and no reason is given.
    """
    dossier = lock_for(Move.TAKE_UP, at=at, code=code, viewer=officer)
    why = check_turn(dossier, out_of_turn, officer_id=officer.officer_id, by=officer, at=at)
    move_to(dossier, Move.TAKE_UP, at=at)
    _give(dossier, officer.officer_id)
    record(dossier, Move.TAKE_UP, viewer=officer, at=at, **why)
    return dossier


@transaction.atomic
def assign(
    *,
    code: str,
    head: Posting,
    to: int,
    at: datetime,
    reason: str = "",
    out_of_turn: TurnReason = NO_REASON,
) -> Dossier:
    """
    The head of the unit gives the dossier to the officer ``to``, who answers for it from now on.

    :raises NotAColleague: if that officer does not handle dossiers in the unit today, or has it already.
    :raises OutOfTurn, SayGroundInWords: as ``take_up``.
    """
    dossier = lock_for(Move.ASSIGN, at=at, code=code, viewer=head)
    on = at.astimezone(VIETNAM).date()
    if to == dossier.assigned_to_id or to not in working({to}, unit_id=dossier.deciding_unit_id, on=on):
        raise NotAColleague(unit=dossier.deciding_unit.name)
    why = check_turn(dossier, out_of_turn, officer_id=to, by=head, at=at)
    before = dossier.assigned_to
    in_office = dossier.state == State.RECEIVED
    move_to(dossier, Move.ASSIGN, at=at, to=Place(State.IN_HANDLING, Stage.EXAMINE) if in_office else None)
    _give(dossier, to)
    given = Officer.objects.get(pk=to)
    why.setdefault("reason", reason.strip()[:500])
    record(
        dossier, Move.ASSIGN, viewer=head, at=at, officer=to, to=given.full_name,
        before=before.full_name if before else "", before_id=before.pk if before else None, **why,
    )  # fmt: skip
    return dossier


@transaction.atomic
def take_over(*, code: str, officer: Posting, reason: str, at: datetime) -> Dossier:
    """
    An officer takes the dossier from a colleague who is absent or has left.

    :raises HolderIsHere: if that colleague is at work.
    :raises SayWhy: if no reason is given.
    """
    reason = said(reason)
    dossier = lock_for(Move.TAKE_OVER, at=at, code=code, viewer=officer)
    before = dossier.assigned_to
    assert before is not None, "what nobody holds is taken up, not over"
    move_to(dossier, Move.TAKE_OVER, at=at)
    _give(dossier, officer.officer_id)
    record(
        dossier, Move.TAKE_OVER, viewer=officer, at=at,
        before=before.full_name, before_id=before.pk, reason=reason,
    )  # fmt: skip
    return dossier


@transaction.atomic
def release(*, dossier_id: UUID, at: datetime) -> bool:
    """
    Give back to its unit a dossier whose holder has left: any colleague may take it up.

    Return False where there is nothing to release: it has moved on, or its holder is back.
    """
    dossier = lock_for_system(Move.RELEASE, pk=dossier_id)
    if dossier is None or dossier.assigned_to is None:
        return False
    holder, unit = dossier.assigned_to, dossier.deciding_unit
    if holder.pk in working({holder.pk}, unit_id=unit.pk, on=at.astimezone(VIETNAM).date()):
        return False
    move_to(dossier, Move.RELEASE, at=at)
    dossier.assigned_to = None
    dossier.save(update_fields=["assigned_to"])
    why = LEFT_POST.format(officer=holder.full_name, unit=unit.name)
    record(dossier, Move.RELEASE, viewer=None, at=at, before=holder.full_name, reason=why)
    return True


@transaction.atomic
def pull_back(*, code: str, officer: Posting, at: datetime, reason: str = "") -> Dossier:
    """
    Whoever sent the dossier on takes it back, as long as nobody has begun with it.

    :raises NotSentByYou: if somebody else sent it on.
    :raises BegunAlready: if who it was sent to has opened or signed it.
    """
    dossier = lock_for(Move.PULL_BACK, at=at, code=code, viewer=officer)
    sent = last_sent(dossier)
    assert sent is not None, "the policy looked at it"
    reason = reason.strip()[:500]
    move_to(dossier, Move.PULL_BACK, at=at, because=reason, to=Place(State(dossier.state), sent.back_to))
    dossier.save()
    record(dossier, Move.PULL_BACK, viewer=officer, at=at, reason=reason, back_to=sent.back_to.value)
    return dossier


def _give(dossier: Dossier, officer_id: int) -> None:
    dossier.assigned_to_id = officer_id
    dossier.save()
