"""The working calendar of a unit: public holidays, and above them the decisions of the offices."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays
from django.db.models import Q

from motcua.kernel.legal_time import DayMark, WorkingCalendar
from motcua.orgs.models import CalendarDecision

HOLIDAY_CITATION = "Điều 112 Bộ luật Lao động 45/2019/QH14"


@lru_cache(maxsize=32)
def public_days(year: int) -> dict[date, DayMark]:
    """Return holidays, their substitutes, and weekends worked in exchange, in Vietnamese."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    marks = {on: DayMark(False, name, HOLIDAY_CITATION) for on, name in known.items()}
    for on in known.weekend_workdays:
        if on.year == year:
            marks[on] = DayMark(True, "Làm bù theo lịch hoán đổi", HOLIDAY_CITATION)
    return marks


def calendar_for(unit_id: int | None, *, around: date) -> WorkingCalendar:
    """
    Return the calendar of ``unit_id`` for the years near ``around``. One query.

    A decision for the unit wins over one for the province, which wins over the public holidays.
    """
    return calendars_for([unit_id], around=around)[unit_id]


def calendars_for(unit_ids: Iterable[int | None], *, around: date) -> dict[int | None, WorkingCalendar]:
    """Return the calendars of several units, each as ``calendar_for`` does. One query for all."""
    wanted = set(unit_ids)
    public: dict[date, DayMark] = {}
    for year in range(around.year - 1, around.year + 3):
        public |= public_days(year)
    decisions = CalendarDecision.objects.filter(
        Q(unit_id__in=wanted - {None}) | Q(unit=None),
        on__range=(date(around.year - 1, 1, 1), date(around.year + 2, 12, 31)),
    )
    marks = {unit_id: dict(public) for unit_id in wanted}
    for decision in sorted(decisions, key=lambda d: d.unit_id is not None):
        for unit_id in wanted if decision.unit_id is None else [decision.unit_id]:
            marks[unit_id][decision.on] = DayMark(decision.working, decision.reason, decision.citation)
    return {unit_id: WorkingCalendar(marks=own) for unit_id, own in marks.items()}
