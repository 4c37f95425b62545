"""Completing a dossier as it was asked: first the papers, then the answers, then it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.citizens import Citizen
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import AnswersIncomplete
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.operations.filing import Handed
from motcua.dossiers.operations.staging import stage_for_supplement, staged_papers, unstage
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for, story
from motcua.dossiers.states import Move
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormDefinition
from motcua.kernel.errors import Refusal
from motcua.web.portal import forms, pages
from motcua.web.portal.access import for_citizens
from motcua.web.portal.standing import standing_of
from motcua.web.portal.views import uploads
from motcua.web.portal.views.papers import removed
from motcua.web.ui import stash


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def papers(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Show what was asked, and keep files as they come."""
    dossier = dossier_for(citizen, code)
    if refusal := why_not(Move.SUPPLEMENT, citizen, dossier):
        return pages.refused(request, refusal, dossier=dossier)
    if request.method == "POST":
        return _keep(request, citizen, dossier)
    errors = uploads.recall(request)
    staged = list(staged_papers(dossier, citizen))
    rows = [
        (key, title, [p for p in staged if p.kind == key], errors.get(key, []))
        for key, title in _titles(dossier).items()
    ]
    asked = _asked(dossier, citizen)
    first = {held.key for held in asked["checks"]} or {held.key for held in dossier.papers.all()}
    others = [row for row in rows if row[0] not in first]
    context = {
        **asked,
        "asked": [row for row in rows if row[0] in first],
        "others": others,
        "others_open": len(others) == len(rows) or any(files or wrong for _k, _t, files, wrong in others),
        "errors": uploads.summary(errors),
    }
    return pages.show(request, "supplement.html", {**context, "lost_files": bool(stash.take(request))})


def _asked(dossier: Dossier, citizen: Citizen) -> dict[str, Any]:
    letter = dossier.letters.filter(kind=Letter.Kind.SUPPLEMENT).order_by("-issued_at").first()
    events = story(dossier, for_staff=False)
    return {
        "dossier": dossier,
        "letter": letter,
        "asked_items": letter.content.get("items", []) if letter else [],
        "reason": letter.content.get("reason", "") if letter else "",
        "standing": standing_of(dossier, citizen, events, now=pages.now()),
        "checks": [p for p in dossier.papers.order_by("pk") if p.check_result in {"missing", "bad"}],
    }


def _titles(dossier: Dossier) -> dict[str, str]:
    titles = {p.key: p.name for p in dossier.version.facts.papers if not p.present_only}
    return {**titles, uploads.OTHER: _("Giấy tờ khác")}


def _keep(request: HttpRequest, citizen: Citizen, dossier: Dossier) -> HttpResponse:
    def store(key: str, title: str, file: UploadedFile) -> object:
        return stage_for_supplement(
            code=dossier.code,
            citizen=citizen,
            key=key,
            title=title,
            content=file,
            file_name=file.name or "",
            at=pages.now(),
        )

    for paper_id in removed(request):
        unstage(code=dossier.code, citizen=citizen, paper_id=paper_id)
    errors = uploads.take(request, _titles(dossier), store)
    uploads.remember(request, errors)
    act = request.POST.get("act", "")
    if act == "next" and not errors:
        return redirect("portal:supplement_send", dossier.code)
    key = next(iter(errors), act.removeprefix("send-"))
    return HttpResponseRedirect(f"{request.path}#f-{uploads.PREFIX}{key}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def send(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Show the answers to be corrected and the files that wait, then send it all."""
    dossier = dossier_for(citizen, code)
    if refusal := why_not(Move.SUPPLEMENT, citizen, dossier):
        return pages.refused(request, refusal, dossier=dossier)
    form = dossier.version.form
    if request.method != "POST":
        kept = stash.take(request)
        typed = _typed(form.definition, kept.dict()) if kept and form else {}  # type: ignore[arg-type]
        return _show(request, citizen, dossier, typed, {}, [], restored=bool(kept))
    typed = _typed(form.definition, request.POST) if form else {}
    if request.POST.get("act") == "back":
        return redirect("portal:supplement", dossier.code)
    if form and (problems := _newly_asked(form.definition, dossier, typed, request)):
        return _show(request, citizen, dossier, typed, problems, list(problems.items()))
    return _send(request, citizen, dossier, typed)


def _send(request: HttpRequest, citizen: Citizen, dossier: Dossier, typed: Mapping[str, str]) -> HttpResponse:
    handed = [
        Handed(key=paper.kind, title=paper.title, paper_id=paper.pk, copies=1)
        for paper in staged_papers(dossier, citizen)
    ]
    try:
        dossiers.supplement(code=dossier.code, viewer=citizen, answers=typed, papers=handed, at=pages.now())
    except AnswersIncomplete as refusal:
        problems = refusal.facts["problems"]
        assert isinstance(problems, dict)
        return _show(request, citizen, dossier, typed, problems, list(problems.items()))
    except Refusal as refusal:
        return _show(request, citizen, dossier, typed, {}, [("", str(refusal))])
    messages.success(request, _("Đã gửi phần bổ sung. Bộ phận Một cửa sẽ xem lại hồ sơ."))
    return redirect(reverse("portal:dossier", args=[dossier.code]))


def _typed(form: FormDefinition, data: Mapping[str, str]) -> dict[str, str]:
    return forms.read(list(eforms.all_fields(form)), data)


def _newly_asked(
    form: FormDefinition, dossier: Dossier, typed: Mapping[str, str], request: HttpRequest
) -> dict[str, str]:
    """Return the problems of questions that the new answers brought up and the page had not shown."""
    shown = set(request.POST.get("shown", "").split())
    problems = eforms.check(form, {**dossier.answers, **typed}).problems
    return problems if problems.keys() - shown else {}


def _show(
    request: HttpRequest,
    citizen: Citizen,
    dossier: Dossier,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    errors: list[tuple[str, str]],
    *,
    restored: bool = False,
) -> HttpResponse:
    form = dossier.version.form
    answers = {**dossier.answers, **typed}
    parts = [
        (section, forms.questions(section, answers, problems), bool(keys & problems.keys()) or restored)
        for section in (form.definition.sections if form else ())
        for keys in [{question.key for question in section.fields}]
    ]
    context = {
        **_asked(dossier, citizen),
        "staged": list(staged_papers(dossier, citizen)),
        "parts": parts,
        "shown": " ".join(q.field.key for _section, asked, _open in parts for q in asked),
        "errors": errors,
        "restored": restored,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return pages.show(request, "supplement_send.html", context, status=status)
