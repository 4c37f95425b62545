"""Whom I represent, and who represents me: give a mandate, claim one, see what was done by it, end it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts import legal
from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Business, Mandate
from motcua.accounts.operations import Scope, Somebody
from motcua.catalogue.queries import version_in_force
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting import queries
from motcua.dossiers.assisting.operations import Upload
from motcua.kernel.days import full_date
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import ONE_DAY
from motcua.orgs.queries import communes
from motcua.web.portal import pages, words_of_help
from motcua.web.portal.access import for_citizens
from motcua.web.portal.views.downloads import send_file
from motcua.web.ui import uploading

MOST_SHOWN = 100


@require_safe
@for_citizens
def mandates(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """List both sides, those that hold first as they are the newest."""
    context = {
        "held": list(queries.held_by(citizen)[:MOST_SHOWN]),
        "given": list(queries.given_by(citizen)[:MOST_SHOWN]),
        "businesses": list(Business.objects.filter(pk__in=citizen.business_ids).order_by("name")),
        "today": pages.today(),
    }
    return pages.show(request, "mandates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def mandate(request: HttpRequest, citizen: Citizen, pk: int) -> HttpResponse:
    """Show one mandate with everything done by it; end it at once."""
    found = queries.mandate_for(citizen, pk)
    if request.method == "POST":
        assisting.end(mandate_id=pk, citizen=citizen, at=pages.now())
        messages.success(request, _("Đã chấm dứt việc đại diện, có hiệu lực ngay."))
        return redirect("portal:mandate", pk)
    mine = found.representative_id == citizen.person_id
    open_now = found.state in {Mandate.State.ASKED, Mandate.State.GIVEN}
    context = {
        "mandate": found,
        "mine": mine,
        "can_end": open_now,
        "deeds": words_of_help.told(queries.deeds_under(found)),
        "drafts": list(found.drafts.filter(dossier=None).select_related("version")) if mine else [],
        "dossiers": list(found.dossiers.select_related("version").defer("version__content", "answers")),
        "follows": not mine or found.pk in citizen.mandate_ids,
        "procedures": _named(found),
        "acts": [Mandate.Act(act).label for act in found.acts],
        "today": pages.today(),
    }
    return pages.show(request, "mandate.html", context)


def _named(found: Mandate) -> list[str]:
    versions = (version_in_force(code) for code in found.procedures)
    return [v.title if v else code for v, code in zip(versions, found.procedures, strict=True)]


@require_safe
@for_citizens
def proof(request: HttpRequest, citizen: Citizen, pk: int) -> HttpResponse:
    """Send the paper a mandate was claimed with, to either side."""
    paper = queries.proof_of(queries.mandate_for(citizen, pk))
    if paper is None:
        raise Http404
    return send_file(paper)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def give(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Let somebody act in my name, or in that of my business."""
    if request.method != "POST":
        return _show_give(request, citizen, QueryDict(), [])
    typed = request.POST
    try:
        scope = _scope(typed)
        business = typed.get("business", "")
        made = assisting.give(
            principal=citizen,
            representative=Somebody(typed.get("number", "")[:40], typed.get("name", "")[:200]),
            scope=scope,
            business_id=int(business) if business.isdecimal() and len(business) < 10 else None,
            at=pages.now(),
        )
    except (Refusal, _Wrong) as refusal:
        return _show_give(request, citizen, typed, [(_place(refusal), str(refusal))])
    messages.success(request, _("Đã ủy quyền. Bạn chấm dứt được bất cứ lúc nào, tại trang này."))
    return redirect("portal:mandate", made.pk)


