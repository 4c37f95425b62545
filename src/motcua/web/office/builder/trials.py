"""A draft tried: looked at section by section as its citizen, filled with sample answers, run, printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.forms import paper_names
from motcua.dossiers import declarations
from motcua.eforms import drafting
from motcua.eforms.definition import FormDefinition
from motcua.eforms.models import FormDraft, FormSample
from motcua.eforms.queries import samples_of
from motcua.eforms.trial import run
from motcua.orgs.postings import Posting
from motcua.papers.models import MediaType
from motcua.web.office.builder.pages import for_builders
from motcua.web.office.builder.preview import PREFIX, Preview, preview
from motcua.web.office.forms import Form, Text
from motcua.web.office.pages import now, perform, show, status_of, today
from motcua.web.ui import files, questions


class SampleName(Form):
    name = Text(
        gettext_lazy("Tên bộ trả lời mẫu"),
        gettext_lazy("Hãy đặt tên cho bộ câu trả lời mẫu, ví dụ Cha đi khai cho con."),
        max_length=120,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def look(request: HttpRequest, admin: Posting, draft: FormDraft, section: str) -> HttpResponse:
    """Show a section as its citizen sees it; what is typed decides what is asked, and is not kept."""
    beside = PREFIX if any(name.startswith(PREFIX) for name in request.POST.get("shown", "").split()) else ""
    found = draft.definition.section(section)
    if found is None:
        raise Http404
    act = request.POST.get("act", "")
    typed = questions.read(found.fields, request.POST, prefix=beside, act=act)
    shown = preview(
        draft.definition,
        section,
        typed,
        on=today(),
        blame=act == "check",
        prefix=beside,
        new=questions.new_row(found.fields, act, typed),
    )
    context = {
        "draft": draft,
        "preview": shown,
        "here": request.path,
        **_around(draft.definition, section),
    }
    if request.headers.get("HX-Request"):
        part = "office/forms/_beside.html" if beside else "office/forms/_questions.html"
        return render(request, part, context)
    return show(request, "forms/look.html", context)


def _around(form: FormDefinition, key: str) -> dict[str, Any]:
    keys = [section.key for section in form.sections]
    here = keys.index(key)
    return {
        "number": here + 1,
        "total": len(keys),
        "previous": keys[here - 1] if here else "",
        "next": keys[here + 1] if here + 1 < len(keys) else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def trials(request: HttpRequest, admin: Posting, draft: FormDraft) -> HttpResponse:
    """List the sample answers with what comes of each; name a new one."""
    asked = SampleName(request.POST or None)
    if request.method == "POST" and (
        made := perform(asked, lambda facts: _made(admin, draft, facts["name"]))
    ):
        return redirect("office:form_trial", draft.code, made.pk)
    rows = [(sample, run(draft.definition, sample.answers, on=today())) for sample in samples_of(draft.code)]
    context = {"draft": draft, "rows": rows, "form": asked}
    return show(request, "forms/trials.html", context, status=status_of(request))


def _made(admin: Posting, draft: FormDraft, name: str) -> FormSample:
    known = samples_of(draft.code).filter(name=name).first()
    return known or drafting.keep_sample(admin=admin, code=draft.code, name=name, answers={}, at=now())


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def trial(request: HttpRequest, admin: Posting, draft: FormDraft, pk: int) -> HttpResponse:
    """Show what comes of sample answers; a button drops them."""
    sample = _sample(draft, pk)
    if request.method == "POST":
        drafting.drop_sample(admin=admin, code=draft.code, pk=pk, at=now())
        messages.success(request, _("Đã bỏ bộ trả lời mẫu “%(name)s”.") % {"name": sample.name})
        return redirect("office:form_trials", draft.code)
    tried = run(draft.definition, sample.answers, on=today())
    names = paper_names(draft.code)
    papers = [(names.get(key, key), wanted) for key, wanted in tried.papers]
    context = {
        "draft": draft,
        "sample": sample,
        "trial": tried,
        "parts": list(_parts(draft, sample)),
        "papers": papers,
    }
    return show(request, "forms/trial.html", context)


def _parts(draft: FormDraft, sample: FormSample) -> Iterator[tuple[Preview, str]]:
    for section in draft.definition.sections:
        shown = preview(draft.definition, section.key, sample.answers, on=today(), blame=True)
        if shown:
            yield shown, reverse("office:form_trial_section", args=[draft.code, sample.pk, section.key])


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def fill(request: HttpRequest, admin: Posting, draft: FormDraft, pk: int, section: str) -> HttpResponse:
    """Fill a section of sample answers as a citizen would; each post is kept."""
    sample, found = _sample(draft, pk), draft.definition.section(section)
    if found is None:
        raise Http404
    around = _around(draft.definition, section)
    new = request.GET.get("hang", "")
    if request.method == "POST":
        act = request.POST.get("act", "")
        typed = questions.read(found.fields, request.POST, act=act)
        answers = {**sample.answers, **typed}
        sample = drafting.keep_sample(
            admin=admin, code=draft.code, name=sample.name, answers=answers, at=now()
        )
        new = questions.new_row(found.fields, act, typed)
        if not request.headers.get("HX-Request"):
            return HttpResponseRedirect(_after(draft, pk, section, act, new, around))
    shown = preview(
        draft.definition, section, sample.answers, on=today(), new=new, blame="sua" in request.GET
    )
    context = {"draft": draft, "sample": sample, "preview": shown, **around}
    if request.headers.get("HX-Request"):
        return render(request, "office/forms/_questions.html", {**context, "here": request.path})
    return show(request, "forms/fill.html", {**context, "here": request.path})


def _after(draft: FormDraft, pk: int, section: str, act: str, new: str, around: dict[str, Any]) -> str:
    here = reverse("office:form_trial_section", args=[draft.code, pk, section])
    if questions.changes_rows(act):
        return f"{here}?hang={new}#f-{new}"
    if act == "next" and around["next"]:
        return reverse("office:form_trial_section", args=[draft.code, pk, around["next"]])
    return reverse("office:form_trial", args=[draft.code, pk])


@require_safe
@for_builders
def printed(request: HttpRequest, admin: Posting, draft: FormDraft, pk: int) -> HttpResponse:
    """Show the declaration as it prints, marked as a draft."""
    sample = _sample(draft, pk)
    pdf = declarations.of_sample(draft.definition, sample.answers, at=now())
    return files.shown(pdf, media_type=MediaType.PDF, name=f"{draft.code}.pdf")


def _sample(draft: FormDraft, pk: int) -> FormSample:
    sample = samples_of(draft.code).filter(pk=pk).first()
    if sample is None:
        raise Http404
    return sample
