"""The row that orders everything on one day of one desk."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.visits.errors import TicketNotFound
from motcua.visits.models import DeskDay, Ticket


def day_of(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def locked_day(desk: Unit, on: date) -> DeskDay:
    """Return the day with its row held: one number, one call, one seat at a time."""
    DeskDay.objects.bulk_create([DeskDay(desk=desk, on=on)], ignore_conflicts=True)
    return DeskDay.objects.select_for_update(of=("self",)).select_related("desk").get(desk=desk, on=on)


def locked_ticket(ticket_id: uuid.UUID) -> Ticket:
    """
    Return a ticket, its day held.

    :raises TicketNotFound: if there is none.
    """
    known = Ticket.objects.filter(pk=ticket_id).values_list("day_id", flat=True).first()
    if known is None:
        raise TicketNotFound
    day = DeskDay.objects.select_for_update(of=("self",)).select_related("desk").get(pk=known)
    ticket = Ticket.objects.get(pk=ticket_id)
    ticket.day = day
    return ticket


def record(
    what: str, ticket: Ticket, actor: Actor, at: datetime, *, opens: bool = False, **data: Any
) -> None:
    journal.record(
        f"ticket.{what}",
        subject=ticket.subject,
        actor=actor,
        at=at,
        opens=opens,
        number=ticket.number,
        desk=ticket.day.desk_id,
        **data,
    )
