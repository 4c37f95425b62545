"""The counter without the network: its pages, what a machine keeps, and what its queue sends."""

from __future__ import annotations

import uuid
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import version_in_force
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import BlockNotFound, IdempotencyKeyReused, ProcedureNotFiledHere
from motcua.dossiers.operations.counter import Visitor
from motcua.dossiers.routing import why_not_file_here
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.counter import intake as pages
from motcua.web.counter import kit, offline, receiving, starting
from motcua.web.counter.access import for_clerks
from motcua.web.counter.views import receive
from motcua.web.ui import staff

SIZE = 20
NOBODY = {"nav": [], "account_name": "", "office": "", "unread": 0}
"""A page that the machine keeps says of nobody that they are signed in."""
ANYBODY = Visitor(
    full_name="Nguyễn Văn A",
    identity_number="064190001234",
    birth_date="1990-01-01",
    phone="0905000000",
    address="Thôn 1",
)
"""Stands for whoever the card will name: which questions are left open then."""


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Give the service worker; its text changes with the files it keeps. It holds nothing of anybody."""
    context = {"version": kit.version(), "files": kit.files(), "start": reverse("counter:offline")}
    answer = render(request, "counter/worker.js", context, content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Give what installing the counter on a machine needs."""
    answer = render(request, "counter/manifest.json", content_type="application/manifest+json")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
@for_clerks
def start(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show where receiving begins without the network."""
    return staff.show(request, "counter/offline.html", {**NOBODY, "usual": starting.usual(posting)})


@require_safe
@for_clerks
def queue(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show what this machine has still to send; the script fills it in."""
    return staff.show(request, "counter/queue.html", NOBODY)


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def receive_offline(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Show the receiving page as the machine keeps it; take what its queue sends."""
    version, desks = _version(code), receive.desks_of(posting)
    if request.method == "POST":
        return _take(request, posting, version, desks)
    blank = starting.fresh(version, desks[0])
    context = receive.context_of(request, posting, version, desks, blank)
    first = starting.first_open(version, replace(blank, visitor=ANYBODY), on=starting.today())
    more = {"kept": True, "first_open": first}
    return staff.show(request, "counter/receive_offline.html", {**context, **NOBODY, **more})


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def keep(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Give the kit; a POST first takes a block of numbers for the machine, or closes one of its blocks."""
    if request.method == "POST":
        try:
            _change_blocks(request, posting)
        except Refusal as refusal:
            return JsonResponse({"errors": [["", str(refusal)]]}, status=HTTPStatus.CONFLICT)
    asked = [*request.GET.getlist("block"), *request.POST.getlist("block")]
    answer = JsonResponse(kit.kit_for(request, posting, filter(None, map(_uuid, asked))))
    answer["Cache-Control"] = "no-store"
    return answer


def _change_blocks(request: HttpRequest, posting: Posting) -> None:
    key = _uuid(request.POST.get("key", ""))
    if key is None:
        raise BlockNotFound
    if request.POST.get("act") == "release":
        dossiers.release_numbers(block_id=key, clerk=posting, at=staff.now())
        return
    desk = receive.desks_of(posting)[0]
    if desk.parent is None:
        raise ProcedureNotFiledHere(reason=_("quầy này không thuộc cơ quan nào."))
    dossiers.reserve_numbers(
        agency=desk.parent,
        desk=desk,
        on=starting.today(),
        size=SIZE,
        device=request.POST.get("device", ""),
        clerk=posting,
        at=staff.now(),
        key=key,
    )


def _take(
    request: HttpRequest, posting: Posting, version: ProcedureVersion, desks: list[Unit]
) -> HttpResponse:
    typed, errors = receiving.keep_scans(request, posting, pages.read(version, request.POST))
    typed = starting.as_in_the_book(posting, version, typed)
    errors += offline.read(request.POST, now=staff.now()).problems()
    if request.POST.get("version") != str(version.pk):
        errors.append(("", _("Thủ tục này đã đổi từ lúc bạn nhận hồ sơ. Hãy mở ra, xem lại rồi gửi.")))
    if errors:
        return _refused(errors)
    try:
        received = receiving.receive(request.POST, posting, version, desks, typed)
    except IdempotencyKeyReused as refusal:
        return _known(request, str(refusal), code=str(refusal.facts["code"]))
    except Refusal as refusal:
        return _refused(receiving.errors_of(refusal, version, typed))
    code = received.dossier.code
    notes = receiving.differences(received)
    if request.POST.get("r-now"):
        receive.tell(request, received)
    return JsonResponse({"code": code, "url": reverse("counter:dossier", args=[code]), "notes": notes})


def _known(request: HttpRequest, said: str, *, code: str) -> HttpResponse:
    """
    Answer for a reception that came before: its number tells whether it is this very one.

    Our book may have changed in between, so what is filled in from it does not make it another one.
    """
    if code != request.POST.get(offline.NUMBER):
        return _refused([("", said)], earlier=code)
    note = _("Máy chủ đã nhận hồ sơ này từ lần gửi trước. Hãy mở ra đối chiếu.")
    return JsonResponse({"code": code, "url": reverse("counter:dossier", args=[code]), "notes": note})


def _refused(errors: receiving.Errors, **more: Any) -> HttpResponse:
    return JsonResponse({"errors": errors, **more}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _version(code: str) -> ProcedureVersion:
    version = version_in_force(code)
    if version is None:
        raise Http404
    if refusal := why_not_file_here(version):
        raise refusal
    return version


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
