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


MEANT = {
    Move.ACCEPT: "the desk accepts; also by who receives at the counter; with it a course begins at filing",
    Move.TAKE_UP: "an officer of the deciding unit takes the dossier",
    Move.ASK_OPINION: "another unit or agency is asked, or a council convened, in writing and with a term",
    Move.RECORD_OPINION: "its answer, or the council's conclusion, is kept",
    Move.PROPOSE: "the answer is proposed to the head or the signer",
    Move.AGREE: "the head agrees",
    Move.SEND_BACK: "the proposal goes back; without such a step the course goes back to it by itself",
    Move.SIGN: "the last signature; the result is issued",
    Move.HAND_OVER: "the result is handed over; work behind it, such as archiving, is still to be done",
    Move.RECORD_PAYMENT: "the financial obligation is met",
    Move.SUPPLEMENT: "the applicant brought what was missing",
}


def acts_as_markdown() -> list[str]:
    """Return the table of what ``operation`` may name, as lines."""
    with translation.override("vi"):
        rows = [
            f"| `{move.value}` | {move.label} | {_places(move)} | {meant} |" for move, meant in MEANT.items()
        ]
    head = [
        "",
        "## Which act a step or an event is",
        "",
        "`operation` names an act of the dossier. Done on the step's page or on any page of the dossier, by",
        "whomever the law lets do it: the step is done by it, in the same transaction. An act that goes past",
        "open steps takes these away; one that is not in the process changes nothing of it.",
        "",
        "| operation | Vietnamese | where | what |",
        "| --- | --- | --- | --- |",
    ]
    return [*head, *rows]


def _places(move: Move) -> str:
    names = (("step", move in STEP_MOVES), ("event that waits", move in AWAITED))
    return ", ".join(name for name, may in names if may)
