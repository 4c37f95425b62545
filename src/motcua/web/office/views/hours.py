"""The hours of a weekday: those decided, new ones, their end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.legal_time import ONE_DAY, WeekHours, rules_on, session
from motcua.orgs import directory
from motcua.orgs import operations as orgs
from motcua.orgs.errors import EndsBeforeItBegins, HoursBegan
from motcua.orgs.models import WorkingHours
from motcua.orgs.postings import Posting
from motcua.web.office import foreseeing
from motcua.web.office.calendar_forms import DecideHours, EndHours
from motcua.web.office.calendar_words import clock_times, counted, weekday_name
from motcua.web.office.foreseeing import Foreseen, foreseen
from motcua.web.office.forms import Choice
from motcua.web.office.pages import for_administrators, now, show, today
from motcua.web.office.places import (
    decided_for,
    place_of,
    places,
    query_of,
    unit_asked,
    value_of,
    why_not_decide,
)
from motcua.web.ui import formats, staff


@dataclass(frozen=True)
class HoursShown:
    """Hours in words. ``state``: to come, in force, over, withdrawn; ``act``: what can be done with them."""

    row: WorkingHours
    state: str
    act: str

    @property
    def weekday(self) -> str:
        return weekday_name(self.row.weekday)

    @property
    def times(self) -> str:
        return clock_times(self.row.sessions)

    @property
    def counted(self) -> str:
        return counted(float(self.row.counts), open=bool(self.row.sessions))


@require_safe
@for_administrators
def hours(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the hours decided for the province or a unit, the latest first."""
    unit = unit_asked(request, admin)
    week = rules_on(today())["hours.week"]
    context = {
        "place": value_of(unit),
        "units": places(admin),
        "rows": [_shown(admin, row) for row in reversed(directory.hours_decided(unit))],
        "law": week,
        "law_times": clock_times(week.value["sessions"]),
    }
    return show(request, "hours.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def decide(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Set the hours of a weekday, once what they change has been seen."""
    form = DecideHours(
        request.POST or None, initial={"place": request.GET.get("don-vi", ""), "from_on": today()}
    )
    field = form.fields["place"]
    assert isinstance(field, Choice)
    field.offer(places(admin, to_decide=True))

    def save(facts: dict[str, Any]) -> WorkingHours:
        return orgs.decide_hours(
            admin=admin,
            unit=place_of(admin, facts["place"]),
            weekday=int(facts["weekday"]),
            sessions=form.sessions,
            counts=Decimal(facts["counts"]),
            from_on=facts["from_on"],
            reason=facts["reason"],
            citation=facts["citation"],
            at=now(),
        )

    return foreseeing.decide(
        request,
        form,
        expect=lambda facts: _expect(admin, facts, form.sessions),
        save=save,
        done=lambda row: _done(request, row, _("Đã ghi giờ làm việc %(weekday)s từ ngày %(on)s.")),
        title=_("Quyết định giờ làm việc"),
        lede=_("Giờ mới thay giờ đã quyết định trước cho thứ ấy; những ngày đã qua giữ nguyên giờ cũ."),
        submit=_("Ghi giờ làm việc"),
        back=(reverse("office:hours"), _("Giờ làm việc")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def end(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """End hours from a day on, once what that changes has been seen."""
    row = decided_for(WorkingHours, admin, pk)
    if row.withdrawn_at is not None:
        return redirect(reverse("office:hours") + query_of(row.unit))
    form = EndHours(request.POST or None, initial={"on": max(today(), row.from_on + ONE_DAY)})

    def expect(facts: dict[str, Any]) -> Foreseen:
        on = facts["on"]
        if on <= row.from_on:
            raise EndsBeforeItBegins(from_on=row.from_on)
        last = max(on, row.to_on - ONE_DAY) if row.to_on else None
        return foreseen(row.unit, lambda own: own.with_hours_ended(row.week_hours, on), first=on, last=last)

    return foreseeing.decide(
        request,
        form,
        expect=expect,
        save=lambda facts: orgs.end_hours(admin=admin, hours=row, on=facts["on"], at=now()),
        done=lambda ended: _done(request, ended, _("Đã kết thúc giờ làm việc %(weekday)s.")),
        title=_("Kết thúc giờ làm việc %(weekday)s") % {"weekday": weekday_name(row.weekday)},
        lede=f"{clock_times(row.sessions)} {row.reason} ({row.citation})".strip(),
        submit=_("Kết thúc giờ này"),
        back=(reverse("office:hours") + query_of(row.unit), _("Giờ làm việc")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def withdraw(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Ask once more, then take back hours that have not begun."""
    row = decided_for(WorkingHours, admin, pk)
    back = reverse("office:hours") + query_of(row.unit)
    if row.withdrawn_at is not None:  # pressed twice
        return redirect(back)
    if request.method == "POST":
        try:
            orgs.withdraw_hours(admin=admin, hours=row, at=now())
        except HoursBegan as refusal:
            return staff.refused(request, refusal, status=HTTPStatus.CONFLICT)
        return _done(request, row, _("Đã bỏ giờ làm việc %(weekday)s từ ngày %(on)s."))
    said = {"weekday": weekday_name(row.weekday), "on": formats.short_day(row.from_on)}
    context = {
        "title": _("Bỏ giờ làm việc %(weekday)s từ ngày %(on)s?") % said,
        "submit": _("Bỏ giờ này"),
        "decision": row,
        "after": _("Giờ trước đó tiếp tục áp dụng."),
        "foreseen": foreseen(
            row.unit, lambda own: own.without_hours(row.week_hours), first=row.from_on, last=None
        ),
        "back": back,
    }
    return show(request, "withdraw_decision.html", context)


def _expect(admin: Posting, facts: dict[str, Any], sessions: list[str]) -> Foreseen:
    first = facts["from_on"]
    new = WeekHours(
        weekday=int(facts["weekday"]),
        sessions=tuple(session(text) for text in orgs.sessions_in_order(sessions)),
        counts=float(facts["counts"]),
        from_on=first,
        reason=facts["reason"],
        citation=facts["citation"],
    )
    return foreseen(place_of(admin, facts["place"]), lambda own: own.with_hours(new), first=first, last=None)


def _shown(admin: Posting, row: WorkingHours) -> HoursShown:
    if row.withdrawn_at is not None:
        return HoursShown(row, "withdrawn", "")
    to_come = row.from_on > today()
    over = row.to_on is not None and row.to_on <= today()
    state = "to-come" if to_come else "over" if over else "in-force"
    if over or why_not_decide(admin, row.unit):
        return HoursShown(row, state, "")
    return HoursShown(row, state, "withdraw" if to_come else "end")


def _done(request: HttpRequest, row: WorkingHours, said: str) -> HttpResponse:
    facts = {"weekday": weekday_name(row.weekday), "on": formats.short_day(row.from_on)}
    messages.success(request, said % facts)
    return redirect(reverse("office:hours") + query_of(row.unit))
