"""What was read on the pages of a scan: words in rows, each with its place and how sure it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

UNSURE = 0.25  # what is read with less is a fold or a speck, unless it is as high as letters are here
AS_HIGH = (0.5, 2.0)  # times the usual height
SAME_ROW = 0.5  # of the usual height of words


@dataclass(frozen=True, slots=True)
class Box:
    """Where on a page, as parts of its width and height from the top left; ``page`` counts from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """Return the box around those on the page of the first."""
        every = list(boxes)
        mine = [box for box in every if box.page == every[0].page]
        return Box(
            mine[0].page,
            min(box.left for box in mine),
            min(box.top for box in mine),
            max(box.right for box in mine),
            max(box.bottom for box in mine),
        )


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box
    sure: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Sheets:
    """All pages of one scan, each a list of rows from the top."""

    pages: tuple[tuple[tuple[Word, ...], ...], ...]

    def words(self, across: tuple[float, float] = (0, 1)) -> list[Word]:
        """Return the words in the order of reading whose middle lies within that part of the width."""
        least, most = across
        return [
            word
            for rows in self.pages
            for row in rows
            for word in row
            if least <= (word.box.left + word.box.right) / 2 < most
        ]

    @property
    def text(self) -> str:
        rows = (row for page in self.pages for row in page)
        return "\n".join(" ".join(word.text for word in row) for row in rows)


def sheets_of(pages: Iterable[Mapping[str, Any]]) -> Sheets:
    """Return the pages as ``reader`` tells of them, without what nobody would read there."""
    return Sheets(tuple(_rows(page, number) for number, page in enumerate(pages, 1)))


def _rows(page: Mapping[str, Any], number: int) -> tuple[tuple[Word, ...], ...]:
    """Put words side by side that stand at one height, whatever column the reader took them for."""
    every = list(_words(page, number))
    if not every:
        return ()
    usual = median(word.box.bottom - word.box.top for word in every)
    words = [word for word in every if word.sure >= UNSURE or _as_high(word, usual)]
    fall: float = page["slope"] * page["width"] / page["height"]  # a page is set straight, but never quite

    def height(word: Word) -> float:
        return (word.box.top + word.box.bottom) / 2 - fall * word.box.left

    rows: list[list[Word]] = []
    for word in sorted(words, key=height):
        if rows and height(word) - fmean(map(height, rows[-1])) < SAME_ROW * usual:
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(tuple(sorted(row, key=lambda word: word.box.left)) for row in rows)


def _words(page: Mapping[str, Any], number: int) -> Iterable[Word]:
    wide, high = page["width"], page["height"]
    for text, left, top, right, bottom, sure in page["words"]:
        if any(sign.isalnum() for sign in text):
            box = Box(number, left / wide, top / high, right / wide, bottom / high)
            yield Word(text, box, sure / 100)


def _as_high(word: Word, usual: float) -> bool:
    least, most = AS_HIGH
    return least * usual <= word.box.bottom - word.box.top <= most * usual and len(word.text) > 1
