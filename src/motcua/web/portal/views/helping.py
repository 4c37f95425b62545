"""Helping others to file: asking whoever is present, taking their consent, going on with their draft."""

from __future__ import annotations

import base64
import binascii
import uuid
from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import HelpConsent
from motcua.accounts.operations import Somebody
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import version_in_force
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting import queries
from motcua.dossiers.assisting.operations import Upload
from motcua.dossiers.assisting.policies import accreditation_of, why_not_help
from motcua.dossiers.routing import why_not_file_online
from motcua.kernel.errors import Refusal
from motcua.web.portal import device, pages
from motcua.web.portal.access import for_citizens
from motcua.web.ui import uploading

Way = HelpConsent.Way
MOST_SHOWN = 100
DRAWN = "data:image/png;base64,"
DRAWN_FITS = 400_000  # letters; a signature is a tenth of it


@require_safe
@for_citizens
def helping(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """List those I may help now, and nobody else."""
    refusal = why_not_help(citizen, at=pages.now())
    context: dict[str, Any] = {"refusal": refusal}
    if refusal is None:
        rows = queries.helped_by(citizen, at=pages.now())[:MOST_SHOWN]
        context |= {
            "accreditation": accreditation_of(citizen, at=pages.now()),
            "rows": [(each, each.standing(pages.now()), _draft_of(each)) for each in rows],
        }
    return pages.show(request, "helping.html", context)


def _draft_of(consent: HelpConsent) -> Any:
    return next(iter(consent.drafts.all()), None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def ask(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Ask somebody present for their consent to one procedure."""
    if refusal := why_not_help(citizen, at=pages.now()):
        return pages.refused(request, refusal, status=HTTPStatus.FORBIDDEN)
    if request.method != "POST":
        return _show_ask(request, request.GET, [])
    typed = request.POST
    version = version_in_force(typed.get("procedure", "").strip())
    way = typed.get("way", "")
    if version is None:
        return _show_ask(request, typed, [("procedure", _("Hãy ghi đúng mã thủ tục, ví dụ 1.001193."))])
    if way not in _ways():
        return _show_ask(request, typed, [("way", _("Hãy chọn cách người được giúp nói đồng ý."))])
    return _asked(request, citizen, version, Way(way))


def _ways() -> list[str]:
    return [way.value for way in Way]


def _asked(
    request: HttpRequest, citizen: Citizen, version: ProcedureVersion, way: HelpConsent.Way
) -> HttpResponse:
    typed = request.POST
    try:
        if refusal := why_not_file_online(version):
            raise refusal
        consent = assisting.ask(
            helper=citizen,
            client=Somebody(typed.get("number", "")[:40], typed.get("name", "")[:200]),
            phone=typed.get("phone", "")[:40],
            way=way,
            version=version,
            device=device.mark_of(request),
            at=pages.now(),
        )
    except Refusal as refusal:
        return _show_ask(request, typed, [(_PLACES.get(refusal.code, ""), str(refusal))])
    return device.remember(request, redirect("portal:helping_one", consent.pk))


_PLACES = {
    "accounts.name-missing": "name",
    "accounts.names-differ": "number",
    "accounts.number-needed": "number",
    "accounts.not-an-identity-number": "number",
    "accounts.not-for-oneself": "number",
    "accounts.phone-needed": "phone",
    "accounts.not-a-phone-number": "phone",
}


def _show_ask(request: HttpRequest, typed: QueryDict, errors: list[tuple[str, str]]) -> HttpResponse:
    labels = {way.value: way.label for way in Way}
    context = {
        "ways": [{"value": way, "label": labels[way]} for way in _ways()],
        "typed": typed.dict(),
        "errors": errors,
        "error": dict(errors),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return pages.show(request, "helping_ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def one(request: HttpRequest, citizen: Citizen, consent_id: uuid.UUID) -> HttpResponse:
    """Take the consent, then lead to the draft; after filing, say what the client takes home."""
    consent = queries.helped_with(citizen, consent_id, at=pages.now())
    if request.method != "POST":
        return _show_one(request, consent, "")
    if request.POST.get("act") == "end":
        assisting.end_help(consent_id=consent_id, citizen=citizen, at=pages.now())
        messages.success(request, _("Đã kết thúc lần giúp này. Bạn không còn xem được gì của người đó."))
        return redirect("portal:helping")
    try:
        _take(request, citizen, consent)
    except Refusal as refusal:
        return _show_one(request, queries.helped_with(citizen, consent_id, at=pages.now()), str(refusal))
    messages.success(request, _("Đã ghi nhận sự đồng ý."))
    return redirect("portal:helping_one", consent.pk)


def _take(request: HttpRequest, citizen: Citizen, consent: HelpConsent) -> None:
    if consent.way == Way.CODE:
        code = request.POST.get("code", "")[:20]
        assisting.confirm_code(consent_id=consent.pk, helper=citizen, code=code, at=pages.now())
        return
    assisting.confirm_with(
        consent_id=consent.pk, helper=citizen, evidence=_evidence(request, consent), at=pages.now()
    )


def _evidence(request: HttpRequest, consent: HelpConsent) -> Upload | None:
    """Return what was drawn on the screen, or the photograph of what was signed on paper."""
    title = _("Đồng ý được giúp nộp hồ sơ")
    drawn = request.POST.get("signature", "")
    if consent.way == Way.SIGNATURE and drawn.startswith(DRAWN) and len(drawn) < DRAWN_FITS:
        try:
            content = base64.b64decode(drawn.removeprefix(DRAWN), validate=True)
        except binascii.Error:
            return None
        return Upload(BytesIO(content), "chữ ký.png", title)
    files = uploading.files_of(request, "evidence")
    return Upload(files[0], files[0].name or "", title) if files else None


def _show_one(request: HttpRequest, consent: HelpConsent, error: str) -> HttpResponse:
    draft = _draft_of(consent)
    context = {
        "consent": consent,
        "standing": consent.standing(pages.now()),
        "draft": draft,
        "dossier": draft.dossier if draft else None,
        "telephones": device.telephones(),
        "error": error,
        "errors": [("code" if consent.way == Way.CODE else "evidence", error)] if error else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return pages.show(request, "helping_one.html", context, status=status)
