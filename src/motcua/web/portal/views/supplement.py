"""Completing a dossier as it was asked: each thing asked has its box; then all is looked over and sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files import File
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.accounts.citizens import Citizen
from motcua.dossiers import operations as dossiers
from motcua.dossiers.asked import Asked, Item, things_asked
from motcua.dossiers.errors import AnswersIncomplete
from motcua.dossiers.models import Dossier, DossierPaper, Letter
from motcua.dossiers.operations import staging
from motcua.dossiers.policies import why_not
from motcua.dossiers.queries import dossier_for, story
from motcua.dossiers.states import Move
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FieldGroup, FormField
from motcua.eforms.rules import Checked
from motcua.kernel.errors import Refusal
from motcua.papers.models import Paper
from motcua.web.portal import pages
from motcua.web.portal.access import for_citizens
from motcua.web.portal.standing import standing_of
from motcua.web.portal.views import uploads
from motcua.web.portal.views.papers import chosen
from motcua.web.ui import questions, stash

ITEM = "muc-"
"""How the boxes of the papers asked for are called; the number follows."""


@dataclass(frozen=True)
class Box:
    """One box for files: what is wanted, what was handed in before, what waits, what is to mend."""

    key: str
    title: str
    paper: str = ""
    item: int | None = None
    guidance: str = ""
    before: DossierPaper | None = None

    def files(self, staged: Iterable[Paper]) -> list[Paper]:
        """Return the files that wait for this box."""
        if self.item:
            return [file for file in staged if staging.item_of(file) == self.item]
        return [file for file in staged if staging.item_of(file) is None and file.kind == self.key]


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def papers(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Show each thing asked with its box, and keep what comes."""
    dossier = dossier_for(citizen, code)
    if refusal := why_not(Move.SUPPLEMENT, citizen, dossier):
        return pages.refused(request, refusal, dossier=dossier)
    if request.method == "POST":
        return _keep(request, citizen, dossier)
    kept = stash.take(request)
    typed = _typed(dossier, kept.dict()) if kept else {}  # type: ignore[arg-type]
    checked = _checked(dossier, {**dossier.answers, **staging.typed_answers(dossier), **typed})
    if "sua" not in request.GET:
        checked = questions.without_blame(checked)
    errors = uploads.recall(request)
    context = {
        **_asked(dossier, citizen),
        **_boxes_shown(dossier, citizen, errors),
        **_questions(dossier, checked, request.GET.get("hang", "")),
        "errors": [*uploads.summary(errors), *checked.problems.items()],
        "restored": bool(kept),
    }
    return pages.show(request, "supplement.html", context)


def _asked(dossier: Dossier, citizen: Citizen) -> dict[str, Any]:
    letter = dossier.letters.filter(kind=Letter.Kind.SUPPLEMENT).order_by("-issued_at").first()
    events = story(dossier, for_staff=False)
    return {
        "dossier": dossier,
        "letter": letter,
        "reason": letter.content.get("reason", "") if letter else "",
        "standing": standing_of(dossier, citizen, events, now=pages.now()),
    }


def _things(dossier: Dossier) -> list[Asked]:
    return things_asked(dossier, list(dossier.papers.select_related("paper").order_by("pk")))


def _boxes(dossier: Dossier) -> list[Box]:
    """Return a box for each paper asked for, then one for each other paper of the procedure."""
    asked = [
        Box(f"{ITEM}{each.number}", item.title, item.key, each.number, _guidance(item), each.before)
        for each in _things(dossier)
        for item in [each.item]
        if not item.question
    ]
    named = {box.paper for box in asked}
    others = [
        Box(paper.key, paper.name, paper.key)
        for paper in dossier.version.facts.papers
        if not paper.present_only and paper.key not in named
    ]
    return [*asked, *others, Box(uploads.OTHER, _("Giấy tờ khác"), uploads.OTHER)]


def _guidance(item: Item) -> str:
    """Return what the office wrote of a thing, and why it asks for it although the state has it."""
    return ". ".join(filter(None, [item.guidance.rstrip("."), item.again]))


def _boxes_shown(dossier: Dossier, citizen: Citizen, errors: uploads.Errors) -> dict[str, Any]:
    staged = list(staging.staged_papers(dossier, citizen))
    shown = [(box, box.files(staged), errors.get(box.key, [])) for box in _boxes(dossier)]
    others = [row for row in shown if not row[0].item]
    return {
        "boxes": [row for row in shown if row[0].item],
        "others": others,
        "others_open": any(files or wrong for _box, files, wrong in others),
    }


def _questions(dossier: Dossier, checked: Checked, new: str) -> dict[str, Any]:
    """Return the questions asked anew, and those that follow from them; then all others, by section."""
    form = dossier.version.form
    things = _things(dossier)
    wanted = {each.item.question for each in things}
    again = {each.item.question: each.item.again for each in things if each.item.again}
    asked: list[questions.Part] = []
    others = []
    for section in form.definition.sections if form else ():
        rest = []
        for part in questions.parts(section.fields, checked, questions.Page(new=new)):
            item = part.item
            if item.key in wanted or eforms.names_in(item.when) & wanted:
                wanted.add(item.key)
                because = again.get(item.key, "")
                asked.append(replace(part, help=" ".join(filter(None, [part.help, because]))))
            else:
                rest.append(part)
        if rest:
            others.append((section, rest))
    every = [*asked, *(part for _section, rest in others for part in rest)]
    return {
        "questions": asked,
        "other_parts": others,
        "other_parts_open": any(part.wrong or part.new for _section, rest in others for part in rest),
        "shown": questions.names(every),
    }


