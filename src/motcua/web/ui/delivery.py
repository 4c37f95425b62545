"""Where a result goes: the form that asks, for whoever may say it, on citizens' and staff's pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import operations as dossiers
from motcua.dossiers.delivery.errors import AddressMissing, DeskNotThere, WayNotOffered
from motcua.dossiers.delivery.queries import desks_to_choose
from motcua.dossiers.delivery.ways import Way, handing_over_unit, way_of, ways_offered
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move
from motcua.kernel.errors import Refusal
from motcua.web.ui.staff_acts import Act

WAY, DESK, ADDRESS = "way", "desk", "address"
ABOUT: Mapping[type[Refusal], str] = {
    WayNotOffered: WAY,
    DeskNotThere: DESK,
    AddressMissing: ADDRESS,
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Shown:
    """The form as it stands; ``why`` says why nothing can be chosen now, ``place`` what holds now."""

    ways: list[Option]
    desks: list[Option]
    way: str
    desk: str
    address: str
    place: str
    why: Refusal | None


def place_of(dossier: Dossier) -> str:
    """Return where the result is to be had, in a few words."""
    way = way_of(dossier)
    return handing_over_unit(dossier).name if way == Way.DESK else str(way.label)


def shown(dossier: Dossier, data: QueryDict, *, at: datetime, why: Refusal | None) -> Shown:
    way, desk = way_of(dossier), handing_over_unit(dossier)
    known = dossier.delivery_address or str(dossier.applicant.get("address", ""))
    return Shown(
        ways=[Option(each.value, str(each.label)) for each in ways_offered(dossier)],
        desks=[Option(str(each.pk), each.name) for each in desks_to_choose(at=at)],
        way=data.get(WAY, way.value),
        desk=data.get(DESK, str(desk.pk)),
        address=data.get(ADDRESS, known),
        place=place_of(dossier),
        why=why,
    )


def choose(viewer: Viewer, code: str, data: QueryDict, at: datetime) -> object:
    """Keep what the form says. :raises Refusal: what ``choose_delivery`` refuses."""
    said, desk = data.get(WAY, ""), data.get(DESK, "")
    if said not in Way:
        raise WayNotOffered(way=said[:40])
    return dossiers.choose_delivery(
        code=code,
        viewer=viewer,
        way=Way(said),
        desk_id=int(desk) if desk.isascii() and desk.isdigit() and len(desk) < 12 else None,
        address=data.get(ADDRESS, ""),
        at=at,
    )


ACT = Act(Move.CHOOSE_DELIVERY, choose, _("Đã ghi nơi nhận kết quả."))
