"""What an applicant changes after filing: the answers, until it is decided; and what is wrong in a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.citizens import Citizen
from motcua.dossiers import legal
from motcua.dossiers import operations as dossiers
from motcua.dossiers.errors import AnswersIncomplete, SayWhy
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for
from motcua.dossiers.states import Move
from motcua.eforms import rules as eforms
from motcua.eforms.rules import Checked
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.web.portal import pages
from motcua.web.portal.access import for_citizens
from motcua.web.ui import delivery, questions

LONGEST = 2000


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def adjust(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Show the answers as they are, to be changed and sent; the term goes on."""
    dossier = dossier_for(citizen, code)
    if refusal := why_not(Move.ADJUST, citizen, dossier):
        return pages.refused(request, refusal, dossier=dossier)
    if request.method != "POST":
        return _answers(request, dossier, {}, {})
    form = dossier.version.form
    act = request.POST.get("act", "")
    typed = questions.read(form.definition.items.values(), request.POST, act=act) if form else {}
    if questions.changes_rows(act):
        return _answers(request, dossier, typed, {}, act)
    try:
        dossiers.adjust(code=code, citizen=citizen, answers=typed, papers=[], at=pages.now())
    except AnswersIncomplete as refusal:
        problems = refusal.facts["problems"]
        assert isinstance(problems, dict)
        return _answers(request, dossier, typed, problems)
    except Refusal as refusal:
        return pages.refused(request, refusal, dossier=dossier)
    messages.success(request, _("Đã ghi nội dung điều chỉnh. Cơ quan giải quyết theo nội dung mới."))
    return redirect("portal:dossier", code)


def _answers(
    request: HttpRequest,
    dossier: Dossier,
    typed: Mapping[str, Any],
    problems: Mapping[str, str],
    act: str = "",
) -> HttpResponse:
    form = dossier.version.form
    sections = form.definition.sections if form else ()
    items = [item for section in sections for item in section.fields]
    page = questions.Page(new=questions.new_row(items, act, typed))
    checked = Checked()
    if form:
        answers = questions.padded(items, {**dossier.answers, **typed})
        checked = replace(
            eforms.check(form.definition, answers, on=dossier.filed_on), problems=dict(problems)
        )
    sections_shown = [(section, questions.parts(section.fields, checked, page)) for section in sections]
    context = {
        "dossier": dossier,
        "sections": sections_shown,
        "shown": questions.names([part for _section, parts in sections_shown for part in parts]),
        "errors": list(problems.items()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return pages.show(request, "adjust.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def report_error(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Ask what is wrong in the result, and pass it on to the office."""
    dossier = dossier_for(citizen, code)
    if refusal := why_not(Move.REPORT_ERROR, citizen, dossier):
        return pages.refused(request, refusal, dossier=dossier)
    wrong = ""
    if request.method == "POST":
        try:
            dossiers.report_error(
                code=code, viewer=citizen, error=request.POST.get("error", "")[:LONGEST], at=pages.now()
            )
        except SayWhy:
            wrong = _("Hãy ghi sai ở đâu, đúng ra là gì.")
        except Refusal as refusal:
            return pages.refused(request, refusal, dossier=dossier)
        else:
            messages.success(request, _("Đã chuyển đến cơ quan. Có trả lời, bạn được báo."))
            return redirect("portal:dossier", code)
    rule = legal.rule("correction.working_days", pages.now().astimezone(VIETNAM).date())
    context = {"dossier": dossier, "wrong": wrong, "days": rule.value, "law": rule.citation}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return pages.show(request, "report_error.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def choose_delivery(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Ask where the result is to go, and keep it."""
    dossier = dossier_for(citizen, code)
    if refusal := why_not(Move.CHOOSE_DELIVERY, citizen, dossier):
        return pages.refused(request, refusal, dossier=dossier)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            delivery.choose(citizen, code, request.POST, pages.now())
        except tuple(delivery.ABOUT) as refusal:
            wrong = {delivery.ABOUT[type(refusal)]: str(refusal)}
        except Refusal as refusal:
            return pages.refused(request, refusal, dossier=dossier)
        else:
            messages.success(request, str(delivery.ACT.done))
            return redirect("portal:dossier", code)
    asked = delivery.shown(dossier, request.POST, at=pages.now(), why=None)
    context = {
        "dossier": dossier,
        "delivery": asked,
        "wrong": wrong,
        "errors": list(wrong.items()),
        "action": reverse("portal:delivery", args=[code]),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return pages.show(request, "delivery.html", context, status=status)
