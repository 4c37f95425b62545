"""Importing procedures: upload, look through, publish."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.errors import DifferenceChanged
from motcua.catalogue.facts import Record
from motcua.catalogue.importing import Report, read_records
from motcua.catalogue.importing.sources import SUFFIXES
from motcua.catalogue.operations import Difference, Imported, import_records, publish_import
from motcua.kernel.errors import Refusal
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office import uploads
from motcua.web.office.differences import changes_of
from motcua.web.office.errors import FileGone, FileMissing
from motcua.web.office.pages import for_administrators, now, show
from motcua.web.office.uploads import Kept

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def upload(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Take a file and lead to what it would change."""
    if refusal := why_not_administer_province(admin):
        raise refusal
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            if (given := request.FILES.get("file")) is None:
                raise FileMissing
            return redirect("office:import_review", uploads.keep(admin, given).token)
        except Refusal as refusal:
            problem = refusal
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return show(request, "import.html", {"problem": problem, "suffixes": SUFFIXES}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def review(request: HttpRequest, admin: Posting, token: uuid.UUID) -> HttpResponse:
    """Show what the file would change, change nothing; a POST publishes exactly that."""
    if refusal := why_not_administer_province(admin):
        raise refusal
    try:
        kept = uploads.find(admin, token)
    except FileGone as gone:
        messages.info(request, str(gone))
        return redirect("office:procedures")
    changed_meanwhile = None
    if request.method == "POST":
        try:
            return _publish(request, admin, kept)
        except DifferenceChanged as refusal:
            changed_meanwhile = refusal
    report, records = _read(admin, kept)
    result = import_records(records=records, at=now(), dry_run=True)
    context = {
        "kept": kept,
        "report": report,
        "result": result,
        "groups": _groups(result),
        "problems": [sentence for _code, sentence in report.problems[:SHOWN]],
        "changed_meanwhile": changed_meanwhile,
        "nothing": not (result.added or result.changed or result.forms),
    }
    status = HTTPStatus.CONFLICT if changed_meanwhile else HTTPStatus.OK
    return show(request, "import_review.html", context, status=status)


def _publish(request: HttpRequest, admin: Posting, kept: Kept) -> HttpResponse:
    _report, records = _read(admin, kept)
    seen = request.POST.get("seen", "")
    done = publish_import(admin=admin, records=records, file_name=kept.name, seen=seen, at=now())
    uploads.forget(admin, kept)
    said = {"added": len(done.added), "changed": len(done.changed), "forms": done.forms}
    messages.success(
        request,
        _("Đã công bố: %(added)d thủ tục mới, %(changed)d thủ tục đổi, %(forms)d biểu mẫu.") % said,
    )
    return redirect("office:procedures")


def _read(admin: Posting, kept: Kept) -> tuple[Report, list[Record]]:
    report, records = Report(), list[Record]()
    with uploads.opened(admin, kept) as path:
        for reading in read_records(path):
            report.add(reading)
            if reading.record:
                records.append(reading.record)
        report.problems = [(code, _without(sentence, path)) for code, sentence in report.problems]
    return report, records


def _without(sentence: str, path: Path) -> str:
    """The administrator knows the file by its name, not by where the server put it."""
    return sentence.replace(str(path), path.name)


def _groups(result: Imported) -> list[dict[str, object]]:
    names = (
        ("added", _("Thêm mới"), "ok", result.added),
        ("changed", _("Thay đổi"), "near", result.changed),
        ("kept", _("Giữ bản của tỉnh"), "pause", result.kept),
    )
    return [
        {"key": key, "name": name, "tone": tone, "count": len(found), "rows": _rows(found), "shown": SHOWN}
        for key, name, tone, found in names
    ]


def _rows(found: list[Difference]) -> list[tuple[Difference, object]]:
    return [(difference, changes_of(difference.fields)) for difference in found[:SHOWN]]
