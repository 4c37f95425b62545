"""`motcua run` as a newcomer meets it: a process, a port, Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import motcua
from motcua.jobs import home
from motcua.jobs.embedded import scratch
from tests.jobs.test_supervisor import wait_for

pytestmark = pytest.mark.slow

SOURCE = Path(motcua.__file__).parents[1]  # what the tests try, wherever the package is installed from


@pytest.fixture(scope="module")
def folder():
    with scratch() as path:
        yield path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(folder: Path, port: int, dossiers: int = 5) -> Iterator["subprocess.Popen[str]"]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith("MOTCUA_")}
    ours = {k: v for k, v in ours.items() if k not in home.MARKS_OF_PRODUCTION}
    ours |= {"MOTCUA_HOME": str(folder), "MOTCUA_DEMO_DOSSIERS": str(dossiers), "PYTHONUNBUFFERED": "1"}
    ours["PYTHONPATH"] = str(SOURCE)
    command = [sys.executable, "-m", "motcua.jobs", "run", f"--port={port}"]
    with subprocess.Popen(
        command, env=ours, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until_it_says(process: "subprocess.Popen[str]", words: str) -> str:
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"It never said {words!r}:\n{said}")


def healthz(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        return int(answer.status)


def processes_of(folder: Path) -> list[str]:
    """Return what runs with this trial's home in its environment or on its command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in told and int(process.name) != os.getpid():
            found.append((process / "cmdline").read_text().replace("\0", " "))
    return found


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_a_signal_leaves_nothing_behind(folder, with_signal):
    port = free_port()

    with running(folder, port) as trial:
        wait_until_it_says(trial, f"http://localhost:{port}")
        status = healthz(port)
        trial.send_signal(with_signal)
        wait_until_it_says(trial, "stopped")
        code = trial.wait(30)

    assert (status, code) == (200, 0)
    assert processes_of(folder) == []


def test_a_second_one_on_the_same_data_says_where_the_first_is(folder):
    port = free_port()
    with running(folder, port) as first:
        wait_until_it_says(first, f"http://localhost:{port}")

        with running(folder, free_port()) as second:
            said = wait_until_it_says(second, "already running")
            code = second.wait(30)

        first.send_signal(signal.SIGINT)
        first.wait(60)
    assert f"http://localhost:{port}" in said
    assert code == 1


def test_a_port_that_was_asked_for_and_is_taken_is_said(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with running(folder, taken.getsockname()[1]) as trial:
            wait_until_it_says(trial, "PORT=")
            code = trial.wait(30)

    assert code == 1


def test_when_the_database_dies_all_of_it_ends_and_says_so(folder):
    with running(folder, free_port()) as trial:
        wait_until_it_says(trial, "http://localhost")
        os.kill(int((folder / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        wait_until_it_says(trial, "died")
        code = trial.wait(60)

    assert code == 1
    assert processes_of(folder) == []


def test_a_killed_run_leaves_nothing_behind_and_the_next_one_starts(folder):
    with running(folder, free_port()) as trial:
        wait_until_it_says(trial, "http://localhost")
        trial.kill()

    assert wait_for(lambda: processes_of(folder) == [], 30)
    with running(folder, free_port()) as trial:
        wait_until_it_says(trial, "http://localhost")
        trial.send_signal(signal.SIGINT)
        assert trial.wait(60) == 0
