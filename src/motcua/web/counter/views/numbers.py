"""Numbers for a counter without the network: reserve a block, see what it was used for, print the list."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import BlockSizeNotAllowed, DayNotReservable, SayWhichDevice
from motcua.dossiers.numbering import block_for, blocks_for, numbers_of
from motcua.dossiers.operations.blocks import AHEAD, LARGEST
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit, UnitKind
from motcua.orgs.postings import Posting
from motcua.orgs.queries import units_on
from motcua.web.counter.access import for_clerks
from motcua.web.ui import staff
from motcua.web.ui.formats import full_day

SHOWN = 50
USUAL = "20"
NOT_DECIDING = (UnitKind.DESK, UnitKind.CENTRE, UnitKind.DISTRICT)
FIELD: dict[type[Refusal], str] = {
    BlockSizeNotAllowed: "size",
    DayNotReservable: "on",
    SayWhichDevice: "device",
}


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Asked:
    """What the clerk typed. ``key`` makes the same page sent twice one block."""

    key: str
    desk: str
    agency: str
    on: str
    size: str = USUAL
    device: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def numbers(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show the desk's blocks; reserve another."""
    desks = list(Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).order_by("pk"))
    if request.method != "POST":
        return _show(request, posting, desks, _asked(request, desks))
    asked = _asked(request, desks)
    try:
        block = _reserve(asked, desks, posting)
    except Refusal as refusal:
        return _show(request, posting, desks, asked, [(FIELD.get(type(refusal), ""), str(refusal))])
    return redirect("counter:block", block)


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def block(request: HttpRequest, posting: Posting, block_id: uuid.UUID) -> HttpResponse:
    """Show every number of a block with its dossier; release what is left."""
    found = block_for(posting, block_id)
    if request.method == "POST":
        dossiers.release_numbers(block_id=found.pk, clerk=posting, at=staff.now())
        return redirect("counter:block", found.pk)
    lines = numbers_of(found)
    context = {"range": found, "lines": lines, "unused": [line for line in lines if line.dossier is None]}
    return staff.show(request, "counter/block.html", context)


def _asked(request: HttpRequest, desks: Sequence[Unit]) -> Asked:
    said = {name: tidy(request.POST.get(name, "").replace("\x00", "")) for name in Asked.__annotations__}
    usual = Asked(
        key=str(uuid.uuid4()),
        desk=str(desks[0].pk),
        agency=str(desks[0].parent_id or ""),
        on=_today().isoformat(),
    )
    return Asked(**said) if request.POST else usual


def _reserve(asked: Asked, desks: Sequence[Unit], posting: Posting) -> uuid.UUID:
    agencies = {str(unit.pk): unit for unit in _agencies()}
    if asked.agency not in agencies or asked.on not in [day.isoformat() for day in _days()]:
        raise DayNotReservable(days=AHEAD.days)
    desk = next((desk for desk in desks if str(desk.pk) == asked.desk), desks[0])
    made = dossiers.reserve_numbers(
        agency=agencies[asked.agency],
        desk=desk,
        on=date.fromisoformat(asked.on),
        size=int(asked.size) if asked.size.isdecimal() and len(asked.size) < 5 else 0,
        device=asked.device,
        clerk=posting,
        at=staff.now(),
        key=_key(asked.key),
    )
    return made.pk


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _today() -> date:
    return staff.now().astimezone(VIETNAM).date()


def _days() -> list[date]:
    return [_today() + timedelta(days=ahead) for ahead in range(AHEAD.days + 1)]


def _agencies() -> list[Unit]:
    return list(units_on(_today()).exclude(kind__in=NOT_DECIDING).order_by("kind", "name"))


def _show(
    request: HttpRequest,
    posting: Posting,
    desks: Sequence[Unit],
    asked: Asked,
    errors: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    context = {
        "blocks": blocks_for(posting)[:SHOWN],
        "asked": asked,
        "desks": [Option(str(desk.pk), desk.name) for desk in desks],
        "agencies": [Option(str(unit.pk), unit.name) for unit in _agencies()],
        "days": [Option(day.isoformat(), full_day(day)) for day in _days()],
        "most": LARGEST,
        "errors": list(errors),
        "wrong": dict(errors),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return staff.show(request, "counter/numbers.html", context, status=status)
