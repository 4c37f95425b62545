"""The dated parameters of the vault (``data/vault-rules.yaml``), and what follows from them. Pure."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from motcua.kernel.dated import DatedRule, in_force, read_rules


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent / "data" / "vault-rules.yaml")


def value(key: str, on: date) -> Any:
    return in_force(rules(), key, on).value


def code_of(*, holder: str, paper_type: str, serial: int, on: date) -> str:
    """
    Return the code of a paper, as the day's layout writes it.

    >>> code_of(holder="064185990022", paper_type="KQ.G15.000031", serial=1, on=date(2026, 11, 24))
    '064185990022.KQ.G15.000031.01'
    """
    layout: str = value("code.layout", on)
    return layout.format(holder=holder, type=paper_type, serial=serial)
