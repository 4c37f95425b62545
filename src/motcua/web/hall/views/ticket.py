"""One ticket: its place in the queue on its owner's telephone, and on paper."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from motcua.visits.queries import ticket_for
from motcua.visits.slip import slip as typeset_slip
from motcua.web.hall import pages
from motcua.web.hall.views.kiosk import shown
from motcua.web.ui.files import shown as shown_file


@require_safe
@pages.answered
def ticket(request: HttpRequest, ticket_id: uuid.UUID) -> HttpResponse:
    """Show how many are called before this number. A script asks for the part that changes."""
    part = request.headers.get("HX-Request") == "true"
    return pages.show(request, "_place.html" if part else "ticket.html", shown(ticket_for(ticket_id)))


@require_safe
@pages.answered
def slip(request: HttpRequest, ticket_id: uuid.UUID) -> HttpResponse:
    """Print the ticket on a roll of 80 mm, as it was given: in Vietnamese."""
    found = ticket_for(ticket_id)
    with translation.override("vi"):
        content = typeset_slip(found, address=pages.address_of(found))
    return shown_file(content, media_type="application/pdf", name=f"so-{found.shown}.pdf")
