"""Making, moving and cancelling appointments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from motcua.accounts.citizens import Citizen
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.phones import phone_number
from motcua.kernel.text import tidy
from motcua.orgs.models import Unit
from motcua.visits.codes import new_code
from motcua.visits.errors import (
    BookingNotFound,
    NameNeeded,
    PhoneNeeded,
    SameTimeTwice,
    SlotFull,
    SlotNotOffered,
    TooManyBookings,
)
from motcua.visits.models import Booking
from motcua.visits.operations.days import day_of, locked_day
from motcua.visits.operations.texting import confirm
from motcua.visits.plans import Plan, plan_on
from motcua.visits.policies import why_not_change
from motcua.visits.slots import bookings_of, calendar_of, offered, overlapping
from motcua.visits.states import Group, Purpose, Standing

_ONE_NUMBER_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('motcua.visits:' || %s, 0))"


@transaction.atomic
def book(
    *,
    desk: Unit,
    purpose: Purpose,
    group: Group | None,
    starts_at: datetime,
    name: str,
    phone: str,
    citizen: Citizen | None,
    actor: Actor,
    at: datetime,
) -> Booking:
    """
    Make an appointment, with or without an account. The same page sent twice makes one.

    :raises NameNeeded, PhoneNeeded: without them.
    :raises SlotNotOffered: at an hour the desk does not offer.
    :raises SlotFull: once its seats are taken.
    :raises SameTimeTwice: if the telephone number has another at the same hour.
    :raises TooManyBookings: above the plan's limit of open ones for a number.
    """
    name, number = tidy(name), phone_number(phone)
    if not name:
        raise NameNeeded
    if number is None:
        raise PhoneNeeded
    with connection.cursor() as cursor:
        cursor.execute(_ONE_NUMBER_AT_A_TIME, [number])
    wanted = {"desk": desk, "purpose": purpose, "group": group or "", "name": name}
    theirs = Booking.objects.filter(phone=number, standing=Standing.BOOKED, ends_at__gt=at)
    if known := theirs.filter(starts_at=starts_at, **wanted).select_related("desk").first():
        return known
    if theirs.filter(starts_at=starts_at).exists():
        raise SameTimeTwice
    plan = plan_on(desk.pk, day_of(starts_at))
    if theirs.count() >= plan.per_number:
        raise TooManyBookings(limit=plan.per_number)
    ends_at, seat = _seat(desk, plan, starts_at, at=at)
    booking = Booking.objects.create(
        **wanted,
        code=new_code(),
        starts_at=starts_at,
        ends_at=ends_at,
        seat=seat,
        over_capacity=seat > plan.capacity,
        phone=number,
        person_id=citizen.person_id if citizen else None,
        booked_at=at,
        changed_at=at,
    )
    _record("made", booking, actor, at, opens=True)
    confirm(booking, at=at)
    return booking


@transaction.atomic
def move(*, booking_id: uuid.UUID, starts_at: datetime, actor: Actor, at: datetime) -> Booking:
    """
    Move an appointment to another hour of the same desk; its code stays.

    :raises BookingOver: once it is past, used or cancelled.
    :raises SlotNotOffered, SlotFull, SameTimeTwice: as ``book``; it then stays where it was.
    """
    known = Booking.objects.select_related("desk").filter(pk=booking_id).first()
    if known is None:
        raise BookingNotFound
    with connection.cursor() as cursor:
        cursor.execute(_ONE_NUMBER_AT_A_TIME, [known.phone])
    locked_day(known.desk, day_of(starts_at))
    booking = locked_booking(booking_id)
    if refusal := why_not_change(booking):
        raise refusal
    if booking.starts_at == starts_at and not booking.displaced_at:
        return booking
    if Booking.objects.filter(phone=booking.phone, standing=Standing.BOOKED, starts_at=starts_at).exclude(
        pk=booking.pk
    ):
        raise SameTimeTwice
    plan = plan_on(booking.desk_id, day_of(starts_at))
    before = booking.starts_at
    booking.ends_at, booking.seat = _seat(booking.desk, plan, starts_at, at=at)
    booking.starts_at, booking.over_capacity = starts_at, booking.seat > plan.capacity
    booking.sequence, booking.changed_at = booking.sequence + 1, at
    booking.displaced_at = booking.reminded_at = None
    booking.save()
    _record("moved", booking, actor, at, before=before.astimezone(VIETNAM).isoformat())
    confirm(booking, at=at)
    return booking


@transaction.atomic
def cancel(*, booking_id: uuid.UUID, actor: Actor, at: datetime) -> Booking:
    """
    Cancel an appointment: its seat is free for others. Twice is once.

    :raises BookingOver: once it is past or used.
    """
    booking = locked_booking(booking_id)
    if booking.standing == Standing.CANCELLED:
        return booking
    if refusal := why_not_change(booking):
        raise refusal
    booking.standing, booking.changed_at = Standing.CANCELLED, at
    booking.sequence += 1
    booking.save()
    _record("cancelled", booking, actor, at)
    return booking


def locked_booking(booking_id: uuid.UUID) -> Booking:
    """:raises BookingNotFound: if there is none."""
    found = Booking.objects.select_for_update(of=("self",)).select_related("desk", "person")
    booking = found.filter(pk=booking_id).first()
    if booking is None:
        raise BookingNotFound
    return booking


def _seat(desk: Unit, plan: Plan, starts_at: datetime, *, at: datetime) -> tuple[datetime, int]:
    """Return when the slot ends and a free seat of it, the day's row held."""
    on = day_of(starts_at)
    day = locked_day(desk, on)
    ends = dict(offered(plan, calendar_of(desk, around=day_of(at)), on)).get(starts_at)
    too_far = (on - day_of(at)).days > plan_on(desk.pk, day_of(at)).ahead_days
    if ends is None or starts_at <= at or too_far or day.closed_at:
        raise SlotNotOffered(desk=desk.name)
    there = overlapping(bookings_of(desk, on, on)[on], starts_at, ends)
    if len(there) >= plan.seats:
        raise SlotFull
    return ends, _lowest(one.seat for one in there)


def _lowest(taken: Iterable[int]) -> int:
    used = set(taken)
    return next(seat for seat in range(1, len(used) + 2) if seat not in used)


def _record(
    what: str, booking: Booking, actor: Actor, at: datetime, *, opens: bool = False, **data: str
) -> None:
    journal.record(
        f"booking.{what}",
        subject=booking.subject,
        actor=actor,
        at=at,
        opens=opens,
        desk=booking.desk_id,
        starts_at=booking.starts_at.astimezone(VIETNAM).isoformat(),
        seat=booking.seat,
        **data,
    )
