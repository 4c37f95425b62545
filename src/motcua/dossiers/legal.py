"""The dated legal parameters of a dossier (``data/legal-rules.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from motcua.kernel.dated import DatedRule, in_force, read_rules


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent / "data" / "legal-rules.yaml")


def rule(key: str, on: date) -> DatedRule:
    return in_force(rules(), key, on)


def value(key: str, on: date) -> Any:
    return rule(key, on).value
