import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from motcua.jobs import embedded
from motcua.jobs.embedded import postgres, scratch
from motcua.jobs.engine import PostgresError
from motcua.jobs.processes import AlreadyHeldError, held

pytestmark = pytest.mark.slow

HOLD = """
import sys, time
from pathlib import Path
from motcua.jobs.embedded import postgres
with postgres(Path(sys.argv[1])) as url:
    print(url, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder():
    with scratch() as path:
        yield path


def ask(url: str, question: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


@contextmanager
def started_elsewhere(data: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    command = [sys.executable, "-c", HOLD, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def server_pid(data: Path) -> int:
    return int((data / "postmaster.pid").read_text().split()[0])


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except FileNotFoundError:
        return False


def test_vietnamese_letters_have_upper_and_lower_case(folder):
    with postgres(folder / "data", keep=False) as url:
        assert ask(url, "select lower('ĐƯỜNG PHỐ Ở GIA LAI')") == "đường phố ở gia lai"


def test_only_throw_away_servers_trade_durability_for_speed(folder):
    with postgres(folder / "kept") as url:
        kept = ask(url, "show fsync") + ask(url, "show synchronous_commit")
    with postgres(folder / "thrown", keep=False) as url:
        thrown = ask(url, "show fsync") + ask(url, "show synchronous_commit")

    assert (kept, thrown) == ("onon", "offoff")
    assert (folder / "kept").exists()
    assert not (folder / "thrown").exists()


def test_a_second_process_uses_the_running_server_and_leaves_it_running(folder):
    with postgres(folder / "data") as url:
        with started_elsewhere(folder / "data") as (visitor, same_url):
            visitor.terminate()

        assert same_url == url
        assert ask(url, "select 1") == "1"


def test_the_server_does_not_outlive_a_killed_starter_and_starts_again(folder):
    with started_elsewhere(folder / "data") as (starter, _url):
        server = server_pid(folder / "data")
        starter.kill()

    with postgres(folder / "data") as url:
        assert not is_running(server)
        assert ask(url, "select 1") == "1"


def test_a_stale_pid_that_now_belongs_to_another_program_does_not_prevent_the_start(folder):
    pid_file = folder / "data" / "postmaster.pid"
    with started_elsewhere(folder / "data"):
        os.kill(server_pid(folder / "data"), signal.SIGKILL)
    pid_file.write_text(f"{os.getpid()}\n" + pid_file.read_text().split("\n", 1)[1])

    with postgres(folder / "data") as url:
        assert ask(url, "select 1") == "1"


def test_a_server_that_cannot_start_shows_its_log(folder, monkeypatch):
    monkeypatch.setitem(embedded.OPTIONS, "shared_buffers", "nonsense")

    with pytest.raises(PostgresError, match="nonsense"), postgres(folder / "data"):
        pass


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder):
    deep = folder / ("x" * 60) / ("y" * 60)

    with postgres(deep / "data", keep=False) as url:
        assert ask(url, "select 1") == "1"


def test_a_lock_is_held_once_and_let_go(tmp_path):
    with held(tmp_path / "lock"), pytest.raises(AlreadyHeldError), held(tmp_path / "lock"):
        pass

    with held(tmp_path / "lock"):
        pass
