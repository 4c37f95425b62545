"""Publishing a draft: what differs and what it costs are shown first; what stands in the way too."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.catalogue import forms as catalogue
from motcua.eforms import editing
from motcua.eforms.models import FormDraft, FormVersion
from motcua.eforms.queries import form_in_force
from motcua.orgs.postings import Posting
from motcua.web.office.builder.draft import costs, number_of
from motcua.web.office.builder.pages import address_of, for_builders, name_of, place_of_key
from motcua.web.office.forms import FROM_ON, Day, Form, Text
from motcua.web.office.pages import now, perform, show, status_of, today
from motcua.web.ui import formats


class Publication(Form):
    from_on = Day(
        gettext_lazy("Dùng từ ngày"),
        FROM_ON,
        help_text=gettext_lazy("Hôm nay hoặc một ngày sau này; bản nháp và hồ sơ đã có giữ biểu mẫu cũ."),
    )
    because = Text(
        gettext_lazy("Căn cứ hoặc lý do"),
        gettext_lazy("Hãy ghi căn cứ hoặc lý do công bố, ví dụ Thông tư 04/2024/TT-BTP."),
        max_length=500,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_builders
def publish(request: HttpRequest, admin: Posting, draft: FormDraft) -> HttpResponse:
    """Show what will change; a POST publishes the revision that was shown."""
    form = Publication(request.POST or None, initial={"from_on": today()})
    if request.method == "POST":
        done = perform(form, lambda facts: _publish(admin, draft, number_of(request), facts))
        if done:
            assert done.from_on is not None, "an administrator says from when"
            said = {"number": done.number, "on": formats.short_day(done.from_on)}
            messages.success(request, _("Đã công bố bản số %(number)s, dùng từ ngày %(on)s.") % said)
            return redirect("office:form", draft.code)
        draft.refresh_from_db()
    return show(request, "forms/publish.html", _context(draft, form), status=status_of(request))


def _publish(admin: Posting, draft: FormDraft, seen: int, facts: dict[str, object]) -> FormVersion:
    return catalogue.publish_form(admin=admin, code=draft.code, seen=seen, at=now(), **facts)  # type: ignore[arg-type]


def _context(draft: FormDraft, form: Publication) -> dict[str, object]:
    current = form_in_force(draft.code, today())
    found = []
    for flaw in catalogue.obstacles(draft.definition):
        place = place_of_key(draft.definition, flaw.place) if flaw.place else None
        name = name_of(editing.find(draft.definition, place)) if place else flaw.place
        found.append((name, flaw.message, address_of(draft, place) if place else ""))
    return {
        "draft": draft,
        "form": form,
        "current": current,
        "changes": catalogue.differences(current, draft.definition),
        "obstacles": found,
        "why_not": None if found else catalogue.why_not_publish(draft, on=today()),
        "users": catalogue.users_of(draft.code).count(),
        **costs(draft.definition),
    }
