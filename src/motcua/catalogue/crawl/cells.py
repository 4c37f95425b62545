"""Small pieces that several cells share: the empty cell, numbers, money, balanced parentheses, furniture."""

import re
from dataclasses import dataclass

# Letters of Vietnamese for character classes: "à-ỹ" will not do, it holds capitals too.
_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
UPPER = "".join(letter for letter in _LATIN if letter.isupper())
LOWER = "".join(letter for letter in _LATIN if letter.islower())

NO_INFO = r"Không\s+có\s+thông\s+tin"
EMPTY = re.compile(rf"\s*{NO_INFO}\s*")

# Every amount on the page is grouped by ',' or '.'; bounded, so that no input can make it slow.
MONEY = r"[0-9](?:[0-9.,]{0,18}[0-9])?"
_PLAIN = re.compile(r"[0-9]{1,15}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.0{1,2})?|[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,0{1,2})?")
_ZERO_CENTS = re.compile(r"[.,]0{1,2}$")

_SPOKEN = re.compile(
    rf"(?P<number>{MONEY})\s{{0,3}}(?P<scale>triệu|nghìn|ngàn|tỷ)?\s{{0,3}}(?P<unit>VNĐ|VND|USD|đồng|đ\b|\$)",
    re.IGNORECASE,
)
_SCALES = {"triệu": 1_000_000, "nghìn": 1_000, "ngàn": 1_000, "tỷ": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Spoken:
    """An amount that running text mentions."""

    amount: int
    currency: str  # "VND" or "USD"


def whole_amount(text: str) -> int | None:
    """Return the whole number that ``text`` prints, or None when its separators are not certain."""
    if _PLAIN.fullmatch(text):
        return int(text)
    if not _GROUPED.fullmatch(text):
        return None
    return int(_ZERO_CENTS.sub("", text).replace(",", "").replace(".", ""))


def spoken_amounts(text: str) -> frozenset[Spoken]:
    """Return the amounts of money that ``text`` mentions."""
    found = set()
    for match in _SPOKEN.finditer(text):
        amount = whole_amount(match["number"])
        if amount is not None:
            amount *= _SCALES.get((match["scale"] or "").lower(), 1)
            dollars = match["unit"].upper() in {"USD", "$"}
            found.add(Spoken(amount, "USD" if dollars else "VND"))
    return frozenset(found)


def closing(text: str, start: int, end: int) -> int:
    """Return where the parenthesis that opens at ``start`` has closed, or -1 if it does not."""
    depth = 0
    for match in _PARENTHESIS.finditer(text, start, end):
        depth += 1 if match[0] == "(" else -1
        if depth == 0:
            return match.end()
    return -1


_PARENTHESIS = re.compile(r"[()]")
