"""How the answers of ``c-field`` come back in a POST: the other half of that component."""

from collections.abc import Mapping
from typing import NamedTuple

from motcua.kernel.text import tidy

DATES = frozenset({"date", "birth_date"})
FIGURES = frozenset({"number", "money", "identity", "phone"})


class DateParts(NamedTuple):
    """What stands in the three boxes, as it was typed."""

    day: str = ""
    month: str = ""
    year: str = ""


def join_date(parts: DateParts) -> str:
    """
    Return the answer in ISO 8601 as far as it is known, without judging it.

    >>> join_date(DateParts("7", "3", "1990")), join_date(DateParts("", "", "1990"))
    ('1990-03-07', '1990')
    """
    day, month, year = (part.strip().replace("-", "") for part in parts)
    if not (day or month or year):
        return ""
    joined = f"{year}-{_two(month)}-{_two(day)}"
    return joined.rstrip("-")


def split_date(text: str) -> DateParts:
    """Return the parts of an answer; what was typed wrongly comes back as it was typed."""
    year, month, day = ([*text.split("-", 2), "", ""])[:3]
    return DateParts(day=day, month=month, year=year)


def read_answer(*, type: str, name: str, data: Mapping[str, str]) -> str:
    """
    Return the posted answer to one field as text, tidied; "" when nothing was answered.

    ``type`` is a value of ``eforms.FieldType``. Figures lose the dots and spaces people write in
    them; dates come from three boxes. Nothing is validated here: that is ``eforms``' work.
    """
    if type in DATES:
        boxes = (data.get(f"{name}-{part}", "") for part in ("day", "month", "year"))
        return join_date(DateParts(*boxes))
    text = data.get(name, "")
    if type in FIGURES:
        return "".join(text.replace(".", "").split())
    if type in {"long_text", "address"}:
        return "\n".join(tidy(line) for line in text.splitlines()).strip()
    return tidy(text)


def _two(digits: str) -> str:
    return f"0{digits}" if len(digits) == 1 and digits.isdigit() else digits
