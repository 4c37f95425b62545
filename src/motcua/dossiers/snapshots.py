"""
What a dossier was filed under: procedure, form, fees, term, process, the rules of the day, the calendar.

Procedure and form are versions that never change; of the rest the snapshot keeps what it was, or its hash.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import legal, waits
from motcua.kernel.legal_time import VIETNAM, rules_on
from motcua.orgs.models import Unit

HOLIDAYS = version("holidays")
"""The list of public holidays the calendar begins with; offices' decisions come on top, whenever made."""


def taken(filed_under: ProcedureVersion, *, unit: Unit, at: datetime) -> dict[str, Any]:
    """Return the snapshot of a dossier filed at ``at``. Reads nothing but what the caller holds."""
    on = at.astimezone(VIETNAM).date()
    facts, form = filed_under.facts, filed_under.form
    return {
        "procedure": {"code": filed_under.code, "number": filed_under.number, "digest": filed_under.digest},
        "form": {"code": form.code, "number": form.number} if form else None,
        "fees": _digest([way.model_dump(mode="json", include={"channel", "fees"}) for way in facts.ways]),
        "terms": [
            {"channel": way.channel.value, "terms": [term.model_dump(mode="json") for term in way.terms]}
            for way in facts.ways
        ],
        "process": [stage.value for stage in facts.process],
        "rules": rule_set(on, procedure=filed_under.code, field=filed_under.field),
        "calendar": {"unit": unit.code, "holidays": HOLIDAYS},
        "on": on.isoformat(),
    }


@lru_cache(maxsize=512)
def _rule_set(on: date, procedure: str, field: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    waiting = waits.rules_on(on, procedure=procedure, field=field)
    dated = [rule for rule in legal.rules() if rule.holds(on)] + list(rules_on(on).values())
    said = [rule.model_dump(mode="json") for rule in waiting] + [
        [rule.key, rule.value, rule.from_on.isoformat(), rule.citation] for rule in dated
    ]
    names = tuple(f"{rule.key}@{rule.from_on.isoformat()}" for rule in dated)
    return tuple(rule.id for rule in waiting), names, _digest(said)


def rule_set(on: date, *, procedure: str, field: str) -> dict[str, Any]:
    """Return which rules a dossier filed on ``on`` follows, by name, with the hash of what they say."""
    waiting, dated, digest = _rule_set(on, procedure, field)
    return {"waits": list(waiting), "dated": list(dated), "digest": digest}


def _digest(said: object) -> str:
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
