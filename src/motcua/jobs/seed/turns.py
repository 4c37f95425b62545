"""The turns the dossiers of the demo take: how many of a hundred, when they were filed, about what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from motcua.jobs.seed import scenes
from motcua.jobs.seed.tale import Moments, Tale


@dataclass(frozen=True)
class Turn:
    """
    ``weight``: how many of a hundred dossiers take it. ``back``: filed so many days ago; or ``due_in``: filed
    so that it is due so many days from now. What it asks of the procedure: filed ``online``, a
    ``term`` of so many days, words for an ``occasion``, a head who reviews. ``desk``: the result is fetched.
    """

    scene: Callable[[Tale], Moments]
    weight: float
    back: tuple[float, float] = (0, 182)
    due_in: tuple[int, int] | None = None
    online: bool = False
    term: int = 0
    occasion: str = ""
    reviewed: bool = False
    desk: bool = False

    @property
    def name(self) -> str:
        return self.scene.__name__


ORDINARY = Turn(scenes.ordinary, 0)
TURNS = (
    Turn(scenes.unopened, 1, online=True),
    Turn(scenes.waits_at_desk, 0.6, back=(3, 6), online=True),
    Turn(scenes.supplement_waits, 1, back=(6, 12), online=True),
    Turn(scenes.supplemented, 5, back=(5, 182), online=True),
    Turn(scenes.never_supplemented, 1.5, back=(20, 182), online=True),
    Turn(scenes.refused_at_desk, 2, online=True),
    Turn(scenes.late_at_desk, 1, back=(15, 182), online=True, term=1),
    Turn(scenes.adjusted, 0.8, online=True, term=3),
    Turn(scenes.withdrawn, 1.2, term=2),
    Turn(scenes.with_officer, 1.5, back=(0.5, 2), term=3),
    Turn(scenes.with_head, 1, back=(0.5, 2), term=3, reviewed=True),
    Turn(scenes.with_signer, 1, back=(0.7, 2), term=3),
    Turn(scenes.fetched_later, 2, back=(3, 14), term=1, desk=True),
    Turn(scenes.supplemented_in_handling, 1.5, back=(30, 182), term=2),
    Turn(scenes.sent_back, 1.5, back=(5, 182), term=2),
    Turn(scenes.refused, 2),
    Turn(scenes.granted_partly, 0.8, back=(5, 182), occasion="partly"),
    Turn(scenes.stopped, 0.8, term=3),
    Turn(scenes.late_in_handling, 1.5, back=(25, 182), term=2),
    Turn(scenes.late_at_head, 0.5, back=(25, 182), term=2, reviewed=True),
    Turn(scenes.late_at_signer, 0.8, back=(25, 182), term=2),
    Turn(scenes.with_officer, 1.2, due_in=(-6, -1), term=1),
    Turn(scenes.with_signer, 0.8, due_in=(-4, -1), term=1),
    Turn(scenes.payment_waits, 0.7, back=(6, 12), term=1, occasion="payment"),
    Turn(scenes.paid, 2, back=(4, 182), term=1, occasion="payment"),
    Turn(scenes.opinion_waits, 0.6, back=(5, 8), term=3, occasion="opinion"),
    Turn(scenes.opinion_answered, 1.5, back=(10, 182), term=3, occasion="opinion"),
    Turn(scenes.opinion_overdue, 0.5, due_in=(-4, -1), term=3, occasion="opinion"),
    Turn(scenes.late_by_agency, 0.6, back=(25, 182), term=3, occasion="opinion"),
    Turn(scenes.extended, 1.2, back=(15, 182), term=5),
    Turn(scenes.extended_now, 0.5, due_in=(1, 2), term=10),
    Turn(scenes.apology_waits, 0.6, due_in=(2, 4), term=5),
    Turn(scenes.error_reported, 0.4, back=(8, 30), term=1),
    Turn(scenes.correction_waits, 0.4, back=(8, 30), term=1),
    Turn(scenes.corrected, 0.8, back=(20, 182), term=1),
    Turn(scenes.not_wrong, 0.5, back=(20, 182), term=1),
)
