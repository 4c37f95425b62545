"""
What a dossier was filed under: procedure, form, fees, term, process, the rules of the day, the calendar.

Procedure and form are versions that never change; of the rest the snapshot keeps what it was, or its hash.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import legal, waits
from motcua.kernel.legal_time import VIETNAM, WorkingCalendar
from motcua.orgs.models import Unit


def taken(version: ProcedureVersion, *, unit: Unit, at: datetime) -> dict[str, Any]:
    """Return the snapshot of a dossier filed at ``at``. Reads nothing but what the caller holds."""
    on = at.astimezone(VIETNAM).date()
    facts = version.facts
    return {
        "procedure": {"code": version.code, "number": version.number, "digest": version.digest},
        "form": version.form_id and {"code": version.form.code, "number": version.form.number},  # type: ignore[union-attr]
        "fees": _digest([way.model_dump(mode="json", include={"channel", "fees"}) for way in facts.ways]),
        "terms": [
            {"channel": way.channel.value, "terms": [term.model_dump(mode="json") for term in way.terms]}
            for way in facts.ways
        ],
        "process": [stage.value for stage in facts.process],
        "rules": rule_set(on, procedure=version.code, field=version.field),
        "unit": unit.code,
        "on": on.isoformat(),
    }


@lru_cache(maxsize=512)
def _rule_set(on: date, procedure: str, field: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    waiting = waits.rules_on(on, procedure=procedure, field=field)
    dated = [rule for rule in legal.rules() if rule.holds(on)]
    said = [rule.model_dump(mode="json") for rule in waiting] + [
        [rule.key, rule.value, rule.from_on.isoformat(), rule.citation] for rule in dated
    ]
    names = tuple(f"{rule.key}@{rule.from_on.isoformat()}" for rule in dated)
    return tuple(rule.id for rule in waiting), names, _digest(said)


def rule_set(on: date, *, procedure: str, field: str) -> dict[str, Any]:
    """Return which rules a dossier filed on ``on`` follows, by name, with the hash of what they say."""
    waiting, dated, digest = _rule_set(on, procedure, field)
    return {"waits": list(waiting), "dated": list(dated), "digest": digest}


def calendar_digest(calendar: WorkingCalendar) -> str:
    """Return the hash of a calendar: which days are off or worked, and the hours."""
    marks = {on.isoformat(): [mark.working, mark.reason] for on, mark in sorted(calendar.marks.items())}
    hours = [str(getattr(calendar, name)) for name in ("opens", "noon", "afternoon", "closes")]
    return _digest([marks, hours])


def _digest(said: object) -> str:
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()
