"""What the state holds beside a draft: take it over, or say that it is wrong."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Draft
from motcua.dossiers.once_only import disputing
from motcua.dossiers.once_only import operations as once_only
from motcua.dossiers.once_only.errors import NothingToDispute, ReasonOfDisputeMissing
from motcua.dossiers.once_only.filling import Origin
from motcua.dossiers.once_only.queries import origins_of
from motcua.dossiers.queries import draft_for
from motcua.eforms.words import in_words
from motcua.kernel.errors import Refusal
from motcua.web.portal import beside, pages, seen
from motcua.web.portal.access import for_citizens
from motcua.web.portal.journey import places, sections_of
from motcua.web.portal.turning import page_of
from motcua.web.ui import origins, questions, uploading

SIZE = 20


@require_POST
@for_citizens
def take(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID, section_key: str) -> HttpResponse:
    """Keep what was typed on the page, with one value of those held in its question."""
    draft = draft_for(citizen, draft_id)
    section = next((s for s in sections_of(draft) if s.key == section_key), None)
    if section is None:
        raise Http404
    key, _colon, number = request.POST.get("dung", "").partition(":")
    origin = origins_of(draft, on=pages.today()).get(key)
    if origin is None or not number.isdecimal() or int(number) >= len(origin.findings):
        return redirect("portal:draft_section", draft.pk, section.key)
    typed = questions.read(section.fields, request.POST)
    dossiers.save_section(
        draft_id=draft.pk,
        citizen=citizen,
        section_key=section.key,
        answers={**typed, key: origin.findings[int(number)].value},
        at=pages.now(),
        seen=seen.of(request),
    )
    return HttpResponseRedirect(f"{_page_of(draft, section.key)}#f-{key}")


@require_POST
@for_citizens
def accept(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Put what the register said late into the questions left open."""
    draft = draft_for(citizen, draft_id)
    once_only.accept_offered(draft_id=draft.pk, citizen=citizen, at=pages.now())
    messages.success(request, _("Đã điền các mục còn trống. Bạn xem lại; chỗ nào sai thì sửa."))
    here = request.POST.get("trang", "")
    known = {section.key for section in sections_of(draft)}
    return redirect(_page_of(draft, here)) if here in known else redirect("portal:draft", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def dispute(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID, question: str) -> HttpResponse:
    """Ask what is wrong in what a register holds, and tell its holder."""
    draft = draft_for(citizen, draft_id)
    if draft.dossier:
        return redirect("portal:filed", draft.dossier.code)
    origin = origins_of(draft, on=pages.today()).get(question)
    if origin is None:
        raise Http404
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            disputing.dispute(
                draft_id=draft.pk,
                citizen=citizen,
                question=question,
                reason=request.POST.get("reason", ""),
                proof=_proof(request),
                at=pages.now(),
            )
        except (ReasonOfDisputeMissing, NothingToDispute) as refusal:
            errors = [("reason", str(refusal))]
        except Refusal as refusal:
            errors = [("proof", str(refusal))]
        else:
            messages.success(request, _("Đã ghi nhận; chúng tôi báo cho nơi giữ dữ liệu."))
            return HttpResponseRedirect(f"{_back(draft, question)}#f-{question}")
    typed = request.POST.get("reason", "")
    return pages.show(request, "dispute.html", {**_told(draft, origin, errors), "typed": typed})


def _proof(request: HttpRequest) -> disputing.Proof | None:
    """Return the paper that came with it."""
    file = next(iter(uploading.files_of(request, "proof")), None)
    return (file.name or "", file) if file else None


@require_safe
@for_citizens
def disputes(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """List what this person has said is wrong in what the state holds, and what became of each."""
    rows = page_of(request, disputing.disputes_of(citizen), SIZE)
    return pages.show(request, "disputes.html", {"rows": rows, "disputes": beside.of_disputes(rows.items)})


def _told(draft: Draft, origin: Origin, errors: list[tuple[str, str]]) -> dict[str, object]:
    held = origin.disputable
    return {
        "draft": draft,
        "question": origin.question,
        "held": in_words(origin.question, held.value) if held else "",
        "says": origins.said(held) if held else "",
        "claimed": in_words(origin.question, origin.value),
        "refusal": None if held else NothingToDispute(),
        "errors": errors,
        "error": dict(errors).get("reason", ""),
        "proof_error": dict(errors).get("proof", ""),
        "back": _back(draft, origin.question.key),
    }


def _back(draft: Draft, question: str) -> str:
    section = next(s for s in sections_of(draft) if any(item.key == question for item in s.fields))
    return _page_of(draft, section.key)


def _page_of(draft: Draft, section_key: str) -> str:
    pairs = zip(sections_of(draft), places(draft), strict=False)
    return next(place.url for section, place in pairs if section.key == section_key)
