"""Versions beside each other, dossiers under way moved to another one, an older one brought back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.orgs.postings import Posting
from motcua.web.office.pages import ask, for_administrators, now, perform, show, today
from motcua.web.office.processes.pages import process_of, version_of
from motcua.web.office.processes.publishing import Reason
from motcua.workflow.bpmn.model import STEPS
from motcua.workflow.differences import between
from motcua.workflow.models import Process, ProcessVersion, Task
from motcua.workflow.moving import to_move, try_move
from motcua.workflow.operations import move_courses, restore_version
from motcua.workflow.policies import why_not_keep

SHOWN = 200
TO = "den-"


@require_safe
@for_administrators
def compare(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """What a version changes of another, step by step."""
    process = process_of(pk)
    asked = [request.GET.get(name, "") for name in ("tu", "den")]
    if not all(asked):
        raise Http404
    old, new = sorted((version_of(process, each) for each in asked), key=lambda each: each.number)
    context = {
        "process": process,
        "old": old,
        "new": new,
        "differences": between(old.lines, new.lines),
    }
    return show(request, "processes/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def move(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Try what moving dossiers under way to the version in force does to each; a POST moves what can be."""
    process = process_of(pk)
    if refusal := why_not_keep(admin, process):
        raise refusal
    version = _in_force(process)
    mapping = _mapping(request.POST if request.method == "POST" else request.GET, version)
    if request.method == "POST":
        done = move_courses(version_id=version.pk, mapping=mapping, by=admin, at=now())
        moved = sum(not trial.why_not for trial in done)
        said = ngettext("Đã chuyển %(moved)d hồ sơ", "Đã chuyển %(moved)d hồ sơ", moved)
        stayed = _("%(stayed)d hồ sơ giữ bản cũ.") % {"stayed": len(done) - moved}
        messages.success(request, f"{said % {'moved': moved}}; {stayed}")
        return redirect("office:process", pk)
    trials = try_move(version=version, on=today(), mapping=mapping)
    context = {
        "process": process,
        "version": version,
        "trials": trials[:SHOWN],
        "can": sum(not trial.why_not for trial in trials),
        "cannot": sum(bool(trial.why_not) for trial in trials),
        "mapping": mapping,
        "places": _places(version),
        "targets": [node for _scope, node in version.model.graph.everything() if node.kind in STEPS],
    }
    return show(request, "processes/move.html", context)


def _in_force(process: Process) -> ProcessVersion:
    """:raises Http404: if none is."""
    found = process.versions.select_related("process__unit").filter(published_at__isnull=False, ended_at=None)
    version = found.first()
    if version is None:
        raise Http404
    return version


def _places(version: ProcessVersion) -> list[tuple[str, str]]:
    """Return where dossiers stand that could move: ids and names of steps."""
    open_work = Task.objects.open().filter(course__in=to_move(version))
    return list(open_work.values_list("node", "title").distinct().order_by("title", "node"))


def _mapping(data: QueryDict, version: ProcessVersion) -> dict[str, str]:
    """Return what was said of steps by hand; the rest is guessed by id, name and order."""
    known = {node.id for _scope, node in version.model.graph.everything()}
    said = {name.removeprefix(TO): str(data[name]) for name in data if name.startswith(TO)}
    return {old: new for old, new in said.items() if new in known}


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def restore(request: HttpRequest, admin: Posting, pk: int, number: int) -> HttpResponse:
    """Put an older version in force again, as the next one."""
    process = process_of(pk)
    if refusal := why_not_keep(admin, process):
        raise refusal
    version = version_of(process, str(number))
    form = Reason(request.POST or None)
    if request.method == "POST":
        done = perform(
            form,
            lambda facts: restore_version(version_id=version.pk, by=admin, reason=facts["reason"], at=now()),
        )
        if done:
            messages.success(request, _("Đã công bố bản số %(number)s.") % {"number": done.number})
            return redirect("office:process", pk)
    return ask(
        request,
        form,
        title=_("Dùng lại bản %(number)s") % {"number": number},
        submit=_("Dùng lại bản này"),
        back=(reverse("office:process", args=[pk]), process.name[:60]),
        lede=_("Hồ sơ mới đi theo bản này, dưới một số mới; hồ sơ đang giải quyết giữ bản của nó."),
    )
