"""The working calendar of a unit: public days, and above them what the offices decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import JSONObject

from motcua.kernel.legal_time import VIETNAM, Closure, DayMark, Session, WeekHours, WorkingCalendar, session
from motcua.orgs.decided import ChangedDay, Decided, calendar_of, changed_days
from motcua.orgs.models import CalendarDecision, UnitClosure, WorkingHours

Rows = dict[int | None, list[tuple[str, dict[str, Any]]]]


def calendar_for(unit_id: int | None, *, around: date) -> WorkingCalendar:
    """
    Return the calendar of ``unit_id``, from the year before ``around`` on without end. One query.

    A decision for the unit wins over one for the province, which wins over the public days.
    """
    return calendars_for([unit_id], around=around)[unit_id]


def calendars_for(unit_ids: Iterable[int | None], *, around: date) -> dict[int | None, WorkingCalendar]:
    """Return the calendars of several units, each as ``calendar_for`` does. One query for all."""
    wanted = set(unit_ids)
    decided = _decisions(wanted, around)
    province = decided.get(None, Decided())
    return {
        unit_id: calendar_of(province, None if unit_id is None else decided.get(unit_id))
        for unit_id in wanted
    }


def foresee(
    unit_id: int | None, change: Callable[[Decided], Decided], *, first: date, last: date
) -> list[ChangedDay]:
    """
    Return the days from ``first`` to ``last`` that ``change``, of what the unit decided, would change.

    For the whole province (None) they are those of a unit that decided nothing itself. One query.
    """
    decided = _decisions({unit_id}, first)
    province, own = decided.get(None, Decided()), decided.get(unit_id, Decided())
    if unit_id is None:
        before, after = calendar_of(province), calendar_of(change(province))
    else:
        before, after = calendar_of(province, own), calendar_of(province, change(own))
    return changed_days(before, after, first, last)


def _decisions(units: set[int | None], around: date) -> dict[int | None, Decided]:
    """Read days, hours and closures in one statement; where two hours hold, the later wins."""
    first = date(around.year - 1, 1, 1)
    start = datetime.combine(first, time(), VIETNAM)
    days = _rows(CalendarDecision.objects.filter(on__gte=first), units, "day", DAY)
    lasting = WorkingHours.objects.filter(Q(to_on=None) | Q(to_on__gt=first), withdrawn_at=None)
    shut = UnitClosure.objects.filter(to_at__gt=start, withdrawn_at=None)
    found: Rows = {}
    for kind, unit_id, row in days.union(
        _rows(lasting, units, "hours", HOURS), _rows(shut, units, "closure", CLOSURE), all=True
    ):
        found.setdefault(unit_id, []).append((kind, row))
    return {unit_id: _decided(rows) for unit_id, rows in found.items()}


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


def _decided(rows: list[tuple[str, dict[str, Any]]]) -> Decided:
    marks = dict(_mark(row) for kind, row in rows if kind == "day")
    hours = [_hours(row) for kind, row in rows if kind == "hours"]
    closures = [_closure(row) for kind, row in rows if kind == "closure"]
    return Decided(
        marks=marks,
        hours=tuple(sorted(hours, key=lambda each: each.from_on)),
        closures=tuple(sorted(closures, key=lambda each: each.from_at)),
    )


def _mark(row: dict[str, Any]) -> tuple[date, DayMark]:
    counts = None if row["counts"] is None else float(row["counts"])
    mark = DayMark(row["working"], row["reason"], row["citation"], counts, _sessions(row))
    return date.fromisoformat(row["on"]), mark


def _hours(row: dict[str, Any]) -> WeekHours:
    from_on, to_on = date.fromisoformat(row["from_on"]), row["to_on"] and date.fromisoformat(row["to_on"])
    counts, said = float(row["counts"]), (row["reason"], row["citation"])
    return WeekHours(row["weekday"], _sessions(row), counts, from_on, to_on, *said)


def _closure(row: dict[str, Any]) -> Closure:
    begins, ends = (datetime.fromisoformat(row[name]).astimezone(VIETNAM) for name in ("from_at", "to_at"))
    return Closure(begins, ends, row["reason"], row["citation"])


def _sessions(row: dict[str, Any]) -> tuple[Session, ...]:
    return tuple(session(text) for text in row["sessions"])
