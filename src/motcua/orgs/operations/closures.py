"""When a unit was shut: a storm, a flood, a power cut."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.kernel.legal_time import ONE_DAY, VIETNAM
from motcua.orgs.errors import ClosureBegan, ClosureEndsBeforeItBegins, ClosurePassed, WithdrawnAlready
from motcua.orgs.models import Unit, UnitClosure
from motcua.orgs.operations.recording import explained, locked_for, record_days
from motcua.orgs.postings import Posting


def days_of(from_at: datetime, to_at: datetime) -> tuple[date, date]:
    """Return the days that ``[from_at, to_at)`` touches, as ``[first, after the last)``."""
    first, last = from_at.astimezone(VIETNAM), to_at.astimezone(VIETNAM)
    ends_at_midnight = (last.hour, last.minute, last.second, last.microsecond) == (0, 0, 0, 0)
    return first.date(), last.date() + ONE_DAY * (not ends_at_midnight)


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
    Record that ``unit``, or (None) every unit, was or will be shut for ``[from_at, to_at)``.

    :raises DayUnexplained: without a reason and the text that decides it.
    :raises ClosureEndsBeforeItBegins: if it ends before it begins.
    """
    holder = locked_for(admin, unit)
    explained(reason, citation)
    if to_at <= from_at:
        raise ClosureEndsBeforeItBegins
    times: dict[str, Any] = {"unit": unit, "from_at": from_at, "to_at": to_at}
    if known := UnitClosure.objects.filter(**times, withdrawn_at=None).first():
        return known
    closure = UnitClosure.objects.create(**times, reason=reason, citation=citation)
    _record("unit-closed", holder, admin, at, closure, _all_of(closure))
    return closure


@transaction.atomic
def reopen_unit(*, admin: Posting, closure: UnitClosure, to_at: datetime, at: datetime) -> UnitClosure:
    """
    Set when the unit opens again, earlier or later than was said.

    :raises ClosurePassed: if it has opened again; what has passed stays.
    :raises ClosureEndsBeforeItBegins: if it would be shut at no moment.
    """
    holder = locked_for(admin, closure.unit)
    closure = UnitClosure.objects.select_related("unit").get(pk=closure.pk)
    if closure.withdrawn_at is not None:
        raise WithdrawnAlready
    if closure.to_at == to_at:
        return closure
    if closure.to_at <= at:
        raise ClosurePassed
    if to_at <= closure.from_at:
        raise ClosureEndsBeforeItBegins
    between = days_of(min(closure.to_at, to_at), max(closure.to_at, to_at))
    closure.to_at = to_at
    closure.save(update_fields=["to_at"])
    _record("unit-reopened", holder, admin, at, closure, between)
    return closure


@transaction.atomic
def withdraw_closure(*, admin: Posting, closure: UnitClosure, at: datetime) -> None:
    """
    Take back a closure that has not begun. The row stays.

    :raises ClosureBegan: if it has begun: then it can only be said when the unit opens again.
    """
    holder = locked_for(admin, closure.unit)
    closure = UnitClosure.objects.select_related("unit").get(pk=closure.pk)
    if closure.withdrawn_at is not None:
        return
    if closure.to_at <= at:
        raise ClosurePassed
    if closure.from_at <= at:
        raise ClosureBegan
    closure.withdrawn_at = at
    closure.save(update_fields=["withdrawn_at"])
    _record("closure-withdrawn", holder, admin, at, closure, _all_of(closure))


def _all_of(closure: UnitClosure) -> tuple[date, date]:
    return days_of(closure.from_at, closure.to_at)


def _record(
    what: str,
    holder: Unit,
    admin: Posting,
    at: datetime,
    closure: UnitClosure,
    days: tuple[date, date],
) -> None:
    said = {
        "from_at": closure.from_at.astimezone(VIETNAM).isoformat(),
        "to_at": closure.to_at.astimezone(VIETNAM).isoformat(),
        "reason": closure.reason,
        "citation": closure.citation,
    }
    record_days(what, holder, admin, at,
                unit=closure.unit, from_on=days[0], to_on=days[1], **said)  # fmt: skip
