"""Old papers by the hundred: begin a run, watch it, fetch what became of each row, go on after a stop."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.digitising import bulk, faults, queries
from motcua.dossiers.digitising.errors import ArchiveNotRead, NoPages, SheetNotRead
from motcua.dossiers.digitising.models import BulkRun
from motcua.dossiers.digitising.sheet import COLUMNS, read_sheet
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.papers.digitising.ocr import why_not_read
from motcua.web.counter.access import for_clerks
from motcua.web.ui import files, staff

SIZE = 100
LARGEST_SHEET = 10 * 1024**2
WRONG = {SheetNotRead: "sheet", NoPages: "sheet", ArchiveNotRead: "archive"}


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def runs(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List the runs; begin another with a list and an archive."""
    if request.method != "POST":
        return _show(request, posting)
    try:
        made = _begin(request, posting)
    except Refusal as refusal:
        return _show(request, posting, [(WRONG.get(type(refusal), ""), str(refusal))])
    return redirect("counter:bulk_run", made.pk)


def _begin(request: HttpRequest, posting: Posting) -> BulkRun:
    sheet, archive = request.FILES.get("sheet"), request.FILES.get("archive")
    if not isinstance(sheet, UploadedFile) or (sheet.size or 0) > LARGEST_SHEET:
        raise SheetNotRead(why=_("hãy chọn tệp danh sách, không quá 10 MB."))
    rows = read_sheet(sheet.name or "", sheet.read())
    if not isinstance(archive, UploadedFile):
        raise ArchiveNotRead(why=_("hãy chọn tệp .zip chứa các bản quét."))
    return bulk.begin_run(
        title=sheet.name or "",
        rows=rows,
        desk=Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).order_by("pk")[0],
        clerk=posting,
        archive=archive,
        at=staff.now(),
    )


def _show(
    request: HttpRequest, posting: Posting, errors: list[tuple[str, str]] | None = None
) -> HttpResponse:
    context = {
        "runs": queries.runs_of(posting),
        "columns": COLUMNS.items(),
        "no_reader": why_not_read(),
        "errors": errors or [],
        "wrong": dict(errors or []),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return staff.show(request, "counter/bulk.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def run(request: HttpRequest, posting: Posting, run_id: uuid.UUID) -> HttpResponse:
    """Show how far a run has come, what failed first; stop it, or go on."""
    found = bulk.run_for(posting, run_id)
    if request.method == "POST":
        change = {"stop": bulk.stop_run, "go-on": bulk.go_on}.get(request.POST.get("act", ""))
        if change is None:
            return HttpResponseBadRequest()
        change(run_id=found.pk, clerk=posting, at=staff.now())
        return redirect("counter:bulk_run", found.pk)
    rows = found.rows.exclude(wrong="") if "sai" in request.GET else found.rows.all()
    total, done = found.rows.count(), found.rows.exclude(done_at=None).count()
    context = {
        "run": found,
        "page": Paginator(rows.order_by("number"), SIZE).get_page(request.GET.get("trang")),
        "total": total,
        "done": done,
        "failed": found.rows.exclude(wrong="").count(),
        "to_look_at": found.rows.exclude(look=[]).count(),
        "only_wrong": "sai" in request.GET,
        "every_row": "sai" not in request.GET,
        "moves": found.state in {BulkRun.State.WAITING, BulkRun.State.RUNNING},
        "may_go_on": found.state == BulkRun.State.STOPPED or found.rows.exclude(wrong="").exists(),
    }
    return staff.show(request, "counter/bulk_run.html", context)


@require_safe
@for_clerks
def faults_of(request: HttpRequest, posting: Posting, run_id: uuid.UUID) -> HttpResponse:
    """Send what became of each row as a list for a spreadsheet."""
    found = bulk.run_for(posting, run_id)
    content = faults.as_csv(found.rows.order_by("number").iterator())
    return files.saved(content, media_type="text/csv; charset=utf-8", name=f"{found.title}.ket-qua.csv")
