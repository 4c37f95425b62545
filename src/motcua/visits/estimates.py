"""How long people wait, from what was measured at the same desk. A range, or nothing at all. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import quantiles

ENOUGH = 8
"""Fewer measured times than this say nothing."""
STEP = 5
"""Minutes: nobody can promise less."""


@dataclass(frozen=True)
class Wait:
    """Minutes, from and to."""

    low: int
    high: int


def wait(ahead: Sequence[str], *, windows: int, times: Mapping[str, Sequence[float]]) -> Wait | None:
    """
    Return how long the people ``ahead``, by purpose, keep ``windows`` counters busy.

    ``times``: measured minutes of each purpose. From their first to their third quartile, in steps of five
    minutes outwards; None where no counter calls or too little was measured.
    """
    if windows < 1:
        return None
    low = high = 0.0
    everything = [minutes for each in times.values() for minutes in each]
    for purpose in ahead:
        known = times.get(purpose, ())
        sample = known if len(known) >= ENOUGH else everything
        if len(sample) < ENOUGH:
            return None
        first, _, third = quantiles(sample, n=4)
        low, high = low + first, high + third
    if not ahead:
        return Wait(0, STEP) if len(everything) >= ENOUGH else None
    return Wait(floor(low / windows / STEP) * STEP, max(STEP, ceil(high / windows / STEP) * STEP))
