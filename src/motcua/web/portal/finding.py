"""Stand-in until catalogue.queries lands."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from motcua.catalogue.models import ProcedureVersion


def version_in_force(code: str, *, on: date) -> ProcedureVersion | None:
    return (
        ProcedureVersion.objects.filter(Q(to_on=None) | Q(to_on__gt=on), code=code, from_on__lte=on)
        .select_related("form")
        .first()
    )
