"""A procedure found, as a list shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from motcua.catalogue.queries import Hit
from motcua.kernel.text import fold, words
from motcua.web.portal.words import LEVELS

_PIECES = re.compile(r"\w+|\W+")
SHORTEST_PREFIX = 3


@dataclass(frozen=True)
class Part:
    """A piece of a title, and whether it was asked for."""

    text: str
    found: bool


@dataclass(frozen=True)
class HitShown:
    code: str
    parts: tuple[Part, ...]
    called: str
    summary: str
    field: str
    authority: str
    level: str


def shown(hit: Hit, q: str) -> HitShown:
    return HitShown(
        code=hit.code,
        parts=tuple(highlighted(hit.title, words(q))),
        called=hit.matched,
        summary=hit.summary,
        field=hit.field,
        authority=hit.authority,
        level=str(LEVELS[hit.online]),
    )


def highlighted(title: str, asked: Collection[str]) -> Iterator[Part]:
    """
    Yield the title in pieces, with or without tone marks; neighbours alike are one piece.

    >>> [part.text for part in highlighted("Đăng ký khai sinh", ["khai", "sinh"]) if part.found]
    ['khai sinh']
    """
    text, found = "", False
    for piece in _PIECES.findall(title):
        hit = _asked(fold(piece), asked) if piece.strip() else found and bool(text)
        if text and hit != found:
            yield from _cut(text, found)
            text = ""
        text, found = text + piece, hit
    yield from _cut(text, found)


def _cut(text: str, found: bool) -> Iterator[Part]:  # noqa: FBT001
    """Give the space after a found piece to what follows it."""
    if not found or text == text.rstrip():
        yield Part(text, found)
        return
    bare = text.rstrip()
    yield Part(bare, found=True)
    yield Part(text[len(bare) :], found=False)


def _asked(word: str, asked: Collection[str]) -> bool:
    return word in asked or any(len(a) >= SHORTEST_PREFIX and word.startswith(a) for a in asked)
