"""The stage: a new PostgreSQL with its default durability, offices, people with keys, papers uploaded."""

from __future__ import annotations

import io
import json
import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from motcua.jobs.embedded import postgres, scratch

if TYPE_CHECKING:
    from motcua.accounts.models import Person
    from motcua.eforms.definition import FormDefinition

PROCEDURE = "1.001193"  # the registration of a birth
UNIT = "H21.117"
OFFICES = 40  # communes, of 135
PAPERS = 3
PEOPLE = 40


@dataclass(frozen=True)
class Filing:
    """One filing not yet sent: who files, with which key, what, and the papers it names."""

    person: int
    key: str
    body: bytes
    papers: tuple[str, ...]


@dataclass
class Stage:
    """What the clients need to know."""

    staff: str  # the key of an officer
    filings: list[Filing]

    def take(self, number: int) -> list[Filing]:
        assert len(self.filings) >= number, "build more filings"
        taken, self.filings = self.filings[:number], self.filings[number:]
        return taken


@contextmanager
def database() -> Iterator[Path]:
    """Run a server as `motcua run` does: fsync on, commits waited for."""
    with scratch() as folder, postgres(folder / "postgres", keep=True) as url:
        os.environ["DATABASE_URL"] = url
        os.environ["MOTCUA_HOME"] = str(folder / "home")
        os.environ["MOTCUA_SECRET_KEY"] = secrets.token_hex()
        os.environ["MOTCUA_LOG_LEVEL"] = "ERROR"
        (folder / "home").mkdir()
        yield folder


def build(filings: int) -> Stage:
    """Make everything with the trial's own steps; only the papers, which are many, are put in at once."""
    from django.core.management import call_command

    from motcua.jobs.own_data import import_catalogue, import_offices
    from motcua.jobs.seed.staff import ensure_staff

    call_command("migrate", interactive=False, verbosity=0)
    import_offices()
    import_catalogue()
    ensure_staff()
    people, keys = _citizens()
    return Stage(_key_of("chuprong.canbo"), _filings(people, keys, filings))


def _key_of(username: str) -> str:
    from django.utils import timezone

    from motcua.accounts.models import User
    from motcua.accounts.operations import make_token
    from motcua.accounts.tokens import SCOPES
    from motcua.journal.actor import SYSTEM

    user = User.objects.get(username=username)
    plain, _ = make_token(
        user=user, name="bench", scopes=SCOPES, expires_at=None, actor=SYSTEM, at=timezone.now()
    )
    return plain


def _citizens() -> tuple[list[Person], list[str]]:
    from motcua.accounts.models import Person, User
    from motcua.jobs.seed.people import somebody

    random = Random(1)  # noqa: S311
    said = (somebody(random, ["xã Chư Prông"]) for _ in range(2 * PEOPLE))
    found = [Person(**one) for one in {one["identity_number"]: one for one in said}.values()][:PEOPLE]
    for person in found:
        name = f"bench-{person.identity_number}"
        person.user = User.objects.create_user(name, full_name=person.full_name)
    Person.objects.bulk_create(found)
    return found, [_key_of(f"bench-{person.identity_number}") for person in found]


def _filings(people: list[Person], keys: list[str], number: int) -> list[Filing]:
    from django.utils import timezone

    from motcua.catalogue.versions import in_force
    from motcua.orgs.queries import communes

    version = in_force(PROCEDURE).select_related("form").get()
    assert version.form
    wanted = [paper.key for paper in version.facts.papers][:PAPERS]
    papers = iter(_papers([f"person:{p.pk}" for p in people], wanted, number))
    random = Random(2)  # noqa: S311
    units = [unit.code for unit in communes(timezone.localdate())][:OFFICES]
    filings = []
    for turn in range(number):
        who = turn % len(people)
        answers = _alone(version.form.definition, people[who], random)
        mine = [str(next(papers)) for _ in wanted]
        body = {
            "procedure": PROCEDURE,
            "unit": units[turn % OFFICES],
            "applicant": {"person": True},
            "answers": answers,
            "papers": [{"key": key, "id": paper} for key, paper in zip(wanted, mine, strict=True)],
        }
        text = json.dumps(body, ensure_ascii=False).encode()
        filings.append(Filing(people[who].pk, keys[who], text, tuple(mine)))
    return filings


def _alone(form: FormDefinition, person: Person, random: Random) -> dict[str, Any]:
    """Return answers that nobody else has to confirm: one request files them."""
    from django.utils import timezone

    from motcua.dossiers.co_declarants import called_for
    from motcua.jobs.seed.answers import answer

    today = timezone.localdate()
    while called_for(form, (answers := answer(form, person, random, today)), (), on=today):
        pass
    return answers


def _papers(owners: list[str], kinds: list[str], filings: int) -> list[uuid.UUID]:
    """Return the papers of every filing, in order: rows beside files that the real operation has kept."""
    from django.utils import timezone

    from motcua.papers.models import Paper
    from motcua.papers.operations import store

    now = timezone.now()
    files = [
        store(
            content=io.BytesIO(_png(kind)), file_name=f"{kind}.png", title=kind, kind=kind, owner="bench",
            uploaded_by=None, at=now,
        ).file_id
        for kind in kinds
    ]  # fmt: skip
    rows = [
        Paper(
            owner=owners[turn % len(owners)], kind=kind, title=kind, file_name=f"{kind}.png", file_id=file,
            uploaded_at=now,
        )
        for turn in range(filings)
        for kind, file in zip(kinds, files, strict=True)
    ]  # fmt: skip
    Paper.objects.bulk_create(rows, batch_size=2000)
    return [row.pk for row in rows]


def _png(text: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    shade = sum(text.encode()) % 256
    Image.new("RGB", (8, 8), (shade, shade, 0)).save(out, "PNG")
    return out.getvalue()
