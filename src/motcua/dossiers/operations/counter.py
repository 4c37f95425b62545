"""Somebody stands at the counter with their papers: written down, received and answered in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction

from motcua.accounts import operations as accounts
from motcua.accounts.models import Business, Person
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.errors import NotYourDuty
from motcua.dossiers.models import Dossier
from motcua.dossiers.once_only.findings import Finding
from motcua.dossiers.once_only.operations import keep_known
from motcua.dossiers.operations.filing import (
    Handed,
    Request,
    ReservedNumber,
    receive_at_counter,
)
from motcua.dossiers.operations.loose import keep_loose
from motcua.dossiers.policies import why_not_receive_for
from motcua.dossiers.states import Turn
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.papers.models import Paper


@dataclass(frozen=True)
class Visitor:
    """What somebody says of themselves; ``tax_code`` only when they come for a business they represent."""

    full_name: str
    identity_number: str = ""
    birth_date: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    tax_code: str = ""
    business_name: str = ""
    business_address: str = ""


@dataclass(frozen=True)
class Received:
    """``differs`` holds what the visitor said and the register has otherwise; the register was kept."""

    dossier: Dossier
    differs: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def keep_scan(
    *, clerk: Posting, key: str, title: str, content: File[bytes], file_name: str, at: datetime
) -> Paper:
    """
    Keep a scan made at the counter until its dossier is received. See ``papers.operations.store``.

    :raises NotYourDuty: if the officer receives nowhere.
    """
    if not clerk.holds(Duty.RECEIVE):
        raise NotYourDuty(duty=Duty.RECEIVE.label, unit=Turn.DESK.label)
    return keep_loose(viewer=clerk, key=key, title=title, content=content, file_name=file_name, at=at)


class _ReceivedBefore(Exception):
    """Takes back the second registration of the same visitor."""


def receive_visitor(
    *,
    visitor: Visitor,
    version: ProcedureVersion,
    deciding_unit: Unit,
    desk: Unit,
    answers: Mapping[str, Any],
    handed: Sequence[Handed],
    clerk: Posting,
    at: datetime,
    idempotency_key: str | None = None,
    reserved: ReservedNumber | None = None,
    signed: Collection[str] = (),
    unsigned_because: str = "",
    known: Sequence[Finding] = (),
) -> Received:
    """
    Register or find the visitor, and receive the dossier, or neither. See ``receive_at_counter``.

    ``signed``: co-declarants whose signature the clerk sees on the paper declaration; ``unsigned_because``:
    why it is received without the others'. ``known`` is what a register said of the visitor: where it
    stands in the answers is kept with the dossier.

    :raises Refusal: what registering a person or a business refuses, too.
    """
    if refusal := why_not_receive_for(clerk, desk):
        raise refusal
    try:
        with transaction.atomic():
            registered = _register(visitor, clerk, at)
            request = Request(
                version=version,
                deciding_unit=deciding_unit,
                receiving_unit=desk,
                applicant=_applicant(visitor, registered.person, clerk, at),
                answers=answers,
                papers=handed,
                signed=signed,
                unsigned_because=unsigned_because,
            )
            dossier = receive_at_counter(
                request=request, clerk=clerk, at=at, idempotency_key=idempotency_key, reserved=reserved
            )
            if registered.created and registered.person.pk not in _people_of(dossier):
                raise _ReceivedBefore(dossier)
            keep_known(dossier=dossier, findings=known)
    except _ReceivedBefore as before:
        return Received(before.args[0])
    return Received(dossier, registered.differs)


def _register(visitor: Visitor, clerk: Posting, at: datetime) -> accounts.Registered:
    return accounts.register_person(
        actor=clerk.actor,
        full_name=visitor.full_name,
        identity_number=visitor.identity_number,
        birth_date=visitor.birth_date,
        phone=visitor.phone,
        email=visitor.email,
        address=visitor.address,
        at=at,
    )


def _people_of(dossier: Dossier) -> set[int | None]:
    return {dossier.person_id, dossier.business.representative_id if dossier.business else None}


def _applicant(visitor: Visitor, person: Person, clerk: Posting, at: datetime) -> Person | Business:
    if not visitor.tax_code:
        return person
    return accounts.link_business(
        representative=person,
        name=visitor.business_name,
        tax_code=visitor.tax_code,
        address=visitor.business_address,
        actor=clerk.actor,
        at=at,
    )
