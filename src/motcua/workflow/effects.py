"""
What each act on a dossier does to its course. Total: a new act must be given its effect here.

Whatever the effect, an open step that names the act is done by it.
"""

from collections.abc import Mapping
from enum import StrEnum

from motcua.dossiers.states import Move


class Effect(StrEnum):
    BEGINS = "begins"
    """The course begins, if it has not; where the term is counted anew, it begins once more."""
    LEADS = "leads"
    """The dossier goes to another place: a course that is elsewhere goes to the step of this act."""
    STAYS = "stays"
    """Only an open step that waits for this act is done by it."""
    GOES_BACK = "goes-back"
    """What was proposed is proposed once more."""
    COMES_BACK = "comes-back"
    """To the desk where the term is counted anew, else on from where it stood still."""
    MOVES_DATES = "moves-dates"
    """The term stands still, goes on, or has another end: so have the shares of the open work."""
    PASSES_ON = "passes-on"
    """The open work is another unit's."""
    ENDS = "ends"
    NOTHING = "nothing"


EFFECTS: Mapping[Move, Effect] = {
    Move.FILE: Effect.BEGINS,
    Move.RECEIVE: Effect.BEGINS,
    Move.ACCEPT: Effect.BEGINS,
    Move.REFUSE: Effect.ENDS,
    Move.ASK_FOR_SUPPLEMENT: Effect.MOVES_DATES,
    Move.SUPPLEMENT: Effect.COMES_BACK,
    Move.ASK_FOR_PAYMENT: Effect.MOVES_DATES,
    Move.RECORD_PAYMENT: Effect.COMES_BACK,
    Move.ADJUST: Effect.GOES_BACK,
    Move.WITHDRAW: Effect.ENDS,
    Move.TAKE_UP: Effect.LEADS,
    Move.ASSIGN: Effect.STAYS,
    Move.TAKE_OVER: Effect.NOTHING,
    Move.RELEASE: Effect.NOTHING,
    Move.PULL_BACK: Effect.GOES_BACK,
    Move.ASK_OPINION: Effect.STAYS,
    Move.RECORD_OPINION: Effect.STAYS,
    Move.REPORT_LATE_OPINION: Effect.NOTHING,
    Move.PROPOSE_EXTENSION: Effect.NOTHING,
    Move.SIGN_EXTENSION: Effect.MOVES_DATES,
    Move.PASS_ON: Effect.PASSES_ON,
    Move.MOVE_DUE_DATE: Effect.MOVES_DATES,
    Move.MOVE_WAIT_END: Effect.NOTHING,
    Move.PROPOSE: Effect.LEADS,
    Move.AGREE: Effect.LEADS,
    Move.SEND_BACK: Effect.GOES_BACK,
    Move.SIGN_IN_TURN: Effect.NOTHING,
    Move.SIGN: Effect.LEADS,
    Move.STOP: Effect.ENDS,
    Move.CLOSE: Effect.ENDS,
    Move.END_TOGETHER: Effect.ENDS,
    Move.CHOOSE_DELIVERY: Effect.NOTHING,
    Move.HAND_OVER: Effect.LEADS,
    Move.REPORT_ERROR: Effect.NOTHING,
    Move.DECLINE_CORRECTION: Effect.NOTHING,
    Move.PROPOSE_CORRECTION: Effect.NOTHING,
    Move.SIGN_CORRECTION: Effect.NOTHING,
}

_WHILE_STUCK = frozenset({Effect.ENDS, Effect.PASSES_ON, Effect.BEGINS})


def while_stuck(move: Move) -> Effect | None:
    """Return what an act does to a course that waits to be set right, None where it waits on."""
    if move is Move.HAND_OVER:
        return Effect.ENDS
    return EFFECTS[move] if EFFECTS[move] in _WHILE_STUCK else None


STEP_OF: Mapping[Move, str] = {Move.RECEIVE: Move.ACCEPT.value, Move.ASSIGN: Move.TAKE_UP.value}
"""The step an act does, where it is not the one of its own name: what is given to somebody is taken up."""


def step_of(move: Move) -> str:
    return STEP_OF.get(move, move.value)


def move_of(verb: str) -> Move | None:
    """Return the act that a verb of the journal tells of, None where it moves no dossier."""
    name = verb.removeprefix("dossier.")
    return Move(name) if name in Move else None
