"""The dated parameters of acting for another (``data/standing-in-rules.yaml``)."""

from datetime import date
from functools import cache
from pathlib import Path

from motcua.kernel.dated import DatedRule, in_force, read_rules


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent / "data" / "standing-in-rules.yaml")


def rule(key: str, on: date) -> DatedRule:
    return in_force(rules(), key, on)
