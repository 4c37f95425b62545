"""The acts a step may name, as the journal and as people call them."""

from functools import cache

from django.utils import translation

from motcua.dossiers.states import Move
from motcua.kernel.text import fold

STEP_MOVES = (
    Move.ACCEPT,
    Move.TAKE_UP,
    Move.ASK_OPINION,
    Move.RECORD_OPINION,
    Move.PROPOSE,
    Move.AGREE,
    Move.SEND_BACK,
    Move.SIGN,
    Move.HAND_OVER,
)
AWAITED = (Move.RECORD_OPINION, Move.RECORD_PAYMENT, Move.SUPPLEMENT)
"""What an event may wait for: word of another agency, money, what the applicant brings."""


@cache
def labels() -> tuple[str, ...]:
    """Return their Vietnamese names, as an office writes them in its table."""
    with translation.override("vi"):
        return tuple(str(move.label) for move in STEP_MOVES)


def move_named(text: str) -> Move | None:
    """Return the act that a cell names, None where it names none."""
    names = {fold(label): move for label, move in zip(labels(), STEP_MOVES, strict=True)}
    return names.get(fold(text))
