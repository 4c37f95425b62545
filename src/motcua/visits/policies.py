"""Why somebody may not, now. The page shows the answer; the operation raises it."""

from __future__ import annotations

from datetime import datetime

from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, WorkingCalendar
from motcua.orgs.models import Duty, Unit
from motcua.orgs.policies import why_not_administer, why_not_administer_province
from motcua.orgs.postings import Posting
from motcua.visits.errors import (
    BookingOver,
    DayClosed,
    DeskShut,
    MoveNotAllowed,
    NotThisDesk,
    OtherDesk,
    SameWindow,
    WindowNotThere,
)
from motcua.visits.models import Booking, DeskDay, Ticket
from motcua.visits.plans import Plan
from motcua.visits.slots import calendar_of
from motcua.visits.states import NEXT, Standing, State

FAR = 60
"""Days looked ahead for the next opening."""


def why_not_take(desk: Unit, day: DeskDay | None, *, at: datetime) -> Refusal | None:
    """Return why no ticket is given: the office is shut, by its hours or a closure, or the day was ended."""
    calendar = calendar_of(desk, around=at.astimezone(VIETNAM).date())
    hours = calendar.hours_of(at.astimezone(VIETNAM).date())
    if day and day.closed_at:
        return DayClosed(desk=desk.name)
    if any(opens <= at < closes for opens, closes in hours):
        return None
    return DeskShut(desk=desk.name, opens=opens_next(calendar, at=at))


def opens_next(calendar: WorkingCalendar, *, at: datetime) -> str:
    """Return when the office opens next, as a sentence names it."""
    on = at.astimezone(VIETNAM).date()
    for ahead in range(FAR):
        for opens, _closes in calendar.hours_of(on + ONE_DAY * ahead):
            if opens > at:
                return f"{opens:%H:%M %d/%m/%Y}"
    return "…"


def why_not_serve(clerk: Posting, desk: Unit) -> Refusal | None:
    return None if clerk.may(Duty.RECEIVE, desk.pk) else NotThisDesk(desk=desk.name)


def why_not_window(desk: Unit, plan: Plan, window: int) -> Refusal | None:
    return None if 1 <= window <= plan.windows else WindowNotThere(desk=desk.name, windows=plan.windows)


def why_not_move(ticket: Ticket, to: State) -> Refusal | None:
    state = State(ticket.state)
    return None if to in NEXT[state] else MoveNotAllowed(number=ticket.shown, state=state.label)


def why_not_hand_over(ticket: Ticket, plan: Plan, window: int) -> Refusal | None:
    """Return why a ticket at a counter, or waiting, cannot go to counter ``window``."""
    if State(ticket.state) not in (State.CALLED, State.WAITING):
        return MoveNotAllowed(number=ticket.shown, state=State(ticket.state).label)
    if ticket.state == State.CALLED and ticket.window == window:
        return SameWindow(number=ticket.shown, window=window)
    return why_not_window(ticket.day.desk, plan, window)


def why_not_change(booking: Booking) -> Refusal | None:
    """Return why an appointment can no longer be moved or cancelled."""
    return None if booking.is_open else BookingOver(state=Standing(booking.standing).label)


def why_not_arrive(booking: Booking, desk: Unit) -> Refusal | None:
    """Return why this appointment becomes no ticket here; one missed this very day still does."""
    if booking.standing not in (Standing.BOOKED, Standing.MISSED):
        return BookingOver(state=Standing(booking.standing).label)
    return OtherDesk(desk=booking.desk.name) if booking.desk_id != desk.pk else None


def why_not_plan(admin: Posting, desk: Unit | None) -> Refusal | None:
    return why_not_administer(admin, desk) if desk else why_not_administer_province(admin)


def why_not_keep_kiosk(who: Posting, desk: Unit) -> Refusal | None:
    """Return why ``who`` may not add or remove a kiosk: clerks of the desk and its administrators may."""
    return None if who.may(Duty.RECEIVE, desk.pk) else why_not_administer(who, desk)
