"""Legal parameters as dated data: a value, the days it is in force, and the article that says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class DatedRule:
    """``[from_on, to_on)``; ``certain`` is False where the text was not at hand ("to be confirmed")."""

    key: str
    value: Any
    from_on: date
    to_on: date | None
    citation: str
    certain: bool = True

    def holds(self, on: date) -> bool:
        """Return whether the rule is in force on ``on``."""
        return self.from_on <= on and (self.to_on is None or on < self.to_on)


class NoRuleInForce(LookupError):
    """No rule of that name holds on that day."""


def read_rules(path: Path) -> tuple[DatedRule, ...]:
    """Read rules from a YAML list of ``{key, value, from_on, to_on?, citation, certain?}``."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(DatedRule(to_on=row.pop("to_on", None), **row) for row in rows)


def in_force(rules: Sequence[DatedRule], key: str, on: date) -> DatedRule:
    """
    Return the rule ``key`` in force on ``on``.

    :raises NoRuleInForce: if there is none.
    """
    for rule in rules:
        if rule.key == key and rule.holds(on):
            return rule
    raise NoRuleInForce(f"{key} on {on}")
