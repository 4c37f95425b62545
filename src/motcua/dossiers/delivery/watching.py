"""
What a desk is told of dossiers that other desks received for its agency, so that it urges them on.

Decree 118/2025/NĐ-CP, Art. 20.1a: information about the dossier, not the dossier.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import OPEN
from motcua.orgs.models import Duty, Unit, UnitKind
from motcua.orgs.postings import Posting
from motcua.orgs.queries import units_on

SHOWN = ("code", "state", "stage", "due_at", "signing_duty", "version__name", "receiving_unit__name")


def received_elsewhere(posting: Posting, *, on: date) -> QuerySet[Dossier]:
    """Return what other desks received for the agencies of this clerk's desks, the earliest due first."""
    desks = posting.units(Duty.RECEIVE)
    return (
        Dossier.objects.filter(deciding_unit_id__in=_agencies(desks, on), state__in=OPEN)
        .exclude(receiving_unit_id__in=desks)
        .select_related("version", "receiving_unit", "deciding_unit")
        .only(*SHOWN, "deciding_unit__name")
        .order_by("due_at", "pk")
    )


def _agencies(desks: frozenset[int], on: date) -> list[int]:
    """Return the agencies these desks receive for; see ``orgs.queries.desk_of``."""
    parents = list(Unit.objects.filter(children__pk__in=desks).distinct())
    found = [parent.pk for parent in parents]
    if any(parent.kind == UnitKind.CENTRE for parent in parents):
        own = units_on(on).filter(parent=OuterRef("pk"), kind=UnitKind.DESK)
        served = units_on(on).filter(kind__in=[UnitKind.DEPARTMENT, UnitKind.PROVINCE])
        found += served.exclude(Exists(own)).values_list("pk", flat=True)
    return found
