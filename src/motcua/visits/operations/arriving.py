"""Somebody with an appointment has come: it becomes a ticket."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.visits.errors import NotToday
from motcua.visits.models import Ticket
from motcua.visits.operations.booking import locked_booking
from motcua.visits.operations.days import day_of, locked_day
from motcua.visits.operations.tickets import add_ticket
from motcua.visits.plans import plan_on
from motcua.visits.policies import why_not_arrive, why_not_take
from motcua.visits.states import Group, Purpose, Standing


@transaction.atomic
def arrive(*, booking_id: uuid.UUID, desk: Unit, actor: Actor, at: datetime) -> Ticket:
    """
    Give whoever has an appointment at ``desk`` today their ticket; twice gives the same one.

    In time, they go before once their hour has come; later than the plan allows, they wait like everybody.

    :raises NotToday: on another day.
    :raises OtherDesk: at another desk.
    :raises BookingOver: if it was cancelled.
    :raises DeskShut: outside the office's hours.
    """
    day = locked_day(desk, day_of(at))
    booking = locked_booking(booking_id)
    if known := Ticket.objects.select_related("day__desk").filter(booking=booking).first():
        return known
    if refusal := why_not_arrive(booking, desk) or why_not_take(desk, day, at=at):
        raise refusal
    if day_of(booking.starts_at) != day.on:
        raise NotToday(when=f"{booking.starts_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}")
    grace = timedelta(minutes=plan_on(desk.pk, day.on).late_minutes)
    in_time = at <= booking.starts_at + grace
    booking.standing = Standing.ARRIVED
    booking.save(update_fields=["standing"])
    journal.record("booking.arrived", subject=booking.subject, actor=actor, at=at, in_time=in_time)
    return add_ticket(
        day,
        purpose=Purpose(booking.purpose),
        group=Group(booking.group) if booking.group else None,
        actor=actor,
        at=at,
        booking=booking,
        booked_for=booking.starts_at if in_time else None,
    )
