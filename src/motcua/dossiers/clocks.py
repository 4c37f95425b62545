"""The desk's clock of acceptance: since when it runs, and how many working hours are left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move
from motcua.journal.models import Act
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, WorkingCalendar


def working_time(*, start: datetime, end: datetime, calendar: WorkingCalendar) -> timedelta:
    """Return the working time from ``start`` to ``end``; negative when ``end`` has passed."""
    if end < start:
        return -working_time(start=end, end=start, calendar=calendar)
    first, last = start.astimezone(VIETNAM), end.astimezone(VIETNAM)
    found, on = timedelta(), first.date()
    while on <= last.date():
        for opens, closes in calendar.hours_of(on):
            found += max(min(closes, last) - max(opens, first), timedelta())
        on += ONE_DAY
    return found


def came_at(dossiers: Sequence[Dossier]) -> dict[str, datetime]:
    """
    Return since when the desk owes an answer, by the dossier's subject: filing, or the last supplement.

    One query, and none where nothing was supplemented.
    """
    found = {dossier.subject: dossier.filed_at for dossier in dossiers}
    again = [dossier.subject for dossier in dossiers if dossier.supplements]
    if again:
        acts = Act.objects.filter(subject__in=again, verb=f"dossier.{Move.SUPPLEMENT.value}")
        found |= dict(acts.values_list("subject").annotate(Max("at")))
    return found
