"""A unit with its people at work, and its hours: when something can happen there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from motcua.kernel.legal_time import ONE_DAY, VIETNAM, WorkingCalendar
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Appointment, Duty, Unit
from motcua.orgs.postings import Posting, posting_of
from motcua.orgs.queries import desk_of


@dataclass
class Office:
    """``calendar`` is what the demo plans by: a closure is in it before anybody there knows of it."""

    unit: Unit
    desk: Unit
    clerks: list[Posting]
    officers: list[Posting]
    head: Posting
    signer: Posting
    sealer: Posting
    calendar: WorkingCalendar

    @property
    def place(self) -> str:
        """The name without the authority: ``xã Chư Prông``."""
        return self.unit.name.replace("Ủy ban nhân dân ", "")

    def later(self, at: datetime, *, hours: float) -> datetime:
        """Return the moment ``hours`` working hours after ``at``."""
        left, now = timedelta(hours=hours), at.astimezone(VIETNAM)
        on = now.date()
        while True:
            for opens, closes in self.calendar.hours_of(on):
                begins = max(opens, now)
                if begins < closes and left <= closes - begins:
                    return begins + left
                left -= max(closes - begins, timedelta())
            on += ONE_DAY

    def hours_between(self, start: datetime, end: datetime) -> float:
        """Return the working hours from ``start`` to ``end``."""
        on, found = start.astimezone(VIETNAM).date(), timedelta()
        while on <= end.astimezone(VIETNAM).date():
            for opens, closes in self.calendar.hours_of(on):
                found += max(min(closes, end) - max(opens, start), timedelta())
            on += ONE_DAY
        return found.total_seconds() / 3600

    def moment_on(self, on: date, random: Random) -> datetime | None:
        """Return some moment of ``on`` at which the office is open; None where it is not."""
        hours = self.calendar.hours_of(on)
        if not hours:
            return None
        opens, closes = random.choice(hours)
        return opens + (closes - opens) * random.random()

    def last_moment(self, before: datetime, random: Random) -> datetime:
        """Return a moment of the last hours in which the office was open."""
        on = before.astimezone(VIETNAM).date()
        while True:
            for opens, closes in reversed(self.calendar.hours_of(on)):
                if opens < before:
                    end = min(closes, before)
                    return end - (end - opens) * random.uniform(0.1, 0.9)
            on -= ONE_DAY


def office_of(unit: Unit, *, today: date) -> Office:
    desk = desk_of(unit, on=today)
    return Office(
        unit=unit,
        desk=desk,
        clerks=postings(desk, Duty.RECEIVE, today),
        officers=postings(unit, Duty.HANDLE, today),
        head=postings(unit, Duty.REVIEW, today)[0],
        signer=postings(unit, Duty.SIGN, today)[0],
        sealer=postings(unit, Duty.SEAL, today)[0],
        calendar=calendar_for(unit.pk, around=today - timedelta(days=90)),
    )


def postings(unit: Unit, duty: Duty, today: date) -> list[Posting]:
    found = Appointment.objects.filter(post__unit=unit, post__duties__contains=[duty], to_on=None)
    return [
        posting_of(appointment.officer, on=today, face="seed")
        for appointment in found.select_related("officer").order_by("pk")
    ]
