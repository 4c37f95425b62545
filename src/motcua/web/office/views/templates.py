"""Official forms: which wording is in force, and how the province replaces it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.letters import form_rules
from motcua.kernel.errors import Refusal
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.papers import template_checks, templates
from motcua.papers.errors import TemplateNotAccepted, TemplateNotFound
from motcua.papers.models import MediaType, TemplateVersion
from motcua.papers.typesetting import Source
from motcua.web.office.errors import FileMissing
from motcua.web.office.forms import TemplateInForce
from motcua.web.office.pages import for_administrators, now, perform, show, status_of, today
from motcua.web.office.template_words import circular_of, form_name
from motcua.web.ui import files, formats


@dataclass(frozen=True)
class TemplateShown:
    name: str
    title: str
    circular: str
    version: TemplateVersion | None


@require_safe
@for_administrators
def overview(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Every official form, with the wording in force today."""
    rows = [_shown(name, templates.version_at(name, now())) for name in templates.NAMES]
    since = max(rule.from_on for rule in form_rules())
    return show(request, "templates.html", {"rows": rows, "since": since})


@require_safe
@for_administrators
def template(request: HttpRequest, admin: Posting, name: str) -> HttpResponse:
    """One form: every wording it had, has, and will have."""
    _known(name)
    current = templates.version_at(name, now())
    context = {
        "form": _shown(name, current),
        "versions": templates.versions_of(name),
        "current": current,
        "why_not": why_not_administer_province(admin),
    }
    return show(request, "template.html", context)


@require_safe
@for_administrators
def source(request: HttpRequest, admin: Posting, name: str, number: int) -> HttpResponse:
    """Send the file of a wording, to be edited."""
    found = _version(name, number)
    answer = HttpResponse(found.source, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{number}.typ"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
@for_administrators
def preview(request: HttpRequest, admin: Posting, name: str, number: int) -> HttpResponse:
    """Show a wording filled with an invented dossier."""
    pdf = template_checks.preview(name, templates.source_of(_version(name, number)))
    return files.shown(pdf, media_type=MediaType.PDF, name=f"{name}-{number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def replace(request: HttpRequest, admin: Posting, name: str) -> HttpResponse:
    """Take a file; show it filled, or try it and put it in force."""
    if refusal := why_not_administer_province(admin):
        raise refusal
    _known(name)
    form = TemplateInForce(request.POST or None, initial={"from_on": today()})
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            text = _uploaded(request)
            if request.POST.get("act") == "preview":
                pdf = template_checks.preview(name, Source(text, templates.shipped(name).library))
                return files.shown(pdf, media_type=MediaType.PDF, name=f"{name}.pdf")
        except (FileMissing, TemplateNotAccepted) as refusal:
            problem = refusal
        else:
            added = perform(
                form,
                lambda facts: templates.replace_template(
                    admin=admin, name=name, text=text, at=now(), **facts
                ),
            )
            if added:
                return _told(request, added)
    context = {"form": form, "shown": _shown(name, None), "problem": problem}
    return show(request, "replace_template.html", context, status=status_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def restore(request: HttpRequest, admin: Posting, name: str, number: int) -> HttpResponse:
    """Ask from when and why, then put an earlier wording in force again."""
    if refusal := why_not_administer_province(admin):
        raise refusal
    found = _version(name, number)
    form = TemplateInForce(request.POST or None, initial={"from_on": today()})
    if request.method == "POST":
        added = perform(
            form,
            lambda facts: templates.restore_template(
                admin=admin, name=name, number=number, at=now(), **facts
            ),
        )
        if added:
            return _told(request, added)
    context = {
        "form": form,
        "title": _("Dùng lại bản số %(number)d") % {"number": found.number},
        "submit": _("Dùng lại bản này"),
        "back": (reverse("office:template", args=[name]), form_name(name)),
        "lede": _("Phiếu đã cấp giữ nguyên mẫu của ngày cấp."),
        "danger": False,
    }
    return show(request, "form.html", context, status=status_of(request))


def _uploaded(request: HttpRequest) -> str:
    if (given := request.FILES.get("file")) is None:
        raise FileMissing
    if (given.size or 0) > template_checks.LARGEST:
        raise TemplateNotAccepted(
            problems=_("tệp lớn quá %(kb)d KB") % {"kb": template_checks.LARGEST // 1024}
        )
    try:
        text: str = given.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TemplateNotAccepted(problems=_("tệp không phải văn bản UTF-8")) from None
    return text.replace("\r\n", "\n")


def _told(request: HttpRequest, added: TemplateVersion) -> HttpResponse:
    assert added.from_on is not None, "an office says from when"
    said = {"number": added.number, "on": formats.short_day(added.from_on)}
    messages.success(request, _("Bản số %(number)d có hiệu lực từ ngày %(on)s.") % said)
    return redirect("office:template", added.template)


def _shown(name: str, version: TemplateVersion | None) -> TemplateShown:
    return TemplateShown(name, form_name(name), circular_of(name), version)


def _known(name: str) -> None:
    if name not in templates.NAMES:
        raise Http404


def _version(name: str, number: int) -> TemplateVersion:
    try:
        return templates.template_version(name, number)
    except TemplateNotFound as reason:
        raise Http404 from reason
