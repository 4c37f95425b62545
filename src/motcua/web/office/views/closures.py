"""When a unit was or will be shut: those recorded, new ones, when it opens again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.kernel.legal_time import ONE_DAY, VIETNAM, Closure
from motcua.orgs import directory
from motcua.orgs import operations as orgs
from motcua.orgs.errors import ClosureBegan, ClosureEndsBeforeItBegins, ClosurePassed
from motcua.orgs.models import UnitClosure
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.web.office import foreseeing
from motcua.web.office.calendar_forms import CloseUnit, ReopenUnit, moment_of
from motcua.web.office.foreseeing import Foreseen, foreseen
from motcua.web.office.forms import Choice
from motcua.web.office.pages import around, for_administrators, now, page_number, show
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

SIZE = 50


@dataclass(frozen=True)
class ClosureShown:
    """A closure. ``state``: to come, now, passed, withdrawn; ``may_change``: when it ends, by this person."""

    row: UnitClosure
    state: str
    may_change: bool

    @property
    def may_withdraw(self) -> bool:
        return self.may_change and self.state == "to-come"


@require_safe
@for_administrators
def closures(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the closures of the province or a unit, the latest first; the province sees all who are shut."""
    unit, number = unit_asked(request, admin), page_number(request)
    of_all = unit is None and why_not_administer_province(admin) is None
    found = directory.closures_decided(unit, open_at=now() if of_all else None)
    page = list(found[(number - 1) * SIZE : number * SIZE + 1])
    context = {
        "place": value_of(unit),
        "units": places(admin),
        "of_all": of_all,
        "rows": [_shown(admin, row) for row in page[:SIZE]],
        **around(request, number=number, more=len(page) > SIZE),
    }
    return show(request, "closures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def close(request: HttpRequest, admin: Posting) -> HttpResponse:
    """Record a closure, once what it changes has been seen."""
    form = CloseUnit(request.POST or None, initial={"place": request.GET.get("don-vi", "")})
    field = form.fields["place"]
    assert isinstance(field, Choice)
    field.offer(places(admin, to_decide=True))

    def expect(facts: dict[str, Any]) -> Foreseen:
        new = Closure(moment_of(facts, "from"), moment_of(facts, "to"), facts["reason"], facts["citation"])
        first, after = orgs.days_of(new.from_at, new.to_at)
        unit = place_of(admin, facts["place"])
        return foreseen(unit, lambda own: own.with_closure(new), first=first, last=after - ONE_DAY)

    def save(facts: dict[str, Any]) -> UnitClosure:
        return orgs.close_unit(
            admin=admin,
            unit=place_of(admin, facts["place"]),
            from_at=moment_of(facts, "from"),
            to_at=moment_of(facts, "to"),
            reason=facts["reason"],
            citation=facts["citation"],
            at=now(),
        )

    return foreseeing.decide(
        request,
        form,
        expect=expect,
        save=save,
        done=lambda row: _done(request, row, _("Đã ghi đóng cửa từ %(from_at)s đến %(to_at)s.")),
        title=_("Ghi đơn vị đóng cửa"),
        lede=_(
            "Bão, lũ, mất điện: thời hạn theo ngày không tính buổi bị đóng cửa, dù chỉ một phần; "
            "thời hạn theo giờ chỉ trừ giờ đóng cửa."
        ),
        submit=_("Ghi đóng cửa"),
        back=(reverse("office:closures"), _("Đóng cửa")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def reopen(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Say when the unit opens again, earlier or later, once what that changes has been seen."""
    row = decided_for(UnitClosure, admin, pk)
    if row.withdrawn_at is not None:
        return redirect(reverse("office:closures") + query_of(row.unit))
    until = row.to_at.astimezone(VIETNAM)
    form = ReopenUnit(request.POST or None, initial={"to_on": until.date(), "to_time": f"{until:%H:%M}"})
    old = row.closure

    def expect(facts: dict[str, Any]) -> Foreseen:
        new = Closure(old.from_at, moment_of(facts, "to"), old.reason, old.citation)
        if new.to_at <= new.from_at:
            raise ClosureEndsBeforeItBegins
        first, after = orgs.days_of(old.from_at, max(old.to_at, new.to_at))
        return foreseen(
            row.unit,
            lambda own: own.without_closure(old).with_closure(new),
            first=first,
            last=after - ONE_DAY,
        )

    said = {"from_at": formats.full_time(row.from_at), "to_at": formats.full_time(row.to_at)}
    return foreseeing.decide(
        request,
        form,
        expect=expect,
        save=lambda facts: orgs.reopen_unit(admin=admin, closure=row, to_at=moment_of(facts, "to"), at=now()),
        done=lambda done: _done(request, done, _("Đã ghi mở cửa lại lúc %(to_at)s.")),
        title=_("Đổi lúc mở cửa lại"),
        lede=_("Đóng cửa từ %(from_at)s đến %(to_at)s.") % said + f" {row.reason} ({row.citation}).",
        submit=_("Ghi lúc mở cửa lại"),
        back=(reverse("office:closures") + query_of(row.unit), _("Đóng cửa")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def withdraw(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Ask once more, then take back a closure that has not begun."""
    row = decided_for(UnitClosure, admin, pk)
    back = reverse("office:closures") + query_of(row.unit)
    if row.withdrawn_at is not None:  # pressed twice
        return redirect(back)
    if request.method == "POST":
        try:
            orgs.withdraw_closure(admin=admin, closure=row, at=now())
        except (ClosureBegan, ClosurePassed) as refusal:
            return staff.refused(request, refusal, status=HTTPStatus.CONFLICT)
        return _done(request, row, _("Đã bỏ lần đóng cửa từ %(from_at)s đến %(to_at)s."))
    first, after = orgs.days_of(row.from_at, row.to_at)
    context = {
        "title": _("Bỏ lần đóng cửa từ %(from_at)s?") % {"from_at": formats.full_time(row.from_at)},
        "submit": _("Bỏ lần đóng cửa"),
        "decision": row,
        "after": _("Đơn vị mở cửa như thường lệ."),
        "foreseen": foreseen(
            row.unit, lambda own: own.without_closure(row.closure), first=first, last=after - ONE_DAY
        ),
        "back": back,
    }
    return show(request, "withdraw_decision.html", context)


def _shown(admin: Posting, row: UnitClosure) -> ClosureShown:
    state = _state(row, now())
    may = state in {"to-come", "now"} and why_not_decide(admin, row.unit) is None
    return ClosureShown(row, state, may)


def _state(row: UnitClosure, at: datetime) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.to_at <= at:
        return "passed"
    return "to-come" if row.from_at > at else "now"


def _done(request: HttpRequest, row: UnitClosure, said: str) -> HttpResponse:
    facts = {"from_at": formats.full_time(row.from_at), "to_at": formats.full_time(row.to_at)}
    messages.success(request, said % facts)
    return redirect(reverse("office:closures") + query_of(row.unit))
