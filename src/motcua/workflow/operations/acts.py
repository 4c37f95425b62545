"""
What a step may do to its dossier: the operations of ``dossiers``, by the names their acts have.

``arguments`` are what the operation needs besides; a face reads them from the step's page.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from motcua.dossiers import operations as dossiers
from motcua.dossiers.states import Move
from motcua.orgs.postings import Posting
from motcua.workflow.moves import STEP_MOVES


class ActOfStep(Protocol):
    def __call__(
        self, code: str, officer: Posting, at: datetime, arguments: Mapping[str, Any], /
    ) -> None: ...


def _by(operation: Callable[..., object], actor: str) -> ActOfStep:
    """Return an operation that is called alike, whatever it calls who acts."""

    def act(code: str, officer: Posting, at: datetime, arguments: Mapping[str, Any], /) -> None:
        operation(code=code, at=at, **{actor: officer}, **arguments)

    return act


_CALLS: Mapping[Move, ActOfStep] = {
    Move.ACCEPT: _by(dossiers.accept, "clerk"),
    Move.TAKE_UP: _by(dossiers.take_up, "officer"),
    Move.ASK_OPINION: _by(dossiers.ask_opinion, "officer"),
    Move.RECORD_OPINION: _by(dossiers.record_opinion, "officer"),
    Move.PROPOSE: _by(dossiers.propose, "officer"),
    Move.AGREE: _by(dossiers.agree, "head"),
    Move.SEND_BACK: _by(dossiers.send_back, "officer"),
    Move.SIGN: _by(dossiers.sign, "signer"),
    Move.HAND_OVER: _by(dossiers.hand_over, "clerk"),
}
ACTS: Mapping[str, ActOfStep] = {move.value: _CALLS[move] for move in STEP_MOVES}
