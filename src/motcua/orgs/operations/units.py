"""Changes to units."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from motcua.journal.actor import Actor
from motcua.orgs.errors import (
    CodeInUse,
    EndsBeforeItBegins,
    NotInForce,
    SuccessionUnexplained,
    UnitAlreadyEnded,
    UnitHasUnitsBelow,
    UnitStillUsed,
)
from motcua.orgs.models import Appointment, Succession, Unit, UnitKind
from motcua.orgs.operations.recording import locked, record, require
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
        record("added", unit, actor, at, opens=True, name=unit.name, citation=tree.citation)
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
    phone: str = "",
) -> Unit:
    """
    Add a unit below ``parent``. Adding the very same unit again returns the first.

    :raises NotAdministrator: if ``admin`` does not administer ``parent``.
    :raises NotInForce: if ``parent`` does not exist on ``from_on``.
    :raises CodeInUse: if another unit in force has that code.
    """
    require(admin, parent)
    parent = locked(parent.pk)
    if not parent.exists_on(from_on):
        raise NotInForce(unit=parent.name, on=from_on)
    facts = {"name": name, "kind": kind, "from_on": from_on, "parent_id": parent.pk}
    taken = Unit.objects.filter(Q(to_on=None) | Q(from_on=from_on), code=code).first()
    if taken and all(getattr(taken, key) == value for key, value in facts.items()):
        return taken
    if taken:
        raise CodeInUse(code=code, name=taken.name)
    unit = Unit.objects.create(code=code, code_is_official=False, address=address, phone=phone, **facts)
    record("added", unit, admin.actor, at, opens=True, name=name, code=code, on=from_on.isoformat())
    return unit


@transaction.atomic
def describe_unit(*, admin: Posting, unit: Unit, name: str, address: str, phone: str, at: datetime) -> Unit:
    """Correct the name and the address of a unit."""
    require(admin, unit)
    unit = locked(unit.pk)
    after = {"name": name, "address": address, "phone": phone}
    before = {key: getattr(unit, key) for key in after}
    if before == after:
        return unit
    unit.name, unit.address, unit.phone = name, address, phone
    unit.save(update_fields=list(after))
    record("described", unit, admin.actor, at, before=before, after=after)
    return unit


@transaction.atomic
def end_unit(
    *, admin: Posting, unit: Unit, on: date, at: datetime, into: Unit | None = None, citation: str = ""
) -> Unit:
    """
    End a unit from ``on``; ``into`` answers for its files from then, under the decision ``citation``.

    :raises UnitStillUsed: while people hold posts in it.
    :raises UnitHasUnitsBelow: while units below it go on.
    """
    require(admin, unit)
    unit = locked(unit.pk)
    if unit.to_on == on:
        return unit
    _may_end(unit, on)
    if into and (not citation or into.pk == unit.pk):
        raise SuccessionUnexplained
    if into and not into.exists_on(on):
        raise NotInForce(unit=into.name, on=on)
    unit.to_on = on
    unit.save(update_fields=["to_on"])
    if into:
        Succession.objects.create(old=unit, new=into, on=on, citation=citation)
    heir = into.name if into else ""
    record("ended", unit, admin.actor, at, on=on.isoformat(), into=heir, citation=citation)
    return unit


def _may_end(unit: Unit, on: date) -> None:
    if unit.to_on is not None:
        raise UnitAlreadyEnded(unit=unit.name, on=unit.to_on)
    if on <= unit.from_on:
        raise EndsBeforeItBegins(from_on=unit.from_on)
    goes_on = Q(to_on=None) | Q(to_on__gt=on)
    if held := Appointment.objects.filter(goes_on, post__unit=unit).count():
        raise UnitStillUsed(unit=unit.name, count=held)
    if below := unit.children.filter(goes_on).count():
        raise UnitHasUnitsBelow(unit=unit.name, count=below)
