"""Results that applicants want from this desk although another received their dossier."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import operations as dossiers
from motcua.dossiers.delivery.queries import collected_here, to_collect_here
from motcua.dossiers.delivery.watching import received_elsewhere
from motcua.kernel.errors import Refusal
from motcua.kernel.text import tidy
from motcua.orgs.postings import Posting
from motcua.papers.queries import open_file
from motcua.web.counter.access import for_clerks
from motcua.web.ui import files, staff

MOST = 200


@require_safe
@for_clerks
def results(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List what is here to be handed over, the oldest first; a whole code opens it."""
    rows = to_collect_here(posting)
    q = tidy(request.GET.get("q", "").replace("\x00", ""))[:40]
    if q:
        rows = rows.filter(code=q.upper())
        if len(rows) == 1:
            return redirect("counter:collect", rows[0].code)
    return staff.show(request, "counter/collecting.html", {"rows": rows[:MOST], "q": q})


@require_safe
@for_clerks
def watched(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List what other desks received for the agency of this one: how far it is, nothing of its content."""
    now = staff.now()
    rows = received_elsewhere(posting, on=localdate(now))[:MOST]
    return staff.show(request, "counter/watched.html", {"rows": rows, "now": now})


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def result(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Show whom this one result is for, and hand it over."""
    if request.method != "POST":
        return _show(request, posting, code, None)
    _found, guest = collected_here(posting, code, at=staff.now())
    try:
        done = dossiers.hand_over(code=code, clerk=guest, to=request.POST.get("to", ""), at=staff.now())
    except Refusal as refusal:
        return _show(request, posting, code, refusal)
    messages.success(request, _("Đã trả kết quả hồ sơ %(code)s.") % {"code": done.code})
    return redirect("counter:collecting")


def _show(request: HttpRequest, posting: Posting, code: str, refusal: Refusal | None) -> HttpResponse:
    found, _guest = collected_here(posting, code, at=staff.now())
    context = {"dossier": found, "refusal": refusal, "to": request.POST.get("to", "")}
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return staff.show(request, "counter/collect.html", context, status=status)


@require_safe
@for_clerks
def file(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Send the signed result, to be printed for whoever collects it."""
    found, _guest = collected_here(posting, code, at=staff.now(), what="result")
    assert found.result is not None, "a constraint holds that a finished one has it"
    paper = found.result
    return files.shown(open_file(paper), media_type=paper.file.media_type, name=f"{paper.title} {code}.pdf")
