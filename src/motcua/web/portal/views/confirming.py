"""Somebody else confirms parts of a declaration: who declares invites, who is invited reads and answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.citizens import Citizen
from motcua.dossiers import co_declarants
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import Party
from motcua.dossiers.drafts import ENDED
from motcua.dossiers.models import Confirmation, Draft
from motcua.dossiers.operations.confirming import (
    why_not_answer,
    why_not_decline,
    why_not_invite,
    why_not_remind,
)
from motcua.dossiers.queries import draft_for
from motcua.eforms.definition import Section
from motcua.kernel.errors import Refusal
from motcua.web.portal import pages
from motcua.web.portal.access import for_citizens
from motcua.web.ui import answers


@dataclass(frozen=True)
class PartyShown:
    """One co-declarant on the declarant's page: how far they are, and what may be done."""

    party: Party
    link: str
    sections: list[Section]
    invites: str
    why_not_invite: Refusal | None
    why_not_remind: Refusal | None
    typed: str = ""
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def parties(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Show who has to confirm and how far each is; invite one, remind them, or take it back."""
    draft = draft_for(citizen, draft_id)
    if draft.dossier:
        return redirect("portal:filed", draft.dossier.code)
    if request.method != "POST":
        return _show_parties(request, draft, {})
    key = request.POST.get("key", "")[:40]
    try:
        said = _do(request, citizen, draft, key)
    except Refusal as refusal:
        return _show_parties(request, draft, {key: str(refusal)})
    messages.success(request, said)
    return redirect("portal:draft_confirmations", draft.pk)


def _do(request: HttpRequest, citizen: Citizen, draft: Draft, key: str) -> str:
    """Do what was pressed; return what is said of it."""
    which: dict[str, Any] = {"draft_id": draft.pk, "citizen": citizen, "key": key, "at": pages.now()}
    match request.POST.get("act"):
        case "remind":
            name = dossiers.remind(**which).name
            return _("Đã nhắc %(name)s.") % {"name": name}
        case "withdraw":
            name = dossiers.withdraw_invitation(**which).name
            return _("Đã thôi mời %(name)s.") % {"name": name}
    number = request.POST.get(f"number-{key}", "")[:40]
    name = dossiers.invite(number=number, **which).name
    return _("Đã mời %(name)s. Người đó đăng nhập bằng VNeID và mở mục Hồ sơ của tôi.") % {"name": name}


def _show_parties(request: HttpRequest, draft: Draft, errors: dict[str, str]) -> HttpResponse:
    called = co_declarants.parties(draft, on=pages.today())
    shown = [_shown(request, draft, party, errors.get(party.asked.key, "")) for party in called]
    boxes = {each.party.asked.key for each in shown if each.invites and not each.party.number}
    context = {
        "draft": draft,
        "parties": shown,
        "errors": [(f"number-{key}" if key in boxes else "", said) for key, said in errors.items()],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return pages.show(request, "confirmations.html", context, status=status)


def _shown(request: HttpRequest, draft: Draft, party: Party, error: str) -> PartyShown:
    given, key, at = party.confirmation, party.asked.key, pages.now()
    again = given or party.earlier
    asked = given is not None and given.state in {Confirmation.State.ASKED, Confirmation.State.CONFIRMED}
    invites = "" if asked else _("Mời lại") if again else _("Mời xác nhận")
    return PartyShown(
        party=party,
        link=f"{settings.BASE_URL}/viec-xac-nhan/{given.pk}/" if given else "",
        sections=co_declarants.sections_to_confirm(draft, key),
        invites=invites,
        why_not_invite=why_not_invite(draft, key, at=at),
        why_not_remind=why_not_remind(given, at=at) if given else None,
        typed=request.POST.get(f"number-{key}", ""),
        error=error,
    )


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
    draft = asked.draft
    assert draft is not None, "nobody is asked by a paper declaration"
    context: dict[str, Any] = {
        "confirmation": asked,
        "version": draft.version,
        "asked": co_declarants.co_declarant(draft, asked.key),
        "parts": _parts(asked, draft),
        "digest": co_declarants.digest_to_confirm(draft, asked.key),
        "refusal": why_not_answer(asked),
        "decline_refusal": why_not_decline(asked),
        "errors": list(errors.items()),
        "agree_error": errors.get("agree", ""),
        "reason_error": errors.get("reason", ""),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return pages.show(request, "confirmation.html", context, status=status)


def _parts(asked: Confirmation, draft: Draft) -> list[dict[str, Any]]:
    """Return what is to be confirmed; nothing once it is over: it is no longer theirs to see."""
    if draft.dossier or asked.state in ENDED:
        return []
    return answers.parts_to_confirm(asked, draft, on=pages.today())
