"""Appointments of a desk, those a closure displaced, and the machines that give numbers."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.journal import operations as journal
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.visits import operations as visits
from motcua.visits.models import Kiosk
from motcua.visits.queries import bookings_on, displaced, expected
from motcua.web.counter.access import for_clerks
from motcua.web.counter.views.calling import Place, place_of
from motcua.web.ui import staff

AHEAD = 14


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def bookings(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List who has an appointment on a day; turn whoever has come into a number."""
    place = place_of(request, posting)
    if request.method != "POST":
        return _bookings(request, place)
    typed = request.POST.get("code", "").replace("\x00", "")[:40]
    try:
        booking = expected(place.desk, typed, at=staff.now())
        ticket = visits.arrive(booking_id=booking.pk, desk=place.desk, actor=posting.actor, at=staff.now())
    except Refusal as refusal:
        return _bookings(request, place, typed, refusal)
    messages.success(request, _("Đã đến: số %(number)s.") % {"number": ticket.shown})
    return redirect("counter:bookings")


def _bookings(
    request: HttpRequest, place: Place, typed: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    on = _day(request.GET.get("ngay", ""))
    found = list(bookings_on(place.desk, on))
    lost = list(displaced(place.desk, at=staff.now()))
    if found or lost:
        _note_reading(place, on)
    context = {
        "place": place,
        "on": on,
        "today": _today(),
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1),
        "bookings": found,
        "displaced": lost,
        "typed": typed,
        "error": str(refusal) if refusal else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return staff.show(request, "counter/bookings.html", context, status=status)


def _note_reading(place: Place, on: date) -> None:
    """Names and telephone numbers were opened: kept, as for a dossier."""
    what = f"bookings:{on.isoformat()}"
    journal.record_reading(subject=place.desk.subject, reader=place.clerk.actor, what=what, at=staff.now())


def _today() -> date:
    return staff.now().astimezone(VIETNAM).date()


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return _today()
    return found if abs((found - _today()).days) <= 366 else _today()


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def kiosks(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List the machines of the desk; add one; take one out of use."""
    place = place_of(request, posting)
    if request.method == "POST":
        if key := request.POST.get("revoke", ""):
            visits.revoke_kiosk(who=posting, key=_key(key), at=staff.now())
            messages.success(request, _("Đã gỡ máy; địa chỉ cũ không lấy số được nữa."))
        else:
            name = request.POST.get("name", "").replace("\x00", "")
            visits.add_kiosk(who=posting, desk=place.desk, name=name, at=staff.now())
            messages.success(request, _("Đã thêm máy. Mở địa chỉ của máy trên chính máy ấy."))
        return redirect("counter:kiosks")
    found = Kiosk.objects.filter(desk=place.desk).order_by("revoked_at", "-made_at")
    context = {"place": place, "kiosks": list(found[:50])}
    return staff.show(request, "counter/kiosks.html", context)


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()  # nobody's: refused as what is not there
