"""The working calendar: days off and worked, month by month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import DayMark, WorkingCalendar
from motcua.orgs import directory
from motcua.orgs import operations as orgs
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import CalendarDecision, Unit, UnitKind
from motcua.orgs.policies import why_not_administer, why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.orgs.queries import province
from motcua.web.office.forms import Choice, DecideDay
from motcua.web.office.pages import ask, for_administrators, now, perform, show, today
from motcua.web.office.reading import unit_for
from motcua.web.ui import formats

EVERYWHERE = "tinh"
FIRST, LAST = 2018, 2100


@dataclass(frozen=True)
class MarkedDay:
    """A day of the month that is not as the week makes it. ``decision`` is set where an office decided it."""

    on: date
    mark: DayMark
    decision: CalendarDecision | None
    why_not_withdraw: Refusal | None


@require_safe
@for_administrators
def calendar(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Show the month of the province or of a unit."""
    month = _month(request.GET.get("thang", ""))
    unit = _unit(admin, request.GET.get("don-vi", ""))
    days = monthrange(month.year, month.month)[1]
    marks = calendar_for(unit.pk if unit else None, around=month)
    context = {
        "month": month,
        "name": _("tháng %(month)s năm %(year)s") % {"month": month.month, "year": month.year},
        "unit": unit,
        "place": str(unit.pk) if unit else EVERYWHERE,
        "units": _places(admin),
        "days": list(_marked(admin, month, unit, marks)),
        "worked": sum(marks.is_working(month + timedelta(days=n)) for n in range(days)),
        "before": _address(month - timedelta(days=1), unit),
        "after": _address(month + timedelta(days=days), unit),
    }
    return show(request, "calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def decide(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Declare a day off or worked."""
    initial = {"place": request.GET.get("don-vi", ""), "on": today()}
    form = DecideDay(request.POST or None, initial=initial)
    field = form.fields["place"]
    assert isinstance(field, Choice)
    field.offer(_places(admin, to_decide=True))
    if request.method == "POST":
        done = perform(form, lambda facts: _decide(admin, facts))
        if done:
            messages.success(
                request, _("Đã ghi quyết định cho ngày %(on)s.") % {"on": formats.short_day(done.on)}
            )
            return redirect(reverse("office:calendar") + _address(done.on, done.unit))
    back = (reverse("office:calendar"), _("Lịch làm việc"))
    lede = _("Quyết định thắng lịch nghỉ lễ; quyết định của đơn vị thắng quyết định của tỉnh.")
    title = _("Quyết định ngày nghỉ, ngày làm")
    return ask(request, form, title=title, lede=lede, submit=_("Ghi quyết định"), back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def withdraw(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Ask once more, then take a decision back."""
    if request.method == "POST":
        decision = CalendarDecision.objects.select_related("unit").filter(pk=pk).first()
        if decision is None:  # pressed twice
            return redirect("office:calendar")
        orgs.withdraw_day(admin=admin, decision=decision, at=now())
        messages.success(
            request, _("Đã bỏ quyết định cho ngày %(on)s.") % {"on": formats.short_day(decision.on)}
        )
        return redirect(reverse("office:calendar") + _address(decision.on, decision.unit))
    decision = get_object_or_404(CalendarDecision.objects.select_related("unit"), pk=pk)
    if refusal := _why_not(admin, decision):
        raise refusal
    back = reverse("office:calendar") + _address(decision.on, decision.unit)
    return show(request, "withdraw_day.html", {"decision": decision, "back": back})


def _decide(admin: Posting, facts: dict[str, Any]) -> CalendarDecision:
    everywhere = facts["place"] == EVERYWHERE
    return orgs.decide_day(
        admin=admin,
        unit=province() if everywhere else unit_for(admin, int(facts["place"])),
        province_wide=everywhere,
        on=facts["on"],
        working=facts["working"] == "yes",
        reason=facts["reason"],
        citation=facts["citation"],
        at=now(),
    )


def _marked(admin: Posting, month: date, unit: Unit | None, calendar: WorkingCalendar) -> Iterator[MarkedDay]:
    last = month.replace(day=monthrange(month.year, month.month)[1])
    found = directory.decisions_ahead(within=[unit.pk] if unit else [], on=month).filter(on__lte=last)
    decisions = {each.on: each for each in sorted(found, key=lambda each: each.unit_id is not None)}
    refusals: dict[int | None, Refusal | None] = {}
    for on in sorted(on for on in calendar.marks if month <= on <= last):
        decision = decisions.get(on)
        if decision and decision.unit_id not in refusals:
            refusals[decision.unit_id] = _why_not(admin, decision)
        yield MarkedDay(on, calendar.mark(on), decision, refusals[decision.unit_id] if decision else None)


def _why_not(admin: Posting, decision: CalendarDecision) -> Refusal | None:
    if decision.unit is None:
        return why_not_administer_province(admin)
    return why_not_administer(admin, decision.unit)


def _places(admin: Posting, *, to_decide: bool = False) -> list[tuple[str, str]]:
    """Return the places of a calendar: the province, and the heads within reach."""
    heads = Unit.objects.on(today()).filter(pk__in=directory.reach(admin)).exclude(kind=UnitKind.DESK)
    places = [(str(unit.pk), unit.name) for unit in heads.exclude(kind=UnitKind.PROVINCE).order_by("name")]
    if to_decide and why_not_administer_province(admin):
        return places
    return [(EVERYWHERE, _("Toàn tỉnh")), *places]


def _unit(admin: Posting, asked: str) -> Unit | None:
    return unit_for(admin, int(asked)) if asked.isascii() and asked.isdigit() else None


def _month(asked: str) -> date:
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today().replace(day=1)
    return month if FIRST <= month.year <= LAST else today().replace(day=1)


def _address(on: date, unit: Unit | None) -> str:
    return f"?thang={on:%Y-%m}" + (f"&don-vi={unit.pk}" if unit else "")
