"""
Public holidays and the national decisions shipped with us. Knows no database.

The days come from the package ``holidays``; ``data/calendar-decisions.yaml`` wins over it.
"""

from collections.abc import Mapping
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
    marks = {on: DayMark(False, name, _citation(on, name)) for on, name in known.items() if on.year == year}
    for on in known.weekend_workdays:
        if on.year == year:
            marks[on] = DayMark(True, SWAPPED, _citation(on, SWAPPED))
    return marks | {on: mark for on, mark in shipped_decisions().items() if on.year == year}


def public_days_of(first: int, last: int) -> dict[date, DayMark]:
    """Return the days of the years from ``first`` to ``last``, both included."""
    return {on: mark for year in range(first, last + 1) for on, mark in public_days(year).items()}


@cache
def shipped_decisions() -> Mapping[date, DayMark]:
    rows = yaml.safe_load((DATA / "calendar-decisions.yaml").read_text(encoding="utf-8"))
    return {row["day"]: DayMark(row["working"], row["reason"], row["citation"]) for row in rows}


@cache
def _rules() -> tuple[DatedRule, ...]:
    return read_rules(DATA / "holiday-rules.yaml")


def _citation(on: date, name: str) -> str:
    keys = {rule.key for rule in _rules()}
    own = f"day.{on:%m-%d}"
    key = own if own in keys else "in_lieu" if "nghỉ bù" in name else "holiday"
    return in_force(_rules(), key, on).citation
