"""An appointment at a desk: choose, make, see, move, cancel. With an account or with a telephone number."""

from __future__ import annotations

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.models import Person
from motcua.dossiers.routing import units_called
from motcua.journal.actor import Actor
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.models import Unit, UnitKind
from motcua.orgs.queries import units_on
from motcua.visits import operations as visits
from motcua.visits.codes import grouped, read_code
from motcua.visits.errors import (
    BookingNotFound,
    DeskNotFound,
    NameNeeded,
    PhoneNeeded,
    SlotNotOffered,
)
from motcua.visits.invitation import invitation
from motcua.visits.models import Booking
from motcua.visits.policies import why_not_change
from motcua.visits.queries import booking_for, bookings_of, desk_for
from motcua.visits.slots import DayOfSlots, free_slots
from motcua.visits.states import Group, Purpose
from motcua.web.portal import pages
from motcua.web.portal.access import View, answered
from motcua.web.portal.limits import limited
from motcua.web.ui import identity
from motcua.web.ui.files import saved
from motcua.web.ui.formats import full_day

TIMES, BOOKED = 120, 20
SHOWN = 10
FIELD: dict[type[Refusal], str] = {NameNeeded: "name", PhoneNeeded: "phone"}


def _always(request: HttpRequest) -> bool:
    return True


def _posts(request: HttpRequest) -> bool:
    return request.method == "POST"


def _found(view: View) -> View:
    """Answer 404 where there is no such appointment or desk."""

    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (BookingNotFound, DeskNotFound) as refusal:
            return pages.not_found(request, refusal)

    return answered(inner)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("visits-code", times=TIMES, asks=_posts)
@_found
def choose(request: HttpRequest) -> HttpResponse:
    """Find a desk, or an appointment by its code; show one's own."""
    if request.method == "POST":
        typed = request.POST.get("code", "").replace("\x00", "")[:40]
        if code := read_code(typed):
            return redirect("portal:booking", code)
        return _choose(request, typed=typed, error=str(BookingNotFound()))
    return _choose(request)


