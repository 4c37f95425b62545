"""
Lanes: the parts a work list is put together from, each of which an index holds in the list's order.

A lane is what one duty has to do, at some steps of some units. ``Dossier.objects.waiting_for`` and the work
lists both follow ``lanes_of``, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Q

from motcua.dossiers.steps import UNDER_TERM_STEPS, WorkStep
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting


class Side(StrEnum):
    """Which of its units a dossier is looked for under."""

    RECEIVING = "receiving_unit_id"
    DECIDING = "deciding_unit_id"


class Kind(StrEnum):
    STEPS = "steps"
    ENDED = "ended"  # nothing is to be done any more
    EXTENSIONS = "extensions"  # an apology with a new date waits for its signature
    LETTERS = "letters"  # a letter waits for who signs for its agency


@dataclass(frozen=True)
class Lane:
    """
    Dossiers of ``units`` at ``steps``.

    ``holder``: only those that officer holds; with ``or_free`` also those that nobody holds.
    """

    side: Side
    units: frozenset[int]
    steps: tuple[WorkStep, ...]
    kind: Kind = Kind.STEPS
    holder: int | None = None
    or_free: bool = False

    def within(self, units: Collection[int], steps: Collection[WorkStep]) -> Lane:
        """Return the part of the lane in these units and steps."""
        return replace(
            self,
            units=self.units.intersection(units),
            steps=tuple(step for step in self.steps if step in steps),
        )

    @property
    def condition(self) -> Q:
        """What holds of the dossiers in it."""
        found = Q(**{f"{self.side}__in": self.units}, step__in=self.steps)
        if self.kind == Kind.EXTENSIONS:
            return found & Q(extension_waits=True)
        if self.kind == Kind.LETTERS:
            return Q(deciding_unit_id__in=self.units) & letters_waiting(self.units)
        if self.holder is not None:
            held = Q(assigned_to_id=self.holder)
            found &= held | Q(assigned_to=None) if self.or_free else held
        return found


def lanes_of(posting: Posting) -> list[Lane]:
    """Return what it is the turn of one of the officer's duties to do."""
    me = posting.officer_id
    handled, signed, sealed = (posting.units(duty) for duty in (Duty.HANDLE, Duty.SIGN, Duty.SEAL))
    found = [
        Lane(Side.RECEIVING, posting.units(Duty.RECEIVE), (WorkStep.ACCEPT, WorkStep.HAND_OVER)),
        Lane(Side.DECIDING, handled, (WorkStep.TAKE_UP,)),
        Lane(Side.DECIDING, handled, (WorkStep.EXAMINE,), holder=me),
        Lane(Side.DECIDING, handled, (WorkStep.CORRECT,), holder=me, or_free=True),
        Lane(Side.DECIDING, posting.units(Duty.REVIEW), (WorkStep.REVIEW,)),
        Lane(Side.DECIDING, signed, (WorkStep.SIGN, WorkStep.SIGN_CORRECTION)),
        Lane(Side.DECIDING, sealed, (WorkStep.SEAL, WorkStep.SEAL_CORRECTION)),
        Lane(Side.DECIDING, signed, UNDER_TERM_STEPS, Kind.EXTENSIONS),
        Lane(Side.DECIDING, signed, tuple(WorkStep), Kind.LETTERS),
    ]
    return [lane for lane in found if lane.units]


def letters_waiting(units: Collection[int]) -> Q:
    from motcua.dossiers.models import Letter

    waiting = Letter.objects.filter(awaits_head=True, unit_id__in=units)
    return Q(pk__in=waiting.values("dossier"))
