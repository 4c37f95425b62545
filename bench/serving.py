"""gunicorn as production runs it, with two server processes, on a port of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from motcua.jobs.processes import dies_with_us

PROCESSES = 2
THREADS = 4


@dataclass(frozen=True)
class Server:
    port: int
    pid: int


@contextmanager
def served(settings: str, healthy: str) -> Iterator[Server]:
    """Serve the site of ``settings``."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
    port: int = listening.getsockname()[1]
    number = listening.fileno()
    command = [sys.executable, "-m", "gunicorn", "-c", "python:motcua.project.gunicorn"]
    command += ["--bind", f"fd://{number}", "--log-level", "warning", "motcua.project.wsgi"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings,
        "MOTCUA_WORKERS": str(PROCESSES),
        "MOTCUA_THREADS": str(THREADS),
    }
    with (
        listening,
        subprocess.Popen(
            command, env=environment, pass_fds=[number], preexec_fn=dies_with_us(signal.SIGTERM)
        ) as server,
    ):
        try:
            _wait(port, healthy, server)
            yield Server(port, server.pid)
        finally:
            server.terminate()
            server.wait(30)


def _wait(port: int, path: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                if b" 200 " in line.recv(64):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not come up")