class _Wrong(Exception):
    """Something typed that never reaches an operation; ``field`` is where."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


def _scope(typed: QueryDict) -> Scope:
    code = typed.get("procedure", "").strip()
    if code and version_in_force(code) is None:
        raise _Wrong("procedure", _("Không có thủ tục mã “%(code)s”.") % {"code": code[:40]})
    last = typed.get("until", "").strip()
    until = full_date(last) if last else None
    if last and until is None:
        raise _Wrong("until", _("Hãy ghi ngày, ví dụ 31/12/2026, hoặc để trống."))
    acts = [act for act in typed.getlist("acts") if act in Mandate.Act.values]
    return Scope(acts=acts, procedures=[code] if code else [], to_on=until + ONE_DAY if until else None)


_PLACES = {
    "accounts.name-missing": "name",
    "accounts.names-differ": "number",
    "accounts.number-needed": "number",
    "accounts.not-an-identity-number": "number",
    "accounts.not-for-oneself": "number",
    "accounts.mandate-without-acts": "acts",
    "accounts.mandate-days-wrong": "until",
    "accounts.birth-needed": "birth",
    "accounts.no-longer-a-minor": "birth",
    "accounts.not-a-birth-date": "birth",
    "accounts.mandate-proof-missing": "proof",
    "dossiers.desk-unknown": "desk",
}


def _place(refusal: Refusal | _Wrong) -> str:
    """Return the field a refusal is about; a file that is refused is the proof."""
    if isinstance(refusal, _Wrong):
        return refusal.field
    return _PLACES.get(refusal.code, "proof" if refusal.code.startswith("papers.") else "")


def _show_give(
    request: HttpRequest, citizen: Citizen, typed: QueryDict, errors: list[tuple[str, str]]
) -> HttpResponse:
    usual, most = (legal.rule(key, pages.today()) for key in ("proxy.days_unless_said", "proxy.most_days"))
    context = {
        "businesses": list(Business.objects.filter(pk__in=citizen.business_ids).order_by("name")),
        "acts": [
            (act.value, act.label, not typed or act.value in typed.getlist("acts")) for act in Mandate.Act
        ],
        "usual": usual,
        "most": most,
        **_typed(typed, errors),
    }
    return pages.show(request, "mandate_give.html", context, status=_status(errors))


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def claim(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """Say whom I represent by law or by a notarised paper, and send its photograph."""
    if request.method != "POST":
        return _show_claim(request, QueryDict(), [])
    typed = request.POST
    try:
        made = assisting.claim(representative=citizen, at=pages.now(), **_claimed(request))
    except (Refusal, _Wrong) as refusal:
        return _show_claim(request, typed, [(_place(refusal), str(refusal))])
    messages.success(request, _("Đã gửi. Bộ phận Một cửa xem giấy tờ rồi báo cho bạn."))
    return redirect("portal:mandate", made.pk)


def _claimed(request: HttpRequest) -> dict[str, Any]:
    typed = request.POST
    if typed.get("kind") not in Mandate.Kind.values:
        raise _Wrong("kind", _("Hãy chọn: bạn là gì của người đó."))
    files = uploading.files_of(request, "proof")
    name = files[0].name or "" if files else ""
    desks = {str(unit.pk): unit for unit in communes(pages.today())}
    return {
        "kind": Mandate.Kind(typed["kind"]),
        "principal": Somebody(
            typed.get("number", "")[:40], typed.get("name", "")[:200], typed.get("birth", "")[:40]
        ),
        "proof": Upload(files[0], name, _("Giấy tờ chứng minh việc đại diện")) if files else None,
        "words": typed.get("words", "")[:300],
        "desk": desks.get(typed.get("desk", "")),
    }


def _show_claim(request: HttpRequest, typed: QueryDict, errors: list[tuple[str, str]]) -> HttpResponse:
    context = {
        "kinds": [{"value": kind.value, "label": kind.label} for kind in Mandate.Kind],
        "desks": [{"value": str(unit.pk), "label": unit.name} for unit in communes(pages.today())],
        **_typed(typed, errors),
    }
    return pages.show(request, "mandate_claim.html", context, status=_status(errors))


def _typed(typed: QueryDict, errors: list[tuple[str, str]]) -> dict[str, Any]:
    return {"typed": typed.dict(), "errors": errors, "error": dict(errors)}


def _status(errors: list[tuple[str, str]]) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
