"""What proves itself without us: the pack of a dossier, and the data of its result shown in part."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers.credentials import credential_of, drawn_credential_of, fields_of, issuer_address
from motcua.dossiers.evidence import give_evidence
from motcua.orgs.models import Unit
from motcua.papers import issuer_key
from motcua.papers.barcodes import qr
from motcua.papers.errors import CredentialTooLong
from motcua.web.portal import pages
from motcua.web.portal.access import for_citizens
from motcua.web.ui import files

ZIP = "application/zip"
CREDENTIAL = "application/dc+sd-jwt"


@require_POST
@for_citizens
def pack(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Give the owner everything kept of their dossier; that they took it is written down."""
    url = f"{settings.BASE_URL}{reverse('portal:track')}?ma={code}"
    content = give_evidence(viewer=citizen, code=code, tracking_url=url, at=pages.now())
    return files.saved(content, media_type=ZIP, name=f"Gói chứng cứ {code}.zip")


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def data(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Let the holder choose which fields of the result to show, and give those with the office's seal."""
    result, fields = fields_of(citizen, code)
    context: dict[str, object] = {"code": code, "result": result, "fields": fields}
    if request.method != "POST":
        return pages.show(request, "result_data.html", context)
    names = [name for name in fields if f"show-{name}" in request.POST]
    if not names:
        context["error"] = _("Hãy chọn ít nhất một mục để đưa ra.")
        return pages.show(request, "result_data.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.POST.get("act") == "qr":
        return _drawn(request, citizen, code, names, context)
    given = credential_of(citizen=citizen, code=code, names=names, at=pages.now())
    return files.saved(given.encode(), media_type=CREDENTIAL, name=f"Dữ liệu kết quả {code}.sd-jwt")


def _drawn(
    request: HttpRequest, citizen: Citizen, code: str, names: list[str], context: dict[str, object]
) -> HttpResponse:
    """Show the chosen fields as a QR code, for who stands before the holder."""
    context["chosen"] = names
    try:
        given = drawn_credential_of(citizen=citizen, code=code, names=names, at=pages.now())
    except CredentialTooLong as refusal:
        context["error"] = str(refusal)
        return pages.show(request, "result_data.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    context["qr"] = qr(given, level="L", quiet=True)
    return pages.show(request, "result_data.html", context)


@require_safe
def issuer(request: HttpRequest) -> HttpResponse:
    """Say with which key this site seals evidence packs (draft-ietf-oauth-sd-jwt-vc, 5)."""
    return JsonResponse({"issuer": settings.BASE_URL, "jwks": {"keys": [issuer_key.public_key()]}})


@require_safe
def agency_issuer(request: HttpRequest, unit: str) -> HttpResponse:
    """Say with which keys an agency vouches, and has vouched, for data of its results."""
    if not Unit.objects.filter(code=unit).exists():
        raise Http404
    return JsonResponse({"issuer": issuer_address(unit), "jwks": {"keys": issuer_key.public_keys(unit)}})
