"""A desk with its clerk and people who come, for tests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.journal.actor import SYSTEM
from motcua.orgs.models import Duty, Unit, UnitKind
from motcua.orgs.postings import Posting
from motcua.visits import operations as visits
from motcua.visits.models import Booking, Ticket
from motcua.visits.states import Group, Purpose
from tests import factories as make

NINE = make.MONDAY  # a Monday, 09:00 in Vietnam


def at(hours: float, *, days: int = 0) -> datetime:
    """Return a time of day of the Monday, or so many days later: ``at(9.5)`` is half past nine."""
    return NINE + timedelta(days=days, hours=hours - 9)


@dataclass
class Hall:
    office: Unit
    desk: Unit
    clerk: Posting

    def ticket(self, when: datetime = NINE, group: Group | None = None, **more: Any) -> Ticket:
        more.setdefault("purpose", Purpose.FILE)
        more.setdefault("key", None)
        return visits.take_ticket(desk=self.desk, group=group, actor=SYSTEM, at=when, **more)

    def call(self, when: datetime = NINE, window: int = 1) -> Ticket:
        return visits.call_next(clerk=self.clerk, desk=self.desk, window=window, at=when)

    def book(self, starts_at: datetime, when: datetime = NINE, **more: Any) -> Booking:
        facts: dict[str, Any] = {
            "purpose": Purpose.FILE,
            "group": None,
            "name": "Siu Blơk",
            "phone": "0912345678",
        }
        facts |= {"citizen": None, "actor": SYSTEM} | more
        return visits.book(desk=self.desk, starts_at=starts_at, at=when, **facts)


def hall(code: str = "H21.117") -> Hall:
    office = make.unit(code, name="Ủy ban nhân dân xã Chư Prông")
    desk = make.unit(f"{code}.MC", UnitKind.DESK, parent=office, name="Bộ phận Một cửa xã Chư Prông")
    return Hall(office, desk, make.posting(desk, Duty.RECEIVE, name="Rơ Châm Hyao"))
