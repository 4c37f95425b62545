"""The working calendar of a unit: public days, and above them what the offices decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import JSONObject

from motcua.kernel.legal_time import VIETNAM, Closure, DayMark, WeekHours, WorkingCalendar, session
from motcua.orgs.models import CalendarDecision, UnitClosure, WorkingHours
from motcua.orgs.public_days import public_days_of

YEARS_BEFORE, YEARS_AFTER = 1, 2


@dataclass
class _Decided:
    """What one unit, or the province (None), decided."""

    marks: dict[date, DayMark] = field(default_factory=dict)
    hours: list[WeekHours] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)


def calendar_for(unit_id: int | None, *, around: date) -> WorkingCalendar:
    """
    Return the calendar of ``unit_id`` for the years near ``around``. One query.

    A decision for the unit wins over one for the province, which wins over the public days.
    """
    return calendars_for([unit_id], around=around)[unit_id]


def calendars_for(unit_ids: Iterable[int | None], *, around: date) -> dict[int | None, WorkingCalendar]:
    """Return the calendars of several units, each as ``calendar_for`` does. One query for all."""
    wanted = set(unit_ids)
    first, last = around.year - YEARS_BEFORE, around.year + YEARS_AFTER
    public = public_days_of(first, last)
    decided = _decisions(wanted, date(first, 1, 1), date(last, 12, 31))
    province = decided.get(None, _Decided())
    found = {}
    for unit_id in wanted:
        own = _Decided() if unit_id is None else decided.get(unit_id, _Decided())
        found[unit_id] = WorkingCalendar(
            marks=public | province.marks | own.marks,
            hours=(*province.hours, *own.hours),
            closures=(*province.closures, *own.closures),
        )
    return found


def _decisions(units: set[int | None], first: date, last: date) -> dict[int | None, _Decided]:
    """Read days, hours and closures in one statement; where two hours hold, the later wins."""
    until = datetime.combine(last + timedelta(days=1), time(), VIETNAM)
    days = _rows(CalendarDecision.objects.filter(on__range=(first, last)), units, "day", DAY)
    hours = _rows(
        WorkingHours.objects.filter(Q(to_on=None) | Q(to_on__gt=first), from_on__lte=last),
        units,
        "hours",
        HOURS,
    )
    start = datetime.combine(first, time(), VIETNAM)
    shut = UnitClosure.objects.filter(from_at__lt=until, to_at__gt=start)
    found: dict[int | None, _Decided] = {}
    for kind, unit_id, row in days.union(hours, _rows(shut, units, "closure", CLOSURE), all=True):
        _keep(found.setdefault(unit_id, _Decided()), kind, row)
    for each in found.values():
        each.hours.sort(key=lambda hours: hours.from_on)
        each.closures.sort(key=lambda closure: closure.from_at)
    return found


DAY = ("on", "working", "reason", "citation", "counts", "sessions")
HOURS = ("weekday", "from_on", "to_on", "reason", "citation", "counts", "sessions")
CLOSURE = ("from_at", "to_at", "reason", "citation")


def _rows(
    found: QuerySet[Any], units: set[int | None], kind: str, names: tuple[str, ...]
) -> QuerySet[Any, Any]:
    ours = found.filter(Q(unit_id__in=units - {None}) | Q(unit=None)).order_by()
    row = JSONObject(**{name: name for name in names})
    rows: QuerySet[Any, Any] = ours.annotate(kind=Value(kind), row=row).values_list("kind", "unit_id", "row")
    return rows


def _keep(decided: _Decided, kind: str, row: dict[str, Any]) -> None:
    said = {"reason": row["reason"], "citation": row["citation"]}
    if kind == "closure":
        begins, ends = (
            datetime.fromisoformat(row[name]).astimezone(VIETNAM) for name in ("from_at", "to_at")
        )
        decided.closures.append(Closure(begins, ends, **said))
        return
    sessions = tuple(session(text) for text in row["sessions"])
    if kind == "day":
        on = date.fromisoformat(row["on"])
        counts = None if row["counts"] is None else float(row["counts"])
        decided.marks[on] = DayMark(row["working"], counts=counts, sessions=sessions, **said)
        return
    from_on, to_on = date.fromisoformat(row["from_on"]), row["to_on"] and date.fromisoformat(row["to_on"])
    decided.hours.append(WeekHours(row["weekday"], sessions, float(row["counts"]), from_on, to_on, **said))
