"""The legal texts that our rules cite (``data/legal-texts.yaml``): their full names, days and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class LegalText:
    """``url`` is empty where no public address is known; ``certain`` as in ``DatedRule``."""

    number: str
    kind: str
    name: str
    source: str
    issued_on: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    url: str = ""
    certain: bool = True


@cache
def legal_texts() -> Mapping[str, LegalText]:
    """Return the known texts by number."""
    path = Path(__file__).parent / "data" / "legal-texts.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {row["number"]: LegalText(**row) for row in rows}


def address_of(number: str) -> str:
    """Return where the public may read the text, or ""."""
    text = legal_texts().get(number)
    return text.url if text else ""
