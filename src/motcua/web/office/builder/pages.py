"""What every page of the builder shares: who may open it, the draft, where things are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from motcua.eforms.definition import FieldGroup, FormDefinition, FormField
from motcua.eforms.editing import Kind, Place, section_of
from motcua.eforms.errors import NoDraft, NoSuchPlace
from motcua.eforms.models import FormDraft
from motcua.eforms.queries import draft_of
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office.pages import for_administrators

WORDS: Mapping[Kind, str] = {
    Kind.FORM: "bieu-mau",
    Kind.SECTION: "phan",
    Kind.FIELD: "cau-hoi",
    Kind.GROUP: "nhom",
    Kind.SUBJECT: "chu-the",
    Kind.PAPER: "giay-to",
    Kind.CHECK: "kiem-tra",
    Kind.CO_DECLARANT: "nguoi-cung-khai",
}
"""How addresses name the kinds."""
NAMES: Mapping[Kind, Any] = {
    Kind.FORM: gettext_lazy("Tên biểu mẫu"),
    Kind.SECTION: gettext_lazy("Phần"),
    Kind.FIELD: gettext_lazy("Câu hỏi"),
    Kind.GROUP: gettext_lazy("Nhóm câu hỏi"),
    Kind.SUBJECT: gettext_lazy("Chủ thể"),
    Kind.PAPER: gettext_lazy("Giấy tờ"),
    Kind.CHECK: gettext_lazy("Điều kiện kiểm tra"),
    Kind.CO_DECLARANT: gettext_lazy("Người cùng khai"),
}
WHOLE = "chung"
"""The key of the form itself in addresses."""


def for_builders(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the draft of the form named by ``code``, for who administers the province."""

    @for_administrators
    def inner(request: HttpRequest, admin: Posting, /, **kwargs: Any) -> HttpResponse:
        if refusal := why_not_administer_province(admin):
            raise refusal
        code = kwargs.pop("code")
        draft = draft_of(code)
        if draft is None:
            if request.method == "POST":  # somebody has just published it or thrown it away
                messages.error(request, str(NoDraft(form=code)))
                return redirect("office:forms")
            raise Http404
        return view(request, admin, draft, **kwargs)

    return wraps(view)(inner)


def kind_named(word: str) -> Kind:
    """:raises Http404: if no kind is named so."""
    for kind, name in WORDS.items():
        if name == word:
            return kind
    raise Http404


def address_of(draft: FormDraft, place: Place) -> str:
    return reverse("office:form_thing", args=[draft.code, WORDS[place.kind], place.key or WHOLE])


def anchor_of(place: Place) -> str:
    return f"{WORDS[place.kind]}-{place.key}"


def place_of_key(form: FormDefinition, key: str) -> Place | None:
    """Return where what a flaw names can be mended."""
    item = form.items.get(key)
    if item is not None:
        return Place(Kind.GROUP if isinstance(item, FieldGroup) else Kind.FIELD, key)
    for group in form.items.values():
        if isinstance(group, FieldGroup) and any(question.key == key for question in group.fields):
            return Place(Kind.FIELD, f"{group.key}-{key}")
    for kind, things in (
        (Kind.SECTION, form.sections),
        (Kind.SUBJECT, form.subjects),
        (Kind.CO_DECLARANT, form.co_declarants),
    ):
        if any(thing.key == key for thing in things):
            return Place(kind, key)
    numbers = [str(n) for n, paper in enumerate(form.papers, start=1) if paper.paper == key]
    return Place(Kind.PAPER, numbers[0]) if numbers else None


def section_around(form: FormDefinition, place: Place, within: str = "") -> str:
    """Return the section a thing shows in, the first one where it shows in none, "" where there is none."""
    key = place.key.partition("-")[0] or within
    if place.kind in {Kind.FIELD, Kind.GROUP} and key in form.items:
        return section_of(form, key).key
    if form.section(key):
        return key
    if place.kind == Kind.CHECK and place.key.isdigit() and int(place.key) <= len(form.checks):
        try:
            return section_of(form, form.checks[int(place.key) - 1].at).key
        except NoSuchPlace:
            pass
    return form.sections[0].key if form.sections else ""


def name_of(thing: Any) -> str:
    """Return what a thing is called."""
    if isinstance(thing, FormField):
        return thing.label
    return str(getattr(thing, "title", "") or getattr(thing, "paper", "") or getattr(thing, "say", ""))
