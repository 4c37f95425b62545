"""What desks offer: counters, turns, appointments, dated; what happened there in four weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.errors import Refusal
from motcua.kernel.text import name_key
from motcua.orgs import directory
from motcua.orgs.models import Unit, UnitKind
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.visits import operations as visits
from motcua.visits.models import DeskPlan
from motcua.visits.plans import Plan, grounds, plan_on
from motcua.visits.policies import why_not_plan
from motcua.visits.queries import figures
from motcua.web.office.forms import Choice
from motcua.web.office.pages import ask, for_administrators, now, perform, show, today
from motcua.web.office.visit_forms import DecidePlan, initial
from motcua.web.ui import staff

EVERYWHERE = "tinh"
MEASURED = timedelta(days=28)


@dataclass(frozen=True)
class Row:
    """A plan as the list shows it. ``may_withdraw``: it has not begun, and this person decides there."""

    row: DeskPlan
    may_withdraw: bool


@require_safe
@for_administrators
def plans(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Show what a desk offers today, what was decided, and what happened there."""
    desks = _desks(admin)
    desk = _asked(request.GET.get("noi", ""), desks) or (desks[0] if desks else None)
    decided = DeskPlan.objects.filter(desk__in=desks, withdrawn_at=None) | DeskPlan.objects.filter(
        desk=None, withdrawn_at=None
    )
    rows = decided.select_related("desk__parent__parent").order_by("-from_on", "pk")
    context = {
        "desks": desks,
        "desk": desk,
        "plan": plan_on(desk.pk, today()) if desk else None,
        "rows": [Row(row, row.from_on > today() and not why_not_plan(admin, row.desk)) for row in rows[:100]],
        "figures": figures([desk.pk], first=today() - MEASURED, last=today()) if desk else None,
        "grounds": grounds(today()).values(),
    }
    return show(request, "visits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def decide(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Decide what a desk, or every desk, offers from a day on."""
    desks = _desks(admin)
    asked = _asked(request.GET.get("noi", ""), desks)
    now_offered = initial(_offered(asked or (desks[0] if desks else None)))
    place = {"desk": str(asked.pk) if asked else "", "from_on": today() + timedelta(days=1)}
    form = DecidePlan(request.POST or None, initial=now_offered | place)
    field = form.fields["desk"]
    assert isinstance(field, Choice)
    every = [] if why_not_administer_province(admin) else [(EVERYWHERE, _("Mọi Bộ phận Một cửa"))]
    field.offer([*every, *((str(desk.pk), desk.name) for desk in desks)])

    def save(facts: dict[str, Any]) -> DeskPlan:
        return visits.decide_plan(
            admin=admin,
            desk=_asked(facts["desk"], desks),
            plan=form.plan,
            from_on=facts["from_on"],
            citation=facts["citation"],
            at=now(),
        )

    if row := perform(form, save):
        messages.success(request, _("Đã ghi. Lịch hẹn đã đặt giữ nguyên."))
        return redirect(reverse("office:visits") + (f"?noi={row.desk_id}" if row.desk_id else ""))
    return ask(
        request,
        form,
        title=_("Quyết định việc đón tiếp"),
        lede=_("Số quầy, thứ tự gọi và lịch hẹn. Lịch hẹn đã đặt giữ nguyên, kể cả khi nhiều hơn mức mới."),
        submit=_("Ghi mức này"),
        back=(reverse("office:visits"), _("Đón tiếp")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def withdraw(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Ask once more, then take back a plan that has not begun."""
    row = get_object_or_404(DeskPlan.objects.select_related("desk__parent__parent"), pk=pk)
    if refusal := why_not_plan(admin, row.desk):
        raise refusal
    if request.method == "POST":
        try:
            visits.withdraw_plan(admin=admin, plan_id=pk, at=now())
        except Refusal as refusal:
            return staff.refused(request, refusal, status=HTTPStatus.CONFLICT)
        messages.success(request, _("Đã bỏ mức này; mức trước tiếp tục áp dụng."))
        return redirect("office:visits")
    return show(request, "withdraw_visits.html", {"row": row})


def _desks(admin: Posting) -> list[Unit]:
    """Return the desks within reach, in Vietnamese order."""
    found = Unit.objects.on(today()).filter(pk__in=directory.reach(admin), kind=UnitKind.DESK)
    return sorted(found.select_related("parent__parent"), key=lambda desk: name_key(desk.name)[::-1])


def _asked(text: str, desks: list[Unit]) -> Unit | None:
    return next((desk for desk in desks if str(desk.pk) == text), None)


def _offered(desk: Unit | None) -> Plan:
    return plan_on(desk.pk if desk else 0, today())
