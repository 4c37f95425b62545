"""Naming somebody who is not signed in: by number and name together, so that neither can be fished for."""

from __future__ import annotations

from motcua.accounts import identity as read
from motcua.accounts.errors import NamesDiffer, NumberNeeded
from motcua.accounts.models import Person
from motcua.kernel.names import compare_names

FULL_NUMBER = 12


def named(*, number: str, name: str, birth_date: str = "") -> Person:
    """
    Return whoever has this number and this name, written down now if nobody was. The row is locked.

    Nothing that is already known of them is changed or told: who names them may be anybody.

    :raises NumberNeeded, NameMissing, NotABirthDate: when it cannot be.
    :raises NamesDiffer: when somebody of another name, or born on another day, has the number.
    """
    digits, full_name = read.read_identity_number(number), read.read_name(name)
    born = read.read_birth_date(birth_date)
    if len(digits) != FULL_NUMBER:
        raise NumberNeeded
    person, created = Person.objects.select_for_update(of=("self",)).get_or_create(
        identity_number=digits, defaults={"full_name": full_name, "birth_date": born}
    )
    known = person.birth_date
    other_day = bool(born and known) and not (born.startswith(known) or known.startswith(born))
    if not created and (other_day or not compare_names(person.full_name, full_name)):
        raise NamesDiffer
    return person
