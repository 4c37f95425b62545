"""
From words on a page to facts: printed phrases are found again, whatever letters were misread, and between
them are the answers.

The phrases of a part stand in one order. Of all ways to find them in that order the likeliest is taken, so
that "Dân tộc" of the mother is not taken for the father's where one of the two was not read. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from motcua.kernel.text import fold
from motcua.kernel.text import words as split
from motcua.papers.digitising.layouts import Anchor, Layout, Part, layouts
from motcua.papers.digitising.sheets import Box, Sheets, Word
from motcua.papers.digitising.values import READERS, text

ENOUGH = 78  # of 100: as like as a phrase must be; below it neighbours are taken for each other
SURE = 0.85  # below it a person must look
SAME_TYPE = 80


@dataclass(frozen=True, slots=True)
class Fact:
    """A value as it was read: where, and how sure. ``said`` is the text; ``value`` None: not understood."""

    key: str
    said: str
    value: str | None
    box: Box
    sure: float

    @property
    def is_sure(self) -> bool:
        return self.value is not None and self.sure >= SURE


@dataclass(frozen=True, slots=True)
class _Found:
    anchor: Anchor
    start: int
    end: int
    likeness: float


def type_of(sheets: Sheets) -> Layout | None:
    """Return the layout whose own words stand on the paper, or None when none is clear."""
    said = fold(sheets.text)
    likeness = {
        layout.paper_type: max(fuzz.partial_ratio(fold(phrase), said) for phrase in layout.known_by)
        for layout in layouts().values()
    }
    best = max(likeness, key=lambda each: likeness[each])
    return layouts()[best] if likeness[best] >= SAME_TYPE else None


def extract(sheets: Sheets, layout: Layout) -> list[Fact]:
    """Return what was found of the layout's facts, in its order; what was not found is not there."""
    return [fact for part in layout.parts for fact in _facts(sheets.words(part.across), part)]


def _facts(words: Sequence[Word], part: Part) -> Iterator[Fact]:
    found = _in_order([_places(words, anchor) for anchor in part.anchors])
    for number, here in enumerate(found):
        ends = found[number + 1].start if number + 1 < len(found) else len(words)
        answer = [word for word in words[here.end : ends] if text(word.text)]
        if not answer:
            continue
        said = text(" ".join(word.text for word in answer))
        sure = round(min(word.sure for word in answer) * min(1.0, here.likeness / 90), 2)
        for key, reader in here.anchor.gives.items():
            yield Fact(key, said, READERS[reader](said), Box.around(word.box for word in answer), sure)


def _places(words: Sequence[Word], anchor: Anchor) -> list[_Found]:
    """Return where the words may be the phrase: all places that are like enough."""
    folded = [" ".join(split(word.text)) for word in words]
    places = []
    for parts in map(split, anchor.after):
        phrase, length = " ".join(parts), len(parts)
        for start in range(len(words)):
            for size in {length, length + 1, max(length - 1, 1)}:
                if start + size > len(words):
                    continue
                likeness = fuzz.ratio(phrase, " ".join(folded[start : start + size]))
                if likeness >= ENOUGH:
                    places.append(_Found(anchor, start, start + size, likeness))
    return places


def _in_order(candidates: Sequence[list[_Found]]) -> list[_Found]:
    """Return the likeliest way to find the phrases one after another, each once at most."""
    best: list[tuple[float, list[_Found]]] = [(0.0, [])]
    for places in candidates:
        longer = []
        for place in places:
            before = max((b for b in best if not b[1] or b[1][-1].end <= place.start), key=lambda b: b[0])
            longer.append((before[0] + _weight(place), [*before[1], place]))
        best += longer
    return max(best, key=lambda b: b[0])[1]


def _weight(place: _Found) -> float:
    """Long phrases tell more than short ones, and the whole phrase more than a part of it."""
    return place.likeness * math.sqrt(len(place.anchor.after[0]))
