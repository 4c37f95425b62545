"""My vault: the papers kept for me, who used each, and what I let others see."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.citizens import Citizen
from motcua.kernel.errors import Refusal
from motcua.papers.vault import operations as vault
from motcua.papers.vault import queries, rules
from motcua.papers.vault.errors import HeldPaperNotFound, PurposeMissing, ShareTooLong
from motcua.papers.vault.models import HeldPaper, Level, Standing
from motcua.web.portal import pages
from motcua.web.portal.access import answered, for_citizens
from motcua.web.portal.limits import limited
from motcua.web.portal.turning import page_of
from motcua.web.portal.views.downloads import send_file

SIZE = 20
TIMES = 120
DAYS = (1, 7, 30)
TONES = {
    Standing.IN_FORCE: "ok",
    Standing.NOT_YET: "wait",
    Standing.EXPIRED: "late",
    Standing.REVOKED: "wrong",
    Standing.REPLACED: "wrong",
}


@require_safe
@for_citizens
def papers(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """List what is kept, the newest first."""
    rows = page_of(request, queries.vault_of(*citizen.owners).order_by("-added_at", "-pk"), SIZE)
    shown = [(held, *_standing(held)) for held in rows.items]
    return pages.show(request, "vault.html", {"rows": rows, "papers": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def paper(request: HttpRequest, citizen: Citizen, held_id: uuid.UUID) -> HttpResponse:
    """Show one paper with all that was done with it; or let somebody see it."""
    held = _mine(citizen, held_id)
    if request.method != "POST":
        key = request.session.pop(_place(held), "")
        return pages.show(request, "vault_paper.html", {**_context(request, held), "link": _link(key)})
    days, purpose = request.POST.get("days", ""), request.POST.get("purpose", "")
    try:
        _made, key = vault.share(
            held_id=held.pk,
            owners=citizen.owners,
            purpose=purpose,
            days=int(days) if days.isdecimal() and len(days) < 4 else 0,
            actor=citizen.actor,
            at=pages.now(),
        )
    except (PurposeMissing, ShareTooLong) as refusal:
        wrong = "purpose" if isinstance(refusal, PurposeMissing) else "days"
        context = {**_context(request, held), "typed": request.POST, f"{wrong}_error": str(refusal)}
        context["errors"] = [(wrong, str(refusal))]
        return pages.show(request, "vault_paper.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    request.session[_place(held)] = key  # shown once, after the redirect: only its hash is kept
    return redirect(reverse("portal:vault_paper", args=[held.pk]) + "#chia-se")


@require_safe
@for_citizens
def file(request: HttpRequest, citizen: Citizen, held_id: uuid.UUID) -> HttpResponse:
    """Send the paper itself to its owner."""
    held = _mine(citizen, held_id)
    return send_file(held, vault.file_name_of(held))


@require_POST
@for_citizens
def end_share(request: HttpRequest, citizen: Citizen, held_id: uuid.UUID, share_id: int) -> HttpResponse:
    """Take leave back."""
    held = _mine(citizen, held_id)
    vault.end_share(share_id=share_id, owners=citizen.owners, actor=citizen.actor, at=pages.now())
    messages.success(request, _("Đã thu lại. Liên kết đó không mở được nữa."))
    return redirect("portal:vault_paper", held.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def put_away(request: HttpRequest, citizen: Citizen, held_id: uuid.UUID) -> HttpResponse:
    """Ask once more, then take an own upload out of the vault."""
    held = _mine(citizen, held_id)
    if request.method != "POST":
        return pages.show(request, "vault_put_away.html", {"held": held})
    vault.put_away(held_id=held.pk, owners=citizen.owners, actor=citizen.actor, at=pages.now())
    messages.success(request, _("Đã bỏ giấy tờ khỏi kho."))
    return redirect("portal:vault")


def _always(request: HttpRequest) -> bool:
    return True


@require_safe
@limited("vault-share", times=TIMES, asks=_always)
@answered
def shared(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a link lets its bearer see; each opening is written down for the owner."""
    try:
        held = vault.open_share(key=key, by=_bearer(request), at=pages.now())
    except Refusal as refusal:
        return pages.refused(request, refusal, status=HTTPStatus.NOT_FOUND)
    if "tep" in request.GET:
        return send_file(held, vault.file_name_of(held))
    word, tone = _standing(held)
    context = {"held": held, "word": word, "tone": tone, "key": key}
    response = pages.show(request, "vault_shared.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = pages.HIDDEN
    return response


def _bearer(request: HttpRequest) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return f"Người có liên kết ({address})"


def _mine(citizen: Citizen, held_id: uuid.UUID) -> HeldPaper:
    if (held := queries.held_for(citizen.owners, held_id)) is None:
        raise Http404(str(HeldPaperNotFound()))
    return held


def _standing(held: HeldPaper) -> tuple[str, str]:
    standing = held.standing(localdate())
    return str(standing.label), TONES[standing]


def _context(request: HttpRequest, held: HeldPaper) -> dict[str, Any]:
    now = pages.now()
    word, tone = _standing(held)
    return {
        "held": held,
        "word": word,
        "tone": tone,
        "level": rules.value("level.names", pages.today())[held.level],
        "own": held.level == Level.OWN,
        "uses": list(held.uses.all()[:50]),
        "shares": [(share, share.is_open(now)) for share in held.shares.all()[:20]],
        "days": [{"value": str(days), "label": _("%(n)s ngày") % {"n": days}} for days in DAYS],
        "typed": {},
    }


def _place(held: HeldPaper) -> str:
    return f"vault-key:{held.pk}"


def _link(key: str) -> str:
    return f"{settings.BASE_URL}{reverse('portal:vault_shared', args=[key])}" if key else ""
