"""First passwords: long enough to resist guessing, short enough to be told over a telephone."""

import secrets

from django.http import HttpRequest

ALPHABET = "abcdefghkmnpqrstuvwxyz23456789"
"""Without l, i, o, j, 0 and 1: they are mistaken for one another."""
GROUPS, LETTERS = 4, 4
KEY = "first_password"


def first_password() -> str:
    """Return something like ``k7mp-x2rw-n4tc-h9sb``."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


def keep(request: HttpRequest, *, officer: int, password: str) -> None:
    """Carry a password over to the page after the redirect, which shows it once."""
    request.session[KEY] = [officer, password]


def take(request: HttpRequest, *, officer: int) -> str:
    """Return the password kept for this officer, and forget it."""
    owner, password = request.session.get(KEY, (None, ""))
    if owner != officer:
        return ""
    del request.session[KEY]
    return str(password)
