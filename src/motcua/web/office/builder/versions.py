"""Forms and their versions: the list, one form, two versions beside each other, a version as a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.catalogue import forms as catalogue
from motcua.eforms import documents, drafting
from motcua.eforms.burden import Burden, burden
from motcua.eforms.definition import FormDefinition
from motcua.eforms.differences import between
from motcua.eforms.errors import FileUnreadable
from motcua.eforms.models import FormDraft, FormVersion
from motcua.eforms.queries import draft_of, drafts, form_in_force, forms_in_force, versions_of
from motcua.kernel.errors import Refusal
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office.errors import FileMissing
from motcua.web.office.forms import Form, Text
from motcua.web.office.pages import for_administrators, now, perform, show, status_of, today
from motcua.web.ui import files

USERS_SHOWN = 12
YAML = "application/yaml; charset=utf-8"


@dataclass(frozen=True)
class FormShown:
    """A form in the list: what is in force, what is being written, who uses it, what it costs."""

    code: str
    title: str
    version: FormVersion | None
    draft: FormDraft | None
    users: int
    burden: Burden | None


class NewForm(Form):
    code = Text(
        gettext_lazy("Mã biểu mẫu"),
        gettext_lazy("Hãy ghi mã biểu mẫu, ví dụ dang-ky-khai-tu."),
        max_length=40,
        help_text=gettext_lazy("Chữ thường không dấu, số, gạch nối. Không đổi được về sau."),
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$",
                gettext_lazy("Mã gồm ít nhất hai chữ không dấu, nối bằng gạch nối, ví dụ dang-ky-khai-tu."),
            )
        ],
    )
    title = Text(gettext_lazy("Tên biểu mẫu"), gettext_lazy("Hãy ghi tên biểu mẫu."), max_length=300)


@require_safe
@for_administrators
def forms(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List every form."""
    in_force, written, users = forms_in_force(today()), drafts(), catalogue.how_many_use()
    rows = [
        _shown(code, in_force.get(code), written.get(code), users.get(code, 0))
        for code in {*in_force, *written}
    ]
    rows.sort(key=lambda row: (-row.users, row.title))
    context = {"rows": rows, "why_not": why_not_administer_province(admin)}
    return show(request, "forms/list.html", context)


def _shown(code: str, version: FormVersion | None, draft: FormDraft | None, users: int) -> FormShown:
    form = version.definition if version else draft.definition if draft else None
    assert form is not None
    cost = burden(form, catalogue.papers_asked(form))
    return FormShown(code, form.title, version, draft, users, cost)


@require_safe
@for_administrators
def form(request: HttpRequest, admin: Posting, code: str) -> HttpResponse:
    """One form: its versions and who published them, who uses it, what it costs."""
    versions, draft = versions_of(code), draft_of(code)
    if not versions and not draft:
        raise Http404
    current = form_in_force(code, today())
    shown = current.definition if current else draft.definition if draft else versions[0].definition
    users = catalogue.users_of(code)
    context = {
        "code": code,
        "form": shown,
        "versions": versions,
        "current": current,
        "draft": draft,
        "users": users.defer("content")[:USERS_SHOWN],
        "more": max(0, users.count() - USERS_SHOWN),
        "burden": burden(shown, catalogue.papers_asked(shown)),
        "today": today(),
        "why_not": why_not_administer_province(admin),
    }
    return show(request, "forms/form.html", context)


@require_safe
@for_administrators
def compare(request: HttpRequest, admin: Posting, code: str) -> HttpResponse:
    """Show what differs between two versions: ``tu`` and ``den``."""
    found = {version.number: version for version in versions_of(code)}
    try:
        old, new = sorted((found[_number(request, name)] for name in ("tu", "den")), key=lambda v: v.number)
    except KeyError as error:
        raise Http404 from error
    changes = between(old.definition, new.definition, papers=catalogue.paper_names(code))
    context = {"code": code, "old": old, "new": new, "changes": changes}
    return show(request, "forms/compare.html", context)


def _number(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


@require_safe
@for_administrators
def source(request: HttpRequest, admin: Posting, code: str, number: int) -> HttpResponse:
    """Send a version as a file."""
    version = next((each for each in versions_of(code) if each.number == number), None)
    if version is None:
        raise Http404
    return as_file(version.definition, f"{code}-{number}.yaml")


def as_file(form: FormDefinition, name: str) -> HttpResponse:
    return files.saved(documents.written(form).encode(), media_type=YAML, name=name)


@require_POST
@for_administrators
def begin(request: HttpRequest, admin: Posting, code: str) -> HttpResponse:
    """Begin the next version, or go on with the one begun."""
    if not versions_of(code):
        raise Http404
    drafting.begin_draft(admin=admin, code=code, at=now())
    return redirect("office:form_draft", code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def new(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Begin a form there has never been: empty, or as a file says."""
    if refusal := why_not_administer_province(admin):
        raise refusal
    by_file = request.POST.get("act") == "file"
    asked = NewForm(None if by_file else request.POST or None)
    problem: Refusal | None = None
    if by_file:
        try:
            begun = drafting.begin_form(admin=admin, form=uploaded(request), at=now())
            return redirect("office:form_draft", begun.code)
        except Refusal as refusal:
            problem = refusal
    elif request.method == "POST":
        done = perform(asked, lambda facts: _begin(admin, facts["code"], facts["title"]))
        if done:
            return redirect("office:form_draft", done.code)
    return show(request, "forms/new.html", {"form": asked, "problem": problem}, status=status_of(request))


def _begin(admin: Posting, code: str, title: str) -> FormDraft:
    form = FormDefinition(code=code, title=title, sections=())
    return drafting.begin_form(admin=admin, form=form, at=now())


def uploaded(request: HttpRequest) -> FormDefinition:
    """
    Return the form of the file sent; it may have flaws, which the draft shows.

    :raises FileMissing: without a file.
    :raises FileUnreadable: with every problem and its line.
    """
    given = request.FILES.get("file")
    if given is None:
        raise FileMissing
    raw = given.read(documents.LARGEST + 1)
    try:
        reading = documents.read(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FileUnreadable(said=_("tệp không phải văn bản UTF-8"), problems=()) from None
    if reading.form is None:
        said = " ".join(map(str, reading.problems))
        raise FileUnreadable(said=said, problems=reading.problems)
    return reading.form
