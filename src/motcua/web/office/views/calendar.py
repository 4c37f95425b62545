"""The working calendar, month by month; days declared off or worked."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.legal_time import DayMark, session
from motcua.orgs import operations as orgs
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import CalendarDecision, Unit
from motcua.orgs.postings import Posting
from motcua.orgs.queries import province
from motcua.web.office import foreseeing
from motcua.web.office.calendar_forms import FIRST, LAST, DecideDay
from motcua.web.office.foreseeing import Foreseen, foreseen
from motcua.web.office.forms import Choice
from motcua.web.office.month import month_of, usual_sessions
from motcua.web.office.pages import for_administrators, now, show, today
from motcua.web.office.places import place_of, places, unit_asked, value_of, why_not_decide
from motcua.web.ui import formats


@require_safe
@for_administrators
def calendar(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Show the month of the province or of a unit."""
    month = _month(request.GET.get("thang", ""))
    unit = unit_asked(request, admin)
    length = monthrange(month.year, month.month)[1]
    context = {
        "month": month,
        "name": _("tháng %(month)s năm %(year)s") % {"month": month.month, "year": month.year},
        "unit": unit,
        "place": value_of(unit),
        "units": places(admin),
        "before": _address(month - timedelta(days=1), unit),
        "after": _address(month + timedelta(days=length), unit),
        "shown": month_of(admin, month, unit),
    }
    return show(request, "calendar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def decide(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Declare a day off or worked, once what it changes has been seen."""
    initial = {"place": request.GET.get("don-vi", ""), "on": today()}
    form = DecideDay(request.POST or None, initial=initial)
    field = form.fields["place"]
    assert isinstance(field, Choice)
    field.offer(places(admin, to_decide=True))

    def done(decision: CalendarDecision) -> HttpResponse:
        said = _("Đã ghi quyết định cho ngày %(on)s.") % {"on": formats.short_day(decision.on)}
        messages.success(request, said)
        return redirect(reverse("office:calendar") + _address(decision.on, decision.unit))

    return foreseeing.decide(
        request,
        form,
        expect=lambda facts: _expect(admin, facts),
        save=lambda facts: _save(admin, facts),
        done=done,
        title=_("Quyết định ngày nghỉ, ngày làm"),
        lede=_("Quyết định thắng lịch nghỉ lễ; quyết định của đơn vị thắng quyết định của tỉnh."),
        submit=_("Ghi quyết định"),
        back=(reverse("office:calendar"), _("Lịch làm việc")),
    )


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
    if refusal := why_not_decide(admin, decision.unit):
        raise refusal
    on = decision.on
    context = {
        "title": _("Bỏ quyết định cho %(day)s?") % {"day": formats.full_day(on)},
        "submit": _("Bỏ quyết định"),
        "decision": decision,
        "after": _("Ngày này trở lại như pháp luật và tuần làm việc quy định."),
        "foreseen": foreseen(decision.unit, lambda own: own.without_day(on), first=on, last=on),
        "back": reverse("office:calendar") + _address(on, decision.unit),
    }
    return show(request, "withdraw_decision.html", context)


def _wanted(unit: Unit | None, facts: dict[str, Any]) -> dict[str, Any]:
    """Return what is decided of the day; the hours of half a day are those of its usual session."""
    half = {"morning": 0, "afternoon": -1}.get(facts["working"])
    if half is None:
        return {"working": facts["working"] == "yes", "counts": None, "sessions": []}
    usual = usual_sessions(calendar_for(unit.pk if unit else None, around=facts["on"]), facts["on"])
    return {"working": True, "counts": Decimal("0.5"), "sessions": [usual[half]]}


def _expect(admin: Posting, facts: dict[str, Any]) -> Foreseen:
    unit, on = place_of(admin, facts["place"]), facts["on"]
    wanted = _wanted(unit, facts)
    counts = None if wanted["counts"] is None else float(wanted["counts"])
    sessions = tuple(session(text) for text in wanted["sessions"])
    mark = DayMark(wanted["working"], facts["reason"], facts["citation"], counts, sessions)
    return foreseen(unit, lambda own: own.with_day(on, mark), first=on, last=on)


def _save(admin: Posting, facts: dict[str, Any]) -> CalendarDecision:
    unit = place_of(admin, facts["place"])
    return orgs.decide_day(
        admin=admin,
        unit=unit or province(),
        province_wide=unit is None,
        on=facts["on"],
        reason=facts["reason"],
        citation=facts["citation"],
        at=now(),
        **_wanted(unit, facts),
    )


def _month(asked: str) -> date:
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today().replace(day=1)
    return month if FIRST <= month.year <= LAST else today().replace(day=1)


def _address(on: date, unit: Unit | None) -> str:
    return f"?thang={on:%Y-%m}" + (f"&don-vi={unit.pk}" if unit else "")
