"""Who says they represent somebody: the clerk looks at the proof and answers."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.errors import MandateNotFound
from motcua.accounts.models import Mandate
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting import queries
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.papers.queries import open_file
from motcua.web.counter.access import for_clerks
from motcua.web.ui import files, staff

MOST_SHOWN = 200


@require_safe
@for_clerks
def claims(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List the claims shown to this desk, those still to judge first."""
    rows = list(queries.claims_at(posting)[:MOST_SHOWN])
    waiting = [each for each in rows if each.state == Mandate.State.ASKED]
    judged = [each for each in rows if each.state != Mandate.State.ASKED]
    return staff.show(request, "counter/mandates.html", {"waiting": waiting, "judged": judged})


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def claim(request: HttpRequest, posting: Posting, pk: int) -> HttpResponse:
    """Show one claim beside its proof; accept it, or say why not."""
    found = _found(posting, pk)
    if request.method != "POST":
        return _show(request, found, "")
    try:
        judged = assisting.judge(
            mandate_id=pk,
            clerk=posting,
            accepted=request.POST.get("act") == "accept",
            reason=request.POST.get("reason", ""),
            at=staff.now(),
        )
    except Refusal as refusal:
        return _show(request, _found(posting, pk), str(refusal))
    messages.success(request, _("Đã trả lời %(name)s.") % {"name": judged.representative.full_name})
    return redirect("counter:mandates")


@require_safe
@for_clerks
def proof(request: HttpRequest, posting: Posting, pk: int) -> HttpResponse:
    """Send the paper a claim rests on; that it was read is kept."""
    found = _found(posting, pk)
    paper = assisting.proof_read_by_clerk(posting, found, at=staff.now())
    if paper is None:
        raise Http404
    return files.shown(open_file(paper), media_type=paper.file.media_type, name=paper.file_name)


def _found(posting: Posting, pk: int) -> Mandate:
    try:
        return queries.claim_for(posting, pk)
    except MandateNotFound as refusal:
        raise Http404(str(refusal)) from refusal


def _show(request: HttpRequest, found: Mandate, error: str) -> HttpResponse:
    context = {"mandate": found, "error": error, "errors": [("reason", error)] if error else []}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return staff.show(request, "counter/mandate.html", context, status=status)
