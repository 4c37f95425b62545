"""What the people of the demo write: believable official Vietnamese, kept in ``data/words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from motcua.catalogue.models import ProcedureVersion

FILE = Path(__file__).parent / "data" / "words.yaml"
Words = Mapping[str, Any]


@cache
def known() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def fitting(occasion: str, version: ProcedureVersion) -> list[Words]:
    """Return what may be said of a procedure: what was written for it or its field, else what fits any."""
    said: list[Words] = known()[occasion]
    own = [words for words in said if {version.code, version.field} & set(words.get("for", ()))]
    general = [words for words in said if "for" not in words]
    return own * 3 + general


def say(occasion: str, version: ProcedureVersion, random: Random, **names: str) -> dict[str, Any]:
    """Return one of them, with ``names`` in its places."""
    chosen = random.choice(fitting(occasion, version))
    return {key: _filled(value, names) for key, value in chosen.items() if key != "for"}


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_filled(each, names) for each in value]
    return value.format(**names) if isinstance(value, str) else value
