"""The dated rules of clerical work (``data/clerical-rules.yaml``)."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from motcua.kernel.dated import DatedRule, in_force, read_rules


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent / "data" / "clerical-rules.yaml")


def rule(key: str, on: date) -> DatedRule:
    return in_force(rules(), key, on)


def kinds(on: date) -> dict[str, str]:
    """Return the kinds of documents by their abbreviation."""
    found: dict[str, str] = rule("kinds", on).value
    return found


def symbol(number: int, kind: str, unit_sign: str, on: date) -> str:
    """
    Return number and sign of a document: ``12/QĐ-UBND``; a letter names no kind: ``12/UBND``.

    >>> symbol(12, "QĐ", "UBND", date(2026, 3, 9)), symbol(3, "CV", "SXD", date(2026, 3, 9))
    ('12/QĐ-UBND', '03/SXD')
    """
    said = unit_sign if kind == rule("unnamed_kind", on).value else f"{kind}-{unit_sign}"
    return f"{number:02}/{said}"
