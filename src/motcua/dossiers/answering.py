"""By when the desk answers a dossier filed online."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers import legal
from motcua.dossiers.models import Dossier
from motcua.kernel.legal_time import VIETNAM, CountedDay, Term, TermUnit, WorkingCalendar, due


@dataclass(frozen=True)
class AnswerDue:
    """The moment, the hours the law gives and where it says so."""

    at: datetime
    hours: int
    citation: str
    days: tuple[CountedDay, ...]


def answer_due(dossier: Dossier, *, since: datetime, calendar: WorkingCalendar) -> AnswerDue:
    """Return by when the desk accepts or asks for changes, counted from ``since`` in working hours."""
    rule = legal.rule("acceptance.working_hours", since.astimezone(VIETNAM).date())
    found = due(received_at=since, term=Term(rule.value, TermUnit.HOURS), calendar=calendar)
    return AnswerDue(found.at, rule.value, rule.citation, found.days)
