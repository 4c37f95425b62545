"""The queue of a desk: call, call again, put back, hand over, finish; give a number by hand; end the day."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.visits import operations as visits
from motcua.visits.errors import TicketNotFound
from motcua.visits.models import Ticket
from motcua.visits.plans import plan_on
from motcua.visits.queries import at_windows, day_for, figures, queue, wait_now
from motcua.visits.states import Group, Purpose
from motcua.web.counter.access import for_clerks
from motcua.web.ui import staff
from motcua.web.ui.visit_words import wait_words

WINDOW = "visits.window"
DESK = "visits.desk"


@dataclass(frozen=True)
class Place:
    """Where the clerk sits: a desk, and its counter (0: not said yet)."""

    clerk: Posting
    desk: Unit
    window: int


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def calling(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show the queue and what can be done with it; do it."""
    place = place_of(request, posting)
    if request.method != "POST":
        return _show(request, place)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return redirect("counter:calling")
    try:
        said = act(request, place)
    except TicketNotFound as refusal:
        return _show(request, place, refusal, status=HTTPStatus.NOT_FOUND)
    except Refusal as refusal:
        return _show(request, place, refusal)
    if said:
        messages.success(request, said)
    return redirect("counter:calling")


def place_of(request: HttpRequest, posting: Posting) -> Place:
    """Return the desk and counter chosen in this session; the first desk where none was."""
    desks = desks_of(posting)
    desk = next((one for one in desks if one.pk == request.session.get(DESK)), desks[0])
    return Place(posting, desk, int(request.session.get(WINDOW, 0)))


def desks_of(posting: Posting) -> list[Unit]:
    found = Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).select_related("parent")
    return list(found.order_by("pk"))


def _sit(request: HttpRequest, place: Place) -> str:
    given = request.POST.get("window", "")
    desks = {str(desk.pk): desk for desk in desks_of(place.clerk)}
    desk = desks.get(request.POST.get("desk", ""), place.desk)
    request.session[DESK] = desk.pk
    request.session[WINDOW] = int(given) if given.isdecimal() and len(given) < 4 else 0
    return ""


def _next(request: HttpRequest, place: Place) -> str:
    ticket = visits.call_next(clerk=place.clerk, desk=place.desk, window=place.window, at=staff.now())
    return _("Đã gọi số %(number)s đến quầy %(window)d.") % {"number": ticket.shown, "window": place.window}


def _again(request: HttpRequest, place: Place) -> str:
    ticket = visits.call_again(clerk=place.clerk, ticket_id=_ticket(request), at=staff.now())
    return _("Đã gọi lại số %(number)s.") % {"number": ticket.shown}


def _absent(request: HttpRequest, place: Place) -> str:
    ticket = visits.put_back(clerk=place.clerk, ticket_id=_ticket(request), at=staff.now())
    if ticket.ended_at:
        return _("Số %(number)s gọi hai lần không đến, đã bỏ khỏi hàng chờ.") % {"number": ticket.shown}
    return _("Số %(number)s trở lại hàng chờ, sau vài người nữa sẽ gọi lần cuối.") % {"number": ticket.shown}


def _hand(request: HttpRequest, place: Place) -> str:
    given = request.POST.get("to", "")
    window = int(given) if given.isdecimal() and len(given) < 4 else 0
    ticket = visits.hand_over(clerk=place.clerk, ticket_id=_ticket(request), window=window, at=staff.now())
    return _("Đã chuyển số %(number)s sang quầy %(window)d.") % {"number": ticket.shown, "window": window}


def _finish(request: HttpRequest, place: Place) -> str:
    ticket = visits.finish(clerk=place.clerk, ticket_id=_ticket(request), at=staff.now())
    return _("Số %(number)s đã xong.") % {"number": ticket.shown}


def _give(request: HttpRequest, place: Place) -> str:
    purpose, group = request.POST.get("purpose", ""), request.POST.get("group", "")
    ticket = visits.take_ticket(
        desk=place.desk,
        purpose=Purpose(purpose) if purpose in Purpose else Purpose.FILE,
        group=Group(group) if group in Group else None,
        actor=place.clerk.actor,
        at=staff.now(),
        key=_uuid(request.POST.get("press", "")),
    )
    return _("Đã phát số %(number)s.") % {"number": ticket.shown}


def _end(request: HttpRequest, place: Place) -> str:
    closed = visits.end_day(clerk=place.clerk, desk=place.desk, at=staff.now())
    return _("Đã kết thúc ngày; %(n)d số chưa gọi được đóng với lý do hết giờ.") % {"n": closed}


ACTS: Mapping[str, Callable[[HttpRequest, Place], str]] = {
    "sit": _sit,
    "next": _next,
    "again": _again,
    "absent": _absent,
    "hand": _hand,
    "finish": _finish,
    "give": _give,
    "end": _end,
}


def _ticket(request: HttpRequest) -> uuid.UUID:
    """:raises TicketNotFound: if what came is no ticket's name."""
    found = _uuid(request.POST.get("ticket", ""))
    if found is None:
        raise TicketNotFound
    return found


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _show(
    request: HttpRequest, place: Place, refusal: Refusal | None = None, *, status: int = HTTPStatus.CONFLICT
) -> HttpResponse:
    at = staff.now()
    today = at.astimezone(VIETNAM).date()
    day, plan = day_for(place.desk, today), plan_on(place.desk.pk, today)
    waiting = queue(day, at=at) if day else []
    there = list(at_windows(day)) if day else []
    context: dict[str, Any] = {
        "place": place,
        "desks": desks_of(place.clerk),
        "windows": range(1, plan.windows + 1),
        "others": [window for window in range(1, plan.windows + 1) if window != place.window],
        "here": _at(there, place.window),
        "there": [ticket for ticket in there if ticket.window != place.window],
        "waiting": waiting,
        "wait": wait_words(wait_now(day, at=at) if day else None),
        "purposes": [{"value": one.value, "label": one.label} for one in Purpose],
        "groups": [{"value": "", "label": _("Không thuộc nhóm nào")}]
        + [{"value": one.value, "label": one.label} for one in Group],
        "press": uuid.uuid4(),
        "figures": figures([place.desk.pk], first=today, last=today),
        "refusal": refusal,
        "now": at,
    }
    return staff.show(request, "counter/calling.html", context, status=status if refusal else HTTPStatus.OK)


def _at(there: list[Ticket], window: int) -> Ticket | None:
    return next((ticket for ticket in there if ticket.window == window), None)
