"""Why somebody may not do something now. The page shows the answer; the operation raises it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.catalogue.facts import Stage
from motcua.dossiers import legal
from motcua.dossiers.errors import (
    HeldByAnother,
    MoveNotAllowed,
    NotYourDossier,
    NotYourDuty,
    SupplementAlreadyAsked,
)
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move, State, Turn, is_legal
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting

DUTY: Mapping[Move, Duty] = {
    Move.ACCEPT: Duty.RECEIVE,
    Move.REFUSE: Duty.RECEIVE,
    Move.HAND_OVER: Duty.RECEIVE,
    Move.TAKE_UP: Duty.HANDLE,
    Move.PROPOSE: Duty.HANDLE,
    Move.AGREE: Duty.REVIEW,
    Move.SIGN: Duty.SIGN,
}
APPLICANT_MOVES = frozenset({Move.SUPPLEMENT, Move.WITHDRAW})


def duty_for(move: Move, dossier: Dossier) -> Duty:
    """Return the duty that ``move`` belongs to, given where the dossier is."""
    if move == Move.ASK_FOR_SUPPLEMENT:
        return Duty.RECEIVE if dossier.state == State.FILED else Duty.HANDLE
    if move == Move.SEND_BACK:
        return Duty.SIGN if dossier.stage == Stage.SIGN else Duty.REVIEW
    return DUTY[move]


def why_not(move: Move, viewer: Viewer, dossier: Dossier) -> Refusal | None:
    """Return why ``viewer`` may not make ``move`` now, or None when they may."""
    stage = Stage(dossier.stage) if dossier.stage else None
    if not is_legal(move, State(dossier.state), stage):
        return MoveNotAllowed(state=State(dossier.state).label, move=move.label)
    if isinstance(viewer, Citizen):
        return _why_not_citizen(move, viewer, dossier)
    if move in APPLICANT_MOVES:
        return NotYourDuty(duty=Turn.APPLICANT.label, unit=_("hồ sơ"))
    duty = duty_for(move, dossier)
    unit = dossier.receiving_unit if duty == Duty.RECEIVE else dossier.deciding_unit
    if move == Move.PROPOSE:
        return _why_not_propose(viewer, dossier)
    if not viewer.may(duty, unit.pk):
        return NotYourDuty(duty=duty.label, unit=unit.name)
    if move == Move.ASK_FOR_SUPPLEMENT:
        return why_not_another_supplement(dossier)
    return None


def _why_not_propose(officer: Posting, dossier: Dossier) -> Refusal | None:
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
    if move not in APPLICANT_MOVES or not (own or dossier.business_id in citizen.business_ids):
        return NotYourDossier(unit=dossier.deciding_unit.name)
    return None


def why_not_another_supplement(dossier: Dossier) -> Refusal | None:
    """What is missing is asked for once, fully: the limit is that of the day of filing."""
    rule = legal.rule("supplement.limit", dossier.filed_at.astimezone(VIETNAM).date())
    if dossier.supplements < rule.value:
        return None
    return SupplementAlreadyAsked(times=dossier.supplements, limit=rule.value, citation=rule.citation)


def why_not_receive_for(clerk: Posting, desk: Unit) -> Refusal | None:
    """Return why ``clerk`` may not receive dossiers for ``desk``."""
    if clerk.may(Duty.RECEIVE, desk.pk):
        return None
    return NotYourDuty(duty=Duty.RECEIVE.label, unit=desk.name)
