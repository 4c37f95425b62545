"""How long the office may take, and how people write it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.legal_time.errors import TermNotUnderstood, TermTooLong
from motcua.kernel.text import fold


class TermUnit(StrEnum):
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"  # working hours


@dataclass(frozen=True)
class Term:
    """
    ``amount`` of ``unit``. Zero working days is "trong ngày": answered on the day of reception.

    A part of a month is that part of thirty days, half of one fifteen (Civil Code 91/2015/QH13, Art. 146.1).
    """

    amount: float
    unit: TermUnit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a term is not negative: {self.amount}")


SAME_DAY = Term(0, TermUnit.WORKING_DAYS)
LONGEST = {TermUnit.WORKING_DAYS: 2600, TermUnit.DAYS: 3650, TermUnit.MONTHS: 120, TermUnit.HOURS: 20800}

_UNITS: dict[str, tuple[TermUnit, float]] = {
    **dict.fromkeys(
        ["working day", "working days", "business day", "business days"], (TermUnit.WORKING_DAYS, 1)
    ),
    **dict.fromkeys(["ngay lam viec", "nlv"], (TermUnit.WORKING_DAYS, 1)),
    **dict.fromkeys(
        ["day", "days", "calendar day", "calendar days", "ngay", "ngay lich"], (TermUnit.DAYS, 1)
    ),
    **dict.fromkeys(["week", "weeks", "tuan"], (TermUnit.DAYS, 7)),
    **dict.fromkeys(["month", "months", "thang"], (TermUnit.MONTHS, 1)),
    **dict.fromkeys(["year", "years", "nam"], (TermUnit.MONTHS, 12)),
    **dict.fromkeys(["hour", "hours", "working hour", "working hours"], (TermUnit.HOURS, 1)),
    **dict.fromkeys(["gio", "gio lam viec", "tieng"], (TermUnit.HOURS, 1)),
}
_SAME_DAY = {"trong ngay", "ngay trong ngay", "trong ngay lam viec", "ngay trong ngay lam viec", "same day"}
_HALVES = {"nua": "0.5", "half a": "0.5", "half": "0.5", "1/2": "0.5", "½": "0.5"}
_BEFORE = re.compile(r"^(khong qua|trong vong|trong thoi han|trong|toi da|within|up to|at most)\s+")
_IN_WORDS = re.compile(r"\([^)]*\)")  # 05 (năm) ngày
_WRITTEN = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([a-z ]+)")


def parse_term(text: str) -> Term:
    """
    Return the term that ``text`` says, in Vietnamese or English.

    >>> parse_term("không quá 05 (năm) ngày làm việc")
    Term(amount=5.0, unit=<TermUnit.WORKING_DAYS: 'working_days'>)

    :raises TermNotUnderstood: if it says none.
    :raises TermTooLong: if it is longer than ten years.
    """
    plain = fold(_IN_WORDS.sub(" ", text)).rstrip(".")
    if plain in _SAME_DAY:
        return SAME_DAY
    plain = _BEFORE.sub("", plain)
    for word, number in _HALVES.items():
        if plain.startswith(f"{word} "):
            plain = number + plain.removeprefix(word)
    found = _WRITTEN.fullmatch(plain)
    unit = _UNITS.get(" ".join(found[2].split())) if found else None
    if found is None or unit is None:
        raise TermNotUnderstood(text=text)
    amount = float(found[1].replace(",", ".")) * unit[1]
    if amount > LONGEST[unit[0]]:
        raise TermTooLong(text=text)
    return Term(amount, unit[0])
