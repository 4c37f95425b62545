"""The rules of ``rule_table`` in force on a day, looked up once for each day."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from motcua.kernel.dated import DatedRule, NoRuleInForce
from motcua.kernel.legal_time.rule_table import TIME_RULES


@lru_cache(maxsize=4096)
def rules_on(on: date) -> Mapping[str, DatedRule]:
    """
    Return the rules in force on ``on``, by key.

    :raises NoRuleInForce: before the Civil Code of 2015 was in force (1 January 2017).
    """
    found = {rule.key: rule for rule in TIME_RULES if _holds(rule, on)}
    if not found:
        raise NoRuleInForce(f"time rules on {on}")
    return found


def _holds(rule: DatedRule, on: date) -> bool:
    return rule.from_on <= on and (rule.to_on is None or on < rule.to_on)
