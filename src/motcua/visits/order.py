"""
Who is called next. Pure.

Two lanes: the favoured (priority groups, and appointments whose hour has come) and the others. While both
wait, one other is called after every ``ratio`` favoured: nobody waits for ever, whoever comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """Somebody in the queue. ``due``: since when they wait; ``for_window``: only that counter calls them."""

    number: int
    due: datetime
    favoured: bool
    for_window: int | None = None


def in_order(waiting: Sequence[Waiting], *, ratio: int, favoured_in_row: int) -> list[Waiting]:
    """Return those any counter may call in the order in which they would be, if nobody else came."""
    everybody = sorted((one for one in waiting if one.for_window is None), key=_age)
    favoured = [one for one in everybody if one.favoured]
    others = [one for one in everybody if not one.favoured]
    found = []
    while favoured or others:
        if favoured and (favoured_in_row < ratio or not others):
            found.append(favoured.pop(0))
            favoured_in_row += 1
        else:
            found.append(others.pop(0))
            favoured_in_row = 0
    return found


def next_for(window: int, waiting: Sequence[Waiting], *, ratio: int, favoured_in_row: int) -> Waiting | None:
    """Return whom a counter calls: somebody handed to it first."""
    handed = sorted((one for one in waiting if one.for_window == window), key=_age)
    found = handed or in_order(waiting, ratio=ratio, favoured_in_row=favoured_in_row)
    return found[0] if found else None


def _age(one: Waiting) -> tuple[datetime, int]:
    return one.due, one.number
