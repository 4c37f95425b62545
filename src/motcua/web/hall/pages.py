"""What every page in the hall shares: its frame, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.visits.errors import DeskNotFound, KioskRevoked, TicketNotFound
from motcua.visits.models import Ticket

View = Callable[..., HttpResponse]
NOT_THERE = (DeskNotFound, KioskRevoked, TicketNotFound)


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return now().astimezone(VIETNAM).date()


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Render a page, which no cache keeps: it changes with every call."""
    response = render(request, f"hall/{template}", dict(context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def answered(view: View) -> View:
    """Turn refusals that the view has not answered into pages."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NOT_THERE as refusal:
            return show(request, "refused.html", {"refusal": refusal}, status=HTTPStatus.NOT_FOUND)
        except Refusal as refusal:
            return show(request, "refused.html", {"refusal": refusal}, status=HTTPStatus.CONFLICT)

    return inner


def address_of(ticket: Ticket) -> str:
    """Return where the owner of a ticket follows it from any telephone."""
    return settings.BASE_URL + reverse("hall:ticket", args=[ticket.pk])


def qr(text: str) -> SafeString:
    """Return a code for a page; ``text`` is an address of ours."""
    drawing = segno.make(text, error="m").svg_inline(border=2, omitsize=True, title=text)
    return mark_safe(drawing)  # noqa: S308  drawn by segno from our own address
