"""
The moments of a dossier at which somebody is told, before it is late. Pure.

Shares of the term and days before its end are dated rules (``data/measure-rules.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from math import ceil

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.kernel.legal_time import (
    ONE_DAY,
    VIETNAM,
    ClockFacts,
    TermUnit,
    WorkingCalendar,
    due_by_facts,
    stage_moments,
)


class Mark(TextChoices):
    """What happens at a moment of the term."""

    CLERK = "clerk", _("báo cho bộ phận Một cửa: hồ sơ trực tuyến chưa ai mở")
    OFFICER = "officer", _("nhắc cán bộ thụ lý")
    HEAD = "head", _("nhắc lãnh đạo phòng")
    LEADER = "leader", _("nhắc lãnh đạo cơ quan")
    APOLOGY = "apology", _("soạn văn bản xin lỗi và ngày hẹn mới")
    OVER = "over", _("quá hạn")


WARNINGS = (Mark.OFFICER, Mark.HEAD, Mark.LEADER)


@dataclass(frozen=True)
class Limits:
    """What the rules of the day say: shares of the term by warning, and the days before its end."""

    shares: Mapping[str, float]
    apology_days: int


def marks_of(facts: ClockFacts, calendar: WorkingCalendar, limits: Limits) -> dict[Mark, datetime]:
    """Return when each mark of a running term is reached; nothing while the clock stands."""
    due_at = due_by_facts(facts, calendar).ends_at
    if due_at is None:
        return {}
    shares = [limits.shares[mark.value] for mark in WARNINGS]
    parts = [share - before for share, before in zip((*shares, 1.0), (0.0, *shares), strict=True)]
    found = dict(zip(WARNINGS, stage_moments(facts, calendar, parts), strict=False))
    if not facts.extensions:
        apology = max(apology_at(due_at, calendar, limits.apology_days), found[Mark.OFFICER])
        if apology < due_at:
            found[Mark.APOLOGY] = apology
    return found | {Mark.OVER: due_at}


def apology_at(due_at: datetime, calendar: WorkingCalendar, days: int) -> datetime:
    """Return when the last working day opens that ends ``days`` before the day of ``due_at``."""
    on = due_at.astimezone(VIETNAM).date() - ONE_DAY
    while True:
        if calendar.is_working(on):
            days -= 1
            if days <= 0:
                return calendar.day(on).sessions[0][0]
        on -= ONE_DAY


def new_date(facts: ClockFacts, calendar: WorkingCalendar, due_at: datetime, share: float) -> datetime:
    """Return the day proposed in an apology: ``share`` of the term again, at least one working day later."""
    whole = facts.term.amount * (30 if facts.term.unit == TermUnit.MONTHS else 1)
    days = max(1, ceil(whole / 8 * share if facts.term.unit == TermUnit.HOURS else whole * share))
    on = due_at.astimezone(VIETNAM).date()
    for _day in range(days):
        on = calendar.next_working(on + ONE_DAY)
    return datetime.combine(on, time(), VIETNAM)
