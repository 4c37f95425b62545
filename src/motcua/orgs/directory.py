"""Reading the offices as an administrator does: what exists on a day, who sits where, what is lacking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from motcua.kernel.text import name_key, words
from motcua.orgs.models import (
    COMMUNE_KINDS,
    Appointment,
    CalendarDecision,
    Duty,
    Officer,
    Post,
    Unit,
    UnitClosure,
    UnitKind,
    WorkingHours,
)
from motcua.orgs.postings import Posting

NEEDED = (Duty.RECEIVE, Duty.HANDLE, Duty.SIGN)
"""Without one of these a dossier of the unit stands still."""
_STAFFED = (*COMMUNE_KINDS, UnitKind.DEPARTMENT, UnitKind.POLICE)
_ORDER = {kind: place for place, kind in enumerate(UnitKind)} | {UnitKind.CENTRE: 1, UnitKind.DEPARTMENT: 2}


@dataclass(frozen=True)
class Line:
    """One unit of the list. ``lacks`` is empty for units that need nobody of their own (``needs_people``)."""

    unit: Unit
    people: int
    lacks: tuple[Duty, ...]

    @property
    def needs_people(self) -> bool:
        return self.unit.kind in _STAFFED


@dataclass(frozen=True)
class Seat:
    """A post and who holds it, or will."""

    post: Post
    held: tuple[Appointment, ...]

    @property
    def duties(self) -> list[Duty]:
        return [duty for duty in Duty if duty in self.post.duties]


@dataclass(frozen=True)
class Member:
    """An officer and the posts they hold, or will."""

    officer: Officer
    held: tuple[Appointment, ...]


@dataclass
class _Staff:
    """Who may do what where, on one day."""

    officers: dict[int, set[int]] = field(default_factory=dict)
    duties: dict[int, set[str]] = field(default_factory=dict)


def reach(posting: Posting) -> frozenset[int]:
    """Return the units that ``posting`` administers, at whatever time they exist. One query."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = list(posting.units(Duty.ADMINISTER))
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += below.get(unit, [])
    return frozenset(found)


def lines(*, within: Collection[int], on: date) -> list[Line]:
    """Return the units of ``within`` that exist on ``on``, in the order of the tree. Two queries."""
    units = list(Unit.objects.on(on).filter(pk__in=within).select_related("parent"))
    staff = _staff(on)
    desks: dict[int, list[int]] = {}
    for unit in units:
        if unit.kind == UnitKind.DESK and unit.parent_id:
            desks.setdefault(unit.parent_id, []).append(unit.pk)
    return [
        Line(unit, len(staff.officers.get(unit.pk, ())), _lacks(unit, desks.get(unit.pk, []), staff))
        for unit in sorted(units, key=_place)
    ]


def matching(found: Iterable[Line], text: str) -> list[Line]:
    """Return the lines whose unit's name or code holds every word of ``text``, without tone marks."""
    wanted = words(text)
    return [line for line in found if _holds(f"{line.unit.name} {line.unit.code}", wanted)]


def seats(unit: Unit, *, on: date) -> list[Seat]:
    """Return the posts of a unit with their appointments in force on ``on`` or to come. Two queries."""
    held: dict[int, list[Appointment]] = {}
    known = _ahead(on).filter(post__unit=unit).select_related("officer__user")
    for appointment in known.order_by("from_on", "pk"):
        held.setdefault(appointment.post_id, []).append(appointment)
    return [Seat(post, tuple(held.get(post.pk, ()))) for post in unit.posts.order_by("pk")]


def people(*, within: Collection[int], on: date, text: str = "") -> list[int]:
    """Return the officers who hold a post in ``within``, or none but were added there, by given name."""
    ahead = Q(appointments__to_on=None) | Q(appointments__to_on__gt=on)
    there = Officer.objects.filter(
        (Q(appointments__post__unit__in=within) & ahead) | Q(unit__in=within)
    ).values_list("pk", "full_name", "user__username")
    wanted = words(text)
    found = {(pk, name) for pk, name, username in there if _holds(f"{name} {username}", wanted)}
    return [pk for pk, _ in sorted(found, key=lambda row: (name_key(row[1]), row[0]))]


def members(officers: Sequence[int], *, on: date) -> list[Member]:
    """Return these officers, in this order, with their appointments in force on ``on`` or to come."""
    held: dict[int, list[Appointment]] = {}
    known = _ahead(on).filter(officer__in=officers).select_related("post__unit")
    for appointment in known.order_by("from_on", "pk"):
        held.setdefault(appointment.officer_id, []).append(appointment)
    found = Officer.objects.select_related("user", "unit__parent__parent").in_bulk(officers)
    return [Member(found[pk], tuple(held.get(pk, ()))) for pk in officers if pk in found]


def decisions_ahead(*, within: Collection[int], on: date) -> QuerySet[CalendarDecision]:
    """Return the days decided on from ``on`` on, for the province or a unit of ``within``."""
    place = Q(unit=None) | Q(unit__in=within)
    return CalendarDecision.objects.filter(place, on__gte=on).select_related("unit").order_by("on", "pk")


def hours_decided(unit: Unit | None) -> QuerySet[WorkingHours]:
    """Return the hours decided for the province and, above them, for ``unit``; those in force come last."""
    found = WorkingHours.objects.filter(Q(unit=None) | Q(unit=unit)).select_related("unit")
    return found.order_by(F("unit").asc(nulls_first=True), "from_on", "weekday")


def closures_decided(unit: Unit | None, *, open_at: datetime | None = None) -> QuerySet[UnitClosure]:
    """
    Return the closures of the province and of ``unit``, the latest first.

    With ``open_at`` come those of every other unit that go on then or are still to come.
    """
    wanted = Q(unit=None) | Q(unit=unit)
    if open_at is not None:
        wanted |= Q(withdrawn_at=None, to_at__gt=open_at)
    return (
        UnitClosure.objects.filter(wanted).select_related("unit__parent__parent").order_by("-from_at", "-pk")
    )


def _ahead(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(Q(to_on=None) | Q(to_on__gt=on))


def _staff(on: date) -> _Staff:
    staff = _Staff()
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on, officer__user__is_active=True
    )
    for unit, officer, duties in held.values_list("post__unit_id", "officer_id", "post__duties"):
        staff.officers.setdefault(unit, set()).add(officer)
        staff.duties.setdefault(unit, set()).update(duties)
    return staff


def _lacks(unit: Unit, desks: list[int], staff: _Staff) -> tuple[Duty, ...]:
    if unit.kind not in _STAFFED:
        return ()
    own = staff.duties.get(unit.pk, set())
    received = own.union(*(staff.duties.get(desk, set()) for desk in desks))
    return tuple(duty for duty in NEEDED if duty not in (received if duty == Duty.RECEIVE else own))


def _place(unit: Unit) -> tuple[object, ...]:
    """Heads by kind and name, each desk right below its head."""
    is_desk = unit.kind == UnitKind.DESK and unit.parent is not None
    head = unit.parent if is_desk and unit.parent else unit
    kind = UnitKind.COMMUNE if head.kind == UnitKind.WARD else UnitKind(head.kind)
    return (_ORDER[kind], *name_key(head.name)[::-1], head.pk, is_desk, unit.pk)


def _holds(text: str, wanted: Sequence[str]) -> bool:
    have = words(text)
    return all(any(word.startswith(part) for word in have) for part in wanted)
