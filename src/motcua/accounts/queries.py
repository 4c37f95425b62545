"""Reading people and their ways in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Model, OuterRef, Q, QuerySet, Value

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import ApiToken, Mandate, Person, User
from motcua.accounts.operations.people import subject_of
from motcua.accounts.tokens import digest_of
from motcua.journal.actor import Actor
from motcua.journal.queries import acts_of

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class TokenUser:
    """Who holds a key. ``person``, with the businesses they represent, is None for staff and machines."""

    token: ApiToken
    user: User
    person: Person | None
    business_ids: frozenset[int] = frozenset()

    def may(self, scope: str) -> bool:
        return scope in self.token.scopes


def _columns(model: type[Model], alias: str) -> str:
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


# Asked at every request of the API: written out, it costs a fifth of what it costs to have it composed anew.
_TOKEN_USER = f"""
SELECT {_columns(ApiToken, "t")}, {_columns(User, "u")},
    ARRAY(SELECT b.id FROM accounts_business b WHERE b.representative_id = p.id), {_columns(Person, "p")}
FROM accounts_apitoken t JOIN accounts_user u ON u.id = t.user_id
    LEFT JOIN accounts_person p ON p.user_id = u.id
WHERE t.digest = %s AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %s) AND u.is_active
"""  # noqa: S608  only names of columns


def token_user(plain: str, at: datetime) -> TokenUser | None:
    """Return who holds the key ``plain``, if it is in force at ``at`` and the account is open. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TOKEN_USER, [digest_of(plain), at])
        row = cursor.fetchone()
    if row is None:
        return None
    columns = iter(row)
    token, user = _read(ApiToken, columns), _read(User, columns)
    business_ids = frozenset(next(columns))
    person = _read(Person, columns)
    return TokenUser(token, user, person if person.pk else None, business_ids)


def _read(model: type[M], columns: Iterator[Any]) -> M:
    fields = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(connection.alias, fields, list(islice(columns, len(fields))))


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return the keys of a user, newest first."""
    return ApiToken.objects.filter(user=user).order_by("-pk")


def citizen_of_user(
    user_id: int, *, at: datetime, face: str = "", address: str | None = None
) -> Citizen | None:
    """Return the citizen who has this account, with whom they represent at ``at``. One query."""
    followed = Mandate.objects.in_force(at).to(Mandate.Act.FOLLOW).filter(representative=OuterRef("pk"))
    person = (
        Person.objects.filter(user_id=user_id)
        .annotate(
            business_ids=ArrayAgg("represents", filter=~Q(represents=None), default=Value([])),
            mandate_ids=ArraySubquery(followed.values("pk")),
        )
        .first()
    )
    if person is None:
        return None
    actor = Actor(user_id=user_id, name=person.full_name, face=face, address=address)
    return Citizen(
        actor=actor,
        person_id=person.pk,
        business_ids=frozenset(person.business_ids),
        mandate_ids=frozenset(person.mandate_ids),
    )


def person_by_number(identity_number: str) -> Person | None:
    """Return who has this identity number (digits only)."""
    return Person.objects.filter(identity_number=identity_number).first() if identity_number else None


def vouched_differently(person: Person) -> Mapping[str, str]:
    """Return what the identity provider said at the last sign-in that differs from what is written down."""
    act = acts_of(subject_of(person)).filter(verb="person.signed-in").last()
    return act.data.get("differs", {}) if act else {}
