"""What is mine: dossiers, drafts, notices."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import waiting_for
from motcua.dossiers.queries import dossiers_of, draft_for, drafts_of
from motcua.interlinked.queries import filings_of, whole
from motcua.notices import operations as notice_operations
from motcua.notices.models import Notice
from motcua.web.portal import pages
from motcua.web.portal.access import for_citizens
from motcua.web.portal.standing import due_words, tone_of
from motcua.web.portal.turning import page_of

SIZE = 20
DRAFTS = 50
FILINGS = 10


@require_safe
@for_citizens
def my_dossiers(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """List what was begun and not filed, then what was filed."""
    rows = page_of(request, dossiers_of(citizen), SIZE)
    context = {
        "to_confirm": list(waiting_for(citizen)) if rows.number == 1 else [],
        "drafts": list(drafts_of(citizen)[:DRAFTS]) if rows.number == 1 else [],
        "filings": [whole(each, now=pages.now()) for each in filings_of(citizen)[:FILINGS]]
        if rows.number == 1
        else [],
        "rows": rows,
        "now": pages.now(),
        "dossiers": [(dossier, tone_of(dossier), due_words(dossier)) for dossier in rows.items],
    }
    return pages.show(request, "my_dossiers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def discard(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Ask once more, then throw a draft away."""
    draft = draft_for(citizen, draft_id)
    if request.method != "POST":
        return pages.show(request, "discard.html", {"draft": draft})
    dossiers.discard_draft(draft_id=draft.pk, citizen=citizen, at=pages.now())
    messages.success(request, _("Đã xóa bản nháp."))
    return redirect("portal:my_dossiers")


@require_POST
@for_citizens
def keep(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Keep a draft that would be deleted because it rests."""
    dossiers.keep_draft(draft_id=draft_id, citizen=citizen, at=pages.now())
    messages.success(request, _("Đã giữ bản nháp. Hồ sơ vẫn chưa nộp."))
    return redirect("portal:my_dossiers")


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def notices(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Show what the offices told this person; a press says that it was all read."""
    mine = pages.recipient(citizen)
    if request.method == "POST":
        notice_operations.mark_read(recipient=mine, at=pages.now())
        return redirect("portal:notices")
    rows = page_of(request, Notice.objects.filter(recipient=mine).order_by("-created_at", "-pk"), SIZE)
    return pages.show(request, "notices.html", {"rows": rows, "unread": pages.unread(citizen)})
