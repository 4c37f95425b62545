"""What every page of the portal shares: its frame, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.dossiers.assisting.hands import Hand
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.notices.models import Notice
from motcua.web.ui import identity

HIDDEN = "no-store, private"
_HAND = "_stands_in"


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return now().astimezone(VIETNAM).date()


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render a page in the portal's frame. Pages of somebody signed in are kept by no cache."""
    citizen = identity.citizen(request)
    frame = {"nav": list(_nav(request, citizen)), "citizen": citizen, "person_mark": mark_of(citizen)}
    frame["hand"] = vars(request).get(_HAND)
    response = render(request, f"portal/{template}", {**frame, **(context or {})}, status=status)
    if citizen:
        response["Cache-Control"] = HIDDEN
    return response


def remember_hand(request: HttpRequest, hand: Hand) -> None:
    """Let every page of this request say for whom somebody acts."""
    vars(request)[_HAND] = hand


def mark_of(citizen: Citizen | None) -> str:
    """Return a name under which a browser may keep what this person typed: it says nothing of them."""
    return salted_hmac("portal.draft-queue", str(citizen.person_id)).hexdigest()[:16] if citizen else ""


def refused(
    request: HttpRequest, refusal: Refusal, *, status: int = HTTPStatus.CONFLICT, **context: Any
) -> HttpResponse:
    """Show a refusal as a page of its own, with a way on."""
    return show(request, "refused.html", {"refusal": refusal, **context}, status=status)


def not_found(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer 404 with the refusal's sentence: the same whether it is not there or not theirs."""
    return refused(request, refusal, status=HTTPStatus.NOT_FOUND)


def sentences(refusal: Refusal) -> list[str]:
    """Return what a refusal says: each of its parts where it has parts, otherwise its sentence."""
    problems = refusal.facts.get("problems")
    if isinstance(problems, Mapping):
        return [str(sentence) for sentence in problems.values()]
    papers = refusal.facts.get("papers")
    if isinstance(papers, Iterable) and not isinstance(papers, str):
        return [_("Còn thiếu giấy tờ: %(name)s.") % {"name": name} for name in papers]
    return [str(refusal)]


def _nav(request: HttpRequest, citizen: Citizen | None) -> Iterable[dict[str, object]]:
    entries = [
        ("portal:search", _("Tìm thủ tục"), ""),
        ("portal:track", _("Tra cứu hồ sơ"), ""),
        ("portal:my_dossiers", _("Hồ sơ của tôi"), ""),
    ]
    if citizen:
        entries.append(("portal:notices", _("Thông báo"), str(unread(citizen) or "")))
    for name, label, count in entries:
        url = reverse(name)
        yield {"url": url, "label": label, "current": request.path == url, "count": count}


def unread(citizen: Citizen) -> int:
    return Notice.objects.filter(recipient=recipient(citizen), read_at=None).count()


def recipient(citizen: Citizen) -> str:
    return f"person:{citizen.person_id}"
