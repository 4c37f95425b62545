"""Who speaks: the key in the request's header, within its scopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localdate
from ninja.security import HttpBearer

from motcua.accounts.citizens import Citizen
from motcua.accounts.queries import TokenUser, token_user
from motcua.dossiers.managers import Viewer
from motcua.journal.actor import Actor
from motcua.orgs.models import Officer
from motcua.orgs.postings import Posting, posting_of
from motcua.web.api.errors import (
    ForCitizensOnly,
    ForStaffOnly,
    KeyNotInForce,
    NobodyBehindKey,
    ScopeMissing,
)

FACE = "api"


@dataclass(frozen=True)
class Caller:
    """Who holds the key of this request, and from where they call."""

    holder: TokenUser
    address: str | None

    def citizen(self) -> Citizen:
        """
        Return the citizen behind the key.

        :raises ForCitizensOnly: if it is an officer's.
        """
        person = self.holder.person
        if person is None:
            raise ForCitizensOnly
        actor = Actor(self.holder.user.pk, person.full_name, face=FACE, address=self.address)
        return Citizen(actor, person.pk, self.holder.business_ids)

    def staff(self) -> Posting:
        """
        Return the officer behind the key, with the duties of today.

        :raises ForStaffOnly: if it is a citizen's.
        """
        officer = Officer.objects.filter(user_id=self.holder.user.pk).first()
        if officer is None:
            raise ForStaffOnly
        return posting_of(officer, on=localdate(), face=FACE, address=self.address)

    def viewer(self) -> Viewer:
        """
        Return the citizen or the officer.

        :raises NobodyBehindKey: if it is neither.
        """
        if self.holder.person:
            return self.citizen()
        try:
            return self.staff()
        except ForStaffOnly as none:
            raise NobodyBehindKey from none


class Key(HttpBearer):
    """Ask for a key with ``scope``. The scheme is documented once, under this name."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        holder = token_user(token.strip(), timezone.now())
        if holder is None:
            raise KeyNotInForce
        if not holder.may(self.scope):
            raise ScopeMissing(scope=self.scope)
        return Caller(holder, request.META.get("REMOTE_ADDR") or None)


def with_key(scope: str) -> dict[str, Any]:
    """Return what an operation that needs a key with ``scope`` says of itself."""
    return {"auth": Key(scope), "openapi_extra": {"x-scope": scope}}


def caller(request: HttpRequest) -> Caller:
    """Return who ``Key`` let in."""
    return cast(Caller, cast(Any, request).auth)
