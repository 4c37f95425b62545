"""An office accredits helpers and takes it back; what they were let to do ends with it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.db import transaction

from motcua.accounts import operations as accounts
from motcua.accounts.operations.naming import named
from motcua.kernel.dated import DatedRule, in_force, read_rules
from motcua.kernel.text import tidy
from motcua.orgs.accreditations import Accreditation
from motcua.orgs.errors import (
    AccreditationNotFound,
    AccreditedTooLong,
    AlreadyAccredited,
    AreaMissing,
    RevokedWithoutReason,
)
from motcua.orgs.models import Unit
from motcua.orgs.operations.recording import locked, record, require
from motcua.orgs.postings import Posting


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent.parent / "data" / "helper-rules.yaml")


@transaction.atomic
def accredit(
    *,
    admin: Posting,
    unit: Unit,
    number: str,
    name: str,
    body: Accreditation.Body,
    area: str,
    from_on: date,
    to_on: date,
    at: datetime,
) -> Accreditation:
    """
    Let somebody help people of ``area`` to file, for the days ``[from_on, to_on)``.

    :raises NotAdministrator: if the unit is not the administrator's.
    :raises AreaMissing, AccreditedTooLong, AlreadyAccredited, NumberNeeded, NamesDiffer: when it cannot be.
    """
    require(admin, unit)
    unit = locked(unit.pk)
    most = in_force(rules(), "accreditation.most_days", from_on)
    if not tidy(area):
        raise AreaMissing
    if not 0 < (to_on - from_on).days <= most.value:
        raise AccreditedTooLong(days=most.value, citation=most.citation)
    person = named(number=number, name=name)
    if Accreditation.objects.filter(person=person, unit=unit, revoked_at=None, to_on__gt=from_on).exists():
        raise AlreadyAccredited(person=person.full_name, unit=unit.name)
    # One that ended by itself gives its place to the new one.
    over = Accreditation.objects.filter(person=person, unit=unit, revoked_at=None)
    over.update(revoked_at=at, revoked_because="Hết hạn, đã công nhận lại")
    made = Accreditation.objects.create(
        person=person, unit=unit, body=body, area=tidy(area)[:200], from_on=from_on, to_on=to_on, made_at=at
    )
    record(
        "helper-accredited", unit, admin.actor, at,
        name=person.full_name, area=made.area, on=from_on.isoformat(), to_on=to_on.isoformat(),
    )  # fmt: skip
    return made


@transaction.atomic
def revoke_accreditation(
    *, admin: Posting, accreditation_id: int, because: str, at: datetime
) -> Accreditation:
    """
    Take an accreditation back: every consent the helper holds ends with it. Twice is once.

    :raises AccreditationNotFound, NotAdministrator: if it is not the administrator's.
    :raises RevokedWithoutReason: without a reason.
    """
    found = Accreditation.objects.select_related("unit").filter(pk=accreditation_id).first()
    if found is None:
        raise AccreditationNotFound
    unit = locked(found.unit_id)
    require(admin, unit)
    if not tidy(because):
        raise RevokedWithoutReason
    made = Accreditation.objects.select_for_update(of=("self",)).select_related("person").get(pk=found.pk)
    if made.revoked_at is None:
        made.revoked_at, made.revoked_because = at, tidy(because)[:500]
        made.save(update_fields=["revoked_at", "revoked_because"])
        ended = accounts.end_all_of(helper=made.person, actor=admin.actor, at=at)
        record(
            "helper-revoked", unit, admin.actor, at,
            name=made.person.full_name, reason=made.revoked_because, ended=ended,
        )  # fmt: skip
    return made
