"""Who may what: every address of the site and every operation of the API, against one table."""

import re

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.access_table import BODIES, PUBLIC, TABLE
from tests.web.access_world import ACTORS, World, world

pytestmark = pytest.mark.django_db

SIGN_IN = ("/sign-in/", "/staff/sign-in/")
NOT_OURS = re.compile(r"accounts/")  # allauth's own, tried in tests/web/ui/test_sign_in*.py


def addresses(resolver: URLResolver, before: str = "") -> list[str]:
    """Return every address as Django knows it, without the parts that vary."""
    found = []
    for pattern in resolver.url_patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append(whole)
        else:
            found += addresses(pattern, whole)
    return found


def shape(address: str) -> str:
    """Return an address with each part that varies as ``*``, however it is written."""
    varied = re.sub(r"<[^>]*>|\{[^}]*\}", "*", re.sub(r"\(\?P<[^>]*>[^)]*\)", "*", address))
    return re.sub(r"[\^$]|/\?", "", varied).strip("/")


def ask(world: World, actor: str, method: str, path: str, body: str = "{}") -> str:
    """Return what ``actor`` meets: ok, sign (in first), no (forbidden) or none (hidden). Nothing is kept."""
    cache.clear()  # limits of signing in are tried elsewhere
    api = path.startswith("/api/")
    client = world.browsers["nobody" if api else actor]
    point = transaction.savepoint()
    answer = client.generic(
        method, path, body, content_type="application/json", headers=world.keys[actor] if api else {}
    )
    if answer.streaming:
        b"".join(answer)  # reads the file to its end, which closes it
    transaction.savepoint_rollback(point)
    if answer.status_code == 401 or (answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)):
        return "sign"
    if answer.status_code in (403, 404):
        return {403: "no", 404: "none"}[answer.status_code]
    assert answer.status_code < 500, f"{actor} {method} {path}: {answer.status_code}"
    return "ok"


def test_everyone_meets_what_the_table_says():
    here = world()

    wrong = [
        f"{method} {path}: {actor} met {met}, the table says {expected}"
        for (method, path), row in TABLE.items()
        for actor, expected in zip(ACTORS, row, strict=True)
        if (met := ask(here, actor, method, path.format(**here.values), BODIES.get(path, "{}"))) != expected
    ]

    assert wrong == []


def test_every_address_is_in_the_table():
    known = {shape(path) for _, path in TABLE}

    missing = [a for a in addresses(get_resolver()) if not NOT_OURS.search(a) and shape(a) not in known]

    assert missing == []


def test_what_concerns_one_person_is_public_nowhere():
    personal = ("{draft}", "{signed}/", "{filed}", "{handled}", "{letter}", "{paper}", "/quan-tri/")

    assert not [path for _, path in PUBLIC if any(part in path for part in personal)]
