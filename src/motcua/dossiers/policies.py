"""Why somebody may not do something now. The page shows the answer; the operation raises it."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.catalogue.facts import Stage
from motcua.dossiers import limits
from motcua.dossiers.delivery.guests import Guest
from motcua.dossiers.delivery.ways import handing_over_unit
from motcua.dossiers.errors import (
    DoneBySystem,
    DraftAlreadySubmitted,
    HeldByAnother,
    MoveNotAllowed,
    NotYourDossier,
    NotYourDuty,
    OwnProposal,
)
from motcua.dossiers.holding import policies as holding
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.signers import next_duty
from motcua.dossiers.states import Move, State, Turn, is_legal
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting, names_of_holders

DUTIES: Mapping[Move, tuple[Duty, ...]] = {
    Move.ACCEPT: (Duty.RECEIVE,),
    Move.REFUSE: (Duty.RECEIVE,),
    Move.HAND_OVER: (Duty.RECEIVE,),
    Move.RECORD_PAYMENT: (Duty.RECEIVE, Duty.HANDLE),
    Move.TAKE_UP: (Duty.HANDLE,),
    Move.ASSIGN: (Duty.REVIEW,),
    Move.ASK_OPINION: (Duty.HANDLE,),
    Move.RECORD_OPINION: (Duty.HANDLE,),
    Move.PROPOSE_EXTENSION: (Duty.HANDLE,),
    Move.PROPOSE: (Duty.HANDLE,),
    Move.DECLINE_CORRECTION: (Duty.HANDLE,),
    Move.PROPOSE_CORRECTION: (Duty.HANDLE,),
    Move.AGREE: (Duty.REVIEW,),
    Move.STOP: (Duty.REVIEW, Duty.SIGN),
    Move.SIGN: (Duty.SIGN,),
    Move.SIGN_IN_TURN: (Duty.SIGN,),
    Move.SIGN_EXTENSION: (Duty.SIGN,),
    Move.SIGN_CORRECTION: (Duty.SIGN,),
    # What the applicant does, the desk does for them when they come in person.
    Move.SUPPLEMENT: (Duty.RECEIVE,),
    Move.WITHDRAW: (Duty.RECEIVE,),
    Move.REPORT_ERROR: (Duty.RECEIVE,),
    Move.CHOOSE_DELIVERY: (Duty.RECEIVE,),
}
APPLICANT_MOVES = frozenset(
    {Move.SUPPLEMENT, Move.ADJUST, Move.WITHDRAW, Move.REPORT_ERROR, Move.CHOOSE_DELIVERY}
)
ASKER_MOVES = APPLICANT_MOVES - {Move.ADJUST, Move.CHOOSE_DELIVERY}
SYSTEM_MOVES = frozenset(
    {
        Move.CLOSE,
        Move.END_TOGETHER,
        Move.REPORT_LATE_OPINION,
        Move.MOVE_DUE_DATE,
        Move.MOVE_WAIT_END,
        Move.PASS_ON,
        Move.RELEASE,
    }
)
HOLDERS_MOVES = frozenset(
    {
        Move.ASK_OPINION,
        Move.RECORD_OPINION,
        Move.PROPOSE_EXTENSION,
        Move.PROPOSE,
        Move.DECLINE_CORRECTION,
        Move.PROPOSE_CORRECTION,
    }
)
IN_OTHER_HANDS = frozenset({Move.TAKE_UP, Move.TAKE_OVER, Move.PULL_BACK})
SIGNED_IN_TURN = frozenset({Move.SIGN, Move.SIGN_IN_TURN, Move.SIGN_CORRECTION})
FOUR_EYES: Mapping[Move, Duty] = {Move.AGREE: Duty.REVIEW, Move.SIGN: Duty.SIGN}


def duties_for(move: Move, dossier: Dossier) -> tuple[Duty, ...]:
    """Return the duties any of which ``move`` belongs to, given where the dossier is."""
    if move in {Move.ASK_FOR_SUPPLEMENT, Move.ASK_FOR_PAYMENT}:
        return (Duty.RECEIVE if dossier.state == State.FILED else Duty.HANDLE,)
    if move == Move.SEND_BACK:
        return (next_duty(dossier) if dossier.stage == Stage.SIGN else Duty.REVIEW,)
    if move in SIGNED_IN_TURN:
        return (next_duty(dossier),)
    return DUTIES[move]


def why_not(move: Move, viewer: Viewer, dossier: Dossier, *, at: datetime | None = None) -> Refusal | None:
    """
    Return why ``viewer`` may not make ``move`` now, or None when they may.

    Without ``at``, what depends on the hour is left to the operation.
    """
    if not is_legal(move, dossier.place):
        return MoveNotAllowed(state=State(dossier.state).label, move=move.label)
    if move in IN_OTHER_HANDS and not isinstance(viewer, Citizen | Asker):
        return _why_not_change_hands(move, viewer, dossier, at)
    refusal = _why_not_theirs(move, viewer, dossier) or _why_not_own(move, viewer, dossier, at)
    return refusal or limits.why_not(move, dossier, at=at)


def _why_not_change_hands(
    move: Move, officer: Posting, dossier: Dossier, at: datetime | None
) -> Refusal | None:
    if move == Move.PULL_BACK:
        return holding.why_not_pull_back(officer, dossier)
    if move == Move.TAKE_OVER:
        on = at.astimezone(VIETNAM).date() if at else None
        return holding.why_not_take_over(officer, dossier, on=on)
    return _why_not_theirs(move, officer, dossier) or holding.why_not_take_up(officer, dossier)


def _why_not_theirs(move: Move, viewer: Viewer, dossier: Dossier) -> Refusal | None:
    if isinstance(viewer, Citizen):
        return _why_not_citizen(move, viewer, dossier)
    if isinstance(viewer, Asker):
        return _why_not_asker(move, viewer, dossier)
    if move in SYSTEM_MOVES:
        return DoneBySystem()
    if move == Move.ADJUST:
        return NotYourDuty(duty=Turn.APPLICANT.label, unit=_("hồ sơ"))
    if move in HOLDERS_MOVES:
        return _why_not_holder(viewer, dossier)
    duties = duties_for(move, dossier)
    if isinstance(viewer, Guest):
        return None if move in viewer.moves else NotYourDuty(duty=duties[0].label, unit=viewer.whose)
    if any(viewer.may(duty, _unit_of(duty, dossier, move).pk) for duty in duties):
        return None
    return NotYourDuty(duty=duties[0].label, unit=_unit_of(duties[0], dossier, move).name)


def _why_not_own(move: Move, viewer: Viewer, dossier: Dossier, at: datetime | None) -> Refusal | None:
    """Four eyes where there are two people: who proposed neither agrees nor signs while a colleague could."""
    if move not in FOUR_EYES or at is None or isinstance(viewer, Citizen | Asker) or dossier.signing_duty:
        return None
    if dossier.assigned_to_id != viewer.officer_id:
        return None
    unit, on = dossier.deciding_unit_id, at.astimezone(VIETNAM).date()
    names = names_of_holders(FOUR_EYES[move], {unit}, on=on, but=viewer.officer_id)[unit]
    return OwnProposal(names=", ".join(names)) if names else None


def _unit_of(duty: Duty, dossier: Dossier, move: Move) -> Unit:
    if move == Move.HAND_OVER:
        return handing_over_unit(dossier)
    return dossier.receiving_unit if duty == Duty.RECEIVE else dossier.deciding_unit


def _why_not_holder(officer: Posting, dossier: Dossier) -> Refusal | None:
    """Whoever took the dossier up answers for it; when they cannot, the head of the unit does."""
    unit, holder = dossier.deciding_unit, dossier.assigned_to
    if officer.may(Duty.REVIEW, unit.pk):
        return None
    if not officer.may(Duty.HANDLE, unit.pk):
        return NotYourDuty(duty=Duty.HANDLE.label, unit=unit.name)
    if holder is None or holder.pk == officer.officer_id:
        return None
    return HeldByAnother(officer=holder.full_name)


def _why_not_citizen(move: Move, citizen: Citizen, dossier: Dossier) -> Refusal | None:
    own = citizen.person_id in {dossier.person_id, dossier.filer_id}
    own = own or dossier.mandate_id in citizen.mandate_ids
    if move not in APPLICANT_MOVES or not (own or dossier.business_id in citizen.business_ids):
        return NotYourDossier(unit=dossier.deciding_unit.name)
    return None


def _why_not_asker(move: Move, asker: Asker, dossier: Dossier) -> Refusal | None:
    if move in ASKER_MOVES and dossier.asking_unit_id in asker.units:
        return None
    return NotYourDossier(unit=dossier.deciding_unit.name)


def why_not_receive_for(clerk: Posting, desk: Unit) -> Refusal | None:
    """Return why ``clerk`` may not receive dossiers for ``desk``."""
    if clerk.may(Duty.RECEIVE, desk.pk):
        return None
    return NotYourDuty(duty=Duty.RECEIVE.label, unit=desk.name)


def why_not_write(draft: Draft) -> Refusal | None:
    """Return why a draft may no longer be changed: it was filed."""
    return DraftAlreadySubmitted(code=draft.dossier.code) if draft.dossier else None
