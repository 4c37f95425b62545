"""Papers digitised at the desk: what is in progress, a new one, and one paper step by step."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts import errors as accounts
from motcua.accounts.operations import register_person
from motcua.dossiers.digitising import operations as desk
from motcua.dossiers.digitising import queries, types
from motcua.dossiers.digitising.asked import doubtful
from motcua.dossiers.digitising.errors import PaperTypeUnknown, TitleMissing
from motcua.dossiers.digitising.keeping import sign_and_keep
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.policies import why_not_end_scan, why_not_sign
from motcua.dossiers.digitising.steps import IN_ORDER, OPEN, Reading, Step
from motcua.dossiers.readings import person_at_the_counter
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting, names_of_holders
from motcua.papers.previews import preview, shape
from motcua.web.counter import digitising as pages
from motcua.web.counter.access import for_clerks
from motcua.web.ui import files, inputs, staff, uploading

SIZE = 50
SHOWN_PAGES = 20
NEW = ("identity_number", "full_name", "paper_type", "title", "own_result")
WRONG: Mapping[type[Refusal], str] = {
    accounts.NameMissing: "full_name",
    accounts.NotAnIdentityNumber: "identity_number",
    accounts.NotABirthDate: "birth_date",
    PaperTypeUnknown: "paper_type",
    TitleMissing: "title",
}


@require_safe
@for_clerks
def queue(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List what is in progress at the officer's desks, or what has ended."""
    ended = "xong" in request.GET
    rows = queries.ended(posting) if ended else queries.in_progress(posting)
    page = Paginator(rows, SIZE).get_page(request.GET.get("trang"))
    return staff.show(request, "counter/digitising.html", {"page": page, "ended": ended, "going": not ended})


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def new(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Begin with a paper somebody brought without a dossier."""
    if request.method != "POST":
        number = identity_number(request.GET.get("so", "")) or ""
        return _show_new(request, {"identity_number": number, **_known(posting, number)})
    said = {name: tidy(request.POST.get(name, "").replace("\x00", "")) for name in NEW}
    said["birth_date"] = inputs.read_answer(type="birth_date", name="birth_date", data=request.POST)
    if request.POST.get("act") == "lookup":
        found = _known(posting, identity_number(said["identity_number"]) or "")
        return _show_new(request, {**said, **found}, looked_up="found" if found else "nobody")
    try:
        begun = _begin(posting, said)
    except Refusal as refusal:
        return _show_new(request, said, [(WRONG.get(type(refusal), ""), str(refusal))])
    return redirect("counter:digitise", begun.pk)


def _known(posting: Posting, number: str) -> dict[str, str]:
    person = person_at_the_counter(posting, number, at=staff.now()) if number else None
    return {"full_name": person.full_name, "birth_date": person.birth_date} if person else {}


def _begin(posting: Posting, said: Mapping[str, str]) -> Digitisation:
    """A type that cannot be digitised writes nobody down."""
    title = types.title_of(said["paper_type"])
    if title is None:
        raise PaperTypeUnknown
    if not (title or said["title"]):
        raise TitleMissing
    registered = register_person(
        actor=posting.actor,
        full_name=said["full_name"],
        identity_number=said["identity_number"],
        birth_date=said["birth_date"],
        at=staff.now(),
    )
    return desk.begin_for_person(
        person=registered.person,
        desk=Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).order_by("pk")[0],
        about=desk.Subject(said["paper_type"], said["title"], own_result=bool(said["own_result"])),
        clerk=posting,
        at=staff.now(),
    )


def _show_new(
    request: HttpRequest,
    said: Mapping[str, str],
    errors: list[tuple[str, str]] | None = None,
    *,
    looked_up: str = "",
) -> HttpResponse:
    context = {
        "said": said,
        "types": _options(),
        "errors": errors or [],
        "wrong": dict(errors or []),
        "looked_up": looked_up,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return staff.show(request, "counter/digitise_new.html", context, status=status)


def _options() -> list[dict[str, str]]:
    known = [{"value": code, "label": title} for code, title in types.known().items()]
    return [*known, {"value": types.OTHER, "label": _("Giấy tờ khác")}]


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def of_dossier(request: HttpRequest, posting: Posting, line_id: int) -> HttpResponse:
    """Begin with a paper of a dossier, or go on with it."""
    line = queries.line_for(posting, line_id)
    if begun := queries.begun_for(line):
        return redirect("counter:digitise", begun.pk)
    if request.method != "POST":
        asked = next((paper for paper in line.dossier.version.facts.papers if paper.key == line.key), None)
        usual = next((code for code in (asked.types if asked else ()) if code in types.known()), "")
        context = {"line": line, "types": _options(), "usual": usual}
        return staff.show(request, "counter/digitise_line.html", context)
    paper_type = request.POST.get("paper_type", "")
    made = desk.begin_for_line(
        line_id=line.pk,
        paper_type=paper_type if paper_type in types.known() else types.OTHER,
        clerk=posting,
        at=staff.now(),
    )
    return redirect("counter:digitise", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def digitise(request: HttpRequest, posting: Posting, digitisation_id: uuid.UUID) -> HttpResponse:
    """Show the paper at the step where it stands, or do what the pressed button says."""
    if request.method != "POST":
        seen_at = None if request.headers.get("HX-Request") else staff.now()
        return _show(request, queries.digitisation_for(posting, digitisation_id, at=seen_at), posting)
    act = ACTS.get(request.POST.get("act", ""))
    found = queries.digitisation_for(posting, digitisation_id)
    if act is None:
        return HttpResponseBadRequest()
    try:
        act(request, posting, found)
    except Refusal as refusal:
        again = queries.digitisation_for(posting, digitisation_id)
        return _show(request, again, posting, refusal)
    return HttpResponseRedirect(reverse("counter:digitise", args=[digitisation_id]))


def _look(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    held = request.POST.get("held", "")
    if not held:
        desk.scan_instead(digitisation_id=found.pk, clerk=posting, at=staff.now())
        return
    try:
        held_id = uuid.UUID(held)
    except ValueError:
        raise Http404 from None
    desk.reuse(digitisation_id=found.pk, held_id=held_id, clerk=posting, at=staff.now())
    messages.success(request, _("Đã dùng giấy tờ trong kho, không phải quét."))


def _add(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    for file in uploading.files_of(request, "page"):
        desk.add_page(
            digitisation_id=found.pk, content=file, file_name=file.name or "", clerk=posting, at=staff.now()
        )


def _remove(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    try:
        page_id = uuid.UUID(request.POST.get("page_id", ""))
    except ValueError:
        raise Http404 from None
    desk.remove_page(digitisation_id=found.pk, page_id=page_id, clerk=posting, at=staff.now())


def _end_scan(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    _add(request, posting, found)
    desk.end_scan(digitisation_id=found.pk, clerk=posting, at=staff.now())


def _scan_again(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    desk.scan_again(digitisation_id=found.pk, clerk=posting, at=staff.now())


def _compare(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    ticked = bool(request.POST.get("compared"))
    desk.compare(digitisation_id=found.pk, ticked=ticked, clerk=posting, at=staff.now())


def _save(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    desk.correct(
        digitisation_id=found.pk,
        values=pages.typed(found, request.POST),
        seen=pages.seen(found, request.POST),
        machine_was=request.POST.get("reading", ""),
        clerk=posting,
        at=staff.now(),
    )


def _end_facts(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    _save(request, posting, found)
    desk.end_facts(digitisation_id=found.pk, clerk=posting, at=staff.now())


def _back(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    desk.back_to_facts(digitisation_id=found.pk, clerk=posting, at=staff.now())


def _stop_reading(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    desk.stop_reading(digitisation_id=found.pk, clerk=posting, at=staff.now())


def _sign(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    done = sign_and_keep(digitisation_id=found.pk, clerk=posting, at=staff.now())
    if done.held:
        messages.success(request, _("Đã ký số và đưa vào kho."))


def _give_up(request: HttpRequest, posting: Posting, found: Digitisation) -> None:
    desk.give_up(digitisation_id=found.pk, clerk=posting, at=staff.now())
    messages.success(request, _("Đã thôi số hóa giấy này. Không có gì vào kho."))


ACTS = {
    "look": _look,
    "add": _add,
    "remove": _remove,
    "end-scan": _end_scan,
    "scan-again": _scan_again,
    "compare": _compare,
    "save": _save,
    "end-facts": _end_facts,
    "back": _back,
    "stop-reading": _stop_reading,
    "sign": _sign,
    "give-up": _give_up,
}


def _show(
    request: HttpRequest, found: Digitisation, posting: Posting, refusal: Refusal | None = None
) -> HttpResponse:
    step = Step(found.step)
    context: dict[str, Any] = {
        "found": found,
        "step": step.value,
        "step_name": step.label,
        "place": IN_ORDER.index(step) + 1 if step in IN_ORDER else len(IN_ORDER),
        "total": len(IN_ORDER),
        "open": step in OPEN,
        "refusal": refusal,
        "waiting": found.reading == Reading.WAITING,
        **_of_step(found, step),
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return staff.show(request, "counter/digitise.html", context, status=status)


def _of_step(found: Digitisation, step: Step) -> dict[str, Any]:
    today = localdate(staff.now())
    if step == Step.LOOK:
        return {"held": queries.in_the_vault(found, today)}
    if step == Step.SEAL:
        keepers = names_of_holders(Duty.SEAL, [found.agency.pk], on=today)
        return {"keepers": keepers.get(found.agency.pk, [])}
    if step == Step.SCAN:
        return {"pages": list(found.pages), "why_not": why_not_end_scan(found)}
    if step in {Step.COMPARE, Step.FACTS, Step.SIGN}:
        numbers = range(1, min(queries.page_count(found), SHOWN_PAGES) + 1)
        facts = pages.facts_of(found, lambda number: _shape(found, number)) if step != Step.COMPARE else []
        return {
            "sheets": [(number, pages.marks_of(facts, number)) for number in numbers],
            "facts": facts,
            "doubtful": doubtful(fact.asked for fact in facts),
            "rule": queries.signing_rule(found, today) if step == Step.SIGN else None,
            "why_not": why_not_sign(found) if step == Step.SIGN else None,
        }
    return {}


def _shape(found: Digitisation, number: int) -> float | None:
    place = queries.page_at(found, number)
    return shape(*place) if place else None


@require_safe
@for_clerks
def page(request: HttpRequest, posting: Posting, digitisation_id: uuid.UUID, number: int) -> HttpResponse:
    """Send one page as a picture to be read."""
    place = queries.page_at(queries.digitisation_for(posting, digitisation_id), number)
    if place is None:
        raise Http404
    return files.small(preview(*place))
