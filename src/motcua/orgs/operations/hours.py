"""The hours of a weekday, dated."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import transaction

from motcua.kernel.legal_time import VIETNAM, session
from motcua.orgs.errors import (
    EndsBeforeItBegins,
    HoursBegan,
    HoursMissing,
    HoursOver,
    SessionsOverlap,
    WithdrawnAlready,
)
from motcua.orgs.models import Unit, WorkingHours
from motcua.orgs.operations.recording import explained, locked_for, record_days
from motcua.orgs.postings import Posting


def sessions_in_order(sessions: Sequence[str]) -> list[str]:
    """
    Return the sessions in order of the day; a text that is none is a bug of the caller.

    :raises SessionsOverlap: if one begins before another has ended.
    """
    found = sorted(sessions, key=session)
    if any(session(second)[0] < session(first)[1] for first, second in pairwise(found)):
        raise SessionsOverlap
    return found


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

    They end what was decided before for that weekday; days before ``from_on`` keep the hours they had.

    :raises DayUnexplained: without a reason and the text that decides it.
    :raises HoursMissing: if the day counts in terms but has no hours.
    :raises SessionsOverlap: if a session begins before another has ended.
    """
    holder = locked_for(admin, unit)
    explained(reason, citation)
    if counts and not sessions:
        raise HoursMissing
    wanted: dict[str, Any] = {"sessions": sessions_in_order(sessions), "reason": reason, "citation": citation}
    row = wanted | {"counts": counts, "to_on": None, "withdrawn_at": None}
    same = WorkingHours.objects.filter(unit=unit, weekday=weekday)
    known = same.filter(from_on=from_on).first()
    if known and all(getattr(known, key) == value for key, value in row.items()):
        return known
    same.filter(to_on=None, from_on__lt=from_on, withdrawn_at=None).update(to_on=from_on)
    hours, _ = WorkingHours.objects.update_or_create(
        unit=unit, weekday=weekday, from_on=from_on, defaults=row
    )
    said = {"weekday": weekday, "counts": str(counts), **wanted}
    record_days("hours-decided", holder, admin, at, unit=unit, from_on=from_on, to_on=None, **said)
    return hours


@transaction.atomic
def end_hours(*, admin: Posting, hours: WorkingHours, on: date, at: datetime) -> WorkingHours:
    """
    End hours that go on: from ``on`` the weekday has again those of the province, or of the law.

    :raises EndsBeforeItBegins: if they would hold on no day; then withdraw them.
    :raises HoursOver: if they had ended before ``on``.
    """
    holder = locked_for(admin, hours.unit)
    hours = _current(hours)
    if on <= hours.from_on:
        raise EndsBeforeItBegins(from_on=hours.from_on)
    if hours.to_on == on:
        return hours
    if hours.to_on is not None and hours.to_on < on:
        raise HoursOver(on=hours.to_on)
    until, hours.to_on = hours.to_on, on
    hours.save(update_fields=["to_on"])
    record_days("hours-ended", holder, admin, at, unit=hours.unit, from_on=on, to_on=until, **_said(hours))
    return hours


@transaction.atomic
def withdraw_hours(*, admin: Posting, hours: WorkingHours, at: datetime) -> None:
    """
    Take back hours that have not begun; those which they would have ended go on. The row stays.

    :raises HoursBegan: if they have begun: then they can only be ended.
    """
    holder = locked_for(admin, hours.unit)
    hours = WorkingHours.objects.select_related("unit").get(pk=hours.pk)
    if hours.withdrawn_at is not None:
        return
    if hours.from_on <= at.astimezone(VIETNAM).date():
        raise HoursBegan(on=hours.from_on)
    hours.withdrawn_at = at
    hours.save(update_fields=["withdrawn_at"])
    same = WorkingHours.objects.filter(unit=hours.unit, weekday=hours.weekday, withdrawn_at=None)
    go_on = same.filter(to_on=hours.from_on).update(to_on=None)
    until = None if go_on else hours.to_on
    record_days("hours-withdrawn", holder, admin, at,
                unit=hours.unit, from_on=hours.from_on, to_on=until, **_said(hours))  # fmt: skip


def _said(hours: WorkingHours) -> dict[str, Any]:
    return {"weekday": hours.weekday, "reason": hours.reason, "citation": hours.citation}


def _current(hours: WorkingHours) -> WorkingHours:
    """Read the row again under the lock."""
    found = WorkingHours.objects.select_related("unit").get(pk=hours.pk)
    if found.withdrawn_at is not None:
        raise WithdrawnAlready
    return found
