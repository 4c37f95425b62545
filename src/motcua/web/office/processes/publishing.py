"""A draft is looked through and published; the version in force is ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.kernel.errors import Refusal
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.postings import Posting
from motcua.web.office.forms import Form, Text
from motcua.web.office.pages import ask, for_administrators, now, perform, show
from motcua.web.office.processes.pages import draft_or_newest, process_of
from motcua.web.office.processes.shown import shown
from motcua.workflow.differences import between
from motcua.workflow.operations import end_process, publish_process
from motcua.workflow.policies import why_not_keep, why_not_publish


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def publish(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Show the draft with everything that keeps it from being published; a POST publishes that draft."""
    process = process_of(pk)
    version = draft_or_newest(process)
    refusal: Refusal | None = None
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            done = publish_process(version_id=version.pk, by=admin, at=now(), seen=seen)
            messages.success(request, _("Đã công bố bản số %(number)s.") % {"number": done.number})
            return redirect("office:process", pk)
        except NotAdministrator:
            raise
        except Refusal as reason:
            refusal = reason
    current = process.versions.filter(published_at__isnull=False, ended_at=None).first()
    context = {
        "process": process,
        "version": version,
        "current": current,
        "differences": between(current.lines, version.lines) if current else (),
        "shown": shown(version, at=now()),
        "why_not": why_not_publish(admin, version),
        "refusal": refusal,
    }
    return show(request, "processes/publish.html", context, status=409 if refusal else 200)


class Reason(Form):
    reason = Text(gettext_lazy("Lý do"), gettext_lazy("Hãy ghi rõ lý do."), kind="long_text", max_length=500)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def end(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """End the version in force, without another in its place."""
    process = process_of(pk)
    if refusal := why_not_keep(admin, process):
        raise refusal
    form = Reason(request.POST or None)
    if request.method == "POST":
        done = perform(
            form, lambda facts: end_process(process_id=pk, reason=facts["reason"], by=admin, at=now())
        )
        if done:
            messages.success(
                request, _("Bản số %(number)s không còn dùng cho hồ sơ mới.") % {"number": done.number}
            )
            return redirect("office:process", pk)
    return ask(
        request,
        form,
        title=_("Thôi dùng quy trình"),
        submit=_("Thôi dùng"),
        back=(reverse("office:process", args=[pk]), process.name[:60]),
        lede=_("Hồ sơ đang giải quyết đi tiếp theo bản của nó; hồ sơ mới không còn quy trình để theo."),
        danger=True,
    )
