"""The citizen as operations and queries see one."""

from dataclasses import dataclass

from motcua.accounts.models import Person
from motcua.journal.actor import Actor


@dataclass(frozen=True)
class Citizen:
    """A person signed in, and the businesses they may file for."""

    actor: Actor
    person_id: int
    business_ids: frozenset[int] = frozenset()


def citizen_of(person: Person, *, face: str = "", address: str | None = None) -> Citizen:
    """Return the citizen behind ``person``, with the businesses they represent."""
    actor = Actor(user_id=person.user_id, name=person.full_name, face=face, address=address)
    businesses = person.represents.values_list("pk", flat=True)
    return Citizen(actor=actor, person_id=person.pk, business_ids=frozenset(businesses))
