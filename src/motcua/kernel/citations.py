"""
Citations as Vietnamese law writes them: "Điều 19 khoản 3 Nghị định 118/2025/NĐ-CP".

The grammar is small: ``[provisions] kind [title] number [ngày d/m/y]``, where provisions are "Điều 16 khoản 3
điểm c", lists of them, "Phụ lục I", "Mẫu số 15 Phụ lục I". Words may stand between references.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KIND = "Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Công văn|Thông báo|Kết luận"
_NUMBER = r"\d+(?:/\d{4})?/[A-ZĐ][\w-]*|\d+-[A-ZĐ]{2}/[A-ZĐ]+"
_CLAUSES = r"khoản \d+[a-z]?(?:(?:, | và )(?:khoản )?\d+[a-z]?\b)*(?: điểm [a-zđ]\b(?:, [a-zđ]\b)*)?"
_ARTICLE = rf"Điều \d+[a-z]?(?: {_CLAUSES})?"
_ANNEX = r"(?:Mẫu (?:số )?\d+\w*(?:,? )?)?Phụ lục (?:[IVX]+|\d+)\b|Mẫu (?:số )?\d+\w*"
_PROVISION = rf"(?:{_ARTICLE}|{_ANNEX})"
_REFERENCE = re.compile(
    rf"(?:(?P<provisions>{_PROVISION}(?:(?:, | và ){_PROVISION})*),? )?"
    rf"(?P<kind>{_KIND})(?P<title> [^\d;,()]{{1,60}}?)?(?: số)? (?P<number>{_NUMBER})"
    r"(?: ngày (?P<on>\d{1,2}/\d{1,2}/\d{4}))?"
)
_EACH = re.compile(_PROVISION)
_OF_ARTICLES = frozenset({"Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Thông tư"})


@dataclass(frozen=True)
class Reference:
    """One text and the places in it: ``provisions`` as written, such as ("Điều 19 khoản 3", "Phụ lục I")."""

    kind: str
    number: str
    title: str = ""
    provisions: tuple[str, ...] = ()
    on: str = ""
    written: str = ""

    @property
    def article(self) -> str:
        """Return the first provision without its clauses ("Điều 19"), or "" for the whole text."""
        first = self.provisions[0] if self.provisions else ""
        return first.partition(" khoản ")[0]


def pieces(citation: str) -> Iterator[str | Reference]:
    """Yield the citation in order: its references, and the words between them."""
    end = 0
    for found in _REFERENCE.finditer(citation):
        if found.start() > end:
            yield citation[end : found.start()]
        yield Reference(
            kind=found["kind"],
            number=found["number"],
            title=(found["title"] or "").strip(),
            provisions=tuple(_EACH.findall(found["provisions"] or "")),
            on=found["on"] or "",
            written=found[0],
        )
        end = found.end()
    if end < len(citation):
        yield citation[end:]


def references(citation: str) -> tuple[Reference, ...]:
    return tuple(piece for piece in pieces(citation) if isinstance(piece, Reference))


def why_not_a_citation(citation: str, *, certain: bool = True) -> str:
    """
    Return what is wrong with ``citation`` as the ground of a rule, or "".

    It names a text; where the rule is ``certain`` and the text is one of articles, it names the place too.
    """
    found = references(citation)
    if not citation.strip():
        return "no citation"
    if not found:
        return f"names no text: {citation}"
    if certain and found[0].kind in _OF_ARTICLES and not found[0].provisions:
        return f"names no article: {citation}"
    return ""
