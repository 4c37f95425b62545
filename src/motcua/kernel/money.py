"""Sums in đồng: whole numbers inside, as people write them outside. Pure."""

import re
from fractions import Fraction

from motcua.kernel.text import fold

_SCALES = {"": 1, "nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_SUM = re.compile(
    r"(?P<number>[\d.,\s]*\d)\s*(?P<scale>nghin|ngan|trieu|ty|ti)?\s*(?:dong|vnd|d|₫)?\.?", re.ASCII
)
_PLAIN = re.compile(r"\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[., ])\d{3})(?:(?P=mark)\d{3})*")
_DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
MOST = 10**15  # a thousand times the budget of a province: beyond it is a slip of the finger


def money(text: str) -> int | None:
    """
    Return a sum in whole đồng, or None when it is none or could be two.

    Groups of three are separated by dots, as Vietnamese writes them, or spaces; by commas only where no other
    reading is left ("1,500,000"). Before "nghìn", "triệu", "tỷ" either may be decimal ("1,5 triệu").

    >>> money("1.500.000 đồng"), money("1,5 triệu"), money("1,500")
    (1500000, 1500000, None)
    """
    found = _SUM.fullmatch(fold(text))
    if found is None:
        return None
    scale = _SCALES[found["scale"] or ""]
    number = _number(found["number"], scaled=scale > 1)
    if number is None or (number * scale).denominator != 1 or number * scale > MOST:
        return None
    return int(number * scale)


def _number(text: str, *, scaled: bool) -> Fraction | None:
    if _PLAIN.fullmatch(text):
        return Fraction(text)
    if grouped := _GROUPED.fullmatch(text):
        mark, groups = grouped["mark"], text.count(grouped["mark"])
        if groups == 1 and (mark == "," or (scaled and mark == ".")):
            return None  # "1,500" and "1.500 triệu": one and a half, or one thousand five hundred
        return Fraction(text.replace(mark, ""))
    decimal = _DECIMAL.fullmatch(text)
    return Fraction(f"{decimal[1]}.{decimal[2]}") if decimal and scaled else None


def money_shown(amount: int) -> str:
    """Return a sum with its thousands apart: ``1.500.000``."""
    return f"{amount:,}".replace(",", ".")
