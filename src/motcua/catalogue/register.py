"""The register of procedures, as who keeps it reads it: by origin, by what is lacking, version by version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from motcua.catalogue.facts import BY_HAND, Level, OnlineLevel
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.search.current import current_index
from motcua.eforms.models import FormVersion
from motcua.kernel.text import tidy

MOST_FOUND = 200
_HERE = [Level.PROVINCE.value, Level.COMMUNE.value]
_EMPTY: dict[str, Any] = {f"content__{name}": "" for name in BY_HAND} | {"content__also_called": []}


@dataclass(frozen=True)
class Asked:
    """What to list; empty means all. ``origin`` is "hand" (completed by the province) or "crawl"."""

    q: str = ""
    field: str = ""
    level: str = ""
    online: str = ""
    origin: str = ""
    unexplained: bool = False


def procedures(asked: Asked) -> QuerySet[ProcedureVersion] | Sequence[ProcedureVersion]:
    """Return the versions in force that answer, each with ``short``: the best first, or by field and code."""
    found = _narrowed(asked).annotate(short=KT("content__short_name")).defer("content")
    if not asked.q:
        return found.order_by("field", "code")
    index = current_index()
    scored = index.find(tidy(asked.q)).scored[:MOST_FOUND]
    place = {index.entries[each.owner].version: n for n, each in enumerate(scored)}
    return sorted(found.filter(pk__in=place), key=lambda version: place[version.pk])


def unexplained() -> QuerySet[ProcedureVersion]:
    """Return the procedures decided in the province, not fully online, that do not say why."""
    here = Q(levels__overlap=_HERE) | ~Q(content__decided_by="")
    in_force = ProcedureVersion.objects.filter(to_on=None).exclude(online=OnlineLevel.FULL)
    return in_force.filter(here, content__online_reason="")


def fields() -> list[str]:
    """Return the fields of the procedures in force."""
    names = ProcedureVersion.objects.filter(to_on=None).values_list("field", flat=True)
    return list(names.distinct().order_by("field"))


def versions(code: str) -> QuerySet[ProcedureVersion]:
    """Return every version of a procedure, the newest first."""
    return ProcedureVersion.objects.filter(code=code).order_by("-number")


def forms() -> list[FormVersion]:
    """Return the newest version of every form, by title."""
    newest = FormVersion.objects.order_by("code", "-number").distinct("code").defer("content")
    return sorted(newest, key=lambda form: form.title)


def _narrowed(asked: Asked) -> QuerySet[ProcedureVersion]:
    found = unexplained() if asked.unexplained else ProcedureVersion.objects.filter(to_on=None)
    if asked.field:
        found = found.filter(field=asked.field)
    if asked.level:
        found = found.filter(levels__contains=[asked.level])
    if asked.online:
        found = found.filter(online=asked.online)
    if asked.origin == "hand":
        found = found.exclude(**_EMPTY)
    if asked.origin == "crawl":
        found = found.filter(**_EMPTY)
    return found
