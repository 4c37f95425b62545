"""Changes to the offices: units, posts, officers, appointments, days off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.accounts.models import User
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.orgs.errors import (
    AlreadyAppointed,
    CodeInUse,
    EndsBeforeItBegins,
    UnitStillUsed,
    UsernameTaken,
)
from motcua.orgs.models import Appointment, CalendarDecision, Duty, Officer, Post, Unit, UnitKind
from motcua.orgs.policies import why_not_administer
from motcua.orgs.postings import Posting
from motcua.orgs.tree import Tree, UnitFacts


@transaction.atomic
def import_tree(*, tree: Tree, actor: Actor, at: datetime) -> int:
    """Add the units of a file that are not there yet; return how many. Importing again adds nothing."""
    known = dict(Unit.objects.filter(from_on=tree.from_on).values_list("code", "pk"))
    parents = {**dict(Unit.objects.filter(to_on=None).values_list("code", "pk")), **known}
    added = 0
    for facts in tree.units():
        if facts.code in known:
            continue
        unit = Unit.objects.create(**_columns(facts), parent_id=parents.get(facts.parent), **_days(tree))
        parents[facts.code] = unit.pk
        _record("added", unit, actor, at, opens=True, name=unit.name, citation=tree.citation)
        added += 1
    return added


def _columns(facts: UnitFacts) -> dict[str, Any]:
    return {
        "code": facts.code,
        "code_is_official": facts.official,
        "name": facts.name,
        "kind": facts.kind,
        "place_code": facts.place_code,
        "address": facts.address,
    }


def _days(tree: Tree) -> dict[str, Any]:
    return {"from_on": tree.from_on, "to_on": tree.to_on}


@transaction.atomic
def add_unit(
    *,
    admin: Posting,
    parent: Unit,
    code: str,
    name: str,
    kind: UnitKind,
    from_on: date,
    at: datetime,
    address: str = "",
) -> Unit:
    """
    Add a unit below ``parent``.

    :raises NotAdministrator: if ``admin`` does not administer ``parent``.
    :raises CodeInUse: if a unit in force has that code.
    """
    _require(admin, parent)
    if taken := Unit.objects.filter(code=code, to_on=None).first():
        raise CodeInUse(code=code, name=taken.name)
    unit = Unit.objects.create(
        code=code,
        code_is_official=False,
        name=name,
        kind=kind,
        parent=parent,
        from_on=from_on,
        address=address,
    )
    _record("added", unit, admin.actor, at, opens=True, name=name)
    return unit


@transaction.atomic
def describe_unit(*, admin: Posting, unit: Unit, name: str, address: str, phone: str, at: datetime) -> Unit:
    """Correct the name and the address of a unit."""
    _require(admin, unit)
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    before = {"name": unit.name, "address": unit.address, "phone": unit.phone}
    unit.name, unit.address, unit.phone = name, address, phone
    unit.save(update_fields=["name", "address", "phone"])
    _record("described", unit, admin.actor, at, before=before, name=name)
    return unit


@transaction.atomic
def end_unit(*, admin: Posting, unit: Unit, on: date, at: datetime) -> Unit:
    """
    End a unit from ``on``.

    :raises UnitStillUsed: while people hold posts in it.
    """
    _require(admin, unit)
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if on <= unit.from_on:
        raise EndsBeforeItBegins(from_on=unit.from_on)
    held = Appointment.objects.filter(post__unit=unit, to_on=None).count()
    if held:
        raise UnitStillUsed(unit=unit.name, count=held)
    unit.to_on = on
    unit.save(update_fields=["to_on"])
    _record("ended", unit, admin.actor, at, on=on.isoformat())
    return unit


@transaction.atomic
def add_post(*, admin: Posting, unit: Unit, title: str, duties: Sequence[Duty], at: datetime) -> Post:
    """Add a seat with its duties."""
    _require(admin, unit)
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    post, created = Post.objects.get_or_create(unit=unit, title=title, defaults={"duties": list(duties)})
    if created:
        _record("post-added", unit, admin.actor, at, title=title, duties=list(duties))
    return post


@transaction.atomic
def add_officer(
    *, admin: Posting, unit: Unit, username: str, full_name: str, password: str, at: datetime
) -> Officer:
    """
    Make an account for a new member of staff of ``unit``.

    :raises UsernameTaken: if somebody has that name.
    """
    _require(admin, unit)
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if User.objects.filter(username=username).exists():
        raise UsernameTaken(username=username)
    user = User.objects.create_user(username, password, full_name=full_name)
    officer = Officer.objects.create(user=user, full_name=full_name)
    _record("officer-added", unit, admin.actor, at, officer=officer.pk, name=full_name)
    return officer


@transaction.atomic
def appoint(*, admin: Posting, officer: Officer, post: Post, from_on: date, at: datetime) -> Appointment:
    """
    Give ``post`` to ``officer``.

    :raises AlreadyAppointed: if the officer holds it.
    """
    _require(admin, post.unit)
    Unit.objects.select_for_update(of=("self",)).get(pk=post.unit_id)
    if Appointment.objects.filter(officer=officer, post=post, to_on=None).exists():
        raise AlreadyAppointed(officer=officer.full_name)
    appointment = Appointment.objects.create(officer=officer, post=post, from_on=from_on)
    _record("appointed", post.unit, admin.actor, at, officer=officer.full_name, title=post.title)
    return appointment


@transaction.atomic
def end_appointment(*, admin: Posting, appointment: Appointment, on: date, at: datetime) -> Appointment:
    """
    End an appointment from ``on``: the duties are gone that day.

    :raises EndsBeforeItBegins: if it would never have been in force.
    """
    _require(admin, appointment.post.unit)
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=appointment.post.unit_id)
    if on <= appointment.from_on:
        raise EndsBeforeItBegins(from_on=appointment.from_on)
    appointment.to_on = on
    appointment.save(update_fields=["to_on"])
    _record(
        "appointment-ended",
        unit,
        admin.actor,
        at,
        officer=appointment.officer.full_name,
        title=appointment.post.title,
    )
    return appointment


@transaction.atomic
def set_active(*, admin: Posting, officer: Officer, unit: Unit, active: bool, at: datetime) -> Officer:
    """Open or close an officer's account."""
    _require(admin, unit)
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    officer.user.is_active = active
    officer.user.save(update_fields=["is_active"])
    verb = "officer-opened" if active else "officer-closed"
    _record(verb, unit, admin.actor, at, officer=officer.full_name)
    return officer


@transaction.atomic
def decide_day(
    *,
    admin: Posting,
    unit: Unit,
    province_wide: bool,
    on: date,
    working: bool,
    reason: str,
    citation: str,
    at: datetime,
) -> CalendarDecision:
    """Declare a day off or worked, for ``unit`` or the whole province."""
    _require(admin, unit)
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    decision, _ = CalendarDecision.objects.update_or_create(
        unit=None if province_wide else unit,
        on=on,
        defaults={"working": working, "reason": reason, "citation": citation},
    )
    _record("day-decided", unit, admin.actor, at, on=on.isoformat(), working=working, reason=reason)
    return decision


def _require(admin: Posting, unit: Unit) -> None:
    if refusal := why_not_administer(admin, unit):
        raise refusal


def _record(what: str, unit: Unit, actor: Actor, at: datetime, *, opens: bool = False, **data: Any) -> None:
    journal.record(f"unit.{what}", subject=f"unit:{unit.pk}", actor=actor, at=at, opens=opens, **data)
