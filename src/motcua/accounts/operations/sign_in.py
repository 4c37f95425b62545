"""What signing in changes: the person behind an identity that a provider vouches for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.crypto import salted_hmac

from motcua.accounts.errors import IdentityNotVouched
from motcua.accounts.identity import VerifiedIdentity
from motcua.accounts.models import Person, User
from motcua.accounts.operations.people import fill, link_business, subject_of
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.days import compare_dates
from motcua.kernel.names import compare_names

WHO = ("full_name", "birth_date", "gender", "ethnicity", "nationality")
CONTACT = ("phone", "email", "address")
"""People change these here themselves: a difference means nothing."""


@dataclass(frozen=True)
class Recognised:
    """The person, with an account. ``differs``: what the provider says otherwise, kept in the journal."""

    person: Person
    user: User
    created: bool
    differs: Mapping[str, str]


@transaction.atomic
def recognise_person(*, identity: VerifiedIdentity, at: datetime, address: str | None = None) -> Recognised:
    """
    Find or write down the person whom a provider vouches for, with an account to sign in by.

    The identity number decides who it is. Gaps are filled; a name or another fact that differs is not
    overwritten but noted in the act, for a clerk to look into with the person. ``address`` is the
    network address the person came from.

    :raises IdentityNotVouched: without an identity number.
    """
    if not identity.identity_number:
        raise IdentityNotVouched
    person, created = _find_or_create(identity)
    filled, differences = fill(person, _said(identity))
    differs = {name: value for name, value in differences.items() if name in WHO}
    user = _account_of(person)
    filled += _take_new_number(person, identity)
    person.verified_at = at
    person.save(update_fields=["user", "identity_number", "verified_at"])
    actor = Actor(user_id=user.pk, name=person.full_name, face="sign-in", address=address)
    journal.record(
        "person.signed-in",
        subject=subject_of(person),
        actor=actor,
        at=at,
        opens=created,
        filled=filled,
        differs=differs,
        business=identity.business.tax_code if identity.business else "",
    )
    if business := identity.business:
        link_business(representative=person, actor=actor, at=at, vouched=True, **vars(business))
    return Recognised(person, user, created, differs)


def _find_or_create(identity: VerifiedIdentity) -> tuple[Person, bool]:
    people = Person.objects.select_for_update(of=("self",))
    if not people.filter(identity_number=identity.identity_number).exists() and (
        old := _with_old_number(identity)
    ):
        return old, False
    said = {name: value for name, value in _said(identity).items() if value}
    return people.get_or_create(identity_number=identity.identity_number, defaults=said)


def _said(identity: VerifiedIdentity) -> dict[str, str]:
    return {name: getattr(identity, name) for name in (*WHO, *CONTACT)}


def _with_old_number(identity: VerifiedIdentity) -> Person | None:
    """Return who is written down under the nine digits of the old card; the name must agree too."""
    if not identity.old_identity_number:
        return None
    people = Person.objects.select_for_update(of=("self",))
    person = people.filter(identity_number=identity.old_identity_number).first()
    if person is None or not compare_names(person.full_name, identity.full_name):
        return None
    both_known = person.birth_date and identity.birth_date
    return person if not both_known or compare_dates(person.birth_date, identity.birth_date) else None


def _take_new_number(person: Person, identity: VerifiedIdentity) -> list[str]:
    if person.identity_number == identity.identity_number:
        return []
    person.identity_number = identity.identity_number
    return ["identity_number"]


def _account_of(person: Person) -> User:
    """The user name tells nothing: an identity number could be guessed from a plain hash."""
    if person.user is None:
        username = f"cd-{salted_hmac('motcua.citizen', person.identity_number).hexdigest()[:20]}"
        person.user = User.objects.create_user(username, full_name=person.full_name)
    return person.user


@transaction.atomic
def give_password(*, user: User, password: str) -> None:
    """
    Set a password that somebody else knows: its owner must choose another before doing anything with it.

    The caller holds the user's row and records the act.
    """
    user.set_password(password)
    user.password_is_temporary = True
    user.save(update_fields=["password", "password_is_temporary"])


@transaction.atomic
def choose_password(*, user: User, password: str, address: str | None, at: datetime) -> None:
    """Set the password that the owner of an account chose, from the network address ``address``."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    user.set_password(password)
    user.password_is_temporary = False
    user.save(update_fields=["password", "password_is_temporary"])
    actor = Actor(user_id=user.pk, name=user.full_name, face="sign-in", address=address)
    journal.record(
        "user.password-chosen", subject=f"user:{user.pk}", actor=actor, at=at, officer=user.full_name
    )


@transaction.atomic
def reset_second_factor(*, user: User, actor: Actor, at: datetime) -> None:
    """
    Forget the second factor of somebody who lost it: at the next sign-in they enrol a new one.

    Who may do this is for the caller to check (``orgs.policies.why_not_administer``).
    """
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    Authenticator.objects.filter(user_id=user.pk).delete()
    journal.record("user.second-factor-reset", subject=f"user:{user.pk}", actor=actor, at=at)
