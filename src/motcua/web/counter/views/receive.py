"""Somebody stands at the counter with a paper dossier: one page, one click, the receipt is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries import search, version_in_force
from motcua.dossiers.errors import AnswersIncomplete, IdempotencyKeyReused, ProcedureNotFiledHere
from motcua.dossiers.operations import counter
from motcua.dossiers.queries import often_received
from motcua.dossiers.readings import person_at_the_counter
from motcua.dossiers.routing import deciding_unit, deciding_units, why_not_file_here
from motcua.eforms import rules as eforms
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.web.counter import forms, known, offline
from motcua.web.counter import intake as pages
from motcua.web.counter.access import for_clerks
from motcua.web.counter.intake import Intake
from motcua.web.ui import questions, staff, uploading

LATELY = timedelta(days=30)
Errors = list[tuple[str, str]]


@require_safe
@for_clerks
def find(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Find the procedure; the desk's usual ones stand ready."""
    q = tidy(request.GET.get("q", "").replace("\x00", ""))
    if q and (exact := version_in_force(q)):
        return redirect("counter:receive", exact.code)
    context: dict[str, Any] = {"q": q}
    if q:
        context["found"] = search(q, size=30)
    else:
        codes = often_received(posting, since=staff.now() - LATELY)
        versions = ProcedureVersion.objects.filter(code__in=codes, to_on=None)
        context["usual"] = sorted(versions, key=lambda version: codes.index(version.code))
    return staff.show(request, "counter/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def receive(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Show the page, find the person, or receive the dossier."""
    version = version_in_force(code)
    if version is None:
        raise Http404
    if refusal := why_not_file_here(version):
        raise refusal
    desks = list(Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).order_by("pk"))
    if request.method != "POST" and request.POST:  # typed before the session ended
        return _show(request, posting, version, desks, _read(version, request))
    if request.method != "POST":
        unit, desk = str(desks[0].parent_id or ""), str(desks[0].pk)
        return _show(request, posting, version, desks, pages.fresh(version, unit=unit, desk=desk))
    typed, errors = _keep_scans(request, posting, _read(version, request))
    if request.POST.get("act") == "receive":
        errors += offline.read(request.POST).problems()
    if request.POST.get("act") == "receive" and not errors:
        return _receive(request, posting, version, desks, typed)
    if request.POST.get("act") == "lookup":
        typed, found, asked = _look_up(posting, version, typed)
        return _show(request, posting, version, desks, typed, errors, looked_up=found, asked=asked)
    return _show(request, posting, version, desks, typed, errors)


def _read(version: ProcedureVersion, request: HttpRequest) -> Intake:
    return replace(pages.read(version, request.POST), known=known.opened(request.POST))


def _look_up(posting: Posting, version: ProcedureVersion, typed: Intake) -> tuple[Intake, str, str]:
    """
    Return the page filled in with what is known, and whether somebody has that number in our book.

    What the population register says comes after our own book, and what to say of asking it is the third.
    """
    number = identity_number(typed.visitor.identity_number)
    if not number:
        return typed, "bad", ""
    person = person_at_the_counter(posting, number, at=staff.now())
    form = version.form.definition if version.form else None
    typed = typed.about(person, form, _today()) if person else typed
    typed, asked = known.ask(posting, version, typed, at=staff.now())
    return typed, "found" if person else "nobody", asked


def _receive(
    request: HttpRequest, posting: Posting, version: ProcedureVersion, desks: list[Unit], typed: Intake
) -> HttpResponse:
    form = version.form.definition if version.form else None
    try:
        unit = _unit(version, typed)
        received = counter.receive_visitor(
            visitor=typed.visitor,
            version=version,
            deciding_unit=unit,
            desk=next((desk for desk in desks if str(desk.pk) == typed.desk), desks[0]),
            answers=typed.answers_to(form, _today()),
            handed=typed.handed(),
            clerk=posting,
            at=staff.now(),
            idempotency_key=typed.key,
            reserved=offline.read(request.POST).reserved(posting, unit),
            known=typed.known,
            signed=typed.signed,
            unsigned_because=typed.unsigned_because,
        )
    except IdempotencyKeyReused as refusal:
        return _show(
            request,
            posting,
            version,
            desks,
            replace(typed, key=pages.new_key()),
            earlier=str(refusal.facts["code"]),
        )
    except Refusal as refusal:
        return _show(request, posting, version, desks, typed, _errors(refusal, version, typed))
    _tell(request, received)
    return HttpResponseRedirect(reverse("counter:dossier", args=[received.dossier.code]) + "?in=1")


