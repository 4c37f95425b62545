"""Nothing acknowledged is lost, whatever dies: the server and the workers are killed fifty times."""

import itertools
import os
import threading
import time
import uuid
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import httpx
import psycopg
import pytest

from motcua.jobs.embedded import scratch
from tests.e2e.servers import Site, own_database
from tests.factories import PNG

KILLS = 50
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("servers")]


@pytest.fixture
def site():
    with scratch() as home, own_database(f"motcua_kill_{os.getpid()}") as database:
        site = Site(database=database, home=Path(home) / "site")
        yield site
        site.stop()


@dataclass
class Citizens:
    """People who file again and again, each request with one key until it is acknowledged."""

    site: Site
    token: str
    unit: str
    procedure: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def file_on(self, number: int) -> None:
        with httpx.Client(
            base_url=f"{self.site.address}/api/v1",
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=10,
            trust_env=False,
        ) as client:
            while not self.ended.is_set():
                try:
                    self._file_one(client, f"{number}-{uuid.uuid4()}")
                except Exception as error:
                    self.wrong.append(repr(error))
                    self.ended.set()

    def _file_one(self, client: httpx.Client, key: str) -> None:
        paper = self._insist(lambda: client.post(
            "/papers", files={"file": ("giay.png", PNG)}, data={"key": "giay-chung-sinh"}
        ))  # fmt: skip
        if paper is None:
            return
        wanted = {
            "procedure": self.procedure,
            "unit": self.unit,
            "applicant": {"person": True},
            "answers": {"content": key},
            "papers": [{"key": "giay-chung-sinh", "id": paper["id"]}],
        }
        send = lambda: client.post("/dossiers", json=wanted, headers={"Idempotency-Key": key})  # noqa: E731
        filed = self._insist(send)
        if filed is None:
            return
        self.acknowledged[key] = filed["code"]
        if len(self.acknowledged) % 5 == 0:  # a client that lost the answer asks again
            again = self._insist(send)
            if again and again["code"] != filed["code"]:
                self.wrong.append(f"{key}: {filed} {again}")

    def _insist(self, send) -> dict[str, str] | None:
        """Send until it is acknowledged; None when the test ends first."""
        while not self.ended.is_set():
            try:
                answer = send()
            except httpx.TransportError:
                time.sleep(0.05)
                continue
            assert answer.status_code < 500 or answer.status_code in (502, 503), answer.text
            if answer.status_code == 201:
                found: dict[str, str] = answer.json()
                return found
            raise AssertionError(answer.text)
        return None


def kill_fifty_times(site: Site, citizens: Citizens) -> None:
    for turn in range(KILLS):
        if citizens.ended.is_set():
            return
        seen = len(citizens.acknowledged)
        deadline = time.monotonic() + 30
        while len(citizens.acknowledged) < seen + 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        if turn % 5 == 4:
            site.kill("web")
            site.start_web()
        elif turn % 5 == 2:
            site.kill("work")
            site.start_work()
        else:
            site.kill_one_child_of("web")


def test_fifty_kills_lose_no_acknowledged_dossier(site):
    prepared = site.prepare("tests.e2e.office_of_one")
    citizens = Citizens(site, **prepared)
    site.start_web()
    site.start_work()
    site.wait_until_ready()
    people = [threading.Thread(target=citizens.file_on, args=(n,)) for n in range(4)]
    for person in people:
        person.start()

    kill_fifty_times(site, citizens)
    site.wait_until_ready()
    citizens.ended.set()
    for person in people:
        person.join()

    assert citizens.wrong == []
    assert len(citizens.acknowledged) >= KILLS
    with psycopg.connect(site.database) as connection:
        assert_nothing_lost(connection, citizens, site)


def assert_nothing_lost(connection: psycopg.Connection, citizens: Citizens, site: Site) -> None:
    rows: dict[str, str] = dict(
        connection.execute("SELECT idempotency_key, code FROM dossiers_dossier").fetchall()
    )
    assert citizens.acknowledged.items() <= rows.items()

    numbers = connection.execute(
        "SELECT filed_on, array_agg(number ORDER BY number) FROM dossiers_dossier GROUP BY 1"
    )
    for _, given in numbers:
        assert given == list(range(1, len(given) + 1)), "a number was skipped"

    half_made = connection.execute(
        """
        SELECT count(*) FROM dossiers_dossier d
        WHERE NOT EXISTS (SELECT FROM dossiers_dossierpaper p WHERE p.dossier_id = d.id)
           OR NOT EXISTS (SELECT FROM journal_act a WHERE a.subject = 'dossier:' || d.id AND a.number = 1)
           OR NOT EXISTS (SELECT FROM papers_paper p WHERE p.attached_to = 'dossier:' || d.id)
        """
    ).fetchone()
    assert half_made == (0,)

    untold = connection.execute(
        """
        SELECT count(*) FROM journal_act a
        WHERE NOT EXISTS (
            SELECT FROM procrastinate_jobs j
            WHERE j.task_name = 'journal.follow' AND (j.args->>'act_id')::bigint = a.id
        ) AND a.subject LIKE 'dossier:%'
        """
    ).fetchone()
    assert untold == (0,)

    files = itertools.chain.from_iterable(connection.execute("SELECT sha256 FROM papers_storedfile"))
    for digest in files:
        kept = site.home / "files" / digest[:2] / digest[2:4] / digest
        assert sha256(kept.read_bytes()).hexdigest() == digest
