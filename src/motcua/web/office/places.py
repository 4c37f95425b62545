"""Whose calendar: the province's, or that of a unit within reach."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from motcua.kernel.errors import Refusal
from motcua.orgs import directory
from motcua.orgs.models import Unit, UnitClosure, UnitKind, WorkingHours
from motcua.orgs.policies import why_not_administer, why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office.pages import today
from motcua.web.office.reading import unit_for

EVERYWHERE = "tinh"
Decided = TypeVar("Decided", WorkingHours, UnitClosure)


def places(admin: Posting, *, to_decide: bool = False) -> list[tuple[str, str]]:
    """Return the places of a calendar: the province, and the heads within reach."""
    heads = Unit.objects.on(today()).filter(pk__in=directory.reach(admin)).exclude(kind=UnitKind.DESK)
    found = [(str(unit.pk), unit.name) for unit in heads.exclude(kind=UnitKind.PROVINCE).order_by("name")]
    if to_decide and why_not_administer_province(admin):
        return found
    return [(EVERYWHERE, _("Toàn tỉnh")), *found]


def unit_asked(request: HttpRequest, admin: Posting) -> Unit | None:
    """
    Return the unit of ``?don-vi=``; None is the province.

    Who does not administer the province and asks for no place sees their own.
    """
    asked = request.GET.get("don-vi", "")
    if not asked and why_not_administer_province(admin) and (own := places(admin, to_decide=True)):
        asked = own[0][0]
    return place_of(admin, asked)


def place_of(admin: Posting, asked: str) -> Unit | None:
    return unit_for(admin, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def value_of(unit: Unit | None) -> str:
    return str(unit.pk) if unit else EVERYWHERE


def query_of(unit: Unit | None) -> str:
    """Return what leads back to the place in an address; ``unit_asked`` reads it."""
    return f"?don-vi={value_of(unit)}"


def decided_for(model: type[Decided], admin: Posting, pk: int) -> Decided:
    """
    Return hours or a closure, once ``admin`` may decide for its place.

    :raises Refusal: if they may not.
    """
    row = get_object_or_404(model.objects.select_related("unit__parent__parent"), pk=pk)
    if refusal := why_not_decide(admin, row.unit):
        raise refusal
    return row


def why_not_decide(admin: Posting, unit: Unit | None) -> Refusal | None:
    """Return why ``admin`` may not decide for ``unit`` or (None) for the province."""
    return why_not_administer(admin, unit) if unit else why_not_administer_province(admin)
