"""Our unit asks another one, or completes what it asked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.facts import Audience
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import version_in_force
from motcua.dossiers import operations as dossiers
from motcua.dossiers.asked import things_asked
from motcua.dossiers.errors import AnswersIncomplete, ProcedureNotFiledHere
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import Request
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for
from motcua.dossiers.routing import deciding_units
from motcua.dossiers.states import Move
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.queries import desk_of
from motcua.web.desk import internal_forms as forms
from motcua.web.desk.access import for_askers
from motcua.web.desk.internal_forms import Box, Errors
from motcua.web.ui import questions, staff

KEY, FROM, TO = "key", "from", "to"


def _today() -> date:
    return staff.now().astimezone(VIETNAM).date()


@require_http_methods(["GET", "HEAD", "POST"])
@for_askers
def ask(request: HttpRequest, asker: Asker, code: str) -> HttpResponse:
    """Show the one page on which the unit asks; then send it."""
    version = version_in_force(code, audience=Audience.INTERNAL)
    if version is None:
        raise Http404
    if request.method != "POST":
        return _show(request, asker, version, {}, forms.boxes_of(version), [], blame=False)
    answers = forms.typed(_form(version), request.POST)
    boxes = forms.take(request, asker, forms.boxes_of(version))
    if forms.errors_of(boxes) or questions.changes_rows(request.POST.get("act", "")):
        return _show(request, asker, version, answers, boxes, forms.errors_of(boxes), blame=False)
    try:
        dossier = _send(request, asker, version, answers, boxes)
    except AnswersIncomplete:
        return _show(request, asker, version, answers, boxes, [], blame=True)
    except Refusal as refusal:
        said: Errors = [("", sentence) for sentence in staff.sentence_of(refusal)]
        return _show(request, asker, version, answers, boxes, said, blame=True)
    messages.success(request, _("Đã gửi. Mã hồ sơ: %(code)s.") % {"code": dossier.code})
    return redirect("desk:internal_dossier", dossier.code)


def _send(
    request: HttpRequest, asker: Asker, version: ProcedureVersion, answers: dict[str, Any], boxes: list[Box]
) -> Dossier:
    own, others = _units(asker), _deciders(version, asker)
    decider = _chosen(others, request.POST.get(TO, ""))
    return dossiers.file(
        request=Request(
            version=version,
            deciding_unit=decider,
            receiving_unit=desk_of(decider, on=_today()),
            applicant=_chosen(own, request.POST.get(FROM, "")),
            answers=answers,
            papers=forms.handed(boxes),
        ),
        filer=asker,
        at=staff.now(),
        idempotency_key=request.POST.get(KEY, "")[:100] or None,
    )


def _units(asker: Asker) -> list[Unit]:
    return list(Unit.objects.on(_today()).filter(pk__in=asker.units).order_by("pk"))


def _deciders(version: ProcedureVersion, asker: Asker) -> list[Unit]:
    return [unit for unit in deciding_units(version, _today()) if {unit.pk} != asker.units]


def _chosen(units: Sequence[Unit], text: str) -> Unit:
    """:raises ProcedureNotFiledHere: if none of several was chosen."""
    found = [unit for unit in units if len(units) == 1 or str(unit.pk) == text]
    if not found:
        raise ProcedureNotFiledHere(reason=_("hãy chọn đơn vị."))
    return found[0]


def _form(version: ProcedureVersion) -> Any:
    return version.form.definition if version.form else None


def _show(
    request: HttpRequest,
    asker: Asker,
    version: ProcedureVersion,
    answers: dict[str, Any],
    boxes: list[Box],
    errors: Errors,
    *,
    blame: bool,
) -> HttpResponse:
    sections, wrong = forms.questions_of(_form(version), answers, on=_today(), blame=blame)
    context = {
        "version": version,
        "key": request.POST.get(KEY, "")[:100] or secrets.token_urlsafe(18),
        "own": _options(_units(asker)),
        "others": _options(_deciders(version, asker)),
        "chosen": {"from": request.POST.get(FROM, ""), "to": request.POST.get(TO, "")},
        "sections": sections,
        "shown": forms.shown(sections),
        "boxes": boxes,
        "errors": [*errors, *wrong],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["errors"] else HTTPStatus.OK
    return staff.show(request, "desk/internal_ask.html", context, status=status)


def _options(units: Sequence[Unit]) -> list[dict[str, str]]:
    return [{"value": str(unit.pk), "label": unit.name} for unit in units]


@require_http_methods(["GET", "HEAD", "POST"])
@for_askers
def supplement(request: HttpRequest, asker: Asker, code: str) -> HttpResponse:
    """Show each thing asked with its box, and the answers; then send what came."""
    dossier = dossier_for(asker, code)
    if refusal := why_not(Move.SUPPLEMENT, asker, dossier):
        raise refusal
    papers = list(dossier.papers.select_related("paper").order_by("pk"))
    boxes = forms.boxes_asked(things_asked(dossier, papers))
    if request.method != "POST":
        return _show_asked(request, dossier, dossier.answers, boxes, [], blame=False)
    answers = {**dossier.answers, **forms.typed(_form(dossier.version), request.POST)}
    boxes = forms.take(request, asker, boxes)
    if forms.errors_of(boxes) or questions.changes_rows(request.POST.get("act", "")):
        return _show_asked(request, dossier, answers, boxes, forms.errors_of(boxes), blame=False)
    try:
        dossiers.supplement(
            code=dossier.code, viewer=asker, answers=answers, papers=forms.handed(boxes), at=staff.now()
        )
    except AnswersIncomplete:
        return _show_asked(request, dossier, answers, boxes, [], blame=True)
    messages.success(request, _("Đã gửi phần bổ sung của hồ sơ %(code)s.") % {"code": dossier.code})
    return redirect("desk:internal_dossier", dossier.code)


def _show_asked(
    request: HttpRequest,
    dossier: Dossier,
    answers: dict[str, Any],
    boxes: list[Box],
    errors: Errors,
    *,
    blame: bool,
) -> HttpResponse:
    form = _form(dossier.version)
    sections, wrong = forms.questions_of(form, answers, on=dossier.filed_on, blame=blame)
    last = dossier.letters.filter(kind="supplement-request").order_by("-issued_at").first()
    context = {
        "dossier": dossier,
        "reason": last.content.get("reason", "") if last else "",
        "sections": sections,
        "shown": forms.shown(sections),
        "boxes": boxes,
        "errors": [*errors, *wrong],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["errors"] else HTTPStatus.OK
    return staff.show(request, "desk/internal_supplement.html", context, status=status)
