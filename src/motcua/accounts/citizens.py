"""The citizen as operations and queries see one."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.accounts.models import Person
from motcua.journal.actor import Actor


@dataclass(frozen=True)
class Citizen:
    """
    A person signed in, the businesses they may file for, and the mandates by which they follow dossiers.

    ``stands_in``: they act for this person with one draft only (``dossiers.assisting``), as ``actor`` says.
    """

    actor: Actor
    person_id: int
    business_ids: frozenset[int] = frozenset()
    mandate_ids: frozenset[int] = frozenset()
    stands_in: bool = False

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose papers they see: their own, and those of the businesses they act for."""
        return owners_of(self.person_id, self.business_ids)


def owners_of(person_id: int | None, business_ids: Iterable[int | None] = ()) -> tuple[str, ...]:
    """Return a person and businesses by the opaque words under which papers know their owners."""
    people = [f"person:{person_id}"] if person_id else []
    return (*people, *(f"business:{pk}" for pk in sorted(filter(None, business_ids))))


def citizen_of(person: Person, *, face: str = "", address: str | None = None) -> Citizen:
    """Return the citizen behind ``person``, with the businesses they represent."""
    actor = Actor(user_id=person.user_id, name=person.full_name, face=face, address=address)
    businesses = person.represents.values_list("pk", flat=True)
    return Citizen(actor=actor, person_id=person.pk, business_ids=frozenset(businesses))
