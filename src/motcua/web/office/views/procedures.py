"""Procedures: the register, one procedure with its versions, what differs, what is revised."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import register
from motcua.catalogue.facts import Level, OnlineLevel, Stage
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import revise
from motcua.catalogue.register import Asked
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office.differences import LEVELS, ONLINE, between
from motcua.web.office.pages import (
    around,
    for_administrators,
    now,
    page_number,
    perform,
    show,
    status_of,
    today,
)
from motcua.web.office.procedure_forms import Everyday

SIZE = 50
ORIGINS = {
    "hand": gettext_lazy("Tỉnh đã hoàn thiện"),
    "crawl": gettext_lazy("Theo cơ sở dữ liệu quốc gia"),
}


@require_safe
@for_administrators
def procedures(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the procedures in force, with search and filters."""
    asked = _asked(request)
    number = page_number(request)
    found = register.procedures(asked)
    total = len(found) if isinstance(found, list) else found.count()  # type: ignore[call-arg]
    context = {
        "asked": asked,
        "rows": found[(number - 1) * SIZE : number * SIZE],
        "total": total,
        "filtered": asked != Asked(),
        "fields": register.fields(),
        "levels": LEVELS,
        "online": ONLINE,
        "origins": ORIGINS,
        "why_not_import": why_not_administer_province(admin),
        **around(request, number=number, more=total > number * SIZE),
    }
    return show(request, "procedures.html", context)


@require_safe
@for_administrators
def procedure(request: HttpRequest, admin: Posting, code: str) -> HttpResponse:
    """Show a procedure and its versions; ``ban`` chooses one of them."""
    versions = list(register.versions(code).defer("content"))
    if not versions:
        raise Http404
    version = _chosen(code, request.GET.get("ban", ""), versions)
    context = {
        "version": version,
        "facts": version.facts,
        "versions": versions,
        "online": ONLINE[version.facts.online],
        "levels": [LEVELS[level] for level in version.facts.levels],
        "unexplained": version.facts.online != OnlineLevel.FULL and not version.facts.online_reason,
        "reviewed": Stage.REVIEW in version.facts.process,
        "why_not_revise": why_not_administer_province(admin),
    }
    return show(request, "procedure.html", context)


@require_safe
@for_administrators
def compare(request: HttpRequest, admin: Posting, code: str) -> HttpResponse:
    """Show what differs between two versions."""
    numbers = [_number(request.GET.get(name, "")) for name in ("tu", "den")]
    found = {version.number: version for version in register.versions(code).filter(number__in=numbers)}
    if set(found) != set(numbers):
        raise Http404
    old, new = (found[number] for number in sorted(numbers))
    context = {"old": old, "new": new, "changes": between(old.content, new.content)}
    return show(request, "compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit(request: HttpRequest, admin: Posting, code: str) -> HttpResponse:
    """Change the everyday facts of a procedure: a new version."""
    if refusal := why_not_administer_province(admin):
        raise refusal
    version = register.versions(code).filter(to_on=None).first()
    if version is None:
        raise Http404
    form = Everyday(request.POST or None, version=version, on=today())
    if request.method == "POST":
        done = perform(form, lambda facts: _revise(admin, code, form, facts))
        if done:
            same = done.pk == version.pk
            said = _("Không có gì thay đổi.") if same else _("Đã công bố bản số %(number)s.")
            messages.success(request, said if same else said % {"number": done.number})
            return redirect("office:procedure", code)
    context = {"form": form, "version": version, "back": reverse("office:procedure", args=[code])}
    return show(request, "edit.html", context, status=status_of(request))


def _revise(admin: Posting, code: str, form: Everyday, facts: dict[str, Any]) -> ProcedureVersion:
    return revise(admin=admin, code=code, changes=form.changes(), seen=facts["seen"], at=now())


def _asked(request: HttpRequest) -> Asked:
    def one_of(name: str, known: Any) -> str:
        value = request.GET.get(name, "")
        return value if value in known else ""

    return Asked(
        q=request.GET.get("q", "").strip()[:300],
        field=request.GET.get("linh-vuc", "")[:200],
        level=one_of("cap", set(Level)),
        online=one_of("truc-tuyen", set(OnlineLevel)),
        origin=one_of("nguon", ORIGINS),
        unexplained=request.GET.get("thieu") == "1",
    )


def _chosen(code: str, asked: str, versions: list[ProcedureVersion]) -> ProcedureVersion:
    in_force = next((v.number for v in versions if not v.to_on), versions[0].number)
    number = _number(asked) if asked else in_force
    version = register.versions(code).filter(number=number).select_related("form").first()
    if version is None:
        raise Http404
    return version


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Http404
    return int(text)
