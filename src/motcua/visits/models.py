"""Days of a desk, their tickets, appointments, what desks offer, and the machines in their halls."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.accounts.models import Person
from motcua.orgs.models import Officer, Unit
from motcua.visits.plans import Plan
from motcua.visits.states import OPEN, Group, Purpose, Standing, State


class DeskPlan(models.Model):
    """What a desk (None: every desk) offers from ``from_on`` until its next plan."""

    desk = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    windows = models.PositiveSmallIntegerField()
    ratio = models.PositiveSmallIntegerField()
    sessions = ArrayField(models.CharField(max_length=11))
    slot_minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    overbooking = models.PositiveSmallIntegerField()
    ahead_days = models.PositiveSmallIntegerField()
    per_number = models.PositiveSmallIntegerField()
    late_minutes = models.PositiveSmallIntegerField()
    citation = models.CharField(max_length=500)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "from_on"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="desk_plan_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.desk or '*'} {self.from_on}"

    @property
    def plan(self) -> Plan:
        return Plan(
            windows=self.windows,
            ratio=self.ratio,
            sessions=tuple(self.sessions),
            slot_minutes=self.slot_minutes,
            capacity=self.capacity,
            overbooking=self.overbooking,
            ahead_days=self.ahead_days,
            per_number=self.per_number,
            late_minutes=self.late_minutes,
        )


class DeskDay(models.Model):
    """One day of one desk: whoever gives a number, a call or a seat holds this row."""

    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()
    last_number = models.PositiveIntegerField(default=0)
    favoured_in_row = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "on"], name="desk_day_once")]

    def __str__(self) -> str:
        return f"{self.desk} {self.on}"


class Booking(models.Model):
    """
    Somebody comes at an hour. ``seat`` is their place among those of the slot: no seat is given twice.

    ``code`` opens the appointment for whoever has it. ``displaced_at``: since when the office is known to be
    shut at that hour; the appointment stays until its owner moves or cancels it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=12, unique=True)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    group = models.CharField(max_length=12, choices=Group.choices, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seat = models.PositiveSmallIntegerField()
    over_capacity = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.BOOKED)
    sequence = models.PositiveIntegerField(default=0, help_text="How often it was moved: RFC 5545")
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    displaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "starts_at", "seat"],
                condition=~Q(standing=Standing.CANCELLED),
                name="booking_seat_once",
            ),
            models.UniqueConstraint(
                fields=["phone", "starts_at"],
                condition=Q(standing=Standing.BOOKED),
                name="booking_once_at_a_time",
            ),
            models.CheckConstraint(
                name="booking_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes = [models.Index(fields=["desk", "starts_at"], name="booking_by_desk")]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.starts_at:%d/%m %H:%M} #{self.seat}"

    @property
    def subject(self) -> str:
        return f"booking:{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.standing == Standing.BOOKED


class Ticket(models.Model):
    """
    A place in the queue. ``turn_at`` orders those who wait; ``for_window``: only that counter calls it.

    ``key`` makes the same press sent twice one ticket. ``missed``: how often it was called in vain.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    day = models.ForeignKey(DeskDay, models.PROTECT, related_name="tickets")
    number = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    group = models.CharField(max_length=12, choices=Group.choices, blank=True)
    booking = models.OneToOneField(Booking, models.PROTECT, null=True, related_name="ticket")
    booked_for = models.DateTimeField(null=True, help_text="Its hour, where its owner came in time")
    key = models.UUIDField(null=True, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    taken_at = models.DateTimeField()
    turn_at = models.DateTimeField()
    for_window = models.PositiveSmallIntegerField(null=True)
    missed = models.PositiveSmallIntegerField(default=0)
    calls = models.PositiveSmallIntegerField(default=0)
    first_called_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    window = models.PositiveSmallIntegerField(null=True)
    clerk = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["day", "window"], condition=Q(state=State.CALLED), name="ticket_one_at_a_window"
            ),
            models.CheckConstraint(
                name="ticket_called_to_a_window",
                condition=~Q(state=State.CALLED) | Q(window__isnull=False, called_at__isnull=False),
            ),
            models.CheckConstraint(
                name="ticket_ends_once",
                condition=Q(state__in=OPEN, ended_at=None) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["day", "state"], name="ticket_by_state")]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"

    @property
    def subject(self) -> str:
        return f"ticket:{self.pk}"

    @property
    def shown(self) -> str:
        """The number as it is called and printed."""
        return f"{self.number:03d}"

    @property
    def service(self) -> timedelta | None:
        """How long it was served for, once done."""
        if self.state != State.DONE or not self.called_at or not self.ended_at:
            return None
        return self.ended_at - self.called_at

    def due(self, at: datetime) -> datetime:
        """Return when its turn began: an appointment's hour, once that has come."""
        return self.booked_for if self.booked_for and self.booked_for <= at else self.turn_at


class Kiosk(models.Model):
    """A machine in the hall: whoever stands before it may take tickets of its desk, and nothing else."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name}, {self.desk}"
