"""Two hundred at once, some failing, some killed: the numbers run on without a gap or a double."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count, cycle, islice
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.conninfo import make_conninfo

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier, Letter, ResultNumber
from motcua.dossiers.numbering import unaccounted_numbers
from motcua.dossiers.operations import filing, moves
from motcua.dossiers.operations.filing import Request
from motcua.dossiers.operations.numbers import take_result_number
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 40  # connections open at the same time
ASKED, BROKEN = 200, 20
FAILS, CUT_OFF = "lỗi", "bị ngắt"
DAY = make.MONDAY.date()
TAKES_A_NUMBER_AND_WAITS = """
import sys, time, psycopg
held = psycopg.connect(sys.argv[1])
taken = held.execute("SELECT dossiers_next_number(%s, %s)", [int(sys.argv[2]), sys.argv[3]]).fetchone()
print(taken[0], flush=True)
time.sleep(60)
"""


class Failed(Exception):
    """What a bug would raise after the number was taken."""


@pytest.fixture
def office():
    made = make.office()
    made.version = make.publish(make.PROCEDURE.model_copy(update={"papers": ()}))
    return made


@pytest.fixture
def breaking(monkeypatch):
    """Break what is to break once its number is taken and its row is written: raise, or lose the server."""
    record = moves.record

    def record_or_break(dossier, move, **rest):
        fate = dossier.answers["content"]
        if fate == FAILS:
            raise Failed
        if fate == CUT_OFF:
            _terminate(connection.connection.info.backend_pid)
        record(dossier, move, **rest)

    monkeypatch.setattr(filing, "record", record_or_break)


def _terminate(pid: int) -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()


def all_at_once(work: Callable[[Request], Dossier], requests: Sequence[Request]) -> list[str]:
    """Do all of them, each on a connection of its own; return the codes of those that came through."""
    gate, begun = Barrier(AT_ONCE), count()

    def one(request: Request) -> str:
        if next(begun) < AT_ONCE:  # the first wave starts on one instant
            gate.wait(timeout=10)
        try:
            return work(request).code
        except (Failed, DatabaseError):
            assert request.answers["content"] in (FAILS, CUT_OFF), "only what was to break breaks"
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [code for code in pool.map(one, requests) if code]


def kill_clients_that_hold_a_number(agency: int, times: int = 4) -> list[int]:
    """Have other processes take the next number in a transaction, and kill them before they end it."""
    params = {k: v for k, v in connection.get_connection_params().items() if k in DSN and v}
    taken = []
    for _ in range(times):
        with subprocess.Popen(
            [sys.executable, "-c", TAKES_A_NUMBER_AND_WAITS, make_conninfo(**params), str(agency), f"{DAY}"],
            stdout=subprocess.PIPE,
            text=True,
        ) as client:
            assert client.stdout is not None
            taken.append(int(client.stdout.readline()))
            os.kill(client.pid, signal.SIGKILL)
    return taken


DSN = ("dbname", "user", "password", "host", "port")


def mixed(office: make.Office) -> list[Request]:
    """Return the requests that come through with those that break spread evenly among them."""
    base = office.request(papers=[])
    every = ASKED // (2 * BROKEN)
    fates = islice(
        cycle([*["Khai sinh"] * every, FAILS, *["Khai sinh"] * every, CUT_OFF]), ASKED + 2 * BROKEN
    )
    return [replace(base, answers={"content": fate}) for fate in fates]


def codes(numbers: range) -> list[str]:
    return [f"H21.117-260309-{number:04d}" for number in numbers]


@pytest.mark.usefixtures("breaking")
def test_200_receptions_at_one_desk_have_200_consecutive_codes_whatever_fails_or_is_killed(office):
    def receive(request: Request) -> Dossier:
        return dossiers.receive_at_counter(request=request, clerk=office.clerk, at=make.MONDAY)

    with ThreadPoolExecutor(1) as killer:
        killed = killer.submit(kill_clients_that_hold_a_number, office.unit.pk)
        given = all_at_once(receive, mixed(office))

    assert sorted(given) == codes(range(1, ASKED + 1))
    assert len(killed.result()) == 4
    assert unaccounted_numbers(agency=office.unit, on=DAY) == []
    assert numbers_of(Letter) == [*range(1, ASKED + 1)]


@pytest.mark.usefixtures("breaking")
def test_200_filings_have_200_consecutive_codes_whatever_fails_or_is_cut_off(office):
    def file(request: Request) -> Dossier:
        return dossiers.file(request=request, filer=office.citizen, at=make.MONDAY)

    given = all_at_once(file, mixed(office))

    assert sorted(given) == codes(range(1, ASKED + 1))


def test_results_signed_at_once_have_consecutive_numbers_in_their_book(office):
    base = office.request(papers=[])
    filed = [dossiers.file(request=base, filer=office.citizen, at=make.MONDAY) for _ in range(60)]
    failing = {dossier.pk for dossier in filed[3::4]}

    def sign(dossier: Dossier) -> None:
        try:
            with transaction.atomic():
                take_result_number(dossier=dossier, unit=office.unit, book="decision", year=2026)
                if dossier.pk in failing:
                    raise Failed
        except Failed:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(sign, filed))

    assert numbers_of(ResultNumber) == [*range(1, 60 - len(failing) + 1)]


def numbers_of(model: type[Letter] | type[ResultNumber]) -> list[int]:
    return list(model.objects.order_by("number").values_list("number", flat=True))
