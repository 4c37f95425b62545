"""
The table of ways of filing, cut into rows: "Hình thức nộp | Thời gian | Phí, lệ phí | Mô tả".

The cells run together, so a row is found by its shape: the name of a way, glued to a term, glued to a
fee. An empty cell is printed as "Không có thông tin"; what follows the fee is its case in parentheses
and the description, up to the next row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypedDict

from motcua.catalogue.crawl.cells import LOWER, MONEY, NO_INFO, UPPER, closing
from motcua.catalogue.crawl.terms import NUMBER, UNIT
from motcua.catalogue.facts import Channel

CHANNELS = {
    "trực tuyến": Channel.ONLINE,
    "dịch vụ bưu chính": Channel.POST,
    "trực tiếp": Channel.COUNTER,
}
_CHANNEL = re.compile(
    "|".join(name.replace(" ", r"\s+") for name in ("Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp"))
)
CURRENCY = r"(?:VNĐ|VND|Việt\s+Nam\s+Đồng|Đô\s+la\s+Mỹ|Đồng|đồng|EURO|Euro|[A-Z]{3}(?![A-Z])|%|\$|€)"
_OTHER_CURRENCY = rf"[{UPPER}]\w{{1,20}}(?:\s\w{{1,12}}){{0,2}}(?=\()"
_RANGE = rf"{MONEY}(?:\s?[-–]\s?{MONEY})?"
_PRICE = rf"{_RANGE}\s?{CURRENCY}|{_RANGE}\s{_OTHER_CURRENCY}"
_NO_PRICE = rf"(?:Miễn\s+phí|{NO_INFO})"
FEE = re.compile(rf"\s*(?P<fee>{_NO_PRICE}|{_PRICE})")
_PRICED = re.compile(rf"\s*(?P<fee>{_PRICE}|Miễn\s+phí(?=\s*\())")

# The term, when its cell shows where it ends. Glued cells may be in any case; "Ngày" after a space
# must be a capital, or every "trực tiếp 5 ngày" of a description would begin a row.
_UNITED = rf"(?:{NUMBER}\s?(?i:{UNIT})|(?i:nửa)\s(?i:{UNIT}))"
_CAPITAL_UNIT = r"(?:Ngày\s+làm\s+việc|Ngày|Giờ|Tháng|Năm|Tuần|Phút)"
_TERM = re.compile(
    rf"(?P<term>{_UNITED}(?!\s+[{LOWER}])|{NO_INFO})"
    rf"|\s+(?P<spaced>{NUMBER}\s?{_CAPITAL_UNIT}(?!\s+[{LOWER}])|{NO_INFO})"
)
_TERM_THEN_FEE = re.compile(rf"\s*(?P<term>{NUMBER})(?=\s*{_NO_PRICE})")
_NO_TERM = re.compile(r"[\n\t]*(?P<term>)(?=Miễn\s+phí)")
_GLUED = re.compile(rf"\s?(?P<run>{MONEY})\s(?:{CURRENCY}|{_OTHER_CURRENCY})")
_THEN_FEE = rf"(?=\s*(?:{_NO_PRICE}|{_PRICE}))"
_STRANGE_UNIT = re.compile(rf"(?P<term>{NUMBER}\s[{UPPER}]\w{{1,12}}?(?:\s\w{{1,12}}?){{0,3}}){_THEN_FEE}")
_WORDS = re.compile(rf"(?P<term>[{UPPER}\d][^\n]{{1,200}}?){_THEN_FEE}")
# Inside a description: a whole term and fee, so a row whose way of filing we do not know.
HIDDEN_ROW = re.compile(rf"{_UNITED}\s?(?:{_NO_PRICE}|{MONEY}\s(?:VNĐ|Việt\s+Nam\s+Đồng))")
_TERM_THEN_WORDS = re.compile(rf"(?P<term>{_UNITED})")


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Price:
    """
    A fee cell: the price, and the parentheses behind it (empty span when there are none).

    ``open``: they never close, so nobody can say where the description begins; ``case`` holds both.
    """

    price: Span
    case: Span
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    channel: Channel
    name: Span
    term: Span  # empty when the cell is missing
    glued: Span  # a run of digits that is term and amount in one; else empty
    prices: tuple[Price, ...]
    description: Span


class _Priced(TypedDict):
    prices: tuple[Price, ...]
    description: Span


def find_rows(text: str, start: int) -> list[Row]:
    """Cut ``text`` from ``start`` into rows; what precedes the first row is not in any of them."""
    heads = list(_heads(text, start))
    ends = [*(head.name.start for head in heads[1:]), len(text)]
    return [_finish(text, head, end) for head, end in zip(heads, ends, strict=False)]


def _heads(text: str, start: int) -> Iterator[Row]:
    position = start
    for match in _CHANNEL.finditer(text, start):
        if match.start() < position:
            continue
        if row := _head(text, match):
            position = row.description.start
            yield row


def _head(text: str, match: re.Match[str]) -> Row | None:
    at = match.end()
    none = Span(at, at)
    channel = CHANNELS[" ".join(match[0].lower().split())]
    row = Row(channel, Span(match.start(), at), none, none, (), none)
    if term := _term_at(text, at):
        fee = FEE.match(text, term.end)
        if fee is None:
            return replace(row, term=term, description=Span(term.end, term.end))
        return replace(row, term=term, **_priced(fee.start("fee"), fee.end()))
    if found := _GLUED.match(text, at):
        glued = Span(*found.span("run"))
        return replace(row, glued=glued, **_priced(glued.start, found.end()))
    return None


def _priced(start: int, end: int) -> _Priced:
    after = Span(end, end)
    return {"prices": (Price(Span(start, end), after),), "description": after}


def _term_at(text: str, at: int) -> Span | None:
    """Find the term cell at ``at``: a known form, or words glued to the way and ended by a fee."""
    for pattern in (_TERM, _TERM_THEN_FEE, _NO_TERM):
        if found := pattern.match(text, at):
            return Span(*found.span(found.lastgroup or 0))
    if _GLUED.match(text, at):
        return None
    for pattern in (_STRANGE_UNIT, _WORDS):
        found = pattern.match(text, at, at + 260)
        if found and not _CHANNEL.search(found["term"]):
            return Span(*found.span("term"))
    found = _TERM_THEN_WORDS.match(text, at)
    return Span(*found.span("term")) if found else None


def _finish(text: str, row: Row, end: int) -> Row:
    """Add the parentheses behind the fee, further fees, and the description."""
    prices: list[Price] = []
    at = row.description.start
    for price in row.prices:
        prices.append(_with_case(text, price.price, end))
        at = prices[-1].case.end
    while prices and (more := _PRICED.match(text, at, end)):
        prices.append(_with_case(text, Span(more.start("fee"), more.end()), end))
        at = prices[-1].case.end
    return replace(row, prices=tuple(prices), description=Span(at, end))


def _with_case(text: str, price: Span, end: int) -> Price:
    at = price.end
    if not text.startswith("(", at, end):
        return Price(price, Span(at, at))
    closed = closing(text, at, end)
    return Price(price, Span(at, closed if closed > 0 else end), open=closed < 0)
