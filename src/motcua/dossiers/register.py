"""
The register of dossiers (form 07 of Circular 03/2025/TT-VPCP): what a desk received, line by line.

A line is a receipt: its number is that of the line, as the receipt says. Read in portions, so that a year of
a busy desk takes no more room than a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, NullIf

from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.states import Move
from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting

PORTION = 500
WAYS = {"online": "Trực tuyến", "desk": "Trực tiếp", "post": "Bưu chính"}
_USUAL_WAY = {"online": "online"}  # by how it was filed, when nobody chose
_COLUMNS = (
    "number",
    "issued_at",
    "content__due_at",
    "dossier__code",
    "dossier__due_at",
    "dossier__channel",
    "dossier__applicant",
    "dossier__version__name",
    "dossier__deciding_unit__name",
)


def register_of(posting: Posting, *, unit_id: int, first: date, last: date) -> QuerySet[Letter]:
    """Return the receipts of one of the officer's desks from ``first`` to ``last``, in order."""
    if not posting.may(Duty.RECEIVE, unit_id):
        return Letter.objects.none()
    return Letter.objects.filter(
        unit_id=unit_id,
        kind=Letter.Kind.RECEIPT,
        issued_at__gte=_midnight(first),
        issued_at__lt=_midnight(last + timedelta(days=1)),
        dossier__in=Dossier.objects.visible_to(posting).values("pk"),
    ).order_by("year", "number")


def lines(receipts: QuerySet[Letter]) -> Iterator[dict[str, Any]]:
    """Yield the lines as the form has them."""
    handed_over = (
        Act.objects.filter(
            subject=Concat(Value("dossier:"), Cast(OuterRef("dossier_id"), TextField())),
            verb=f"dossier.{Move.HAND_OVER.value}",
        )
        .order_by("-number")
        .values(told=JSONObject(at="at", to="data__to"))[:1]
    )
    rows = receipts.annotate(
        way=Coalesce(
            NullIf("dossier__delivery_way", Value("")),
            KeyTextTransform("receive_by", "dossier__answers"),
            output_field=TextField(),
        ),
        handed_over=Subquery(handed_over),
    )
    for row in rows.values(*_COLUMNS, "way", "handed_over").iterator(chunk_size=PORTION):
        yield _line(row)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    applicant = row["dossier__applicant"]
    handed_over = row["handed_over"] or {}
    way = row["way"] or _USUAL_WAY.get(row["dossier__channel"], "desk")
    contact = (applicant.get("address"), applicant.get("phone"))
    return {
        "line": row["number"],
        "code": row["dossier__code"],
        "procedure": row["dossier__version__name"],
        "applicant": applicant.get("name", ""),
        "contact": "; ".join(part for part in contact if part),
        "agency": row["dossier__deciding_unit__name"],
        "received_on": _day(row["issued_at"]),
        "due_on": _day(row["dossier__due_at"] or row["content__due_at"]),
        "returned_on": _day(handed_over.get("at")),
        "way": WAYS.get(way, way),
        "taken_by": handed_over.get("to") or "",
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, VIETNAM)


def _day(moment: datetime | str | None) -> date | str:
    if not moment:
        return ""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return at.astimezone(VIETNAM).date()
