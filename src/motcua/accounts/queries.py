"""Reading people and their ways in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import ApiToken, Business, Person, User
from motcua.accounts.operations.people import subject_of
from motcua.accounts.tokens import digest_of
from motcua.journal.actor import Actor
from motcua.journal.queries import acts_of


@dataclass(frozen=True)
class TokenUser:
    """Who holds a key. ``person`` is None for staff and machines; ``business_ids`` are those they represent."""

    token: ApiToken
    user: User
    person: Person | None
    business_ids: frozenset[int] = frozenset()

    def may(self, scope: str) -> bool:
        return scope in self.token.scopes


def token_user(plain: str, at: datetime) -> TokenUser | None:
    """Return who holds the key ``plain``, if it is in force at ``at`` and the account is open. One query."""
    token = (
        ApiToken.objects.select_related("user__person")
        .filter(Q(expires_at=None) | Q(expires_at__gt=at), digest=digest_of(plain), revoked_at=None)
        .filter(user__is_active=True)
        .annotate(
            business_ids=ArraySubquery(
                Business.objects.filter(representative__user=OuterRef("user_id")).values("pk")
            )
        )
        .first()
    )
    if token is None:
        return None
    return TokenUser(
        token=token,
        user=token.user,
        person=getattr(token.user, "person", None),
        business_ids=frozenset(token.business_ids),
    )


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return the keys of a user, newest first."""
    return ApiToken.objects.filter(user=user).order_by("-pk")


def citizen_of_user(user_id: int, *, face: str = "", address: str | None = None) -> Citizen | None:
    """Return the citizen who has this account, with the businesses they represent. One query."""
    person = (
        Person.objects.filter(user_id=user_id)
        .annotate(business_ids=ArrayAgg("represents", filter=~Q(represents=None), default=Value([])))
        .first()
    )
    if person is None:
        return None
    actor = Actor(user_id=user_id, name=person.full_name, face=face, address=address)
    return Citizen(actor=actor, person_id=person.pk, business_ids=frozenset(person.business_ids))


def person_by_number(identity_number: str) -> Person | None:
    """Return who has this identity number (digits only)."""
    return Person.objects.filter(identity_number=identity_number).first() if identity_number else None


def vouched_differently(person: Person) -> Mapping[str, str]:
    """Return what the identity provider said at the last sign-in that differs from what is written down."""
    act = acts_of(subject_of(person)).filter(verb="person.signed-in").last()
    return act.data.get("differs", {}) if act else {}
