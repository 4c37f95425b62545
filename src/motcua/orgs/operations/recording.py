"""What every change to the offices shares: the question who may, the lock, the act."""

from datetime import date, datetime
from typing import Any

from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.orgs.errors import DayUnexplained
from motcua.orgs.models import Unit
from motcua.orgs.policies import why_not_administer, why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.orgs.queries import province


def require(admin: Posting, unit: Unit) -> None:
    if refusal := why_not_administer(admin, unit):
        raise refusal


def locked(unit_id: int) -> Unit:
    """Return the unit with its row held: one change to a unit, its posts and its people at a time."""
    return Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)


def locked_for(admin: Posting, unit: Unit | None) -> Unit:
    """Lock the unit a decision on the calendar concerns; for all units (None) it is the province's."""
    if unit is not None:
        require(admin, unit)
        return locked(unit.pk)
    if refusal := why_not_administer_province(admin):
        raise refusal
    return locked(province().pk)


def explained(reason: str, citation: str) -> None:
    if not reason.strip() or not citation.strip():
        raise DayUnexplained


def record(what: str, unit: Unit, actor: Actor, at: datetime, *, opens: bool = False, **data: Any) -> None:
    journal.record(f"unit.{what}", subject=unit.subject, actor=actor, at=at, opens=opens, **data)


def record_days(
    what: str,
    holder: Unit,
    admin: Posting,
    at: datetime,
    *,
    unit: Unit | None,
    from_on: date,
    to_on: date | None,
    **data: Any,
) -> None:
    """
    Record an act on the calendar of ``unit`` (None: of every unit) for the days ``[from_on, to_on)``.

    ``to_on`` None: from then on. Whoever derives something from calendars finds in it what to derive again.
    """
    journal.record(
        f"calendar.{what}",
        subject=holder.subject,
        actor=admin.actor,
        at=at,
        unit=unit.pk if unit else None,
        everywhere=unit is None,
        from_on=from_on.isoformat(),
        to_on=to_on.isoformat() if to_on else None,
        **data,
    )
