"""A draft drawn in the browser with bpmn-js; the same reader and checks as for any file."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.office.pages import for_administrators, now, show
from motcua.web.office.processes.pages import draft_or_newest, process_of
from motcua.web.office.processes.rows import DUTIES
from motcua.web.ui import drawing_tool
from motcua.web.ui.process_words import picture
from motcua.workflow.bpmn import Definitions, read
from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.errors import ProcessUnreadable
from motcua.workflow.models import ProcessVersion
from motcua.workflow.moves import STEP_MOVES
from motcua.workflow.operations import draft_process
from motcua.workflow.operations.publishing import publishing_faults
from motcua.workflow.policies import why_not_keep


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def draw(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Show the draft in the editor; a POST keeps what was drawn, or says everything that cannot run here."""
    process = process_of(pk)
    if refusal := why_not_keep(admin, process):
        raise refusal
    version = draft_or_newest(process)
    if request.method != "POST":
        return _show(request, version, version.content, publishing_faults(version, at=now()))
    content = request.POST.get("content", "")
    try:
        return _keep(request, admin, version, read(content.encode()))
    except ProcessUnreadable as unreadable:
        faults: tuple[Fault, ...] = unreadable.facts["faults"]  # type: ignore[assignment]
        return _show(request, version, content, faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except Refusal as reason:
        return _show(request, version, content, (), problem=reason, status=HTTPStatus.CONFLICT)


def _show(
    request: HttpRequest,
    version: ProcessVersion,
    content: str,
    faults: tuple[Fault, ...],
    *,
    problem: Refusal | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "process": version.process,
        "version": version,
        "content": content,
        "faults": faults,
        "problem": problem,
        "unread": status == HTTPStatus.UNPROCESSABLE_ENTITY,
        "seen": request.POST.get("seen", version.digest),
        "picture": picture(version.definitions, version.process.name),
        "tool": drawing_tool if drawing_tool.is_there() else None,
        "duties": DUTIES,
        "moves": STEP_MOVES,
    }
    return show(request, "processes/draw.html", context, status=status)


def _keep(request: HttpRequest, admin: Posting, version: ProcessVersion, drawn: Definitions) -> HttpResponse:
    process = version.process
    ids = [each.id for each in drawn.processes]
    kept = draft_process(
        procedure=process.procedure,
        unit=process.unit,
        definitions=drawn,
        main=version.main if version.main in ids else ids[0],
        seen=request.POST.get("seen", ""),
        by=admin,
        at=now(),
    )
    messages.success(request, _("Đã lưu bản nháp số %(number)s.") % {"number": kept.number})
    return redirect("office:process_draw", process.pk)
