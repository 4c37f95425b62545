"""What was taken up out of turn, for who answers for the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from motcua.dossiers.holding.models import TakenOutOfTurn
from motcua.dossiers.models import Dossier
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting

_NAME = KeyTextTransform("name", "dossier__version__content")
LEADERS = (Duty.REVIEW, Duty.SIGN)


@dataclass(frozen=True)
class OutOfTurnFigures:
    """How many were taken out of turn since a moment, by who took them and by procedure, the most first."""

    by_officer: Sequence[tuple[str, int]]
    by_procedure: Sequence[tuple[str, int]]


def taken_out_of_turn(leader: Posting, *, since: datetime) -> QuerySet[TakenOutOfTurn]:
    """Return what was taken out of turn in the leader's units, the latest first."""
    found = TakenOutOfTurn.objects.filter(
        unit_id__in=leader.units(*LEADERS),
        dossier__in=Dossier.objects.visible_to(leader).values("pk"),
        taken_at__gte=since,
    )
    named = found.annotate(procedure_name=_NAME)
    return named.select_related("dossier", "officer", "taken_by").order_by("-taken_at", "-pk")


def figures(leader: Posting, *, since: datetime) -> OutOfTurnFigures:
    rows = taken_out_of_turn(leader, since=since).values_list("officer__full_name", _NAME)
    officers, procedures = Counter[str](), Counter[str]()
    for officer, procedure in rows:
        officers[officer] += 1
        procedures[procedure or ""] += 1
    return OutOfTurnFigures(officers.most_common(), procedures.most_common())
