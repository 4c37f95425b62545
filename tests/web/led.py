"""Processes for the table of access and the walk: everybody's in force, an office's own faulty."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.dossiers.models import Dossier
from motcua.workflow.operations import begin_roll_out, publish_process, start_for_dossier
from tests import factories as make
from tests.workflow.makers import chain, flow, gateway, process, step
from tests.workflow.offices import ROW, administrator, draft
from tests.workflow.workbooks import USUAL, book, code, titled

ENDLESS = step("nhan", "Tiếp nhận", role="receive", hours="4") + chain("s", "nhan")
WITH_A_CHOICE = (
    step("xem", "Xem xét", role="handle", hours="8", operation="take-up", post="Chuyên viên")
    + gateway("dat")
    + chain("s", "xem", "dat")
    + flow("dat", "e", name="Đạt")
    + flow("dat", "xem", name="Trả lại")
)
FOREIGN = '<scriptTask id="ma" name="Chạy mã"/>' + chain("s", "ma", "e")


def of_processes(office: make.Office) -> dict[str, Any]:
    """Keep processes of the office's procedure; return what stands in the addresses of their pages."""
    at = timezone.now()
    by = administrator()
    publish_process(version_id=draft(ROW, at=at).pk, by=by, at=at)
    everybodys = publish_process(version_id=draft(WITH_A_CHOICE, at=at).pk, by=by, at=at)
    tried = draft(ROW.replace("Ký nháy", "Soát xét"), at=at)
    made = begin_roll_out(title="Đợt thử", versions=[tried.pk], by=by, at=at, share=10)
    draft(ROW.replace("Tiếp nhận", "Nhận"), at=at)
    own = draft(ENDLESS, of=office.unit, at=at)
    return {"roll_out": made.pk, "process": own.process_id, "everybodys": everybodys.process_id}


def begin(*codes: str) -> None:
    """Let dossiers that were filed before there was a process follow it from now on."""
    for dossier in Dossier.objects.filter(code__in=codes):
        start_for_dossier(dossier_id=dossier.pk, at=timezone.now())


def looked_through(browser: Client, name: str, content: bytes) -> str:
    """Upload a file for every office; return the page that shows it."""
    file = SimpleUploadedFile(name, content)
    return str(browser.post(reverse("office:process_import"), {"file": file, "owner": "tinh"})["Location"])


def tables(procedure: str) -> bytes:
    """A workbook with a table that changes something, one with faults, and one of what is unknown."""
    rows = titled(1, USUAL[:2])
    known = [rows[0], (f"Mã thủ tục: {procedure}",), *rows[2:]]
    return book({"Một": known, "Hai": titled(2), code(3): titled(3, [("B1", "", "", "", "")])})


def foreign() -> bytes:
    return process(FOREIGN)


def drawing() -> bytes:
    return process(WITH_A_CHOICE)
