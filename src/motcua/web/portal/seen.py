"""
What a window had before it when it saved: so that two windows do not destroy each other's work.

The page says for each of its answers which save wrote it and what stood there; the script adds the ids of
what this window has saved since (``own``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from motcua.dossiers.models import Draft
from motcua.dossiers.operations.saving import Seen, seen_now
from motcua.eforms.definition import Section

SAVE = re.compile(r"[0-9A-Za-z]{1,32}")


def told(draft: Draft, section: Section) -> str:
    """Return what the page of a section carries in its hidden box ``seen``."""
    now = seen_now(draft, [item.key for item in section.fields])
    return json.dumps({key: [*seen.saves, seen.shown] for key, seen in now.items()}, separators=(",", ":"))


def of(request: HttpRequest) -> dict[str, Seen] | None:
    """Return what the window that posts had seen, or None when it does not say."""
    if "seen" not in request.POST:
        return None
    own = ids(request.POST.get("own", "").split())
    return {key: Seen(own | {save}, shown) for key, (save, shown) in _pairs(request.POST["seen"])}


def save_of(request: HttpRequest) -> str:
    """Return the id the window gives to this save; "" without a script."""
    named = request.POST.get("save", "")
    return named if SAVE.fullmatch(named) else ""


def ids(found: Iterable[Any]) -> frozenset[str]:
    return frozenset(each for each in found if isinstance(each, str) and (not each or SAVE.fullmatch(each)))


def _pairs(text: str) -> list[tuple[str, tuple[str, str]]]:
    try:
        raw = json.loads(text)
    except ValueError:
        return []
    if not isinstance(raw, dict):
        return []
    return [
        (str(key), (str(pair[0]), str(pair[1])))
        for key, pair in raw.items()
        if isinstance(pair, list) and len(pair) == 2
    ]
