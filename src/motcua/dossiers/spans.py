"""Where a dossier was from when to when, derived from its acts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.catalogue.facts import Stage
from motcua.dossiers.states import ENDED, FILED, MOVES, WAITING, Move, Place, State, targets
from motcua.dossiers.timeliness import Where
from motcua.kernel.legal_time import Effect

_AT_STAGE = {Stage.EXAMINE: Where.HANDLING, Stage.REVIEW: Where.REVIEW, Stage.SIGN: Where.SIGNING}


@dataclass(frozen=True)
class Step:
    """
    One act that may have moved the dossier; ``effect``: what the asking did to the term.

    ``back_to``: the stage to which somebody pulled back what they had sent on.
    """

    move: Move
    at: datetime
    effect: Effect = Effect.ANEW
    back_to: Stage | None = None


@dataclass(frozen=True)
class Span:
    """The dossier was at ``where`` for ``[from_at, to_at)``; ``to_at`` None: it still is."""

    where: Where
    from_at: datetime
    to_at: datetime | None


def spans_of(steps: Iterable[Step], process: Sequence[Stage]) -> list[Span]:
    """Return where the dossier was, in order, until it ended; ``steps`` in the order they were made."""
    found: list[Span] = []
    place: Place | None = None
    came_from: Place | None = None
    effect = Effect.ANEW
    for step in steps:
        after = _after(step, place, came_from, effect, process)
        if after.state in WAITING and after != place:
            came_from, effect = place, step.effect
        if place is None or _where(after) != _where(place) or after.state in ENDED:
            _close(found, step.at)
            if after.state in ENDED:
                return found
            found.append(Span(_where(after), step.at, None))
        place = after
    return found


def _after(
    step: Step, place: Place | None, came_from: Place | None, effect: Effect, process: Sequence[Stage]
) -> Place:
    """Return where the act led, as the table of moves says; where that leaves a choice, what was chosen."""
    if step.move == Move.PROPOSE:
        return Place(State.IN_HANDLING, process[process.index(Stage.EXAMINE) + 1])
    if step.move in {Move.SUPPLEMENT, Move.RECORD_PAYMENT} and came_from is not None:
        return FILED if step.move == Move.SUPPLEMENT and effect == Effect.ANEW else came_from
    if step.back_to and place is not None:
        return Place(place.state, step.back_to)
    legal = targets(step.move, place)
    if place is not None and (place in legal or not legal):
        return place
    # Acts of before a dossier came to us are not in the journal: then its first act says where it is.
    legal = legal or frozenset(target for _source, target in MOVES[step.move])
    return min(legal, key=lambda each: (each.state, each.stage or ""))


def _where(place: Place) -> Where:
    if place.state in WAITING:
        return Where.APPLICANT
    if place.state == State.FILED:
        return Where.RECEPTION
    return _AT_STAGE.get(place.stage, Where.HANDLING) if place.stage else Where.HANDLING


def _close(found: list[Span], at: datetime) -> None:
    if found and found[-1].to_at is None:
        found[-1] = Span(found[-1].where, found[-1].from_at, at)
