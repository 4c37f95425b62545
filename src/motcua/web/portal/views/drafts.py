"""One section of a draft on each page, kept on the server at every step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import DraftChangedElsewhere
from motcua.dossiers.models import Draft
from motcua.dossiers.queries import draft_for
from motcua.eforms import rules as eforms
from motcua.eforms.definition import Section
from motcua.web.portal import forms, pages
from motcua.web.portal.access import for_citizens, is_autosave
from motcua.web.portal.journey import place_at, places, sections_of
from motcua.web.portal.seen import Seen
from motcua.web.ui import stash


@require_safe
@for_citizens
def resume(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Lead to the first page of the draft on which something is missing."""
    draft = draft_for(citizen, draft_id)
    if draft.dossier:
        return redirect("portal:filed", draft.dossier.code)
    for section, place in zip(sections_of(draft), places(draft), strict=False):
        if eforms.check_section(section, draft.answers).problems:
            return redirect(place.url)
    return redirect("portal:draft_papers", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def section(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID, section_key: str) -> HttpResponse:
    """Show one section, or keep what was typed in it."""
    draft = draft_for(citizen, draft_id)
    if draft.dossier and is_autosave(request):
        return HttpResponse(status=HTTPStatus.CONFLICT)  # the redirect, followed, would pass for "saved"
    if draft.dossier:
        return redirect("portal:filed", draft.dossier.code)
    found = next((s for s in sections_of(draft) if s.key == section_key), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _save(request, citizen, draft, found)
    return _show(request, draft, found)


def _show(request: HttpRequest, draft: Draft, section: Section) -> HttpResponse:
    kept = stash.take(request)
    problems: Mapping[str, str] = {}
    if "sua" in request.GET:
        problems = eforms.check_section(section, draft.answers).problems
    typed = forms.read(section.fields, kept.dict()) if kept else {}  # type: ignore[arg-type]
    context = _context(draft, section, {**draft.answers, **typed}, problems)
    more = {"restored": bool(kept), "asks_more": "them" in request.GET}
    return pages.show(request, "section.html", {**context, **more})


def _context(
    draft: Draft,
    section: Section,
    answers: Mapping[str, Any],
    problems: Mapping[str, str],
    window: str = "",
) -> dict[str, Any]:
    asked = forms.questions(section, answers, problems)
    return {
        "draft": draft,
        "section": section,
        "place": next(p for p, s in zip(places(draft), sections_of(draft), strict=False) if s == section),
        "questions": asked,
        "shown": " ".join(question.field.key for question in asked),
        "errors": [(key, sentence) for key, sentence in problems.items()],
        "deciders": forms.deciders(section),
        "seen": Seen.now(draft, section, window),
    }


def _save(request: HttpRequest, citizen: Citizen, draft: Draft, section: Section) -> HttpResponse:
    typed = forms.read(section.fields, request.POST)
    seen = Seen.of(request)
    try:
        saved, problems = dossiers.save_section(
            draft_id=draft.pk,
            citizen=citizen,
            section_key=section.key,
            answers=typed,
            at=pages.now(),
            revision=seen.revision_for(draft, section) if seen else None,
        )
    except DraftChangedElsewhere as refusal:
        draft.refresh_from_db(fields=["answers", "revision"])
        if any(str(draft.answers.get(key, "")) != value for key, value in typed.items()):
            return _conflict(request, draft, section, typed, refusal)
        saved, problems = draft, eforms.check_section(section, draft.answers).problems
    saved.version = draft.version
    response = _after(request, saved, section, problems, seen.window if seen else "")
    if seen:
        seen.forget(request, response)
        if is_autosave(request):
            Seen.now(saved, section, seen.window).tell(request, response)
    return response


def _after(
    request: HttpRequest, draft: Draft, section: Section, problems: Mapping[str, str], window: str
) -> HttpResponse:
    """Answer a save: nothing to an autosave, the questions to htmx, otherwise the next page."""
    if is_autosave(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.headers.get("HX-Request"):
        context = _context(draft, section, draft.answers, {}, window)
        return render(request, "portal/_questions.html", context)
    here = place_at(draft, request.path)
    match request.POST.get("act"):
        case "leave":
            messages.success(
                request, _("Đã lưu bản nháp. Hồ sơ chưa được nộp; bạn điền tiếp lúc nào cũng được.")
            )
            return redirect("portal:my_dossiers")
        case "back":
            return redirect(here.previous or here.url)
    if not problems:
        return redirect(here.next)
    shown = set(request.POST.get("shown", "").split())
    return HttpResponseRedirect(f"{here.url}?{'sua' if problems.keys() & shown else 'them'}=1")


def _conflict(
    request: HttpRequest,
    draft: Draft,
    section: Section,
    typed: Mapping[str, str],
    refusal: DraftChangedElsewhere,
) -> HttpResponse:
    """Show both: what was typed here stays in the boxes, what the other window kept stands beside it."""
    if is_autosave(request):
        return HttpResponse(status=HTTPStatus.CONFLICT)
    form = draft.version.form
    assert form is not None, "there is a section, so there is a form"
    other = [
        answer
        for answer in forms.answers_shown(form.definition, section, draft.answers, {})
        if str(draft.answers.get(answer.key, "")) != typed.get(answer.key, "")
    ]
    context = _context(draft, section, {**draft.answers, **typed}, {})
    if request.headers.get("HX-Request"):
        return render(request, "portal/_questions.html", {**context, "refusal": refusal, "other": other})
    return pages.show(
        request, "section.html", {**context, "refusal": refusal, "other": other}, status=HTTPStatus.CONFLICT
    )
