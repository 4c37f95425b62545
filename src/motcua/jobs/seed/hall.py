"""
The hall of one demo desk: a machine at the door, the last working day measured, people waiting now if the
office is open, appointments in the days to come. All through the real operations; everybody is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from motcua.jobs.seed.people import name
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import ONE_DAY, VIETNAM
from motcua.orgs.models import Officer, Unit
from motcua.orgs.postings import Posting, posting_of
from motcua.orgs.queries import desk_of
from motcua.visits import operations as visits
from motcua.visits.models import Kiosk
from motcua.visits.slots import calendar_of, free_slots
from motcua.visits.states import Group, Purpose

OFFICE, CLERKS = "H21.117", ("chuprong.motcua", "chuprong.motcua2")
COME = (Purpose.FILE, Purpose.FILE, Purpose.COLLECT, Purpose.CERTIFY, Purpose.SUPPLEMENT, Purpose.ASK)
FAVOURED = (None, None, None, None, Group.ELDERLY, None, None, Group.SMALL_CHILD, None, Group.PREGNANT)
MEASURED, WAITING, BOOKED = 22, 14, 4
A_WHILE = timedelta(minutes=70)


@dataclass(frozen=True)
class Hall:
    """The desk, its clerks at their counters, and chance."""

    desk: Unit
    clerks: tuple[Posting, ...]
    chance: Random


def ensure_hall() -> None:
    """Fill the hall once."""
    now = timezone.now()
    today = now.astimezone(VIETNAM).date()
    desk = desk_of(Unit.objects.get(code=OFFICE, to_on=None), on=today)
    if Kiosk.objects.filter(desk=desk).exists():
        return
    officers = [Officer.objects.get(user__username=username) for username in CLERKS]
    clerks = tuple(posting_of(one, on=today, face="counter") for one in officers)
    hall = Hall(desk, clerks, Random(OFFICE))  # noqa: S311  the same story every time
    visits.add_kiosk(who=clerks[0], desk=desk, name="Cửa chính", at=now)
    calendar = calendar_of(desk, around=today)
    before = today - ONE_DAY
    while not calendar.hours_of(before):
        before -= ONE_DAY
    _pass(hall, calendar.hours_of(before)[0][0], people=MEASURED, served=MEASURED)
    visits.end_days(at=now)
    for opens, closes in calendar.hours_of(today):
        begins = max(opens, now - A_WHILE)
        if begins + A_WHILE / 2 < now < closes:
            _pass(hall, begins, people=WAITING, served=WAITING // 2, until=now)
    _book(hall, now)


def _pass(hall: Hall, begins: datetime, *, people: int, served: int, until: datetime | None = None) -> None:
    """Let people come, and counters call some of them, in the order in which it happens."""
    gap = (until - begins) / (people + 1) if until else timedelta(minutes=5)
    moments = [(begins + gap * n, "comes") for n in range(people)]
    pace = (until - begins - gap) / (served + 1) if until else timedelta(minutes=6)
    moments += [(begins + gap + pace * n, "called") for n in range(1, served + 1)]
    windows = 0
    for at, what in sorted(moments):
        if what == "comes":
            _come(hall, at)
            continue
        window = windows % len(hall.clerks)
        windows += 1
        at += timedelta(seconds=hall.chance.randint(0, 90))
        visits.call_next(clerk=hall.clerks[window], desk=hall.desk, window=window + 1, at=at)


def _come(hall: Hall, at: datetime) -> None:
    group = hall.chance.choice(FAVOURED)
    visits.take_ticket(
        desk=hall.desk, purpose=hall.chance.choice(COME), group=group, actor=SYSTEM, at=at, key=None
    )


def _book(hall: Hall, now: datetime) -> None:
    """Book a few hours of the next days."""
    slots = [slot for day in free_slots(hall.desk, at=now) for slot in day.slots]
    for number, slot in enumerate(hall.chance.sample(slots[:20], min(BOOKED, len(slots)))):
        visits.book(
            desk=hall.desk,
            purpose=hall.chance.choice(COME),
            group=None,
            starts_at=slot.starts_at,
            name=name(hall.chance).full,
            phone=f"09123450{number:02d}",
            citizen=None,
            actor=SYSTEM,
            at=now,
        )
