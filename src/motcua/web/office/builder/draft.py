"""The draft of a form: its outline, small moves, its file, its history, its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import forms as catalogue
from motcua.eforms import drafting, editing
from motcua.eforms.authoring import Flaw
from motcua.eforms.burden import burden
from motcua.eforms.definition import FieldGroup, FormDefinition
from motcua.eforms.editing import Kind, Place
from motcua.eforms.models import FormDraft
from motcua.eforms.queries import form_in_force
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.office.builder import versions
from motcua.web.office.builder.pages import WORDS, address_of, anchor_of, for_builders, name_of, place_of_key
from motcua.web.office.pages import now, show, status_of, today

HISTORY_SHOWN = 100
STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Line:
    """One thing of the outline, what is wrong in it, and what stands in it."""

    place: Place
    name: str
    url: str
    anchor: str
    flaws: list[Flaw]
    thing: Any
    within: list[Line] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def draft(request: HttpRequest, admin: Posting, draft: FormDraft) -> HttpResponse:
    """Show the outline; a button moves a thing up or down, or takes it out."""
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            return _moved(request, admin, draft)
        except Refusal as refusal:
            problem = refusal
            draft.refresh_from_db()
    form = draft.definition
    found = catalogue.obstacles(form)
    context = {
        "draft": draft,
        "form": form,
        "outline": list(_sections(draft, found)),
        "lists": list(_lists(draft, found)),
        "elsewhere": [flaw for flaw in found if not flaw.place or not place_of_key(form, flaw.place)],
        "obstacles": len(found),
        "problem": problem,
        **costs(form),
    }
    status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    return show(request, "forms/draft.html", context, status=status)


def costs(form: FormDefinition) -> dict[str, Any]:
    """Return what the form costs, and what the version in force does."""
    current = form_in_force(form.code, today())
    return {
        "burden": burden(form, catalogue.papers_asked(form)),
        "before": burden(current.definition, catalogue.papers_asked(current.definition)) if current else None,
    }


def number_of(request: HttpRequest, name: str = "seen") -> int:
    """Return a revision that was sent, 0 where none was."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _moved(request: HttpRequest, admin: Posting, draft: FormDraft) -> HttpResponse:
    act, _colon, where = request.POST.get("act", "").partition(":")
    place = Place.read(where)
    change = partial(editing.move, place=place, step=STEPS[act]) if act in STEPS else None
    if act == "drop":
        change = partial(editing.remove, place=place)
    if change is None:
        return redirect("office:form_draft", draft.code)
    drafting.edit_draft(admin=admin, code=draft.code, seen=number_of(request), change=change, at=now())
    if act == "drop":
        messages.success(request, _("Đã bỏ. Cần lấy lại thì mở Các lần sửa và trở lại lần trước."))
        return redirect("office:form_draft", draft.code)
    return HttpResponseRedirect(f"{reverse('office:form_draft', args=[draft.code])}#{anchor_of(place)}")


def _sections(draft: FormDraft, found: list[Flaw]) -> Iterator[Line]:
    for section in draft.definition.sections:
        items = []
        for item in section.fields:
            group = isinstance(item, FieldGroup)
            cells = [
                _line(draft, Place(Kind.FIELD, f"{item.key}-{question.key}"), question, found)
                for question in (item.fields if isinstance(item, FieldGroup) else ())
            ]
            place = Place(Kind.GROUP if group else Kind.FIELD, item.key)
            items.append(_line(draft, place, item, found, cells))
        yield _line(draft, Place(Kind.SECTION, section.key), section, found, items)


def _lists(draft: FormDraft, found: list[Flaw]) -> Iterator[dict[str, Any]]:
    form, papers = draft.definition, catalogue.paper_names(draft.code)
    for kind, title, add, things in (
        (Kind.SUBJECT, _("Hỏi về những ai"), _("Thêm chủ thể"), form.subjects),
        (Kind.PAPER, _("Giấy tờ tùy câu trả lời"), _("Thêm giấy tờ"), form.papers),
        (Kind.CHECK, _("Điều kiện kiểm tra"), _("Thêm điều kiện"), form.checks),
        (Kind.CO_DECLARANT, _("Người cùng khai"), _("Thêm người cùng khai"), form.co_declarants),
    ):
        lines = [
            _line(draft, Place(kind, getattr(thing, "key", "") or str(number)), thing, found)
            for number, thing in enumerate(things, start=1)
        ]
        if kind == Kind.PAPER:
            lines = [replace(line, name=papers.get(line.name, line.name)) for line in lines]
        url = reverse("office:form_add", args=[draft.code, WORDS[kind]])
        yield {"title": title, "add": add, "lines": lines, "url": url}


def _line(
    draft: FormDraft, place: Place, thing: Any, found: list[Flaw], within: list[Line] | None = None
) -> Line:
    wrong = [flaw for flaw in found if flaw.place and place_of_key(draft.definition, flaw.place) == place]
    if place.kind == Kind.CHECK:
        wrong = [flaw for flaw in found if flaw.place == thing.at and flaw.part in {"that", "at"}]
    return Line(place, name_of(thing), address_of(draft, place), anchor_of(place), wrong, thing, within or [])


@require_safe
@for_builders
def source(request: HttpRequest, admin: Posting, draft: FormDraft) -> HttpResponse:
    """Send the draft as a file."""
    return versions.as_file(draft.definition, f"{draft.code}.yaml")


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def upload(request: HttpRequest, admin: Posting, draft: FormDraft) -> HttpResponse:
    """Let a file take the place of what is written."""
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            form = versions.uploaded(request).model_copy(update={"code": draft.code})
            drafting.edit_draft(
                admin=admin, code=draft.code, seen=number_of(request), change=lambda _old: form, at=now()
            )
        except Refusal as refusal:
            problem = refusal
            draft.refresh_from_db()
        else:
            messages.success(request, _("Bản đang soạn nay như trong tệp."))
            return redirect("office:form_draft", draft.code)
    context = {"draft": draft, "problem": problem}
    return show(request, "forms/upload.html", context, status=status_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def history(request: HttpRequest, admin: Posting, draft: FormDraft) -> HttpResponse:
    """Show every edit; a button goes back to what was after one of them."""
    problem: Refusal | None = None
    if request.method == "POST":
        revision = number_of(request, "revision")
        try:
            drafting.return_to(
                admin=admin, code=draft.code, seen=number_of(request), revision=revision, at=now()
            )
        except Refusal as refusal:
            problem = refusal
            draft.refresh_from_db()
        else:
            messages.success(request, _("Đã trở lại như sau lần sửa %(n)s.") % {"n": revision})
            return redirect("office:form_draft", draft.code)
    edits = draft.edits.order_by("-revision").defer("content")[:HISTORY_SHOWN]
    context = {"draft": draft, "edits": edits, "problem": problem}
    return show(request, "forms/history.html", context, status=status_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def throw_away(request: HttpRequest, admin: Posting, draft: FormDraft) -> HttpResponse:
    """Ask once more, then end the draft."""
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            drafting.throw_away(admin=admin, code=draft.code, seen=number_of(request), at=now())
        except Refusal as refusal:
            problem = refusal
            draft.refresh_from_db()
        else:
            messages.success(request, _("Đã bỏ bản đang soạn."))
            return redirect("office:forms")
    context = {"draft": draft, "problem": problem}
    return show(request, "forms/throw_away.html", context, status=status_of(request))
