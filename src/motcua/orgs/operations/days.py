"""Days declared off or worked, above the public holidays; the hours of a unit, and when it was shut."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.kernel.legal_time import session
from motcua.orgs.errors import ClosureEndsBeforeItBegins, DayUnexplained
from motcua.orgs.models import CalendarDecision, Unit, UnitClosure, WorkingHours
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
    holder = _locked_for(admin, place)
    _explained(reason, citation)
    wanted: dict[str, Any] = {"working": working, "reason": reason, "citation": citation}
    wanted |= {"counts": counts, "sessions": _read(sessions)}
    known = CalendarDecision.objects.filter(unit=place, on=on).first()
    if known and all(getattr(known, key) == value for key, value in wanted.items()):
        return known
    decision, _ = CalendarDecision.objects.update_or_create(unit=place, on=on, defaults=wanted)
    record("day-decided", holder, admin.actor, at, on=on.isoformat(), everywhere=province_wide,
           **wanted | {"counts": counts if counts is None else str(counts)})  # fmt: skip
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


@transaction.atomic
def decide_hours(
    *,
    admin: Posting,
    unit: Unit | None,
    weekday: int,
    sessions: Sequence[str],
    counts: Decimal,
    from_on: date,
    reason: str,
    citation: str,
    at: datetime,
) -> WorkingHours:
    """
    Set the hours of a weekday (0 is Monday) from ``from_on`` on, for ``unit`` or (None) the whole province.

    They end what was decided before for that weekday; days past keep the hours they had.

    :raises DayUnexplained: without a reason and the text that decides it.
    """
    holder = _locked_for(admin, unit)
    _explained(reason, citation)
    wanted: dict[str, Any] = {"sessions": _read(sessions), "reason": reason, "citation": citation}
    same = WorkingHours.objects.filter(unit=unit, weekday=weekday)
    same.filter(to_on=None, from_on__lt=from_on).update(to_on=from_on)
    hours, _ = WorkingHours.objects.update_or_create(
        unit=unit, weekday=weekday, from_on=from_on, defaults={**wanted, "counts": counts, "to_on": None}
    )
    facts = {"weekday": weekday, "from_on": from_on.isoformat(), "counts": str(counts), **wanted}
    record("hours-decided", holder, admin.actor, at, everywhere=unit is None, **facts)
    return hours


@transaction.atomic
def close_unit(
    *,
    admin: Posting,
    unit: Unit | None,
    from_at: datetime,
    to_at: datetime,
    reason: str,
    citation: str,
    at: datetime,
) -> UnitClosure:
    """
    Record that ``unit``, or (None) every unit, was shut for ``[from_at, to_at)``.

    :raises DayUnexplained: without a reason and the text that decides it.
    :raises ClosureEndsBeforeItBegins: if it ends before it begins.
    """
    holder = _locked_for(admin, unit)
    _explained(reason, citation)
    if to_at <= from_at:
        raise ClosureEndsBeforeItBegins
    facts: dict[str, Any] = {"reason": reason, "citation": citation}
    closure, made = UnitClosure.objects.get_or_create(unit=unit, from_at=from_at, to_at=to_at, defaults=facts)
    if made:
        facts |= {"from_at": from_at.isoformat(), "to_at": to_at.isoformat()}
        record("closed", holder, admin.actor, at, everywhere=unit is None, **facts)
    return closure


def _explained(reason: str, citation: str) -> None:
    if not reason.strip() or not citation.strip():
        raise DayUnexplained


def _read(sessions: Sequence[str]) -> list[str]:
    """Return the sessions in order of the day; a text that is none is a bug of the caller."""
    return sorted(sessions, key=session)


def _locked_for(admin: Posting, unit: Unit | None) -> Unit:
    """Lock the unit a decision concerns; for all units (None) it is the province's."""
    if unit is not None:
        require(admin, unit)
        return locked(unit.pk)
    if refusal := why_not_administer_province(admin):
        raise refusal
    return locked(province().pk)
