"""Reading queues and appointments."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, Q, QuerySet

from motcua.accounts.citizens import Citizen
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.phones import phone_number
from motcua.orgs.models import Unit, UnitKind
from motcua.orgs.queries import units_on
from motcua.visits.codes import read_code
from motcua.visits.errors import BookingNotFound, DeskNotFound, KioskRevoked, TicketNotFound
from motcua.visits.estimates import Wait, wait
from motcua.visits.models import Booking, DeskDay, Kiosk, Ticket
from motcua.visits.order import Waiting, in_order
from motcua.visits.plans import plan_on
from motcua.visits.states import Standing, State

MEASURED = timedelta(days=28)
CALLING = timedelta(minutes=60)
"""A counter that has called nobody for so long counts as empty."""
CALLS = 6


def desk_for(desk_id: int, *, on: date) -> Unit:
    """:raises DeskNotFound: if no desk of that number exists on the day."""
    found = units_on(on).filter(pk=desk_id, kind=UnitKind.DESK).select_related("parent").first()
    if found is None:
        raise DeskNotFound
    return found


def kiosk_for(key: uuid.UUID) -> Kiosk:
    """:raises KioskRevoked: if there is none in use; nobody learns which."""
    found = Kiosk.objects.select_related("desk__parent").filter(pk=key, revoked_at=None).first()
    if found is None:
        raise KioskRevoked
    return found


def ticket_for(ticket_id: uuid.UUID) -> Ticket:
    """:raises TicketNotFound: if there is none."""
    found = Ticket.objects.select_related("day__desk__parent").filter(pk=ticket_id).first()
    if found is None:
        raise TicketNotFound
    return found


def day_for(desk: Unit, on: date) -> DeskDay | None:
    return DeskDay.objects.filter(desk=desk, on=on).select_related("desk__parent").first()


def waiting_of(day: DeskDay, *, at: datetime) -> dict[Waiting, Ticket]:
    """Return who waits, as the rule of calling sees them. One query."""
    return {
        Waiting(
            number=ticket.number,
            due=ticket.due(at),
            favoured=bool(ticket.group) or bool(ticket.booked_for and ticket.booked_for <= at),
            for_window=ticket.for_window,
        ): ticket
        for ticket in day.tickets.filter(state=State.WAITING)
    }


@dataclass(frozen=True)
class Place:
    """How many are called before somebody, and how long that takes, where it can be said."""

    ahead: int
    wait: Wait | None


def queue(day: DeskDay, *, at: datetime) -> list[Ticket]:
    """Return who waits in the order in which they are called: those handed to a counter first."""
    found = waiting_of(day, at=at)
    handed = sorted((one for one in found if one.for_window is not None), key=lambda one: one.due)
    ratio = plan_on(day.desk_id, day.on).ratio
    order = [*handed, *in_order(list(found), ratio=ratio, favoured_in_row=day.favoured_in_row)]
    return [found[one] for one in order]


def place_of(ticket: Ticket, *, at: datetime) -> Place:
    """Return where a waiting ticket stands, if nobody goes before it who has not come yet."""
    order = queue(ticket.day, at=at)
    ahead = order[: next(i for i, one in enumerate(order) if one.pk == ticket.pk)]
    return Place(len(ahead), _wait(ticket.day, [one.purpose for one in ahead], at=at))


def wait_now(day: DeskDay, *, at: datetime) -> Wait | None:
    """Return how long somebody who comes now would wait."""
    return _wait(day, [one.purpose for one in queue(day, at=at)], at=at)


def _wait(day: DeskDay, ahead: list[str], *, at: datetime) -> Wait | None:
    times = service_times(day.desk_id, at=at) if (windows := windows_calling(day, at=at)) else {}
    return wait(ahead, windows=windows, times=times)


def minutes(length: timedelta) -> float:
    return length.total_seconds() / 60


def windows_calling(day: DeskDay, *, at: datetime) -> int:
    """Return at how many counters somebody was called lately, or still is."""
    lately = Q(called_at__gte=at - CALLING) | Q(state=State.CALLED)
    called = day.tickets.filter(lately, window__isnull=False)
    return called.aggregate(n=Count("window", distinct=True))["n"] or 0


def service_times(desk_id: int, *, at: datetime) -> Mapping[str, list[float]]:
    """Return the measured minutes of each purpose at a desk in four weeks."""
    found: dict[str, list[float]] = defaultdict(list)
    done = Ticket.objects.filter(
        day__desk=desk_id, day__on__gte=(at - MEASURED).date(), state=State.DONE, ended_at__lte=at
    )
    for ticket in done.only("purpose", "state", "called_at", "ended_at"):
        if ticket.service:
            found[ticket.purpose].append(minutes(ticket.service))
    return found


def calls_of(day: DeskDay) -> list[Ticket]:
    """Return the numbers called last, the latest first: what the screen in the hall shows."""
    return list(
        day.tickets.filter(called_at__isnull=False, window__isnull=False).order_by("-called_at", "-number")[
            :CALLS
        ]
    )


def at_windows(day: DeskDay) -> QuerySet[Ticket]:
    return day.tickets.filter(state=State.CALLED).select_related("clerk").order_by("window")


def booking_by_code(text: str) -> Booking | None:
    code = read_code(text)
    return (
        Booking.objects.select_related("desk__parent", "person").filter(code=code).first() if code else None
    )


def booking_for(text: str) -> Booking:
    """:raises BookingNotFound: if no appointment has this code."""
    found = booking_by_code(text)
    if found is None:
        raise BookingNotFound
    return found


def bookings_by_phone(text: str) -> list[Booking]:
    number = phone_number(text)
    if number is None:
        return []
    found = Booking.objects.select_related("desk").filter(phone=number).order_by("starts_at")
    return list(found.exclude(standing=Standing.CANCELLED))


def expected(desk: Unit, text: str, *, at: datetime) -> Booking:
    """
    Return the appointment meant by a code, or by a telephone number that has one here today.

    :raises BookingNotFound: if there is none.
    """
    today = at.astimezone(VIETNAM).date()
    found = [one for one in bookings_by_phone(text) if one.desk_id == desk.pk]
    mine = [one for one in found if one.starts_at.astimezone(VIETNAM).date() == today]
    mine.sort(key=lambda one: one.standing != Standing.BOOKED)
    return booking_by_code(text) or next(iter(mine), None) or booking_for(text)


def bookings_of(citizen: Citizen, *, at: datetime) -> QuerySet[Booking]:
    """Return the appointments a citizen made signed in that are still to come."""
    return (
        Booking.objects.select_related("desk__parent")
        .filter(person_id=citizen.person_id, standing=Standing.BOOKED, ends_at__gte=at)
        .order_by("starts_at")
    )


def bookings_on(desk: Unit, on: date) -> QuerySet[Booking]:
    """Return the appointments of a day, cancelled ones left out."""
    begins = datetime.combine(on, time(), VIETNAM)
    return (
        Booking.objects.filter(desk=desk, starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1))
        .exclude(standing=Standing.CANCELLED)
        .select_related("desk", "ticket")
        .order_by("starts_at", "seat")
    )


def displaced(desk: Unit, *, at: datetime) -> QuerySet[Booking]:
    """Return those whose hour fell into a closure and who have neither moved nor cancelled."""
    found = Booking.objects.filter(desk=desk, standing=Standing.BOOKED, displaced_at__isnull=False)
    return found.select_related("desk").order_by("starts_at")


@dataclass(frozen=True)
class Figures:
    """What happened at a desk between two days. Minutes are medians, None where nothing was measured."""

    taken: int
    done: int
    missed: int
    closed: int
    wait: float | None
    service: float | None
    booked: int
    arrived: int
    absent: int
    cancelled: int
    over_capacity: int


def figures(desk_ids: list[int], *, first: date, last: date) -> Figures:
    """Return the figures of desks for the days ``[first, last]``. Three queries."""
    tickets = Ticket.objects.filter(day__desk__in=desk_ids, day__on__gte=first, day__on__lte=last)
    by_state = dict(tickets.values_list("state").annotate(n=Count("pk")).order_by())
    done = list(tickets.filter(state=State.DONE))
    waits = [minutes(one.first_called_at - one.taken_at) for one in done if one.first_called_at]
    services = [minutes(one.service) for one in done if one.service]
    begins = datetime.combine(first, time(), VIETNAM)
    ends = datetime.combine(last, time(), VIETNAM) + timedelta(days=1)
    bookings = Booking.objects.filter(desk__in=desk_ids, starts_at__gte=begins, starts_at__lt=ends)
    counted = bookings.aggregate(
        booked=Count("pk"),
        arrived=Count("pk", filter=Q(standing=Standing.ARRIVED)),
        absent=Count("pk", filter=Q(standing=Standing.MISSED)),
        cancelled=Count("pk", filter=Q(standing=Standing.CANCELLED)),
        over_capacity=Count("pk", filter=Q(over_capacity=True) & ~Q(standing=Standing.CANCELLED)),
    )
    return Figures(
        taken=sum(by_state.values()),
        done=by_state.get(State.DONE, 0),
        missed=by_state.get(State.MISSED, 0),
        closed=by_state.get(State.CLOSED, 0),
        wait=median(waits) if waits else None,
        service=median(services) if services else None,
        **counted,
    )
