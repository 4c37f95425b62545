"""A file of processes: uploaded, looked through with its faults by row, then kept as drafts."""

from __future__ import annotations

import csv
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from io import StringIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.office import uploads
from motcua.web.office.errors import FileGone, ProcessFileMissing
from motcua.web.office.pages import for_administrators, now, show
from motcua.web.office.processes import bpmn_file
from motcua.web.office.processes.pages import owner_asked, owners
from motcua.web.office.uploads import Kept
from motcua.workflow.errors import TablesUnreadable
from motcua.workflow.models import ProcessVersion
from motcua.workflow.operations import draft_tables
from motcua.workflow.queries import known_digests
from motcua.workflow.staffing import staffed_in
from motcua.workflow.tables.reading import read_tables
from motcua.workflow.tables.report import Against, Fate, Outcome, outcomes
from motcua.workflow.terms import legal_hours_of

TABLES = (".xlsx", ".xls", ".ods", ".csv")
SUFFIXES = (*TABLES, *bpmn_file.SUFFIXES)
SHOWN = 200
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Row:
    """One fault, where whoever mends the file finds it; ``line`` is 0 for a table as a whole."""

    code: str
    sheet: str
    line: int
    message: str


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def upload(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Take a file and lead to what it would change."""
    problem: Refusal | None = None
    mine, asked = owners(admin), request.POST.get("owner", "")
    if request.method == "POST":
        owner_asked(admin, asked)
        try:
            if (given := request.FILES.get("file")) is None:
                raise ProcessFileMissing
            kept = uploads.keep(admin, given, SUFFIXES)
            there = reverse("office:process_import_review", args=[kept.token])
            return redirect(f"{there}?{urlencode({'cho': asked})}")
        except Refusal as refusal:
            problem = refusal
    context = {"problem": problem, "suffixes": SUFFIXES, "owners": mine, "asked": asked or mine[0][0]}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return show(request, "processes/import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def review(request: HttpRequest, admin: Posting, token: uuid.UUID) -> HttpResponse:
    """Show what is wrong in the file and what it would change; a POST keeps what is new or changed."""
    try:
        kept = uploads.find(admin, token)
    except FileGone as gone:
        messages.info(request, str(gone))
        return redirect("office:processes")
    owner = request.GET.get("cho", "")
    unit = owner_asked(admin, owner)
    content = _content(admin, kept)
    if kept.name.lower().endswith(bpmn_file.SUFFIXES):
        return bpmn_file.review(request, admin, kept, content, unit)
    try:
        found = _read(kept, content, unit)
    except TablesUnreadable as refusal:
        return show(
            request, "processes/unreadable.html", {"kept": kept, "refusal": refusal, "faults": []}, status=422
        )
    if request.method == "POST":
        return _keep(request, admin, kept, found, unit)
    return show(request, "processes/review.html", {**_report(found, unit), "kept": kept, "owner": owner})


@require_safe
@for_administrators
def faults(request: HttpRequest, admin: Posting, token: uuid.UUID) -> HttpResponse:
    """Every fault of the file as CSV, for whoever mends it."""
    kept = uploads.find(admin, token)
    unit = owner_asked(admin, request.GET.get("cho", ""))
    out = StringIO()
    out.write("\ufeff")  # a spreadsheet reads it as UTF-8 then
    writer = csv.writer(out)
    writer.writerow([_("Mã thủ tục"), _("Trang tính"), _("Dòng"), _("Lỗi")])
    for row in _rows(_read(kept, _content(admin, kept), unit)):
        writer.writerow([_harmless(row.code), _harmless(row.sheet), row.line or "", _harmless(row.message)])
    answer = HttpResponse(out.getvalue(), content_type=CSV)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename="loi-bang-quy-trinh.csv") or ""
    )
    return answer


def _harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _content(admin: Posting, kept: Kept) -> bytes:
    with uploads.opened(admin, kept) as path:
        return path.read_bytes()


def _read(kept: Kept, content: bytes, unit: Unit | None) -> list[Outcome]:
    staffed = staffed_in(unit, on=now().astimezone(VIETNAM).date())
    return outcomes(read_tables(kept.name, content), Against(known_digests(unit), legal_hours_of, staffed))


def _keep(
    request: HttpRequest, admin: Posting, kept: Kept, found: Sequence[Outcome], unit: Unit | None
) -> HttpResponse:
    done = draft_tables(outcomes=found, unit=unit, source=kept.name, by=admin, at=now())
    uploads.forget(admin, kept)
    said = {"kept": len(done), "faulty": _counted(found)[Fate.FAULTY]}
    messages.success(request, _("Đã giữ %(kept)d bản nháp; %(faulty)d bảng có lỗi chưa nhập.") % said)
    return redirect(f"{reverse('office:processes')}?tinh-trang=draft")


def _counted(found: Sequence[Outcome]) -> Counter[Fate]:
    return Counter(outcome.fate for outcome in found)


def _rows(found: Sequence[Outcome]) -> Iterator[Row]:
    for outcome in found:
        for fault in outcome.faults:
            yield Row(outcome.table.code, outcome.table.sheet, fault.line, fault.message)


def _report(found: Sequence[Outcome], unit: Unit | None) -> dict[str, Any]:
    counted, rows = _counted(found), list(_rows(found))
    drafts = ProcessVersion.objects.filter(process__unit=unit, published_at=None, source_digest="")
    by_hand = set(drafts.values_list("process__procedure", flat=True))
    return {
        "counts": {fate.value: counted[fate] for fate in Fate},
        "rows": rows[:SHOWN],
        "fault_count": len(rows),
        "new": [each for each in found if each.fate is Fate.NEW],
        "changed": [(each, each.table.code in by_hand) for each in found if each.fate is Fate.CHANGED],
        "to_keep": counted[Fate.NEW] + counted[Fate.CHANGED],
        "unit": unit,
    }
