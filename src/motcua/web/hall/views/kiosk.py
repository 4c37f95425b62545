"""The machine that gives numbers: one press, two for who goes before."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from motcua.journal.actor import Actor
from motcua.kernel.errors import Refusal
from motcua.visits import operations as visits
from motcua.visits.models import Kiosk, Ticket
from motcua.visits.plans import grounds
from motcua.visits.policies import why_not_take
from motcua.visits.queries import day_for, expected, kiosk_for, place_of, queue, ticket_for, wait_now
from motcua.visits.states import Group, Purpose, State
from motcua.web.hall import pages
from motcua.web.ui.identity import origin
from motcua.web.ui.visit_words import wait_words


@require_http_methods(["GET", "HEAD", "POST"])
@pages.answered
def kiosk(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask what somebody comes for; give the number."""
    machine = kiosk_for(key)
    if request.method != "POST":
        return _show(request, machine)
    purpose, group = request.POST.get("purpose", ""), request.POST.get("group", "")
    if purpose not in Purpose:
        return redirect("hall:kiosk", key)
    try:
        ticket = visits.take_at_kiosk(
            kiosk=machine,
            purpose=Purpose(purpose),
            group=Group(group) if group in Group else None,
            address=origin(request),
            at=pages.now(),
            key=_press(request),
        )
    except Refusal as refusal:
        return _show(request, machine, refusal)
    return redirect("hall:given", key, ticket.pk)


def _press(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("press", ""))
    except ValueError:
        return None


def _show(request: HttpRequest, machine: Kiosk, refused: Refusal | None = None) -> HttpResponse:
    at = pages.now()
    day = day_for(machine.desk, pages.today())
    context = {
        "kiosk": machine,
        "refusal": refused or why_not_take(machine.desk, day, at=at),
        "purposes": list(Purpose),
        "groups": [group for group in Group if group in grounds(pages.today())],
        "press": uuid.uuid4(),
        "waiting": len(queue(day, at=at)) if day else 0,
        "wait": wait_words(wait_now(day, at=at) if day else None),
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return pages.show(request, "kiosk.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@pages.answered
def appointment(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give whoever has an appointment their number."""
    machine = kiosk_for(key)
    context: dict[str, Any] = {"kiosk": machine, "typed": "", "error": ""}
    if request.method != "POST":
        return pages.show(request, "appointment.html", context)
    typed = request.POST.get("code", "").replace("\x00", "")[:40]
    actor = Actor(user_id=None, name=machine.name, face="hall", address=origin(request))
    try:
        booking = expected(machine.desk, typed, at=pages.now())
        ticket = visits.arrive(booking_id=booking.pk, desk=machine.desk, actor=actor, at=pages.now())
    except Refusal as refusal:
        context |= {"typed": typed, "error": str(refusal)}
        return pages.show(request, "appointment.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("hall:given", key, ticket.pk)


@require_safe
@pages.answered
def given(request: HttpRequest, key: uuid.UUID, ticket_id: uuid.UUID) -> HttpResponse:
    """Show the number that was given, to print or photograph; then the machine waits for the next."""
    machine, ticket = kiosk_for(key), ticket_for(ticket_id)
    context = {"kiosk": machine, "qr": pages.qr(pages.address_of(ticket)), **shown(ticket)}
    return pages.show(request, "given.html", context)


def shown(ticket: Ticket) -> dict[str, Any]:
    """Return what a page says of a ticket."""
    place = place_of(ticket, at=pages.now()) if ticket.state == State.WAITING else None
    return {
        "ticket": ticket,
        "desk": ticket.day.desk,
        "place": place,
        "wait": wait_words(place.wait) if place else "",
        "state": State(ticket.state),
    }
