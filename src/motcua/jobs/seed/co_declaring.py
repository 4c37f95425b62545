"""Whoever else a declaration of the demo speaks of confirms it, as the law of filing asks everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random

from motcua.accounts.citizens import Citizen, citizen_of
from motcua.accounts.models import Person
from motcua.accounts.operations import register_person
from motcua.dossiers import operations as dossiers
from motcua.dossiers.co_declarants import Party, called_for, digest_to_confirm
from motcua.dossiers.operations.filing import Request
from motcua.jobs.seed.people import identity_number
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM


def confirmed(request: Request, citizen: Citizen, random: Random, at: datetime) -> Request:
    """Return the request with everybody's confirmation: invited, signed in, confirmed."""
    called = _called(request, at)
    if not called:
        return request
    draft = dossiers.start_draft(
        version=request.version,
        citizen=citizen,
        unit=request.deciding_unit,
        answers=request.answers,
        at=at,
    )
    for party in called:
        other = _registered(party, random, at)
        key = party.asked.key
        number = other.identity_number or ""
        asked = dossiers.invite(draft_id=draft.pk, citizen=citizen, key=key, number=number, at=at)
        digest = digest_to_confirm(draft, key)
        dossiers.confirm(
            confirmation_id=asked.pk, citizen=citizen_of(other, face="portal"), digest=digest, at=at
        )
    return replace(request, draft=draft)


def signed(request: Request, at: datetime) -> Request:
    """Return the request brought to the counter: everybody signed the paper declaration."""
    return replace(request, signed=frozenset(party.asked.key for party in _called(request, at)))


def _called(request: Request, at: datetime) -> list[Party]:
    form = request.version.form
    on = at.astimezone(VIETNAM).date()
    return called_for(form.definition, request.answers, (), on=on) if form else []


def _registered(party: Party, random: Random, at: datetime) -> Person:
    number = party.number or identity_number(random, gender="female", year=random.randrange(1985, 2004))
    name = party.name or party.asked.title
    return register_person(actor=SYSTEM, full_name=name, identity_number=number, at=at).person
