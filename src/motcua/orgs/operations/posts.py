"""Changes to posts and to who holds them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.orgs.errors import (
    AlreadyAppointed,
    AppointmentEnded,
    EndsBeforeItBegins,
    NoDuties,
    NotInForce,
    OwnRights,
    PostTitleInUse,
)
from motcua.orgs.models import Appointment, Duty, Officer, Post, Unit
from motcua.orgs.operations.recording import locked, record, require
from motcua.orgs.policies import why_not_end_appointment
from motcua.orgs.postings import Posting


@transaction.atomic
def add_post(*, admin: Posting, unit: Unit, title: str, duties: Sequence[Duty], at: datetime) -> Post:
    """
    Add a seat with its duties. Adding the very same seat again returns the first.

    :raises PostTitleInUse: if the unit has a seat of that title with other duties.
    """
    require(admin, unit)
    unit = locked(unit.pk)
    if not duties:
        raise NoDuties
    post, created = Post.objects.get_or_create(unit=unit, title=title, defaults={"duties": list(duties)})
    if created:
        record("post-added", unit, admin.actor, at, title=title, duties=list(duties))
    elif set(post.duties) != set(duties):
        raise PostTitleInUse(title=title, unit=unit.name)
    return post


@transaction.atomic
def change_duties(*, admin: Posting, post_id: int, duties: Sequence[Duty], at: datetime) -> Post:
    """
    Give a seat other duties, for whoever holds it, from now on.

    :raises OwnRights: if the administrator would lose the right to administer by it.
    """
    post = Post.objects.select_related("unit").get(pk=post_id)
    unit = locked(post.unit_id)
    require(admin, unit)
    if not duties:
        raise NoDuties
    post = Post.objects.select_for_update(of=("self",)).get(pk=post_id)
    if set(post.duties) == set(duties):
        return post
    gives_up = Duty.ADMINISTER in post.duties and Duty.ADMINISTER not in duties
    if gives_up and post.appointments.filter(officer_id=admin.officer_id, to_on=None).exists():
        raise OwnRights
    before, post.duties = post.duties, list(duties)
    post.save(update_fields=["duties"])
    record("duties-changed", unit, admin.actor, at, title=post.title, before=before, after=list(duties))
    return post


@transaction.atomic
def appoint(*, admin: Posting, officer: Officer, post: Post, from_on: date, at: datetime) -> Appointment:
    """
    Give ``post`` to ``officer``. The very same appointment again returns the first.

    :raises AlreadyAppointed: if the officer holds it on that day or later.
    :raises NotInForce: if the unit does not exist on that day.
    """
    unit = locked(post.unit_id)
    require(admin, unit)
    if not unit.exists_on(from_on):
        raise NotInForce(unit=unit.name, on=from_on)
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=from_on), officer=officer, post=post
    ).first()
    if held and held.from_on == from_on:
        return held
    if held:
        raise AlreadyAppointed(officer=officer.full_name)
    appointment = Appointment.objects.create(officer=officer, post=post, from_on=from_on)
    record(
        "appointed", unit, admin.actor, at,
        officer=officer.full_name, title=post.title, on=from_on.isoformat(),
    )  # fmt: skip
    return appointment


@transaction.atomic
def end_appointment(*, admin: Posting, appointment: Appointment, on: date, at: datetime) -> Appointment:
    """
    End an appointment from ``on``: the duties are gone that day.

    :raises EndsBeforeItBegins: if it would never have been in force.
    :raises AppointmentEnded: if it has another end already.
    :raises OwnRights: if the administrator would lose the right to administer by it.
    """
    unit = locked(appointment.post.unit_id)
    require(admin, unit)
    appointment = Appointment.objects.select_related("post", "officer").get(pk=appointment.pk)
    if refusal := why_not_end_appointment(admin, appointment):
        raise refusal
    if appointment.to_on == on:
        return appointment
    if appointment.to_on is not None:
        raise AppointmentEnded(officer=appointment.officer.full_name, on=appointment.to_on)
    if on <= appointment.from_on:
        raise EndsBeforeItBegins(from_on=appointment.from_on)
    appointment.to_on = on
    appointment.save(update_fields=["to_on"])
    record(
        "appointment-ended", unit, admin.actor, at,
        officer=appointment.officer.full_name, title=appointment.post.title, on=on.isoformat(),
    )  # fmt: skip
    return appointment
