"""The list of processes, one of them with its versions, and a version as a file."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.office.pages import around, for_administrators, now, page_number, show
from motcua.web.office.processes.pages import ALL, STANDINGS, TYPE, one_of, owners, process_of, version_of
from motcua.web.office.processes.shown import shown
from motcua.workflow import register
from motcua.workflow.models import Process, ProcessVersion
from motcua.workflow.policies import why_not_keep
from motcua.workflow.register import Asked, Standing

SIZE = 50


@require_safe
@for_administrators
def processes(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the processes, or the procedures that have none."""
    units = Unit.objects.filter(processes__isnull=False).distinct().order_by("name")
    pairs = [("all", ALL), *units.values_list("code", "name")]
    asked = Asked(
        q=request.GET.get("q", "").strip()[:300],
        standing=one_of(request, "tinh-trang", set(Standing)),
        unit=one_of(request, "don-vi", {code for code, _name in pairs}),
    )
    number, begin = page_number(request), (page_number(request) - 1) * SIZE
    lacking = asked.standing == Standing.NONE
    found = register.without(asked.q) if lacking else register.processes(asked)
    total = found.count() if isinstance(found, QuerySet) else len(found)
    context = {
        "asked": asked,
        "rows": found[begin : begin + SIZE],
        "lacking": lacking,
        "total": total,
        "filtered": asked != Asked(),
        "standings": STANDINGS,
        "units": pairs,
        "may": bool(owners(admin)),
        **around(request, number=number, more=total > number * SIZE),
    }
    return show(request, "processes/list.html", context)


@require_safe
@for_administrators
def process(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """One process: its drawing and its list of steps, what is wrong with it, its versions."""
    found = process_of(pk)
    version = version_of(found, request.GET.get("ban", ""))
    versions = list(register.versions(found))
    context = {
        "process": found,
        "version": version,
        "versions": versions,
        "newest": versions[0],
        "current": next((each for each in versions if _in_force(each)), None),
        "shown": shown(version, at=now()),
        "why_not": why_not_keep(admin, found),
        "others": Process.objects.filter(procedure=found.procedure)
        .exclude(pk=found.pk)
        .filter(versions__isnull=False)
        .distinct()
        .select_related("unit"),
    }
    return show(request, "processes/process.html", context)


def _in_force(version: ProcessVersion) -> bool:
    return version.published_at is not None and version.ended_at is None


@require_safe
@for_administrators
def source(request: HttpRequest, admin: Posting, pk: int, number: int) -> HttpResponse:
    """A version as a BPMN file that any tool opens."""
    found = process_of(pk)
    version = version_of(found, str(number))
    answer = HttpResponse(version.content, content_type=TYPE)
    name = f"quy-trinh-{found.procedure}-ban-{number}.bpmn"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer
