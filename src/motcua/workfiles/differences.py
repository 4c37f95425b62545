"""How one version differs from another, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 20_000  # words that are compared one by one; longer texts are compared by paragraphs
_WORD = re.compile(r"\n+|[^\S\n]+|[^\s]+")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True)
class Piece:
    """A stretch of text: ``kind`` is same, out (only in the old) or new (only in the new)."""

    kind: str
    text: str


def paragraphs(text: str) -> list[str]:
    """
    Return the paragraphs of a text, as comments count them.

    >>> paragraphs("Điều 1.\\n\\nĐiều 2.\\n")
    ['Điều 1.', 'Điều 2.']
    """
    return [part.strip() for part in _PARAGRAPH.split(text) if part.strip()]


def between(old: str, new: str) -> list[Piece]:
    """
    Return ``new`` with what is gone and what has come, in order.

    >>> [(p.kind, p.text) for p in between("hỗ trợ 5 triệu", "hỗ trợ 7 triệu")]
    [('same', 'hỗ trợ '), ('out', '5'), ('new', '7'), ('same', ' triệu')]
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) + len(after) > LONGEST:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return list(_pieces(before, after))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(after[c:d]))
            continue
        if a < b:
            yield Piece("out", "".join(before[a:b]))
        if c < d:
            yield Piece("new", "".join(after[c:d]))
