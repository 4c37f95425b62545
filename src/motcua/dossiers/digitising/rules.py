"""The dated parameters of digitising (``data/digitising-rules.yaml``). Pure."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from motcua.kernel.dated import DatedRule, in_force, read_rules


class Signs(StrEnum):
    """Whose key signs the copy: who digitised it, and their agency."""

    OFFICER = "officer"
    AGENCY = "agency"


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent / "data" / "digitising-rules.yaml")


def signers_rule(on: date, *, own_result: bool) -> DatedRule:
    return in_force(rules(), "signers.result" if own_result else "signers.paper", on)


def signers(on: date, *, own_result: bool) -> Sequence[Signs]:
    """Return who signs a copy made on a day, in the order of signing."""
    return [Signs(each) for each in signers_rule(on, own_result=own_result).value]
