"""Days declared off or worked, above the public holidays."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.kernel.legal_time import ONE_DAY
from motcua.orgs.models import CalendarDecision, Unit
from motcua.orgs.operations.hours import sessions_in_order
from motcua.orgs.operations.recording import explained, locked_for, record_days
from motcua.orgs.postings import Posting


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
    counts: Decimal | None = None,
    sessions: Sequence[str] = (),
) -> CalendarDecision:
    """
    Declare a day off or worked, for ``unit`` or, by who administers the province, for all of it.

    A worked day has the usual hours and counts whole, unless ``sessions`` (``07:30-11:30``) and ``counts``
    say otherwise.

    :raises DayUnexplained: without a reason and the text that decides it.
    """
    place = None if province_wide else unit
    holder = locked_for(admin, place)
    explained(reason, citation)
    wanted: dict[str, Any] = {"working": working, "reason": reason, "citation": citation}
    wanted |= {"counts": counts, "sessions": sessions_in_order(sessions)}
    known = CalendarDecision.objects.filter(unit=place, on=on).first()
    if known and all(getattr(known, key) == value for key, value in wanted.items()):
        return known
    decision, _ = CalendarDecision.objects.update_or_create(unit=place, on=on, defaults=wanted)
    said = wanted | {"counts": counts if counts is None else str(counts)}
    record_days("day-decided", holder, admin, at, unit=place, from_on=on, to_on=on + ONE_DAY, **said)
    return decision


@transaction.atomic
def withdraw_day(*, admin: Posting, decision: CalendarDecision, at: datetime) -> None:
    """Take a decision back: the day is again what the law and the week make it."""
    holder, on = locked_for(admin, decision.unit), decision.on
    deleted, _ = CalendarDecision.objects.filter(pk=decision.pk).delete()
    if deleted:
        record_days(
            "day-withdrawn", holder, admin, at,
            unit=decision.unit, from_on=on, to_on=on + ONE_DAY,
            reason=decision.reason, citation=decision.citation,
        )  # fmt: skip
