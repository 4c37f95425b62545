"""Somebody else confirms parts of a declaration: who declares invites, who is invited reads and answers."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.citizens import Citizen
from motcua.dossiers import co_declarants
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Confirmation, Draft
from motcua.dossiers.operations.confirming import why_not_answer, why_not_invite
from motcua.dossiers.queries import draft_for
from motcua.eforms import rules as eforms
from motcua.kernel.errors import Refusal
from motcua.web.portal import forms, pages
from motcua.web.portal.access import for_citizens


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def parties(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Show who has to confirm and how far each is; invite one."""
    draft = draft_for(citizen, draft_id)
    if draft.dossier:
        return redirect("portal:filed", draft.dossier.code)
    if request.method != "POST":
        return _show_parties(request, draft, [])
    key = request.POST.get("key", "")[:40]
    number = request.POST.get(f"number-{key}", "")[:40]
    try:
        asked = dossiers.invite(draft_id=draft.pk, citizen=citizen, key=key, number=number, at=pages.now())
    except Refusal as refusal:
        return _show_parties(request, draft, [(f"number-{key}", str(refusal))])
    messages.success(
        request,
        _("Đã mời %(name)s. Người đó đăng nhập bằng VNeID và mở mục Hồ sơ của tôi.") % {"name": asked.name},
    )
    return redirect("portal:draft_confirmations", draft.pk)


def _show_parties(request: HttpRequest, draft: Draft, errors: list[tuple[str, str]]) -> HttpResponse:
    at = pages.now()
    found = co_declarants.parties(draft, on=pages.today())
    context = {
        "draft": draft,
        "parties": [(party, why_not_invite(draft, party.asked.key, at=at)) for party in found],
        "errors": errors,
        "typed": next((v for k, v in request.POST.items() if k.startswith("number-")), ""),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return pages.show(request, "confirmations.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def confirmation(request: HttpRequest, citizen: Citizen, confirmation_id: uuid.UUID) -> HttpResponse:
    """Show exactly what one is asked to confirm, and take the answer."""
    asked = co_declarants.confirmation_for(citizen, confirmation_id)
    if request.method != "POST":
        return _show(request, asked, {})
    act = request.POST.get("act")
    if act == "confirm" and request.POST.get("agree") != "yes":
        return _show(request, asked, {"agree": _("Hãy đánh dấu vào lời xác nhận, sau khi đọc.")})
    try:
        _answer(request, citizen, asked, act)
    except Refusal as refusal:
        asked = co_declarants.confirmation_for(citizen, confirmation_id)
        return _show(request, asked, {"reason" if act == "decline" else "agree": str(refusal)})
    messages.success(request, _("Đã ghi nhận và báo cho người khai."))
    return redirect("portal:my_dossiers")


def _answer(request: HttpRequest, citizen: Citizen, asked: Confirmation, act: str | None) -> None:
    if act == "confirm":
        digest = request.POST.get("digest", "")
        dossiers.confirm(confirmation_id=asked.pk, citizen=citizen, digest=digest, at=pages.now())
    else:
        reason = request.POST.get("reason", "")
        dossiers.decline(confirmation_id=asked.pk, citizen=citizen, reason=reason, at=pages.now())


def _show(request: HttpRequest, asked: Confirmation, errors: dict[str, str]) -> HttpResponse:
    context: dict[str, Any] = {
        "confirmation": asked,
        "version": asked.draft.version,
        "asked": co_declarants.co_declarant(asked.draft, asked.key),
        "parts": _parts(asked),
        "digest": co_declarants.digest_to_confirm(asked.draft, asked.key),
        "refusal": why_not_answer(asked),
        "errors": list(errors.items()),
        "agree_error": errors.get("agree", ""),
        "reason_error": errors.get("reason", ""),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return pages.show(request, "confirmation.html", context, status=status)


def _parts(asked: Confirmation) -> list[dict[str, Any]]:
    form = co_declarants.form_of(asked.draft)
    if form is None:
        return []
    checked = eforms.check(form, asked.draft.answers, on=pages.today())
    return [
        {"title": section.title, "answers": forms.answers_shown(section, checked)}
        for section in co_declarants.sections_to_confirm(asked.draft, asked.key)
    ]