def _keep(request: HttpRequest, citizen: Citizen, dossier: Dossier) -> HttpResponse:
    boxes = {box.key: box for box in _boxes(dossier)}

    def store(key: str, title: str, file: File[bytes]) -> object:
        return staging.stage_for_supplement(
            code=dossier.code,
            citizen=citizen,
            key=boxes[key].paper,
            title=title,
            content=file,
            file_name=file.name or "",
            at=pages.now(),
            item=boxes[key].item,
        )

    for paper_id in chosen(request, "remove"):
        staging.unstage(code=dossier.code, citizen=citizen, paper_id=paper_id)
    errors = uploads.take(request, {key: box.title for key, box in boxes.items()}, store)
    uploads.remember(request, errors)
    act = request.POST.get("act", "")
    typed = _typed(dossier, request.POST, act)
    staging.keep_answers(code=dossier.code, citizen=citizen, answers=typed)
    if questions.changes_rows(act):
        new = questions.new_row(_items(dossier), act, typed)
        return HttpResponseRedirect(f"{request.path}?{urlencode({'hang': new})}#f-{new}")
    if act == "next" and not errors:
        wrong = _problems(dossier, {**dossier.answers, **typed})
        return redirect(
            f"{request.path}?sua=1" if wrong else reverse("portal:supplement_send", args=[dossier.code])
        )
    key = next(iter(errors), act.removeprefix("send-"))
    return HttpResponseRedirect(f"{request.path}#f-{uploads.PREFIX}{key}")


def _items(dossier: Dossier) -> list[FormField | FieldGroup]:
    form = dossier.version.form
    return list(form.definition.items.values()) if form else []


def _typed(dossier: Dossier, data: Mapping[str, str], act: str = "") -> dict[str, Any]:
    return questions.read(_items(dossier), data, act=act)


def _checked(dossier: Dossier, answers: Mapping[str, Any]) -> Checked:
    form = dossier.version.form
    if form is None:
        return Checked()
    return eforms.check(form.definition, questions.padded(_items(dossier), answers), on=dossier.filed_on)


def _problems(dossier: Dossier, answers: Mapping[str, Any]) -> Mapping[str, str]:
    return _checked(dossier, answers).problems


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def send(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Show all that will be sent beside what was asked; then send it."""
    dossier = dossier_for(citizen, code)
    if refusal := why_not(Move.SUPPLEMENT, citizen, dossier):
        return pages.refused(request, refusal, dossier=dossier)
    to_mend = f"{reverse('portal:supplement', args=[dossier.code])}?sua=1"
    if request.method != "POST":
        wrong = _problems(dossier, {**dossier.answers, **staging.typed_answers(dossier)})
        return redirect(to_mend) if wrong else _look_over(request, citizen, dossier)
    try:
        dossiers.supplement(
            code=dossier.code,
            viewer=citizen,
            answers=staging.typed_answers(dossier),
            papers=staging.staged_handed(dossier, citizen),
            at=pages.now(),
        )
    except AnswersIncomplete:
        return redirect(to_mend)
    except Refusal as refusal:
        return _look_over(request, citizen, dossier, refusal)
    messages.success(request, _("Đã gửi phần bổ sung. Bộ phận Một cửa sẽ xem lại hồ sơ."))
    return redirect("portal:dossier", dossier.code)


def _look_over(
    request: HttpRequest, citizen: Citizen, dossier: Dossier, refusal: Refusal | None = None
) -> HttpResponse:
    staged = list(staging.staged_papers(dossier, citizen))
    changes = {key: words for key, *words in _changes(dossier)}
    rows = [
        (
            each,
            [f for f in staged if staging.item_of(f) == each.number],
            changes.pop(each.item.question, None),
        )
        for each in _things(dossier)
    ]
    context = {
        **_asked(dossier, citizen),
        "rows": rows,
        "empty": [each for each, files, change in rows if not files and not change],
        "more_files": [file for file in staged if staging.item_of(file) is None],
        "more_changes": list(changes.values()),
        "errors": [("", str(refusal))] if refusal else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return pages.show(request, "supplement_send.html", context, status=status)


def _changes(dossier: Dossier) -> Iterable[tuple[str, str, str, str]]:
    """Return the answers that are another now: the question, its words, the answer before and after."""
    form = dossier.version.form
    if form is None:
        return []
    definition = form.definition
    after = _checked(dossier, {**dossier.answers, **staging.typed_answers(dossier)}).answers
    old, new = eforms.shown(definition, dossier.answers), eforms.shown(definition, after)
    return [
        (key, eforms.label_of(item), old.get(key, ""), new.get(key, ""))
        for key, item in definition.items.items()
        if old.get(key, "") != new.get(key, "")
    ]
