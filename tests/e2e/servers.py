"""A site of its own for a test: a database, gunicorn and a worker, which the test may kill."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

READY_WITHIN = 60.0


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """Make an empty database beside the test run's, and drop it at the end."""
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield make_conninfo(server, dbname=name)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass
class Site:
    """The processes of one site, each in a process group of its own so that it dies whole."""

    database: str
    home: Path
    port: int = 0
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._listening = socket.socket()
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen(256)
        self.port = self._listening.getsockname()[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.database,
            "MOTCUA_HOME": str(self.home),
            "MOTCUA_BASE_URL": self.address,
            "MOTCUA_DEMO": "true",
            "DJANGO_SETTINGS_MODULE": "motcua.project.settings",
        }

    def prepare(self, module: str) -> Any:
        """Run a module of the tests inside the site's environment; return what it prints, read as JSON."""
        command = [sys.executable, "-W", "ignore", "-m", module]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout.splitlines()[-1])

    def collect_static(self) -> None:
        """Lay out style sheets and scripts: without them no page is drawn."""
        lay_out = "import django; django.setup(); from motcua.jobs import steps as s; s.fonts(); s.static()"
        subprocess.run([sys.executable, "-W", "ignore", "-c", lay_out], env=self.environment, check=True)

    def start_web(self) -> None:
        number = self._listening.fileno()
        serve = [sys.executable, "-m", "gunicorn", "-c", "python:motcua.project.gunicorn"]
        self._start("web", [*serve, "--bind", f"fd://{number}", "motcua.project.wsgi"], (number,))

    def start_work(self) -> None:
        work = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency=2"]
        self._start("work", work)

    def _start(self, name: str, command: list[str], files: tuple[int, ...] = ()) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command,
                env=self.environment,
                stdout=log,
                stderr=log,
                pass_fds=files,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """Kill a process and all its children at once, without a word."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_one_child_of(self, name: str) -> bool:
        """Kill one worker behind its master's back; False when there is none."""
        parent = self.processes[name].pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if not children:
            return False
        with suppress(ProcessLookupError):
            os.kill(int(children[0]), signal.SIGKILL)
        return True

    def wait_until_ready(self) -> None:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            with suppress(OSError):
                if direct.open(f"{self.address}/healthz", timeout=5).status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError((self.home / "web.log").read_text()[-3000:])

    def stop(self) -> None:
        for name in list(self.processes):
            self.kill(name)
        self._listening.close()
