"""Finding a procedure: by words, by life event, by field, by authority."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue import queries
from motcua.catalogue.facts import OnlineLevel
from motcua.catalogue.life_events import LIFE_EVENTS
from motcua.dossiers.co_declarants import waiting_for
from motcua.kernel.text import tidy
from motcua.web.portal import hits, pages
from motcua.web.portal.turning import address_of, page_number
from motcua.web.portal.words import LEVELS
from motcua.web.ui import identity

SIZE = 20
SUGGESTIONS = 6
LONGEST = 200
EXAMPLES = ("làm giấy khai sinh", "mở quán cà phê", "tách sổ đỏ", "xác nhận độc thân", "sao y giấy tờ")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search first; then what people come for."""
    citizen = identity.citizen(request)
    waiting = list(waiting_for(citizen)) if citizen else []
    return pages.show(
        request, "home.html", {"events": _events(), "examples": EXAMPLES, "to_confirm": waiting}
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find procedures as people type."""
    q = _asked(request, "q")
    chosen = {name: _asked(request, name) for name in ("linh-vuc", "co-quan", "truc-tuyen")}
    online = chosen["truc-tuyen"] if chosen["truc-tuyen"] in set(OnlineLevel) else ""
    found = queries.search(
        q,
        field=chosen["linh-vuc"],
        authority=chosen["co-quan"],
        online=online,
        page=page_number(request),
        size=SIZE,
    )
    meant = found.did_you_mean
    context = {
        "q": q,
        "found": found,
        "hits": [hits.shown(hit, meant or q) for hit in found.hits],
        "filters": _filters(request, chosen | {"truc-tuyen": online}),
        "online_url": "" if online else _with(request, **{"truc-tuyen": OnlineLevel.FULL.value}),
        "previous": address_of(request, found.page - 1) if found.page > 1 else "",
        "next": address_of(request, found.page + 1) if found.page < found.pages else "",
        "events": [] if found.hits else _events(),
    }
    return pages.show(request, "search.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Give htmx the first few procedures while somebody types."""
    q = _asked(request, "q")
    found: Sequence[queries.Hit] = queries.search(q, size=SUGGESTIONS).hits if len(q) > 1 else ()
    return render(request, "portal/_suggestions.html", {"hits": [hits.shown(hit, q) for hit in found]})


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    """List the fields."""
    context = {
        "title": _("Thủ tục theo lĩnh vực"),
        "lede": _("Chọn lĩnh vực, rồi chọn thủ tục."),
        "rows": _counted(queries.fields(), "linh-vuc"),
    }
    return pages.show(request, "counted.html", context)


@require_safe
def authorities(request: HttpRequest) -> HttpResponse:
    """List the authorities that decide, in the words of the decisions."""
    context = {
        "title": _("Thủ tục theo cơ quan giải quyết"),
        "lede": _("Tên cơ quan ghi như trong quyết định công bố."),
        "rows": _counted(queries.authorities(), "co-quan"),
    }
    return pages.show(request, "counted.html", context)


@require_safe
def life_event(request: HttpRequest, key: str) -> HttpResponse:
    """List the procedures of one moment of life."""
    if key not in LIFE_EVENTS:
        raise Http404
    found = queries.by_life_event().get(key, ())
    context = {"event": LIFE_EVENTS[key], "hits": [hits.shown(hit, "") for hit in found]}
    return pages.show(request, "life_event.html", context)


def _events() -> list[dict[str, str]]:
    return [
        {"key": key, "title": str(event.title), "description": str(event.description)}
        for key, event in LIFE_EVENTS.items()
    ]


def _asked(request: HttpRequest, name: str) -> str:
    return tidy(request.GET.get(name, "").replace("\x00", ""))[:LONGEST]


def _with(request: HttpRequest, **more: str) -> str:
    """Return this search with other filters, from its first page."""
    asked = request.GET.copy()
    asked.pop("trang", None)
    for name, value in more.items():
        asked[name] = value
        if not value:
            del asked[name]
    return f"{reverse('portal:search')}?{asked.urlencode()}"


def _filters(request: HttpRequest, chosen: dict[str, str]) -> list[dict[str, Any]]:
    labels = {level.value: LEVELS[level] for level in OnlineLevel}
    return [
        {"label": labels.get(value, value), "without": _with(request, **{name: ""})}
        for name, value in chosen.items()
        if value
    ]


def _counted(rows: Sequence[queries.Counted], name: str) -> list[dict[str, Any]]:
    url = reverse("portal:search")
    return [
        {"name": row.name, "count": row.number, "url": f"{url}?{urlencode({name: row.name})}"} for row in rows
    ]
