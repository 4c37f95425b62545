"""The member of staff as operations and queries see one: the duties held today."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from motcua.journal.actor import Actor
from motcua.kernel.text import name_key
from motcua.orgs.models import Appointment, Duty, Officer


@dataclass(frozen=True)
class Posting:
    """An officer at work. ``duties`` holds (unit id, duty) pairs in force."""

    actor: Actor
    officer_id: int
    title: str
    duties: frozenset[tuple[int, Duty]]

    def may(self, duty: Duty, unit_id: int | None) -> bool:
        return unit_id is not None and (unit_id, duty) in self.duties

    def units(self, *duties: Duty) -> frozenset[int]:
        """Return the units where the officer holds one of ``duties``."""
        return frozenset(unit for unit, duty in self.duties if duty in duties)

    def holds(self, *duties: Duty) -> bool:
        return bool(self.units(*duties))


def posting_of(officer: Officer, *, on: date, face: str = "", address: str | None = None) -> Posting:
    """Return what ``officer`` may do on ``on``. One query."""
    appointments = list(
        Appointment.objects.filter(Q(to_on=None) | Q(to_on__gt=on), officer=officer, from_on__lte=on)
        .select_related("post")
        .order_by("pk")
    )
    actor = Actor(user_id=officer.user_id, name=officer.full_name, face=face, address=address)
    return Posting(
        actor=actor,
        officer_id=officer.pk,
        title=appointments[0].post.title if appointments else "",
        duties=frozenset(_duties(appointments)),
    )


def _duties(appointments: Iterable[Appointment]) -> Iterable[tuple[int, Duty]]:
    for appointment in appointments:
        for duty in appointment.post.duties:
            yield appointment.post.unit_id, Duty(duty)


def heads_of_desk(desk_id: int, *, on: date) -> list[int]:
    """Return the users who head the desk on ``on``: who reviews there or, where nobody does, receives."""
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on, post__unit_id=desk_id
    ).values_list("officer__user_id", "post__duties")
    for duty in (Duty.REVIEW, Duty.RECEIVE):
        if found := sorted({user for user, duties in held if user and duty in duties}):
            return found
    return []


def names_of_holders(
    duty: Duty, units: Collection[int], *, on: date, but: int | None = None
) -> dict[int, list[str]]:
    """Return, by unit, the names of who holds ``duty`` there on ``on``, ``but`` one officer. One query."""
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on),
        from_on__lte=on,
        post__unit_id__in=units,
        post__duties__contains=[duty.value],
        officer__user__is_active=True,
    )
    if but is not None:
        held = held.exclude(officer_id=but)
    found: dict[int, list[str]] = defaultdict(list)
    for unit, name in held.order_by("pk").values_list("post__unit_id", "officer__full_name"):
        if name not in found[unit]:
            found[unit].append(name)
    return found


def officers_with(duties: Collection[Duty], unit_id: int, *, on: date) -> list[tuple[int, str]]:
    """Return who holds one of ``duties`` in the unit on ``on``, as (officer, name), by name. One query."""
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on),
        from_on__lte=on,
        post__unit_id=unit_id,
        post__duties__overlap=[duty.value for duty in duties],
        officer__user__is_active=True,
    )
    found = held.values_list("officer_id", "officer__full_name").distinct()
    return sorted(found, key=lambda each: (name_key(each[1]), each[0]))


def holders_at(duty: Duty, units: Collection[int], *, on: date) -> dict[int, str]:
    """Return the officers who hold ``duty`` at one of ``units`` on ``on``, by name. One query."""
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on),
        from_on__lte=on,
        post__unit_id__in=units,
        post__duties__contains=[duty.value],
    )
    return dict(held.order_by("officer__full_name", "pk").values_list("officer_id", "officer__full_name"))
