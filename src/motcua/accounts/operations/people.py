"""People and businesses, as the counter and the people themselves write them down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from motcua.accounts import identity as read
from motcua.accounts.errors import RepresentedByAnother
from motcua.accounts.models import Business, Person
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.text import tidy


@dataclass(frozen=True)
class Registered:
    """``differs`` holds what was said now and not taken over, for somebody was already written down."""

    person: Person
    created: bool
    differs: Mapping[str, str] = field(default_factory=dict)


def subject_of(thing: Person | Business) -> str:
    """Return the reference under which the journal keeps the acts of a person or business."""
    return f"{'person' if isinstance(thing, Person) else 'business'}:{thing.pk}"


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    full_name: str,
    at: datetime,
    identity_number: str = "",
    birth_date: str = "",
    gender: str = "",
    ethnicity: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
) -> Registered:
    """
    Write down somebody who stands at the counter, or find who has that identity number.

    What is already known stays; only gaps are filled, and the result says what differs. Without an
    identity number it is always a new person: names are no keys.

    :raises Refusal: when the name is missing, or a number, date or address is none.
    """
    said = {
        "full_name": read.read_name(full_name),
        "birth_date": read.read_birth_date(birth_date),
        "gender": gender,
        "ethnicity": tidy(ethnicity),
        "phone": read.read_phone(phone),
        "email": read.read_email(email),
        "address": tidy(address),
    }
    number = read.read_identity_number(identity_number)
    if not number:
        person, created = Person.objects.create(**said), True
    else:
        locked = Person.objects.select_for_update(of=("self",))
        person, created = locked.get_or_create(identity_number=number, defaults=said)
    if created:
        journal.record("person.registered", subject=subject_of(person), actor=actor, at=at, opens=True)
        return Registered(person, created=True)
    filled, differs = fill(person, said)
    if filled:
        journal.record("person.filled-in", subject=subject_of(person), actor=actor, at=at, fields=filled)
    return Registered(person, created=False, differs=differs)


def fill(person: Person, said: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """Fill the gaps of ``person`` and save; return the fields filled, and what differs with its value."""
    gaps = [name for name, value in said.items() if _is_gap(name, getattr(person, name), value)]
    differs = {
        name: value
        for name, value in said.items()
        if value and name not in gaps and getattr(person, name) != value
    }
    for name in gaps:
        setattr(person, name, said[name])
    if gaps:
        person.save(update_fields=gaps)
    return gaps, differs


def _is_gap(name: str, known: str, said: str) -> bool:
    """A year of birth grows into a full date; anything else known stays as it is."""
    return bool(said) and (not known or (name == "birth_date" and known != said and said.startswith(known)))


@transaction.atomic
def update_contact(
    *, person: Person, phone: str, email: str, address: str, actor: Actor, at: datetime
) -> Person:
    """
    Change how a person is reached; an empty value takes the old one away.

    :raises Refusal: when the number or the address is none.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    said = {"phone": read.read_phone(phone), "email": read.read_email(email), "address": tidy(address)}
    changed = [name for name, value in said.items() if getattr(person, name) != value]
    if changed:
        for name in changed:
            setattr(person, name, said[name])
        person.save(update_fields=changed)
        # Which ways changed is journalled; the old number itself is nobody's business any more.
        journal.record(
            "person.contact-changed", subject=subject_of(person), actor=actor, at=at, fields=changed
        )
    return person


@transaction.atomic
def link_business(
    *,
    representative: Person,
    name: str,
    tax_code: str,
    actor: Actor,
    at: datetime,
    address: str = "",
    vouched: bool = False,
) -> Business:
    """
    Write down a business with its legal representative, or find it by its tax code.

    ``vouched`` says that the identity provider stands for it; only then may the representative change.

    :raises NotATaxCode: when the code is none.
    :raises RepresentedByAnother: when another person represents the business and nobody vouches.
    """
    code = read.read_tax_code(tax_code)
    business, created = Business.objects.select_for_update(of=("self",)).get_or_create(
        tax_code=code,
        defaults={"name": read.read_name(name), "address": tidy(address), "representative": representative},
    )
    facts: dict[str, object] = {}
    if business.representative_id != representative.pk:
        if not vouched:
            raise RepresentedByAnother(business=business.name)
        facts = {"before": business.representative_id}
    if vouched:
        business.representative = representative
        business.verified_at = at
        business.save(update_fields=["representative", "verified_at"])
    if created or facts:
        verb = "business.registered" if created else "business.representative-changed"
        journal.record(
            verb,
            subject=subject_of(business),
            actor=actor,
            at=at,
            opens=created,
            representative=representative.pk,
            **facts,
        )
    return business
