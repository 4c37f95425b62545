"""
Public holidays and the national decisions shipped with us. Knows no database.

The days come from the package ``holidays``; ``data/calendar-decisions.yaml`` wins over it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import holidays
import yaml

from motcua.kernel.dated import DatedRule, in_force, read_rules
from motcua.kernel.legal_time import DayMark

DATA = Path(__file__).parent / "data"
SWAPPED = "Làm bù theo lịch hoán đổi"


@cache
def public_days(year: int) -> Mapping[date, DayMark]:
    """Return the days of a year that the week does not decide: off, off in lieu, or worked in exchange."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    marks = {on: _mark(on, name, working=False) for on, name in known.items() if on.year == year}
    for on in known.weekend_workdays:
        if on.year == year:
            marks[on] = _mark(on, SWAPPED, working=True)
    return marks | {on: mark for on, mark in shipped_decisions().items() if on.year == year}


class Marks(Mapping[date, DayMark]):
    """
    The marks of a calendar: what was ``decided``, and below it the public days of whatever year is asked for.

    Going through them yields the decided days alone, as public days have no end.
    """

    def __init__(self, decided: Mapping[date, DayMark] | None = None) -> None:
        self.decided = decided or {}

    def __getitem__(self, on: date) -> DayMark:
        return self.decided.get(on) or public_days(on.year)[on]

    def __iter__(self) -> Iterator[date]:
        return iter(self.decided)

    def __len__(self) -> int:
        return len(self.decided)


@cache
def shipped_decisions() -> Mapping[date, DayMark]:
    rows = yaml.safe_load((DATA / "calendar-decisions.yaml").read_text(encoding="utf-8"))
    return {
        row["day"]: DayMark(row["working"], row["reason"], row["citation"], certain=row.get("certain", True))
        for row in rows
    }


@cache
def _rules() -> tuple[DatedRule, ...]:
    return read_rules(DATA / "holiday-rules.yaml")


def _mark(on: date, name: str, *, working: bool) -> DayMark:
    keys = {rule.key for rule in _rules()}
    own = f"day.{on:%m-%d}"
    key = own if own in keys else "in_lieu" if "nghỉ bù" in name else "holiday"
    rule = in_force(_rules(), key, on)
    return DayMark(working, name, rule.citation, certain=rule.certain)
