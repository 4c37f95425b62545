"""What every move shares: the lock, the rule, the row, the act."""

from datetime import datetime
from typing import Any

from motcua.accounts.citizens import Citizen
from motcua.catalogue.facts import Stage
from motcua.dossiers import limits
from motcua.dossiers.errors import SayWhy
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.numbers import give_back_result_number
from motcua.dossiers.overtaken import Overtakable
from motcua.dossiers.policies import SIGNED_IN_TURN, why_not
from motcua.dossiers.states import ENDED, Move, Place, State, is_legal, targets
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.journal.queries import acts_of
from motcua.kernel.errors import Refusal
from motcua.papers import issuing

LEFT = "Hồ sơ rời bước ký."
"""Why a result half signed was given up, where nobody gave a reason."""


def lock_for(move: Move, *, code: str, viewer: Viewer, at: datetime | None = None) -> Dossier:
    """
    Return the dossier held until the end of the transaction, once ``viewer`` may make ``move``.

    :raises DossierNotFound: if ``viewer`` may not see it.
    :raises MoveNotAllowed: if its state does not allow the move (somebody else may have been faster).
    :raises NotYourDuty: if it is not theirs to do.
    """
    dossier = Dossier.objects.locked(viewer, code)
    if refusal := why_not(move, viewer, dossier, at=at):
        raise _told(refusal, dossier)
    return dossier


def _told(refusal: Refusal, dossier: Dossier) -> Refusal:
    """Say who was faster, and when, where that may be why."""
    if not isinstance(refusal, Overtakable):
        return refusal
    act = acts_of(dossier.subject).last()
    assert act is not None, "a dossier was filed"
    return refusal.after(
        what=str(Move(act.verb.removeprefix("dossier.")).label), who=act.actor_name, at=act.at
    )


def lock_for_system(move: Move, *, at: datetime | None = None, **which: Any) -> Dossier | None:
    """Return the dossier held until the transaction ends, or None where the move is not to be made now."""
    dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("version", "deciding_unit", "receiving_unit", "extension")
        .filter(**which)
        .first()
    )
    if dossier is None or not is_legal(move, dossier.place) or limits.why_not(move, dossier, at=at):
        return None
    return dossier


def move_to(
    dossier: Dossier, move: Move, *, at: datetime, to: Place | None = None, because: str = ""
) -> None:
    """
    Set the place of the dossier as the table of moves says. The caller saves.

    ``to`` chooses where the table leaves a choice. ``because`` is why a result that only some of its signers
    have signed is given up, where it is.
    """
    legal = targets(move, dossier.place)
    place = next(iter(legal)) if to is None and len(legal) == 1 else to
    assert place in legal, f"{move} does not lead from {dossier.place} to {place}"
    if dossier.stage == Stage.SIGN and (place.stage != Stage.SIGN and move not in SIGNED_IN_TURN):
        give_up_signing(dossier, because or LEFT, at)
    dossier.state, dossier.stage = place
    dossier.ended_at = at if dossier.state in ENDED and dossier.ended_at is None else dossier.ended_at
    if dossier.state != State.SUPPLEMENT_ASKED:
        dossier.supplement_due_at = None


def give_up_signing(dossier: Dossier, because: str, at: datetime) -> None:
    """Give up the result as far as it is signed, and its number. The caller saves."""
    if dossier.signing_duty:
        dossier.signing_duty = ""
        issuing.give_up(subject=dossier.subject, because=because, at=at)
    give_back_result_number(dossier=dossier)


def record(
    dossier: Dossier, move: Move, *, viewer: Viewer | None, at: datetime, opens: bool = False, **data: Any
) -> None:
    """Leave the act of ``move`` in the journal. Without a viewer, the system itself did it."""
    actor = viewer.actor if viewer else SYSTEM
    if isinstance(viewer, Citizen | Asker) and actor.name != dossier.applicant_name:
        actor = actor.acting_for(dossier.applicant_name)
    journal.record(
        f"dossier.{move.value}",
        subject=dossier.subject,
        actor=actor,
        at=at,
        opens=opens,
        code=dossier.code,
        **data,
    )


def said(reason: str) -> str:
    """
    Return ``reason`` tidied.

    :raises SayWhy: if there is none.
    """
    reason = reason.strip()
    if not reason:
        raise SayWhy
    return reason
