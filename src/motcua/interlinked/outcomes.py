"""Whether a part has given what it was filed for."""

from enum import StrEnum

from motcua.dossiers.decisions import Decision, Proposal
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import OPEN, State
from motcua.interlinked.models import Part


class Outcome(StrEnum):
    OPEN = "open"
    GIVEN = "given"
    NOT_GIVEN = "not_given"


def outcome(part: Part) -> Outcome:
    """Return what came of a part so far. One that waits or is held is open still."""
    if part.state == Part.State.CALLED_OFF:
        return Outcome.NOT_GIVEN
    return outcome_of(part.dossier) if part.dossier else Outcome.OPEN


def outcome_of(dossier: Dossier) -> Outcome:
    """A refusal is a result, but not what was asked for; one granted in part is."""
    if dossier.state in OPEN:
        return Outcome.OPEN
    answer = Proposal.of(dossier)
    decided = State(dossier.state) in {State.FINISHED, State.HANDED_OVER}
    given = decided and answer is not None and answer.decision != Decision.REFUSE
    return Outcome.GIVEN if given else Outcome.NOT_GIVEN
