"""A paper being digitised as its page shows it: the facts beside the picture, what was typed of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from motcua.dossiers.digitising.asked import Asked, asked_of
from motcua.dossiers.digitising.models import Digitisation
from motcua.papers.digitising.sheets import Box
from motcua.web.ui import inputs

WIDE = 1000  # units of a drawing across; a page is as high as it is in proportion
AROUND = 0.7  # of the height of what was read: so much of the page is seen above and below
BEFORE = 0.25  # of the width of the page: what is printed before it tells what it is
LEAST = 0.5


@dataclass(frozen=True)
class Crop:
    """The place on a page where a fact was read: ``view`` and ``high`` as SVG wants them."""

    page: int
    view: str
    high: str


@dataclass(frozen=True)
class FactShown:
    """One fact with its box to type in, and the place it was read from."""

    asked: Asked
    crop: Crop | None

    @property
    def name(self) -> str:
        return name_of(self.asked.key)


@dataclass(frozen=True)
class Mark:
    """Where a fact stands on the whole page, in parts of a thousand."""

    name: str
    x: str
    y: str
    wide: str
    high: str
    doubtful: bool


def name_of(key: str) -> str:
    """
    Return the name of the box of a fact.

    >>> name_of("child:person.full_name")
    'child-person-full_name'
    """
    return key.replace(":", "-").replace(".", "-")


def facts_of(digitisation: Digitisation, shape: Callable[[int], float | None]) -> list[FactShown]:
    """Return every fact; ``shape`` tells how high a page is for its width, None where it cannot be drawn."""
    return [FactShown(each, _crop(each.box, shape)) for each in asked_of(digitisation)]


def marks_of(facts: list[FactShown], page: int) -> list[Mark]:
    return [_mark(fact, fact.asked.box) for fact in facts if fact.asked.box and fact.asked.box.page == page]


def _mark(fact: FactShown, box: Box) -> Mark:
    wide, high = box.right - box.left, box.bottom - box.top
    x, y, w, h = (f"{value * WIDE:.1f}" for value in (box.left, box.top, wide, high))
    return Mark(fact.name, x, y, w, h, fact.asked.doubtful)


def _crop(box: Box | None, shape: Callable[[int], float | None]) -> Crop | None:
    if box is None or (ratio := shape(box.page)) is None:
        return None
    room = (box.bottom - box.top) * AROUND
    top, bottom = max(box.top - room, 0.0), min(box.bottom + room, 1.0)
    left = max(box.left - BEFORE, 0.0)
    wide = max(box.right - left + 0.02, LEAST)
    left = min(left, max(1.0 - wide, 0.0))
    page = WIDE * ratio
    view = f"{left * WIDE:.1f} {top * page:.1f} {min(wide, 1.0) * WIDE:.1f} {(bottom - top) * page:.1f}"
    return Crop(box.page, view, f"{page:.1f}")


def typed(digitisation: Digitisation, data: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the boxes that the page had."""
    return dict(_typed(digitisation, data))


def _typed(digitisation: Digitisation, data: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for each in asked_of(digitisation):
        name = name_of(each.key)
        if name in data or f"{name}-year" in data:
            yield each.key, inputs.read_answer(type=each.element.type, name=name, data=data)


def seen(digitisation: Digitisation, data: Mapping[str, str]) -> list[str]:
    """Return the doubtful facts that were ticked as right."""
    return [each.key for each in asked_of(digitisation) if data.get(f"seen-{name_of(each.key)}")]
