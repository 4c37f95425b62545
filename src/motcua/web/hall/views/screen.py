"""The screen in the hall: which number is called where. Numbers only, no names."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.visits.queries import calls_of, day_for, desk_for, queue, wait_now
from motcua.web.hall import pages
from motcua.web.ui.visit_words import wait_words


@require_safe
@pages.answered
def screen(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Show the last calls, the newest largest. A script asks for the part that changes."""
    desk = desk_for(desk_id, on=pages.today())
    day, at = day_for(desk, pages.today()), pages.now()
    calls = calls_of(day) if day else []
    context = {
        "desk": desk,
        "latest": calls[0] if calls else None,
        "earlier": calls[1:],
        "waiting": len(queue(day, at=at)) if day else 0,
        "wait": wait_words(wait_now(day, at=at) if day else None),
        "at": at,
    }
    part = request.headers.get("HX-Request") == "true"
    return pages.show(request, "_calls.html" if part else "screen.html", context)
