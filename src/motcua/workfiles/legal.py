"""The dated rules of clerical work (``data/clerical-rules.yaml``)."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from motcua.kernel.dated import DatedRule, in_force, read_rules
from motcua.kernel.text import words


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


_PLACES = ("tỉnh", "thành phố", "xã", "phường", "đặc khu")


def sign_of(unit_name: str) -> str:
    """
    Return how a unit abbreviates itself in signs, as a proposal; the clerk may write another.

    >>> sign_of("Sở Nông nghiệp và Môi trường tỉnh Gia Lai"), sign_of("Ủy ban nhân dân xã Chư Prông")
    ('SNNMT', 'UBND')
    """
    for place in _PLACES:
        unit_name = unit_name.partition(f" {place} ")[0]
    return "".join(word[0] for word in words(unit_name) if word != "va").upper()
