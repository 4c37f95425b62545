"""Somebody stands at the counter with a paper dossier: one page, one click, the receipt is printed."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import search, version_in_force
from motcua.dossiers.errors import IdempotencyKeyReused
from motcua.dossiers.operations import counter
from motcua.dossiers.operations.loose import loose_papers
from motcua.dossiers.routing import deciding_units, why_not_file_here
from motcua.kernel.errors import Refusal
from motcua.kernel.identity_card import looks_like_card
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.web.counter import forms, known, offline, receiving, starting
from motcua.web.counter import intake as pages
from motcua.web.counter.access import for_clerks
from motcua.web.counter.intake import Intake
from motcua.web.counter.receiving import Errors
from motcua.web.counter.views import card as cards
from motcua.web.ui import questions, staff


@require_safe
@for_clerks
def find(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Find the procedure; the desk's usual ones stand ready."""
    q = tidy(request.GET.get("q", "").replace("\x00", ""))
    if looks_like_card(typed := request.GET.get("q", "")):  # a scanner, where a procedure is looked for
        return cards.read(request, posting, lambda: typed)
    if q and (exact := version_in_force(q)):
        return redirect("counter:receive", exact.code)
    context: dict[str, Any] = {"q": q}
    if q:
        context["found"] = search(q, size=30)
    else:
        context["usual"] = starting.usual(posting)
    return staff.show(request, "counter/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def receive(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Show the page, find the person, or receive the dossier."""
    version = version_in_force(code)
    if version is None:
        raise Http404
    if refusal := why_not_file_here(version):
        raise refusal
    desks = desks_of(posting)
    if request.method != "POST" and request.POST:  # typed before the session ended
        return _show(request, posting, version, desks, _read(version, request))
    if request.method != "POST":
        return _show(request, posting, version, desks, starting.fresh(version, desks[0]))
    act = request.POST.get("act")
    typed, errors = receiving.keep_scans(request, posting, _read(version, request))
    if act == "receive":
        errors += offline.read(request.POST).problems()
        if not errors:
            return _received(request, posting, version, desks, typed)
    if act == "card":
        typed = starting.fresh(version, desks[0])
    if act in {"card", "lookup"}:
        found = starting.look_up(posting, version, typed, scanned=_scanned(request))
        return _show(request, posting, version, desks, found.typed, [*errors, *found.errors], looked_up=found)
    if act == "preset":
        saved = starting.save_preset(posting, version, desks, typed)
        return _show(request, posting, version, desks, typed, errors, preset_saved=saved)
    return _show(request, posting, version, desks, typed, errors)


def desks_of(posting: Posting) -> list[Unit]:
    units = Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).select_related("parent")
    return list(units.order_by("pk"))


def _scanned(request: HttpRequest) -> str:
    """Return what may be a card: sent by the page of cards, or scanned into the box of the number."""
    return request.POST.get("code") or request.POST.get("v-identity_number", "")


def _read(version: ProcedureVersion, request: HttpRequest) -> Intake:
    return replace(pages.read(version, request.POST), known=known.opened(request.POST))


def _received(
    request: HttpRequest, posting: Posting, version: ProcedureVersion, desks: list[Unit], typed: Intake
) -> HttpResponse:
    try:
        received = receiving.receive(request.POST, posting, version, desks, typed)
    except IdempotencyKeyReused as refusal:
        again = replace(typed, key=pages.new_key())
        return _show(request, posting, version, desks, again, earlier=str(refusal.facts["code"]))
    except Refusal as refusal:
        errors = receiving.errors_of(refusal, version, typed)
        return _show(request, posting, version, desks, typed, errors)
    tell(request, received)
    return HttpResponseRedirect(reverse("counter:dossier", args=[received.dossier.code]) + "?in=1")


def tell(request: HttpRequest, received: counter.Received) -> None:
    """Say on the next page that it is received, and what the register has otherwise."""
    messages.success(request, _("Đã tiếp nhận. Mời in giấy hẹn cho người nộp."))
    if said := receiving.differences(received):
        messages.warning(request, said)


def _show(
    request: HttpRequest,
    posting: Posting,
    version: ProcedureVersion,
    desks: list[Unit],
    typed: Intake,
    errors: Errors | None = None,
    **more: Any,
) -> HttpResponse:
    context = context_of(request, posting, version, desks, typed, errors, **more)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors or more.get("earlier") else HTTPStatus.OK
    return staff.show(request, "counter/receive.html", context, status=status)


def context_of(
    request: HttpRequest,
    posting: Posting,
    version: ProcedureVersion,
    desks: list[Unit],
    typed: Intake,
    errors: Errors | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Return what the receiving page shows."""
    wrong = dict(errors or [])
    today = starting.today()
    scans = [line.scan for line in typed.lines if line.scan]
    names = dict(loose_papers(posting, scans).values_list("pk", "file_name")) if scans else {}
    papers = forms.papers_of(typed, names, wrong)
    sections = forms.sections_of(version, typed, wrong, on=today)
    return {
        "version": version,
        "typed": typed,
        "offline": offline.read(request.POST),
        "visitor": typed.visitor,
        "desks": desks,
        "units": deciding_units(version, today),
        "sections": sections,
        "came": sum(line.originals + line.copies for line in typed.lines),
        "first_open": starting.first_open(version, typed, on=today) if more.get("looked_up") else "",
        "sealed": known.sealed(typed),
        "register_says": known.of_visitor(typed),
        "signatures": forms.signatures_of(version, typed),
        "shown": questions.names([part for section in sections for part in section.parts]),
        "cases": forms.by_case(papers[:-1]),
        "extra": papers[-1],
        "to_show": [paper.name for paper in version.facts.papers if paper.present_only],
        "errors": errors or [],
        "wrong": {name.replace("-", "_"): sentence for name, sentence in wrong.items()},
        **more,
    }
