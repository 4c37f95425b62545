"""The end of a desk's day: what was not called is closed with a reason; who did not come is noted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.visits.errors import DayStillOpen
from motcua.visits.models import Booking, DeskDay
from motcua.visits.operations.booking import locked_booking
from motcua.visits.operations.days import day_of, locked_day, record
from motcua.visits.policies import why_not_serve
from motcua.visits.slots import calendar_of
from motcua.visits.states import OPEN, Standing, State

AFTER_HOURS = timedelta(hours=2)
"""Whoever sits in the hall when the door closes is still served; later nobody is there."""
REASON = "Hết giờ làm việc"


@transaction.atomic
def end_day(*, clerk: Posting, desk: Unit, at: datetime) -> int:
    """
    End the desk's day once the office has closed; return how many tickets were closed. Twice is once.

    :raises NotThisDesk: to a clerk of another desk.
    :raises DayStillOpen: while the office is open, or opens again today.
    """
    if refusal := why_not_serve(clerk, desk):
        raise refusal
    day = locked_day(desk, day_of(at))
    hours = calendar_of(desk, around=day.on).hours_of(day.on)
    if hours and at < hours[-1][1]:
        raise DayStillOpen(closes=f"{hours[-1][1]:%H:%M}")
    return _end(day, clerk.actor, at)


def end_days(*, at: datetime) -> int:
    """End the days whose office closed two hours ago; return how many tickets were closed."""
    found = DeskDay.objects.filter(closed_at=None, on__lte=day_of(at)).select_related("desk__parent")
    return sum(_end_if_over(day, at=at) for day in found.order_by("on", "pk"))


@transaction.atomic
def _end_if_over(known: DeskDay, *, at: datetime) -> int:
    hours = calendar_of(known.desk, around=known.on).hours_of(known.on)
    if known.on == day_of(at) and hours and at < hours[-1][1] + AFTER_HOURS:
        return 0
    return _end(locked_day(known.desk, known.on), SYSTEM, at)


def _end(day: DeskDay, actor: Actor, at: datetime) -> int:
    if day.closed_at:
        return 0
    left = list(day.tickets.filter(state__in=OPEN))
    for ticket in left:
        ticket.day, ticket.state, ticket.ended_at, ticket.reason = day, State.CLOSED, at, REASON
        ticket.save(update_fields=["state", "ended_at", "reason"])
        record("closed", ticket, actor, at, reason=REASON)
    day.closed_at = at
    day.save(update_fields=["closed_at"])
    return len(left)


def note_absences(*, at: datetime) -> int:
    """Note who did not come, once their day is over; return how many. A displaced one is nobody's absence."""
    midnight = at.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    over = Booking.objects.filter(standing=Standing.BOOKED, displaced_at=None, starts_at__lt=midnight)
    return sum(_absent(booking, at=at) for booking in over.order_by("pk"))


@transaction.atomic
def _absent(known: Booking, *, at: datetime) -> bool:
    booking = locked_booking(known.pk)
    if not booking.is_open or booking.displaced_at:
        return False
    booking.standing = Standing.MISSED
    booking.save(update_fields=["standing"])
    journal.record("booking.missed", subject=booking.subject, actor=SYSTEM, at=at, desk=booking.desk_id)
    return True
