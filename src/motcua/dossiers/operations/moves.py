"""What every move shares: the lock, the rule, the row, the act."""

from datetime import datetime
from typing import Any

from motcua.accounts.citizens import Citizen
from motcua.catalogue.facts import Stage
from motcua.dossiers.errors import SayWhy
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import why_not
from motcua.dossiers.states import ENDED, MOVES, Move, State
from motcua.journal import operations as journal


def lock_for(move: Move, *, code: str, viewer: Viewer) -> Dossier:
    """
    Return the dossier held until the end of the transaction, once ``viewer`` may make ``move``.

    :raises DossierNotFound: if ``viewer`` may not see it.
    :raises MoveNotAllowed: if its state does not allow the move (somebody else may have been faster).
    :raises NotYourDuty: if it is not theirs to do.
    """
    dossier = Dossier.objects.locked(viewer, code)
    if refusal := why_not(move, viewer, dossier):
        raise refusal
    return dossier


def move_to(dossier: Dossier, move: Move, *, at: datetime, stage: Stage | None = None) -> None:
    """Set the place of the dossier as the table of moves says. The caller saves."""
    dossier.state = MOVES[move].target
    dossier.stage = stage
    dossier.ended_at = at if dossier.state in ENDED and dossier.ended_at is None else dossier.ended_at
    if dossier.state != State.SUPPLEMENT_ASKED:
        dossier.supplement_due_at = None


def record(
    dossier: Dossier, move: Move, *, viewer: Viewer, at: datetime, opens: bool = False, **data: Any
) -> None:
    """Leave the act of ``move`` in the journal."""
    actor = viewer.actor
    if isinstance(viewer, Citizen) and actor.name != dossier.applicant_name:
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
