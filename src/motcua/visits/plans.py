"""What a desk offers on a day: its own decision, the province's, or what we ship."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q

from motcua.kernel.dated import DatedRule, in_force, read_rules
from motcua.visits.states import Group

if TYPE_CHECKING:
    from motcua.visits.models import DeskPlan


@dataclass(frozen=True)
class Plan:
    """Sessions are ``08:00-10:30``: when appointments begin. ``ratio``: favoured called for one other."""

    windows: int
    ratio: int
    sessions: tuple[str, ...]
    slot_minutes: int
    capacity: int
    overbooking: int
    ahead_days: int
    per_number: int
    late_minutes: int

    @property
    def seats(self) -> int:
        """How many a slot takes; none where the desk takes no appointments."""
        return self.capacity + self.overbooking if self.capacity else 0


BOUNDS = {
    "windows": (1, 60),
    "ratio": (1, 10),
    "slot_minutes": (5, 240),
    "capacity": (0, 100),
    "overbooking": (0, 50),
    "ahead_days": (1, 90),
    "per_number": (1, 10),
    "late_minutes": (0, 240),
}


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent / "data" / "visits.yaml")


def shipped(on: date) -> Plan:
    value = in_force(rules(), "desk.plan", on).value
    return Plan(**value | {"sessions": tuple(value["sessions"])})


def grounds(on: date) -> dict[Group, DatedRule]:
    """Return who goes before on ``on``, each with its ground."""
    return {group: in_force(rules(), f"priority.{group.value}", on) for group in Group}


def plans_of(desk_id: int) -> list[DeskPlan]:
    """Return what was decided for a desk and for all, the desk's own and the latest first. One query."""
    from motcua.visits.models import DeskPlan

    found = DeskPlan.objects.filter(Q(desk_id=desk_id) | Q(desk=None), withdrawn_at=None)
    return sorted(found, key=lambda row: (row.desk_id is None, -row.from_on.toordinal()))


def chosen(decided: Sequence[DeskPlan], on: date) -> Plan:
    """Return the plan in force on ``on`` out of ``plans_of``."""
    return next((row.plan for row in decided if row.from_on <= on), None) or shipped(on)


def plan_on(desk_id: int, on: date) -> Plan:
    return chosen(plans_of(desk_id), on)
