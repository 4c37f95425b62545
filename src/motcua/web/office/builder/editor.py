"""One thing of a draft on a page: what is written of it, and beside it what the citizen will see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from motcua.eforms import drafting, editing
from motcua.eforms.authoring import Flaw
from motcua.eforms.definition import FieldGroup, FormDefinition
from motcua.eforms.editing import Kind, Place
from motcua.eforms.errors import EditedMeanwhile, NoSuchPlace, ThingFlawed
from motcua.eforms.models import FormDraft
from motcua.eforms.trial import answers_asking
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.office.builder.pages import (
    NAMES,
    WHOLE,
    anchor_of,
    for_builders,
    kind_named,
    name_of,
    section_around,
)
from motcua.web.office.builder.preview import PREFIX, preview
from motcua.web.office.builder.questions import FieldFacts
from motcua.web.office.builder.thing_form import ThingForm
from motcua.web.office.builder.things import FORMS
from motcua.web.office.pages import now, show, today

LOOK, FIND = "look", "find"


@dataclass(frozen=True)
class Editing:
    """What a page is about. ``within``: the section or group of a ``new`` thing, which is not there yet."""

    draft: FormDraft
    place: Place
    form: ThingForm
    within: str = ""
    new: bool = False

    def change(self, definition: FormDefinition) -> FormDefinition:
        """Return the form with what was written."""
        if self.place.kind == Kind.FORM:
            facts = self.form.cleaned_data
            return editing.describe(definition, title=facts["title"], official_form=facts["official_form"])
        thing = self.form.thing()
        if self.new:
            return editing.add(definition, thing, within=self.within)
        changed = editing.put(definition, self.place, thing)
        if isinstance(self.form, FieldFacts) and (section := self.form.section_wanted()):
            changed = editing.send(changed, self.place.key, section)
        return changed

    @property
    def flawed_at(self) -> str:
        """Return the key under which flaws of this thing are named."""
        if not self.form.is_valid() or self.place.kind == Kind.FORM:
            return ""
        thing = self.form.thing()
        return str(getattr(thing, "key", "") or getattr(thing, "paper", "") or getattr(thing, "at", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def thing(request: HttpRequest, admin: Posting, draft: FormDraft, kind: str, key: str) -> HttpResponse:
    """Change one thing."""
    place = Place(kind_named(kind), "" if key == WHOLE else key)
    old: Any = draft.definition
    if place.kind != Kind.FORM:
        try:
            old = editing.find(draft.definition, place)
        except NoSuchPlace as gone:
            if request.method != "POST":
                raise Http404 from gone
            messages.error(request, str(gone))
            return HttpResponseRedirect(reverse("office:form_draft", args=[draft.code]))
    written = FORMS[place.kind](
        request.POST or None, form=draft.definition, thing=old, seen=draft.revision, within=_group(place)
    )
    return _answer(request, admin, Editing(draft, place, written))


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def add(request: HttpRequest, admin: Posting, draft: FormDraft, kind: str) -> HttpResponse:
    """Add a thing; ``trong`` names the section or the group it is for."""
    what, within = kind_named(kind), request.GET.get("trong", "")
    if not _may_hold(draft.definition, what, within):
        raise Http404
    form = FORMS[what](
        request.POST or None, form=draft.definition, thing=None, seen=draft.revision, within=within
    )
    form.initial.update(NEW.get(what, {}))
    return _answer(request, admin, Editing(draft, Place(what), form, within, new=True))


NEW: dict[Kind, dict[str, Any]] = {
    Kind.FIELD: {"type": "text", "required": True, "max_length": 500},
    Kind.GROUP: {"minimum": 0, "maximum": 20},
    Kind.SUBJECT: {"type": "person"},
}


def _may_hold(form: FormDefinition, kind: Kind, within: str) -> bool:
    """Return whether a thing of the kind may be added there."""
    if kind == Kind.GROUP:
        return form.section(within) is not None
    if kind == Kind.FIELD:
        return form.section(within) is not None or isinstance(form.items.get(within), FieldGroup)
    return kind != Kind.FORM


def _group(place: Place) -> str:
    group, dash, _key = place.key.partition("-")
    return group if dash else ""


def _answer(request: HttpRequest, admin: Posting, about: Editing) -> HttpResponse:
    act = request.POST.get("act", "")
    if request.method != "POST":
        return _show(request, about)
    if act == FIND:
        return _found(request, about)
    if act == LOOK or request.headers.get("HX-Request"):
        return _looked_at(request, about)
    return _save(request, admin, about)


def _save(request: HttpRequest, admin: Posting, about: Editing) -> HttpResponse:
    form, draft = about.form, about.draft
    if not form.is_valid():
        return _show(request, about, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        saved = drafting.edit_draft(
            admin=admin,
            code=draft.code,
            seen=form.cleaned_data["seen"],
            change=about.change,
            place=about.flawed_at,
            at=now(),
        )
    except ThingFlawed as refusal:
        for flaw in cast(list[Flaw], refusal.facts["flaws"]):
            form.blame(flaw.part, flaw.message)
        return _show(request, about, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except EditedMeanwhile as refusal:
        draft.refresh_from_db()
        data = request.POST.copy()
        data["seen"] = str(draft.revision)  # who has read what the other did may save over it
        form.data = data
        form.add_error(None, str(refusal))
        return _show(request, about, status=HTTPStatus.CONFLICT)
    except Refusal as refusal:
        form.add_error("key" if "key" in form.fields else None, str(refusal))
        return _show(request, about, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said = _("Đã lưu.") if saved.revision != draft.revision else _("Không có gì thay đổi.")
    messages.success(request, said)
    outline = reverse("office:form_draft", args=[draft.code])
    return HttpResponseRedirect(outline if about.new else f"{outline}#{anchor_of(about.place)}")


def _found(request: HttpRequest, about: Editing) -> HttpResponse:
    """Show what the dictionary has; nothing is kept."""
    if not request.headers.get("HX-Request"):
        return _show(request, about, quiet=True)
    about.form.errors.clear()
    context = {"form": about.form, "here": request.get_full_path()}
    return render(request, "office/forms/_element.html", context)


def _looked_at(request: HttpRequest, about: Editing) -> HttpResponse:
    """Show the section as it would be; nothing is kept."""
    if request.headers.get("HX-Request"):
        return render(request, "office/forms/_beside.html", _beside(about))
    valid = about.form.is_valid()
    return _show(request, about, status=HTTPStatus.OK if valid else HTTPStatus.UNPROCESSABLE_ENTITY)


def _show(
    request: HttpRequest, about: Editing, *, status: int = HTTPStatus.OK, quiet: bool = False
) -> HttpResponse:
    """Show the page; ``quiet``: without blame for what nobody has asked for yet."""
    beside = _beside(about)
    if quiet:
        about.form.errors.clear()
    name = name_of(about.form.old) if about.form.old is not None and about.place.kind != Kind.FORM else ""
    context = {
        "form": about.form,
        "kind": NAMES[about.place.kind],
        "name": name,
        "new": about.new,
        "here": request.get_full_path(),
        **beside,
    }
    return show(request, "forms/thing.html", context, status=status)


def _beside(about: Editing) -> dict[str, Any]:
    """Return the preview with what is written, as far as it can be read."""
    definition, unreadable = _as_written(about)
    key = section_around(definition, about.place, about.within)
    item = about.place.key.partition("-")[0] if about.place.kind in {Kind.FIELD, Kind.GROUP} else ""
    answers = answers_asking(definition, item, on=today())
    shown = preview(definition, key, answers, on=today(), prefix=PREFIX)
    return {"draft": about.draft, "preview": shown, "unreadable": unreadable}


def _as_written(about: Editing) -> tuple[FormDefinition, bool]:
    before = about.draft.definition
    if not about.form.is_bound:
        return before, False
    if not about.form.is_valid():
        return before, True
    try:
        change: Callable[[FormDefinition], FormDefinition] = about.change
        return FormDefinition.model_validate(change(before).model_dump(by_alias=True)), False
    except (Refusal, ValidationError):
        return before, True
