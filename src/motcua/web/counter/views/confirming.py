"""A co-declarant without an account stands at the desk: they read, sign on paper, and the clerk keeps it."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import co_declarants, declarations
from motcua.dossiers import operations as dossiers
from motcua.dossiers.operations import counter
from motcua.dossiers.operations.confirming import why_not_answer
from motcua.dossiers.operations.confirming_on_paper import read_at_desk, waiting_at_desk
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.papers.models import MediaType, Paper
from motcua.web.counter.access import for_clerks
from motcua.web.ui import answers, files, staff, uploading

BOX = "signed"


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def find(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Find what waits for whoever stands here by the number on their card; it stays out of addresses."""
    number = request.POST.get("number", "")[:40]
    found = list(waiting_at_desk(posting, number)) if number else []
    return staff.show(request, "counter/confirmations.html", {"number": number, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def confirmation(request: HttpRequest, posting: Posting, confirmation_id: uuid.UUID) -> HttpResponse:
    """Show what is to be confirmed; keep the signed page."""
    if request.method != "POST":
        return _show(request, posting, confirmation_id, "")
    try:
        asked = dossiers.confirm_on_paper(
            confirmation_id=confirmation_id,
            clerk=posting,
            signed=_signed_page(request, posting),
            digest=request.POST.get("digest", ""),
            at=staff.now(),
        )
    except Refusal as refusal:
        return _show(request, posting, confirmation_id, str(refusal))
    said = _("Đã ghi nhận %(name)s ký xác nhận và báo cho người khai.") % {"name": asked.name}
    messages.success(request, said)
    return redirect("counter:confirmations")


def _signed_page(request: HttpRequest, posting: Posting) -> Paper | None:
    """Keep the scan that came, if one came."""
    for file in uploading.files_of(request, BOX)[:1]:
        return counter.keep_scan(
            clerk=posting,
            key="xac-nhan",
            title=_("Trang xác nhận đã ký"),
            content=file,
            file_name=file.name or "",
            at=staff.now(),
        )
    return None


def _show(request: HttpRequest, posting: Posting, confirmation_id: uuid.UUID, error: str) -> HttpResponse:
    asked, draft = read_at_desk(clerk=posting, confirmation_id=confirmation_id, at=staff.now())
    context: dict[str, Any] = {
        "confirmation": asked,
        "version": draft.version,
        "asked": co_declarants.co_declarant(draft, asked.key),
        "parts": answers.parts_to_confirm(asked, draft, on=staff.now().astimezone(VIETNAM).date()),
        "digest": co_declarants.digest_to_confirm(draft, asked.key),
        "refusal": why_not_answer(asked),
        "errors": [(BOX, error)] if error else [],
        "error": error,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return staff.show(request, "counter/confirmation.html", context, status=status)


@require_safe
@for_clerks
def page(request: HttpRequest, posting: Posting, confirmation_id: uuid.UUID) -> HttpResponse:
    """Print what they sign."""
    asked, _draft = read_at_desk(clerk=posting, confirmation_id=confirmation_id, at=staff.now())
    content = declarations.to_sign(asked, at=staff.now())
    return files.shown(content, media_type=MediaType.PDF, name=f"{_('Trang xác nhận')}.pdf")
