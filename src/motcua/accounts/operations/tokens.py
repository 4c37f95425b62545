"""Keys to the API."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from motcua.accounts.errors import ExpiryPassed, ScopeUnknown, TokenNameMissing
from motcua.accounts.models import ApiToken, User
from motcua.accounts.tokens import PREFIX, SCOPES, digest_of
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.text import tidy


@transaction.atomic
def make_token(
    *,
    user: User,
    name: str,
    scopes: Collection[str],
    expires_at: datetime | None,
    actor: Actor,
    at: datetime,
) -> tuple[str, ApiToken]:
    """
    Make a key for ``user``. The plain key is returned once and kept nowhere.

    :raises TokenNameMissing, ScopeUnknown, ExpiryPassed: when the wish makes no sense.
    """
    if not tidy(name):
        raise TokenNameMissing
    for scope in scopes:
        if scope not in SCOPES:
            raise ScopeUnknown(scope=scope, known=", ".join(SCOPES))
    if expires_at is not None and expires_at <= at:
        raise ExpiryPassed
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    plain = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=tidy(name),
        digest=digest_of(plain),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    _record("token-made", token, actor, at)
    return plain, token


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Actor, at: datetime) -> ApiToken:
    """End a key at once; ending it again changes nothing."""
    User.objects.select_for_update(of=("self",)).get(pk=token.user_id)
    token.refresh_from_db()
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        _record("token-revoked", token, actor, at)
    return token


def _record(what: str, token: ApiToken, actor: Actor, at: datetime) -> None:
    journal.record(
        f"user.{what}",
        subject=f"user:{token.user_id}",
        actor=actor,
        at=at,
        token=token.pk,
        name=token.name,
        scopes=token.scopes,
    )
