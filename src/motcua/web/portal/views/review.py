"""The last page of a draft: everything once more, the promise, and filing."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.citizens import Citizen
from motcua.dossiers.co_declarants import parties, why_not_file
from motcua.dossiers.models import Draft
from motcua.dossiers.queries import draft_for
from motcua.eforms import rules as eforms
from motcua.interlinked import operations as interlinked
from motcua.interlinked.models import Filing
from motcua.kernel.errors import Refusal
from motcua.web.portal import beside, pages
from motcua.web.portal.access import for_citizens
from motcua.web.portal.filing_way import why_not_here
from motcua.web.portal.journey import place_at, places, sections_of
from motcua.web.portal.views.papers import papers_context
from motcua.web.portal.words_of_parts import foreseen
from motcua.web.ui import answers


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def review(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Show everything, or file it. A second click leads to the same receipt."""
    draft = draft_for(citizen, draft_id)
    if draft.dossier:
        return redirect("portal:filed", draft.dossier.code)
    if request.method != "POST":
        return _show(request, draft, [])
    if request.POST.get("promise") != "yes":
        sentence = _("Hãy đánh dấu lời cam đoan; nếu có điều chưa đúng, bạn sửa lại trước khi nộp.")
        return _show(request, draft, [("promise", sentence)])
    if refusal := why_not_here(pages.today()):
        return _show(request, draft, [("", str(refusal))])
    try:
        filed = interlinked.submit(draft_id=draft.pk, citizen=citizen, at=pages.now())
    except Refusal as refusal:
        return _show(request, draft, _pairs(refusal))
    if isinstance(filed, Filing):
        return redirect(f"{reverse('portal:interlinked', args=[filed.code])}?da-nop=1")
    return redirect("portal:filed", filed.code)


def _show(request: HttpRequest, draft: Draft, errors: list[tuple[str, str]]) -> HttpResponse:
    called = parties(draft, on=pages.today())
    context = {
        **papers_context(request, draft),
        "place": place_at(draft, request.path),
        "parts": _parts(draft),
        "in_parts": foreseen(draft.version.code, pages.today())[1],
        "errors": errors,
        "promise_error": dict(errors).get("promise", ""),
        "filing_refusal": why_not_here(pages.today()) or why_not_file(called),
        "parties": called,
        "disputes": beside.of_disputes(draft.disputes.select_related("paper")),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return pages.show(request, "review.html", context, status=status)


def _parts(draft: Draft) -> list[dict[str, Any]]:
    """Return each section with its answers in words, what is to mend in it, and the way there."""
    form = draft.version.form
    if form is None:
        return []
    checked = eforms.check(form.definition, draft.answers, on=pages.today())
    return [
        {
            "title": section.title,
            "url": place.url,
            "answers": answers.answers_shown(section, checked),
            "wrong": bool(checked.problems_in(section)),
        }
        for section, place in zip(sections_of(draft), places(draft), strict=False)
    ]


def _pairs(refusal: Refusal) -> list[tuple[str, str]]:
    problems = refusal.facts.get("problems")
    if isinstance(problems, dict):
        return [(key, str(sentence)) for key, sentence in problems.items()]
    return [("", sentence) for sentence in pages.sentences(refusal)]
