"""Taking a number."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from motcua.journal.actor import Actor
from motcua.orgs.models import Unit
from motcua.visits.errors import KioskRevoked
from motcua.visits.models import Booking, DeskDay, Kiosk, Ticket
from motcua.visits.operations.days import day_of, locked_day, record
from motcua.visits.policies import why_not_take
from motcua.visits.states import Group, Purpose


@transaction.atomic
def take_ticket(
    *, desk: Unit, purpose: Purpose, group: Group | None, actor: Actor, at: datetime, key: uuid.UUID | None
) -> Ticket:
    """
    Give the next number of the desk's day. The same ``key`` again gives the same ticket.

    ``group`` is the person's own word: nobody proves it before sitting down.

    :raises DeskShut: outside the office's hours.
    :raises DayClosed: once the day was ended.
    """
    day = locked_day(desk, day_of(at))
    if key and (known := Ticket.objects.filter(day=day, key=key).first()):
        known.day = day
        return known
    if refusal := why_not_take(desk, day, at=at):
        raise refusal
    return add_ticket(day, purpose=purpose, group=group, actor=actor, at=at, key=key)


@transaction.atomic
def take_at_kiosk(
    *,
    kiosk: Kiosk,
    purpose: Purpose,
    group: Group | None,
    address: str | None,
    at: datetime,
    key: uuid.UUID | None,
) -> Ticket:
    """
    Give a number to whoever stands before the machine, as ``take_ticket`` does.

    :raises KioskRevoked: once the machine was taken out of use.
    """
    if kiosk.revoked_at:
        raise KioskRevoked
    actor = Actor(user_id=None, name=kiosk.name, face="hall", address=address)
    return take_ticket(desk=kiosk.desk, purpose=purpose, group=group, actor=actor, at=at, key=key)


def add_ticket(
    day: DeskDay,
    *,
    purpose: Purpose,
    group: Group | None,
    actor: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    booking: Booking | None = None,
    booked_for: datetime | None = None,
) -> Ticket:
    """Add a ticket to a day whose row is held."""
    day.last_number += 1
    day.save(update_fields=["last_number"])
    ticket = Ticket.objects.create(
        day=day,
        number=day.last_number,
        purpose=purpose,
        group=group or "",
        booking=booking,
        booked_for=booked_for,
        key=key,
        taken_at=at,
        turn_at=at,
    )
    record("taken", ticket, actor, at, opens=True, purpose=str(purpose), favoured=bool(group or booked_for))
    return ticket
