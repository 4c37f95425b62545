"""One section of a draft on each page, kept on the server at every step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import DraftChangedElsewhere
from motcua.dossiers.models import Draft
from motcua.dossiers.operations.saving import digest_of
from motcua.dossiers.queries import draft_for
from motcua.eforms import rules as eforms
from motcua.eforms.definition import Section
from motcua.eforms.rules import Checked
from motcua.web.portal import beside, pages, seen
from motcua.web.portal.access import for_citizens
from motcua.web.portal.journey import place_at, places, sections_of
from motcua.web.ui import answers, questions, stash


@require_safe
@for_citizens
def resume(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Lead to the first page of the draft on which something is missing."""
    draft = draft_for(citizen, draft_id)
    if draft.dossier:
        return redirect("portal:filed", draft.dossier.code)
    checked = _checked(draft, draft.answers)
    for section, place in zip(sections_of(draft), places(draft), strict=False):
        if checked.problems_in(section):
            return redirect(place.url)
    return redirect("portal:draft_papers", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def section(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID, section_key: str) -> HttpResponse:
    """Show one section, or keep what was typed in it."""
    draft = draft_for(citizen, draft_id)
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
    typed = questions.read(section.fields, kept.dict()) if kept else {}  # type: ignore[arg-type]
    checked = _checked(draft, {**draft.answers, **typed}, section)
    if "sua" not in request.GET:
        checked = questions.without_blame(checked)
    context = _context(draft, section, checked, new=request.GET.get("hang", ""))
    more = {"restored": bool(kept), "asks_more": "them" in request.GET}
    return pages.show(request, "section.html", {**context, **more})


def _checked(draft: Draft, answers: Mapping[str, Any], section: Section | None = None) -> Checked:
    """Return the whole form checked; the groups of ``section`` have the rows they need."""
    form = draft.version.form
    if form is None:
        return Checked()
    padded = questions.padded(section.fields, answers) if section else answers
    return eforms.check(form.definition, padded, on=pages.today())


def _context(draft: Draft, section: Section, checked: Checked, *, new: str = "") -> dict[str, Any]:
    form = draft.version.form
    assert form is not None, "there is a section, so there is a form"
    deciders = frozenset(eforms.deciders(form.definition, section))
    parts = questions.parts(
        section.fields, checked, questions.Page(deciders=deciders, new=new, beside=beside.of(draft, section))
    )
    return {
        "draft": draft,
        "section": section,
        "place": next(p for p, s in zip(places(draft), sections_of(draft), strict=False) if s == section),
        "parts": parts,
        "shown": questions.names(parts),
        "errors": list(checked.problems_in(section).items()),
        "decides": bool(deciders),
        "known": beside.notice(draft),
        "seen": seen.told(draft, section),
    }


def _save(request: HttpRequest, citizen: Citizen, draft: Draft, section: Section) -> HttpResponse:
    act = request.POST.get("act", "")
    typed = questions.read(section.fields, request.POST, act=act)
    try:
        saved, problems = dossiers.save_section(
            draft_id=draft.pk,
            citizen=citizen,
            section_key=section.key,
            answers=typed,
            at=pages.now(),
            seen=seen.of(request),
            save=seen.save_of(request),
        )
    except DraftChangedElsewhere as refusal:
        draft.refresh_from_db(fields=["answers", "written", "revision"])
        return _conflict(request, draft, section, typed, refusal)
    saved.version = draft.version
    new = questions.new_row(section.fields, act, typed)
    return _after(request, saved, section, problems, new=new)


def _after(
    request: HttpRequest,
    draft: Draft,
    section: Section,
    problems: Mapping[str, str],
    *,
    new: str,
) -> HttpResponse:
    """Answer a save: the questions to htmx, otherwise the next page."""
    if request.headers.get("HX-Request"):
        checked = questions.without_blame(_checked(draft, draft.answers, section))
        return render(request, "portal/_questions.html", _context(draft, section, checked, new=new))
    if questions.changes_rows(request.POST.get("act", "")):
        return HttpResponseRedirect(f"{request.path}?{urlencode({'hang': new})}#f-{new}")
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
    shown = {name.partition("=")[0] for name in request.POST.get("shown", "").split()}
    return HttpResponseRedirect(f"{here.url}?{'sua' if problems.keys() & shown else 'them'}=1")


def _conflict(
    request: HttpRequest,
    draft: Draft,
    section: Section,
    typed: Mapping[str, Any],
    refusal: DraftChangedElsewhere,
) -> HttpResponse:
    """Show both: what was typed here stays in the boxes, what the other window kept stands beside it."""
    before = seen.of(request) or {}
    mine = {k: v for k, v in typed.items() if k not in before or digest_of(v) != before[k].shown}
    other = [
        answer
        for answer in answers.answers_shown(section, _checked(draft, draft.answers))
        if answer.key in refusal.keys
    ]
    checked = questions.without_blame(_checked(draft, {**draft.answers, **mine}, section))
    context = _context(draft, section, checked)
    if request.headers.get("HX-Request"):
        return render(request, "portal/_questions.html", {**context, "refusal": refusal, "other": other})
    return pages.show(
        request, "section.html", {**context, "refusal": refusal, "other": other}, status=HTTPStatus.CONFLICT
    )