def _unit(version: ProcedureVersion, typed: Intake) -> Unit:
    if not typed.unit.isdigit():
        raise ProcedureNotFiledHere(reason=_("hãy chọn cơ quan giải quyết."))
    return deciding_unit(version, int(typed.unit), _today())


def _today() -> date:
    return staff.now().astimezone(VIETNAM).date()


def _tell(request: HttpRequest, received: counter.Received) -> None:
    messages.success(request, _("Đã tiếp nhận. Mời in giấy hẹn cho người nộp."))
    if received.differs:
        said = "; ".join(received.differs.values())
        messages.warning(
            request,
            _("Sổ đã ghi khác với điều vừa khai, nên giữ như cũ: %(said)s. Hãy hỏi lại người nộp.")
            % {"said": said},
        )


def _errors(refusal: Refusal, version: ProcedureVersion, typed: Intake) -> Errors:
    """Return every place to mend at once: what was refused, and each answer that is not one."""
    found: Errors = []
    if not isinstance(refusal, AnswersIncomplete):
        name = {**pages.WRONG_FIELD, **offline.WRONG_FIELD}.get(type(refusal), "")
        found += [(name, sentence) for sentence in staff.sentence_of(refusal)]
    if version.form:
        form = version.form.definition
        problems = eforms.check(form, typed.answers_to(form, _today()), on=_today()).problems
        found += [(f"a-{key}", sentence) for key, sentence in problems.items()]
    return found


def _keep_scans(request: HttpRequest, posting: Posting, typed: Intake) -> tuple[Intake, Errors]:
    """Keep every scan that came, so that an error elsewhere does not lose it."""
    lines, errors = [], []
    for line in typed.lines:
        for file in uploading.files_of(request, f"{line.name}-file")[:1]:
            try:
                kept = counter.keep_scan(
                    clerk=posting,
                    key=line.required.key,
                    title=line.title or file.name or "",
                    content=file,
                    file_name=file.name or "",
                    at=staff.now(),
                )
            except Refusal as refusal:
                errors.append((f"{line.name}-file", str(refusal)))
            else:
                line = replace(line, scan=kept.pk, title=line.title or kept.title)
        lines.append(line)
    return replace(typed, lines=tuple(lines)), errors


def _show(
    request: HttpRequest,
    posting: Posting,
    version: ProcedureVersion,
    desks: list[Unit],
    typed: Intake,
    errors: Errors | None = None,
    **more: Any,
) -> HttpResponse:
    wrong = dict(errors or [])
    scans = [line.scan for line in typed.lines if line.scan]
    names = dict(counter.scans_of(posting, scans).values_list("pk", "file_name")) if scans else {}
    papers = forms.papers_of(typed, names, wrong)
    sections = forms.sections_of(version, typed, wrong, on=_today())
    context = {
        "version": version,
        "typed": typed,
        "offline": offline.read(request.POST),
        "visitor": typed.visitor,
        "desks": desks,
        "units": deciding_units(version, _today()),
        "sections": sections,
        "sealed": known.sealed(typed),
        "register_says": known.of_visitor(typed),
        "signatures": forms.signatures_of(version, typed),
        "shown": questions.names([part for section in sections for part in section.parts]),
        "cases": forms.by_case(papers[:-1]),
        "extra": papers[-1],
        "to_show": [paper.name for paper in version.facts.papers if paper.present_only],
        "errors": errors or [],
        "wrong": {name.replace("-", "_"): sentence for name, sentence in wrong.items()},
        **more,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors or more.get("earlier") else HTTPStatus.OK
    return staff.show(request, "counter/receive.html", context, status=status)
