"""Calling numbers to counters. Every act holds the day's row: no number is called twice."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.visits.errors import MoveNotAllowed, NobodyWaiting
from motcua.visits.models import DeskDay, Ticket
from motcua.visits.operations.days import day_of, locked_day, locked_ticket, record
from motcua.visits.order import next_for
from motcua.visits.plans import plan_on
from motcua.visits.policies import why_not_hand_over, why_not_move, why_not_serve, why_not_window
from motcua.visits.queries import waiting_of
from motcua.visits.states import State

BEHIND = 3
"""Whoever did not come when called is called again after so many others."""


@transaction.atomic
def call_next(*, clerk: Posting, desk: Unit, window: int, at: datetime) -> Ticket:
    """
    Call the next number to counter ``window``; whom that counter was serving is done.

    :raises NotThisDesk: to a clerk of another desk.
    :raises WindowNotThere: to a counter the desk does not have.
    :raises NobodyWaiting: once everybody was called. Whoever is at the counter stays there.
    """
    day = locked_day(desk, day_of(at))
    plan = plan_on(desk.pk, day.on)
    if refusal := why_not_serve(clerk, desk) or why_not_window(desk, plan, window):
        raise refusal
    tickets = waiting_of(day, at=at)
    chosen = next_for(window, list(tickets), ratio=plan.ratio, favoured_in_row=day.favoured_in_row)
    if chosen is None:
        raise NobodyWaiting
    for served in day.tickets.filter(state=State.CALLED, window=window):
        served.day = day
        _end(served, State.DONE, clerk, at)
    if chosen.for_window is None:
        day.favoured_in_row = day.favoured_in_row + 1 if chosen.favoured else 0
        day.save(update_fields=["favoured_in_row"])
    return _call(day, tickets[chosen], clerk, window, at)


def _call(day: DeskDay, ticket: Ticket, clerk: Posting, window: int, at: datetime) -> Ticket:
    ticket.day = day
    ticket.state, ticket.window, ticket.for_window = State.CALLED, window, None
    ticket.clerk_id, ticket.called_at, ticket.calls = clerk.officer_id, at, ticket.calls + 1
    ticket.first_called_at = ticket.first_called_at or at
    ticket.save()
    record("called", ticket, clerk.actor, at, window=window)
    return ticket


@transaction.atomic
def call_again(*, clerk: Posting, ticket_id: uuid.UUID, at: datetime) -> Ticket:
    """Call once more a number that is at a counter."""
    ticket = _held(clerk, ticket_id)
    if ticket.state != State.CALLED:
        raise MoveNotAllowed(number=ticket.shown, state=State(ticket.state).label)
    ticket.called_at, ticket.calls = at, ticket.calls + 1
    ticket.save(update_fields=["called_at", "calls"])
    record("called-again", ticket, clerk.actor, at, window=ticket.window)
    return ticket


@transaction.atomic
def put_back(*, clerk: Posting, ticket_id: uuid.UUID, at: datetime) -> Ticket:
    """Note that whoever was called did not come: back into the queue once, behind a few; then missed."""
    ticket = _held(clerk, ticket_id)
    to = State.MISSED if ticket.missed else State.WAITING
    if refusal := why_not_move(ticket, to):
        raise refusal
    ticket.missed += 1
    if to == State.MISSED:
        return _end(ticket, to, clerk, at)
    others = sorted(waiting_of(ticket.day, at=at), key=lambda one: one.due)[:BEHIND]
    ticket.turn_at = others[-1].due + timedelta(microseconds=1) if others else at
    ticket.booked_for = None
    ticket.state, ticket.window = State.WAITING, None
    ticket.save()
    record("put-back", ticket, clerk.actor, at)
    return ticket


@transaction.atomic
def hand_over(*, clerk: Posting, ticket_id: uuid.UUID, window: int, at: datetime) -> Ticket:
    """Send a number to another counter, which calls it before all others."""
    ticket = _held(clerk, ticket_id)
    plan = plan_on(ticket.day.desk_id, ticket.day.on)
    if refusal := why_not_hand_over(ticket, plan, window):
        raise refusal
    before = ticket.window
    ticket.state, ticket.window, ticket.for_window = State.WAITING, None, window
    ticket.save()
    record("handed-over", ticket, clerk.actor, at, window=before, to=window)
    return ticket


@transaction.atomic
def finish(*, clerk: Posting, ticket_id: uuid.UUID, at: datetime) -> Ticket:
    """Note that whoever is at a counter is done; a second press changes nothing."""
    ticket = _held(clerk, ticket_id)
    if ticket.state == State.DONE:
        return ticket
    if refusal := why_not_move(ticket, State.DONE):
        raise refusal
    return _end(ticket, State.DONE, clerk, at)


def _held(clerk: Posting, ticket_id: uuid.UUID) -> Ticket:
    ticket = locked_ticket(ticket_id)
    if refusal := why_not_serve(clerk, ticket.day.desk):
        raise refusal
    return ticket


def _end(ticket: Ticket, state: State, clerk: Posting, at: datetime) -> Ticket:
    ticket.state, ticket.ended_at = state, at
    ticket.save()
    record(str(state), ticket, clerk.actor, at, window=ticket.window)
    return ticket
