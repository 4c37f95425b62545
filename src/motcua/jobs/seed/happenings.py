"""What happens to an office of the demo: shut for a day, a counter without the network, a desk that ends."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers import operations as dossiers
from motcua.dossiers.operations.recomputing import CalendarChange, recompute
from motcua.dossiers.operations.succession import pass_all_on
from motcua.jobs.seed.office import Office
from motcua.jobs.seed.tale import Moments, Tale, WithoutNetwork
from motcua.jobs.seed.words import known
from motcua.kernel.legal_time import ONE_DAY, VIETNAM, Closure
from motcua.orgs import operations as orgs
from motcua.orgs.models import Duty, Officer, UnitKind
from motcua.orgs.operations import days_of
from motcua.orgs.postings import Posting, posting_of

SHUT_IN = {"H21.117": 3, "H21.180": 40}
"""Offices that were shut by a storm, and how many days ago."""
RESERVED = 10
SECOND_DESK = 120, 9
"""Open from so many days ago until so many."""


class Storm:
    """Shuts an office for a day: said early that morning, and every date it reaches moves."""

    def __init__(self, office: Office, admin: Posting, days_ago: int, now: datetime, random: Random) -> None:
        self.office, self.admin = office, admin
        on = _working_day(office, now.astimezone(VIETNAM).date() - days_ago * ONE_DAY)
        self.from_at, self.to_at = (datetime.combine(on, hour, VIETNAM) for hour in (time(6), time(18)))
        said = next(each for each in known()["closed"] if on.month >= each["from_month"])
        self.reason = said["reason"]
        self.citation = said["citation"].format(number=random.randint(200, 900), place=office.place)
        shut = Closure(self.from_at, self.to_at, self.reason, self.citation)
        office.calendar = replace(office.calendar, closures=(*office.calendar.closures, shut))

    def happen(self) -> Moments:
        at = self.from_at + timedelta(minutes=20)
        yield at
        said = {"reason": self.reason, "citation": self.citation}
        orgs.close_unit(
            admin=self.admin, unit=self.office.unit, from_at=self.from_at, to_at=self.to_at, at=at, **said
        )
        yield at + timedelta(minutes=1)
        first, last = days_of(self.from_at, self.to_at)
        change = CalendarChange(self.office.unit.pk, first, last, **said)
        recompute(change, at=at + timedelta(minutes=1))


class Village:
    """
    A clerk receives in a village without the network, by numbers set aside the day before.

    Those received there are entered when the clerk is back; ``released``: what was left is locked by now.
    """

    def __init__(self, office: Office, on: date, *, device: str, random: Random, released: bool) -> None:
        self.office, self.on, self.device, self.released = office, on, device, released
        self.clerk = office.clerks[-1]
        self.block_id = uuid.UUID(int=random.getrandbits(128))

    def received(self, number: int, **facts: Any) -> Tale:
        """Return the tale of one received there: in the morning, entered at 13:40."""
        came = datetime.combine(self.on, time(8), VIETNAM) + timedelta(minutes=23 * number)
        entered = datetime.combine(self.on, time(13, 40 + 2 * number), VIETNAM)
        place = WithoutNetwork(self.block_id, number, came)
        tale = Tale(office=self.office, at=entered, online=False, without_network=place, **facts)
        tale.clerk = self.clerk
        return tale

    def happen(self) -> Moments:
        before = self.on - ONE_DAY
        while not self.office.calendar.is_working(before):
            before -= ONE_DAY
        at = datetime.combine(before, time(16, 10), VIETNAM)
        yield at
        dossiers.reserve_numbers(
            agency=self.office.unit,
            desk=self.office.desk,
            on=self.on,
            size=RESERVED,
            device=self.device,
            clerk=self.clerk,
            at=at,
            key=self.block_id,
        )
        if self.released:
            at = datetime.combine(self.on, time(16, 30), VIETNAM)
            yield at
            dossiers.release_numbers(block_id=self.block_id, clerk=self.clerk, at=at)


def villages(office: Office, now: datetime, random: Random) -> list[Village]:
    """Return two days out: one some weeks ago, one that is just over and whose numbers are still open."""
    today = now.astimezone(VIETNAM).date()
    just_over = today if now.astimezone(VIETNAM).hour >= 15 else today - ONE_DAY
    while not office.calendar.is_working(just_over):
        just_over -= ONE_DAY
    long_ago = _working_day(office, today - timedelta(days=19))
    first, second = (each["name"] for each in known()["device"])
    return [
        Village(office, long_ago, device=first, random=random, released=True),
        Village(office, just_over, device=second, random=random, released=False),
    ]


class SecondDesk:
    """
    A desk of its own that the office kept open for a while; then the first answers for what still lies there.
    """

    def __init__(self, office: Office, admin: Posting, now: datetime) -> None:
        self.first, self.admin = office, admin
        today = now.astimezone(VIETNAM).date()
        self.from_on = today - timedelta(days=SECOND_DESK[0])
        self.to_on = _working_day(office, today - timedelta(days=SECOND_DESK[1]))
        self.office, self.tales = office, list[Tale]()
        self.code = f"{office.unit.code}.MC2"

    def day(self, number: int) -> datetime:
        """Return when the desk receives: twice a week, the last of it the day before it ends."""
        on = self.to_on - ONE_DAY - timedelta(days=3 * number)
        while not self.first.calendar.is_working(on):
            on -= ONE_DAY
        return datetime.combine(on, time(8, 20 + number), VIETNAM)

    def open(self) -> None:
        """Add the desk and appoint a clerk of the first: before anything is filed there."""
        said, at = known()["second_desk"], datetime.combine(self.from_on, time(7, 30), VIETNAM)
        place = self.first.place
        desk = orgs.add_unit(
            admin=self.admin,
            parent=self.first.unit,
            code=self.code,
            name=said["name"].format(place=place),
            kind=UnitKind.DESK,
            from_on=self.from_on,
            at=at,
        )
        post = orgs.add_post(admin=self.admin, unit=desk, title=said["title"], duties=[Duty.RECEIVE], at=at)
        officer = Officer.objects.get(pk=self.first.clerks[-1].officer_id)
        self.appointment = orgs.appoint(
            admin=self.admin, officer=officer, post=post, from_on=self.from_on, at=at
        )
        clerk = posting_of(officer, on=self.from_on, face="seed")
        self.office = replace(self.first, desk=desk, clerks=[clerk])

    def happen(self) -> Moments:
        at = datetime.combine(self.to_on - ONE_DAY, time(20), VIETNAM)
        yield at
        orgs.end_appointment(admin=self.admin, appointment=self.appointment, on=self.to_on, at=at)
        citation = known()["second_desk"]["citation"].format(place=self.first.place)
        dossiers.end_unit(
            admin=self.admin,
            unit=self.office.desk,
            on=self.to_on,
            at=at,
            into=self.first.desk,
            citation=citation,
        )
        at = datetime.combine(self.to_on, time(0, 10), VIETNAM)
        yield at
        pass_all_on(at=at)
        for tale in self.tales:
            tale.office, tale.clerk = self.first, self.first.clerks[0]


def _working_day(office: Office, on: date) -> date:
    return office.calendar.next_working(on)


def simple(versions: list[ProcedureVersion]) -> list[ProcedureVersion]:
    """Return the procedures people ask for in a village: copies certified, extracts of the registers."""
    return [version for version in versions if version.code in {"2.000815", "2.000635"}] or versions
