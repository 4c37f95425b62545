"""Days declared off or worked, above the public holidays."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.orgs.errors import DayUnexplained
from motcua.orgs.models import CalendarDecision, Unit
from motcua.orgs.operations.recording import locked, record, require
from motcua.orgs.policies import why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.orgs.queries import province


@transaction.atomic
def decide_day(
    *,
    admin: Posting,
    unit: Unit,
    province_wide: bool,
    on: date,
    working: bool,
    reason: str,
    citation: str,
    at: datetime,
) -> CalendarDecision:
    """
    Declare a day off or worked, for ``unit`` or, by who administers the province, for all of it.

    :raises DayUnexplained: without a reason and the text that decides it.
    """
    place = None if province_wide else unit
    holder = _locked_for(admin, place)
    if not reason.strip() or not citation.strip():
        raise DayUnexplained
    wanted: dict[str, Any] = {"working": working, "reason": reason, "citation": citation}
    known = CalendarDecision.objects.filter(unit=place, on=on).first()
    if known and all(getattr(known, key) == value for key, value in wanted.items()):
        return known
    decision, _ = CalendarDecision.objects.update_or_create(unit=place, on=on, defaults=wanted)
    record("day-decided", holder, admin.actor, at, on=on.isoformat(), everywhere=province_wide, **wanted)
    return decision


@transaction.atomic
def withdraw_day(*, admin: Posting, decision: CalendarDecision, at: datetime) -> None:
    """Take a decision back: the day is again what the law and the week make it."""
    holder = _locked_for(admin, decision.unit)
    deleted, _ = CalendarDecision.objects.filter(pk=decision.pk).delete()
    if deleted:
        record(
            "day-withdrawn", holder, admin.actor, at,
            on=decision.on.isoformat(), everywhere=decision.unit is None, reason=decision.reason,
        )  # fmt: skip


def _locked_for(admin: Posting, unit: Unit | None) -> Unit:
    """Lock the unit a decision concerns; for all units (None) it is the province's."""
    if unit is not None:
        require(admin, unit)
        return locked(unit.pk)
    if refusal := why_not_administer_province(admin):
        raise refusal
    return locked(province().pk)
