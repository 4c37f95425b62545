"""Units: the list of a day, one unit, and what is changed of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers import operations as dossiers
from motcua.journal.queries import acts_of
from motcua.orgs import directory
from motcua.orgs import operations as orgs
from motcua.orgs.directory import Line
from motcua.orgs.models import Unit, UnitKind
from motcua.orgs.postings import Posting
from motcua.web.office.forms import Choice, EndUnit, NewUnit, UnitFacts
from motcua.web.office.pages import ask, for_administrators, now, perform, show, today
from motcua.web.office.reading import day_asked, unit_for
from motcua.web.office.words import told

LAST_ACTS = 10
TABS = {
    "": frozenset(UnitKind) - {UnitKind.DESK},
    "tinh": frozenset({UnitKind.PROVINCE, UnitKind.CENTRE, UnitKind.DEPARTMENT}),
    "xa": frozenset({UnitKind.COMMUNE, UnitKind.WARD}),
    "mot-cua": frozenset({UnitKind.DESK}),
    "huyen": frozenset({UnitKind.DISTRICT}),
}


@require_safe
@for_administrators
def units(request: HttpRequest, admin: Posting) -> HttpResponse:
    """List the units of a day, with search."""
    on, typed, understood = day_asked(request, "ngay", otherwise=today())
    found = directory.lines(within=directory.reach(admin), on=on)
    text = request.GET.get("q", "").strip()
    tab = request.GET.get("loai", "")
    tab = tab if tab in TABS else ""
    lacking = request.GET.get("thieu") == "1"
    kinds = TABS[tab] if tab or not text else frozenset(UnitKind)
    shown = [line for line in directory.matching(found, text) if line.unit.kind in kinds]
    context = {
        "lines": [line for line in shown if line.lacks or not lacking],
        "q": text, "tab": tab, "lacking": lacking, "on": on, "day": typed, "understood": understood,
        "is_today": on == today(), "tabs": list(_tabs(request, found, tab)),
    }  # fmt: skip
    return show(request, "units.html", context)


@require_safe
@for_administrators
def unit(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Show a unit with its posts, its people and what was changed of it."""
    found = unit_for(admin, pk)
    on = today()
    ended = found.to_on is not None and found.to_on <= on
    there = directory.members(directory.people(within=[found.pk], on=on), on=on)
    context = {
        "unit": found,
        "ended": ended,
        "on": on,
        "seats": directory.seats(found, on=on),
        "idle": [member for member in there if not member.held and member.officer.unit_id == found.pk],
        "below": Unit.objects.on(on).filter(parent=found).order_by("name"),
        "after": found.successors.select_related("new"),
        "before": found.predecessors.select_related("old"),
        "acts": [told(act) for act in acts_of(found.subject).reverse()[:LAST_ACTS]],
    }
    return show(request, "unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Add a unit below another."""
    parent = unit_for(admin, pk)
    form = NewUnit(request.POST or None, initial={"from_on": today()})
    if request.method == "POST":
        made = perform(
            form, lambda facts: orgs.add_unit(admin=admin, parent=parent, at=now(), **_kind(facts))
        )
        if made:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": made.name})
            return redirect("office:unit", made.pk)
    title = _("Thêm đơn vị thuộc %(name)s") % {"name": parent.name}
    return ask(request, form, title=title, submit=_("Thêm đơn vị"), back=_back(parent))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def describe(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """Correct the name and the address of a unit."""
    found = unit_for(admin, pk)
    known = {"name": found.name, "address": found.address, "phone": found.phone}
    form = UnitFacts(request.POST or None, initial=known)
    if request.method == "POST":
        done = perform(form, lambda facts: orgs.describe_unit(admin=admin, unit=found, at=now(), **facts))
        if done:
            messages.success(request, _("Đã sửa thông tin đơn vị."))
            return redirect("office:unit", found.pk)
    title = _("Sửa thông tin %(name)s") % {"name": found.name}
    return ask(request, form, title=title, submit=_("Lưu thông tin"), back=_back(found))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def end(request: HttpRequest, admin: Posting, pk: int) -> HttpResponse:
    """End a unit; another may answer for its files."""
    found = unit_for(admin, pk)
    form = EndUnit(request.POST or None)
    heirs = Unit.objects.on(today()).filter(pk__in=directory.reach(admin)).exclude(pk=found.pk)
    field = form.fields["into"]
    assert isinstance(field, Choice)
    field.offer([(str(each.pk), each.name) for each in heirs.order_by("name")])
    if request.method == "POST":
        done = perform(
            form, lambda facts: dossiers.end_unit(admin=admin, unit=found, at=now(), **_heir(facts))
        )
        if done:
            messages.success(request, _("Đã ghi ngày kết thúc của %(name)s.") % {"name": done.name})
            return redirect("office:unit", found.pk)
    title = _("Kết thúc %(name)s") % {"name": found.name}
    lede = _("Đơn vị không bị xóa: hồ sơ và lịch sử vẫn xem được theo ngày.")
    return ask(
        request, form, title=title, lede=lede, submit=_("Kết thúc đơn vị"), back=_back(found), danger=True
    )


def _tabs(request: HttpRequest, found: Iterable[Line], current: str) -> Iterable[dict[str, Any]]:
    names = {
        "": _("Cơ quan"), "tinh": _("Cấp tỉnh"), "xa": _("Xã, phường"), "mot-cua": _("Bộ phận Một cửa"),
        "huyen": _("Cấp huyện"),
    }  # fmt: skip
    kinds = [line.unit.kind for line in found]
    for key, name in names.items():
        asked = request.GET.copy()
        asked["loai"] = key
        count = sum(kind in TABS[key] for kind in kinds)
        if count or key == current:
            yield {"url": f"?{asked.urlencode()}", "name": name, "current": key == current, "count": count}


def _kind(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"kind": UnitKind(facts["kind"])}


def _heir(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"into": Unit.objects.get(pk=facts["into"]) if facts["into"] else None}


def _back(found: Unit) -> tuple[str, str]:
    return reverse("office:unit", args=[found.pk]), found.name
