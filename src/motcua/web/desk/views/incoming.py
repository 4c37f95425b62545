"""Documents that came: the list, a new one, one with its instruction and what came of it."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.errors import Refusal
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Officer
from motcua.orgs.postings import Posting
from motcua.papers.queries import open_file
from motcua.web.desk.access import for_deciders, for_sealers
from motcua.web.desk.views import documents
from motcua.web.ui import files, staff, worklists
from motcua.workfiles import operations as work
from motcua.workfiles import queries
from motcua.workfiles.errors import DocumentNotFound, GivenToNobody
from motcua.workfiles.models import Incoming
from motcua.workfiles.operations.incoming import OnIt
from motcua.workfiles.policies import why_not_finish, why_not_instruct
from motcua.workfiles.states import FollowUp, Urgency

TABS = {
    "": gettext_lazy("Tất cả"),
    "cho-toi": gettext_lazy("Giao cho tôi"),
    FollowUp.REGISTERED.value: FollowUp.REGISTERED.label,
    FollowUp.ASSIGNED.value: FollowUp.ASSIGNED.label,
}


@require_safe
@for_deciders
def incoming_list(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List what came to the unit."""
    tab, q = request.GET.get("muc", ""), tidy(request.GET.get("q", "").replace("\x00", ""))[:200]
    tab, page = tab if tab in TABS else "", documents.page_of(request)
    mine = tab == "cho-toi"
    found = list(queries.incoming_list(posting, state="" if mine else tab, mine=mine, q=q, page=page))
    context = {
        "tabs": [
            {"url": worklists.address(request, muc=key, trang=""), "label": label, "current": key == tab}
            for key, label in TABS.items()
        ],
        "q": q,
        "lines": queries.lines_of(found[: queries.PAGE], now=staff.now()),
        "next": worklists.address(request, trang=str(page + 1)) if len(found) > queries.PAGE else "",
        "may_register": posting.holds(Duty.SEAL),
    }
    return staff.show(request, "desk/documents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sealers
def register(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Give a document that came its number."""
    units = documents.own_units(posting)
    if request.method != "POST":
        return _ask(request, posting, None)
    said = request.POST
    urgency = said.get("urgency", "")
    try:
        document = work.register(
            unit=documents.chosen(units, said.get("unit", "")),
            on_it=OnIt(
                origin=said.get("origin", ""),
                title=said.get("title", ""),
                symbol=said.get("symbol", ""),
                dated_on=documents.day_of(request, "dated"),
                urgency=Urgency(urgency) if urgency in Urgency.values else Urgency.NONE,
            ),
            clerk=posting,
            at=staff.now(),
            files=documents.uploads_of(request, "file"),
        )
    except Refusal as refusal:
        return _ask(request, posting, refusal)
    messages.success(request, _("Số đến: %(n)s.") % {"n": document})
    return redirect("desk:incoming", document.pk)


def _ask(request: HttpRequest, posting: Posting, refusal: Refusal | None) -> HttpResponse:
    context = {
        "typed": request.POST,
        "units": documents.options(documents.own_units(posting)),
        "urgencies": urgencies(),
        "errors": [("origin", str(refusal))] if refusal else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return staff.show(request, "desk/incoming_new.html", context, status=status)


def urgencies() -> list[dict[str, str]]:
    return [{"value": str(value), "label": str(label)} for value, label in Urgency.choices]


@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def document(request: HttpRequest, posting: Posting, document_id: uuid.UUID) -> HttpResponse:
    """Show one document; a POST says who sees to it, or what came of it."""
    if request.method != "POST":
        return _show(request, posting, document_id, None)
    try:
        if request.POST.get("act") == "instruct":
            _instruct(request, posting, document_id)
            messages.success(request, _("Đã ghi bút phê."))
        else:
            work.finish(
                document_id=document_id,
                officer=posting,
                outcome=request.POST.get("outcome", "")[:2000],
                at=staff.now(),
            )
            messages.success(request, _("Đã ghi kết quả giải quyết."))
    except DocumentNotFound:
        raise
    except Refusal as refusal:
        return _show(request, posting, document_id, refusal)
    return redirect("desk:incoming", document_id)


def _instruct(request: HttpRequest, posting: Posting, document_id: uuid.UUID) -> None:
    found = queries.read_incoming(posting, document_id, at=staff.now())
    handler = request.POST.get("handler", "")
    known = {str(one.pk): one for one in _colleagues(found)}
    if handler not in known:
        raise GivenToNobody
    work.instruct(
        document_id=document_id,
        leader=posting,
        instruction=request.POST.get("instruction", "")[:2000],
        handler=known[handler],
        due_on=documents.day_of(request, "due"),
        at=staff.now(),
    )


def _colleagues(found: Incoming) -> list[Officer]:
    return queries.colleagues(found.unit_id, on=documents.today())


def _show(
    request: HttpRequest, posting: Posting, document_id: uuid.UUID, refusal: Refusal | None
) -> HttpResponse:
    found = queries.read_incoming(posting, document_id, at=staff.now())
    may_instruct = why_not_instruct(posting, found) is None
    context = {
        "document": found,
        "line": queries.lines_of([found], now=staff.now())[0],
        "files": queries.files_of(found),
        "answers": found.answered_by.order_by("begun_at"),
        "may_instruct": may_instruct,
        "may_finish": why_not_finish(posting, found) is None,
        "colleagues": [
            {"value": str(one.pk), "label": one.full_name}
            for one in (_colleagues(found) if may_instruct else ())
        ],
        "typed": request.POST,
        "errors": [("", str(refusal))] if refusal else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return staff.show(request, "desk/incoming.html", context, status=status)


@require_safe
@for_deciders
def file(request: HttpRequest, posting: Posting, paper_id: uuid.UUID) -> HttpResponse:
    """Send a file of a document."""
    found = queries.file_of(posting, paper_id, at=staff.now())
    return files.shown(open_file(found), media_type=found.file.media_type, name=found.file_name)
