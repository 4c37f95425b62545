"""Finding a procedure: by words, by life event, by field, by authority."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.catalogue.life_events import LIFE_EVENTS
from motcua.web.portal import pages


def _events():
    return [{"key": k, "title": e.title, "description": e.description} for k, e in LIFE_EVENTS.items()]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return pages.show(request, "home.html", {"events": _events(), "examples": ["làm giấy khai sinh"]})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return pages.show(request, "search.html", {"events": _events(), "q": request.GET.get("q", "")})


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    return pages.show(request, "_suggestions.html", {})


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    return pages.show(request, "counted.html", {"rows": []})


authorities = fields


@require_safe
def life_event(request: HttpRequest, key: str) -> HttpResponse:
    if key not in LIFE_EVENTS:
        raise Http404
    return pages.show(request, "life_event.html", {"event": LIFE_EVENTS[key]})
