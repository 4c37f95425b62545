"""The cell of the term: how long the office may take."""

import re
from dataclasses import dataclass

from motcua.catalogue.crawl.cells import NO_INFO, UPPER
from motcua.catalogue.facts import Term, TermUnit

_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
NUMBER = rf"(?:{_NUMBER}\s?[-–]\s?{_NUMBER}|[0-9]{{1,2}}/[0-9]{{1,2}}|{_NUMBER})"

# Unit, and how many of ours one of it is. A week is seven days, a year twelve months (Civil Code Art. 146).
_UNITS: dict[str, tuple[TermUnit, float]] = {
    "ngày làm việc": (TermUnit.WORKING_DAYS, 1),
    "buổi làm việc": (TermUnit.WORKING_DAYS, 0.5),
    "giờ làm việc": (TermUnit.UNKNOWN, 1),
    "tháng": (TermUnit.MONTHS, 1),
    "ngày": (TermUnit.DAYS, 1),
    "tuần": (TermUnit.DAYS, 7),
    "năm": (TermUnit.MONTHS, 12),
    "phút": (TermUnit.HOURS, 1 / 60),
    "giờ": (TermUnit.HOURS, 1),
}
UNIT = "(?:" + "|".join(name.replace(" ", r"\s+") for name in _UNITS) + ")"

_WHOLE = re.compile(
    rf"\s*(?:(?P<empty>{NO_INFO})|(?P<half>(?i:nửa))\s+(?P<half_unit>(?i:{UNIT}))"
    rf"|(?P<number>{NUMBER})\s*(?P<unit>(?i:{UNIT}))?)\s*"
)
_UNKNOWN_UNIT = re.compile(rf"\s*(?P<number>{NUMBER})\s+(?P<unit>[{UPPER}]\w+(?:\s\w+){{0,3}})\s*")


@dataclass(frozen=True, slots=True)
class TermCell:
    """What the cell says: a term, nothing, or only words."""

    term: Term | None = None
    empty: bool = False
    unclear: bool = False  # a number whose separator may be a decimal point or a thousands separator
    unknown_unit: bool = False


def read_term(text: str) -> TermCell:
    """Read a whole cell. A cell of words has neither a term nor is it empty."""
    if match := _WHOLE.fullmatch(text):
        if match["empty"]:
            return TermCell(empty=True)
        if match["half"]:
            return TermCell(_term(0.5, None, match["half_unit"]))
        if not match["unit"] and not match["number"].strip("0"):
            return TermCell()  # a bare 0 is no term of no length: it is how offices leave the cell empty
        return _numbered(match["number"], match["unit"] or "")
    if match := _UNKNOWN_UNIT.fullmatch(text):
        cell = _numbered(match["number"], "")
        return TermCell(cell.term, unclear=cell.unclear, unknown_unit=True)
    return TermCell()


def _numbered(number: str, unit: str) -> TermCell:
    parts = [_amount(part) for part in re.split(r"[-–]", number)]
    if None in parts:
        return TermCell(unclear=True)
    low, high = parts[0], parts[-1]
    assert low is not None  # checked just above
    assert high is not None
    if low > high:
        return TermCell(unclear=True)
    return TermCell(_term(high, low if len(parts) == 2 else None, unit))


def _amount(text: str) -> float | None:
    text = text.strip()
    if "/" in text:
        above, below = text.split("/")
        return int(above) / int(below) if int(below) else None
    whole, *rest = re.split(r"[.,]", text)
    if rest and len(rest[0]) == 3:  # 1.000 days, or one day
        return None
    return float(f"{whole}.{rest[0]}") if rest else float(whole)


def _term(amount: float, at_least: float | None, unit: str) -> Term:
    known, times = _UNITS.get(" ".join(unit.lower().split()), (TermUnit.UNKNOWN, 1.0))
    low = None if at_least is None else at_least * times
    return Term(amount=amount * times, at_least=low, unit=known)
