"""Many drafts put in force together: first here and there, then for all; or taken back."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.errors import Refusal
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Unit, UnitKind
from motcua.orgs.postings import Posting
from motcua.web.office.forms import Form, Text
from motcua.web.office.pages import for_administrators, now, show, today
from motcua.workflow.differences import between
from motcua.workflow.models import ProcessVersion, RollOut
from motcua.workflow.operations import begin_roll_out, finish_roll_out, roll_back, widen_roll_out
from motcua.workflow.operations.publishing import publishing_faults
from motcua.workflow.policies import why_not_keep

MOST = 300
SHOWN = 60


class Stage(Form):
    title = Text(
        gettext_lazy("Tên đợt triển khai"),
        gettext_lazy("Hãy ghi tên đợt, ví dụ Quy trình hộ tịch 2027."),
        max_length=200,
    )


@require_safe
@for_administrators
def roll_outs(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the roll-outs, the newest first."""
    found = RollOut.objects.order_by("-began_at")[:SHOWN]
    return show(request, "processes/roll_outs.html", {"rows": found})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def begin(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Choose drafts, and who tries them first; a draft with faults is no choice."""
    form, refusal = Stage(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        chosen = [int(pk) for pk in request.POST.getlist("version")[:MOST] if pk.isascii() and pk.isdigit()]
        try:
            made = begin_roll_out(
                title=form.cleaned_data["title"], versions=chosen, by=admin, at=now(), **_stage(request)
            )
            messages.success(request, _("Đã bắt đầu triển khai thử."))
            return redirect("office:roll_out", made.pk)
        except NotAdministrator:
            raise
        except Refusal as reason:
            refusal = reason
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {
        "form": form,
        "refusal": refusal,
        "drafts": _drafts(admin),
        "chosen": request.POST.getlist("version"),
        **_choices(request),
    }
    return show(request, "processes/roll_out_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def roll_out(request: HttpRequest, admin: Posting, token: UUID) -> HttpResponse:
    """One roll-out: what it changes, where it is tried; wider, for all, or taken back."""
    found = get_object_or_404(RollOut, pk=token)
    act, refusal = ACTS.get(request.POST.get("act", "")), None
    if request.method == "POST" and act is not None:
        try:
            act(request, admin, token)
            return redirect("office:roll_out", token)
        except NotAdministrator:
            raise
        except Refusal as reason:
            refusal = reason
    versions = list(found.versions.select_related("process__unit").order_by("process__procedure", "pk"))
    context = {
        "roll_out": found,
        "refusal": refusal,
        "count": len(versions),
        "versions": [(version, _changes(version)) for version in versions[:SHOWN]],
        "units": found.units.order_by("name"),
        "why_not": next(filter(None, (why_not_keep(admin, version.process) for version in versions)), None),
        **_choices(request, found),
    }
    return show(request, "processes/roll_out.html", context, status=409 if refusal else 200)


def _widen(request: HttpRequest, admin: Posting, token: UUID) -> None:
    widen_roll_out(roll_out_id=token, by=admin, at=now(), **_stage(request))
    messages.success(request, _("Đã mở rộng nơi thử."))


def _finish(request: HttpRequest, admin: Posting, token: UUID) -> None:
    finish_roll_out(roll_out_id=token, by=admin, at=now())
    messages.success(request, _("Đã công bố cho mọi nơi."))


def _back(request: HttpRequest, admin: Posting, token: UUID) -> None:
    roll_back(roll_out_id=token, by=admin, reason=request.POST.get("reason", "")[:500], at=now())
    messages.success(request, _("Đã rút lại đợt triển khai."))


ACTS: dict[str, Callable[[HttpRequest, Posting, UUID], None]] = {
    "widen": _widen,
    "finish": _finish,
    "back": _back,
}


def _stage(request: HttpRequest) -> dict[str, Any]:
    """Return where it is tried: the units chosen, and the share of the others."""
    pks = [int(pk) for pk in request.POST.getlist("unit") if pk.isascii() and pk.isdigit()]
    share = request.POST.get("share", "")
    return {
        "units": list(_units().filter(pk__in=pks)),
        "share": min(int(share), 100) if share.isascii() and share.isdigit() else 0,
    }


def _units() -> Any:
    return Unit.objects.on(today()).exclude(kind__in=(UnitKind.DESK, UnitKind.PROVINCE))


def _choices(request: HttpRequest, found: RollOut | None = None) -> dict[str, Any]:
    taken = [unit.pk for unit in found.units.all()] if found else []
    return {
        "all_units": _units().exclude(pk__in=taken).order_by("name"),
        "chosen_units": request.POST.getlist("unit"),
        "share": request.POST.get("share", found.share if found else 0),
    }


def _drafts(admin: Posting) -> list[tuple[ProcessVersion, int]]:
    """Return the drafts ``admin`` may have tried, each with how many faults keep it back."""
    found = ProcessVersion.objects.filter(published_at=None, ended_at=None, roll_out=None)
    found = found.select_related("process__unit").order_by("process__procedure", "pk")[:MOST]
    return [
        (version, len(publishing_faults(version, at=now())))
        for version in found
        if why_not_keep(admin, version.process) is None
    ]


def _changes(version: ProcessVersion) -> Any:
    before = version.process.versions.filter(number__lt=version.number, published_at__isnull=False)
    current = before.order_by("-number").first()
    return between(current.lines if current else None, version.lines)
