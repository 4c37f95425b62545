"""Signing in within tests, without walking through the door."""

from django.test import Client

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import User
from motcua.orgs.postings import Posting


def signed_in(who: Citizen | Posting) -> Client:
    """Return a browser in which ``who`` is signed in."""
    client = Client()
    client.force_login(user_of(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def user_of(who: Citizen | Posting) -> User:
    assert who.actor.user_id is not None
    return User.objects.get(pk=who.actor.user_id)