def _choose(request: HttpRequest, *, typed: str = "", error: str = "") -> HttpResponse:
    q = tidy(request.GET.get("q", "").replace("\x00", ""))[:80]
    desks = list(units_on(pages.today()).filter(kind=UnitKind.DESK).select_related("parent"))
    offices = {desk.parent_id: desk for desk in desks if desk.parent}
    found = units_called(q, [desk.parent for desk in desks if desk.parent]) if q else []
    centres = [desk for desk in desks if desk.parent and desk.parent.kind == UnitKind.CENTRE]
    citizen = identity.citizen(request)
    context = {
        "q": q,
        "desks": [offices[unit.pk] for unit in found[:SHOWN]] if q else centres,
        "mine": list(bookings_of(citizen, at=pages.now())) if citizen else [],
        "typed": typed,
        "error": error,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return pages.show(request, "appointments.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("visits-book", times=BOOKED, asks=_posts)
@_found
def make(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Choose a day and an hour at a desk, say who comes, and book."""
    desk = desk_for(desk_id, on=pages.today())
    if request.method != "POST":
        return _make(request, desk, _usual(request), None)
    said = {name: request.POST.get(name, "").replace("\x00", "")[:200] for name in _NAMES}
    citizen = identity.citizen(request)
    try:
        booking = visits.book(
            desk=desk,
            purpose=Purpose(said["purpose"]) if said["purpose"] in Purpose else Purpose.FILE,
            group=Group(said["group"]) if said["group"] in Group else None,
            starts_at=_moment(desk, said["slot"]),
            name=said["name"],
            phone=said["phone"],
            citizen=citizen,
            actor=_actor(request),
            at=pages.now(),
        )
    except Refusal as refusal:
        return _make(request, desk, said, refusal)
    messages.success(request, _("Đã đặt lịch hẹn. Hãy ghi lại mã, cần khi đổi giờ hoặc hủy."))
    return redirect("portal:booking", booking.code)


_NAMES = ("slot", "purpose", "group", "name", "phone")


def _usual(request: HttpRequest) -> dict[str, str]:
    """Return what is known of whoever is signed in; the rest is empty."""
    citizen = identity.citizen(request)
    person = Person.objects.filter(pk=citizen.person_id).first() if citizen else None
    known = {"name": person.full_name, "phone": person.phone} if person else {"name": "", "phone": ""}
    return {"slot": "", "purpose": Purpose.FILE.value, "group": "", **known}


def _actor(request: HttpRequest) -> Actor:
    """Return who acts: whoever signed in, or somebody at this network address."""
    citizen = identity.citizen(request)
    nobody = Actor(user_id=None, name="Người đặt lịch hẹn", face="portal", address=identity.origin(request))
    return citizen.actor if citizen else nobody


def _moment(desk: Unit, text: str) -> datetime:
    """:raises SlotNotOffered: if what came is no moment."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise SlotNotOffered(desk=desk.name) from None
    if found.tzinfo is None:
        raise SlotNotOffered(desk=desk.name)
    return found


def _make(request: HttpRequest, desk: Unit, said: dict[str, str], refusal: Refusal | None) -> HttpResponse:
    field = FIELD.get(type(refusal), "slot") if refusal else ""
    context = {
        "desk": desk,
        "said": said,
        "purposes": [{"value": one.value, "label": one.label} for one in Purpose],
        "groups": [{"value": "", "label": _("Không thuộc nhóm nào")}]
        + [{"value": one.value, "label": one.label} for one in Group],
        "errors": [(field, str(refusal))] if refusal else [],
        "wrong": {field: str(refusal)} if refusal else {},
        **_slots(request, desk),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return pages.show(request, "appointment_new.html", context, status=status)


def _slots(request: HttpRequest, desk: Unit) -> dict[str, Any]:
    """Return the days with something free, and the hours of the one asked for, or the first."""
    days = free_slots(desk, at=pages.now())
    asked = request.GET.get("ngay", "")
    chosen = next((day for day in days if day.on.isoformat() == asked), days[0] if days else None)
    return {
        "days": [_day_link(day, chosen) for day in days],
        "chosen": full_day(chosen.on) if chosen else "",
        "slots": [
            {"value": slot.starts_at.isoformat(), "label": f"{slot.starts_at.astimezone(VIETNAM):%H:%M}"}
            for slot in (chosen.slots if chosen else ())
        ],
    }


def _day_link(day: DayOfSlots, chosen: DayOfSlots | None) -> dict[str, object]:
    return {
        "url": f"?ngay={day.on.isoformat()}",
        "label": _short(day.on),
        "free": sum(slot.free for slot in day.slots),
        "current": day is chosen,
    }


def _short(on: date) -> str:
    return f"{full_day(on).partition(',')[0]} {on:%d/%m}"


@require_safe
@limited("visits-code", times=TIMES, asks=_always)
@_found
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """Show an appointment to whoever has its code."""
    found = booking_for(code)
    context = {
        "booking": found,
        "code": grouped(found.code),
        "refusal": why_not_change(found),
        "past": found.ends_at < pages.now(),
        "qr": _qr(_address(found)),
        "masked": f"{found.phone[:3]}••••{found.phone[-3:]}",
    }
    response = pages.show(request, "appointment.html", context)
    response["Cache-Control"] = pages.HIDDEN
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@limited("visits-code", times=TIMES, asks=_always)
@_found
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Move an appointment to another free hour."""
    found = booking_for(code)
    if request.method != "POST":
        return _move(request, found, None)
    try:
        starts_at = _moment(found.desk, request.POST.get("slot", "")[:40])
        visits.move(booking_id=found.pk, starts_at=starts_at, actor=_actor(request), at=pages.now())
    except Refusal as refusal:
        return _move(request, found, refusal)
    messages.success(request, _("Đã đổi giờ. Mã lịch hẹn giữ nguyên; hãy tải lại tệp lịch nếu đã lưu."))
    return redirect("portal:booking", found.code)


def _move(request: HttpRequest, found: Booking, refusal: Refusal | None) -> HttpResponse:
    context = {
        "booking": found,
        "desk": found.desk,
        "barred": why_not_change(found),
        "errors": [("slot", str(refusal))] if refusal else [],
        "wrong": {"slot": str(refusal)} if refusal else {},
        **_slots(request, found.desk),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return pages.show(request, "appointment_move.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("visits-code", times=TIMES, asks=_always)
@_found
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once more, then cancel."""
    found = booking_for(code)
    if request.method == "POST":
        visits.cancel(booking_id=found.pk, actor=_actor(request), at=pages.now())
        messages.success(request, _("Đã hủy lịch hẹn."))
        return redirect("portal:booking", found.code)
    return pages.show(request, "appointment_cancel.html", {"booking": found})


@require_safe
@limited("visits-code", times=TIMES, asks=_always)
@_found
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Give the appointment as a file for a calendar, in Vietnamese as everything that is kept."""
    found = booking_for(code)
    with translation.override("vi"):
        content = invitation(found, url=_address(found))
    return saved(content, media_type="text/calendar; charset=utf-8", name="lich-hen.ics")


def _address(found: Booking) -> str:
    return settings.BASE_URL + reverse("portal:booking", args=[found.code])


def _qr(text: str) -> SafeString:
    drawing = segno.make(text, error="m").svg_inline(border=2, omitsize=True, title=text)
    return mark_safe(drawing)  # noqa: S308  drawn by segno from our own address
