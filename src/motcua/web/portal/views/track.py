"""How far a dossier is, for anybody who has its code: no name, no procedure, no paper."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.queries import track as find
from motcua.interlinked.queries import track as track_group
from motcua.kernel.text import tidy
from motcua.web.portal import pages
from motcua.web.portal.limits import limited
from motcua.web.portal.standing import TONES

TIMES = 120
MOST = 40  # characters of a code


def _asks(request: HttpRequest) -> bool:
    return bool(request.GET.get("ma", "").strip())


@require_safe
@limited("track", times=TIMES, asks=_asks)
def track(request: HttpRequest) -> HttpResponse:
    """Show the degree of completion, or say that there is no such code."""
    code = tidy(request.GET.get("ma", "").replace("\x00", ""))[:MOST]
    if not code:
        return pages.show(request, "track.html", {"code": ""})
    if group := track_group(code, now=pages.now()):
        return pages.show(request, "track.html", {"code": code, "group": group})
    try:
        found = find(code)
    except DossierNotFound as refusal:
        context = {"code": code, "refusal": refusal}
        return pages.show(request, "track.html", context, status=HTTPStatus.NOT_FOUND)
    late = found.due_at is not None and found.due_at < pages.now()
    return pages.show(
        request, "track.html", {"code": code, "found": found, "tone": TONES[found.state], "late": late}
    )
