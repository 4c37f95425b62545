"""The trial on one machine: PostgreSQL, data, site, background work; one command, one Ctrl-C."""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rich import box
from rich.console import Console
from rich.table import Table

from motcua.jobs import demo, home, simulators
from motcua.jobs.processes import AlreadyHeldError, held
from motcua.jobs.supervisor import Child, StopSignal, Supervisor
from motcua.kernel.settings import env_int

FIRST_PORT = 8000
PORTS_TRIED = 100
HEALTHY_WITHIN = 90.0

console = Console(highlight=False)


class NotHealthyError(Exception):
    """The site did not come up."""


def run(*, host: str, port: int | None) -> int:
    """Prepare, start, supervise; return the exit code when all of it has stopped."""
    ours = home.find_home()
    home.fill_environment(ours)
    with StopSignal() as stop_signal, ExitStack() as stack:
        try:
            stack.enter_context(held(ours.lock))
            port = port or env_int("PORT", 0)
            return _run(ours, _listen(host, port), stack, stop_signal)
        except AlreadyHeldError:
            where = ours.address.read_text(encoding="utf-8") if ours.address.exists() else ours.folder
            console.print(f"[yellow]Một Cửa đang chạy rồi / already running:[/] {where}")
            return 1
        except OSError as error:
            console.print(f"[red]{error}[/]")
            return 1
        except (NotHealthyError, demo.StepError) as error:
            console.print("[red]Không khởi động được / did not start:[/]")
            console.print(str(error), markup=False)
            return 1
        except KeyboardInterrupt:
            stop_signal.interrupts = False
            console.print("\nĐã dừng trước khi xong / stopped early.")
            return 130


def _run(ours: home.Home, listening: socket.socket, stack: ExitStack, stop_signal: StopSignal) -> int:
    start = time.monotonic()
    address = f"http://localhost:{listening.getsockname()[1]}"
    os.environ.setdefault("MOTCUA_BASE_URL", address)
    stack.enter_context(listening)
    with timed("PostgreSQL"):
        database_lives = stack.enter_context(home.database(ours))
    logins = _prepare(ours)
    simulated = list(
        simulators.take_ports(lambda first: stack.enter_context(_listen("127.0.0.1", None, first)))
    )
    children = [*_children(ours, listening), *(started.child(ours.logs) for started in simulated)]
    supervisor = Supervisor(children, lambda line: console.print(f"[yellow]{line}[/]"))
    try:
        with timed("Khởi động / start"):
            supervisor.start()
            _wait_until_healthy(supervisor, f"{address}/healthz")
            for started in simulated:
                _wait_until_healthy(supervisor, started.health)
        ours.address.write_text(address, encoding="utf-8")
        stop_signal.interrupts = False
        _welcome(address, logins, time.monotonic() - start)
        while database_lives() and not stop_signal.times:
            supervisor.watch()
            time.sleep(0.2)
        if not stop_signal.times:
            console.print(f"[red]PostgreSQL đã tự dừng / died:[/] {ours.database}.log")
        console.print("\nĐang dừng… / stopping…")
    finally:
        supervisor.stop(stop_signal)
        ours.address.unlink(missing_ok=True)
    stack.close()
    console.print("Đã dừng / stopped.")
    return 0 if stop_signal.times else 1


def _prepare(ours: home.Home) -> list[demo.Login]:
    """Do the steps that are due; return the log-ins. No connection to the database stays open."""
    import django

    with timed("Django"):
        django.setup()
    from django.db import connections

    from motcua.jobs.steps import database_identity

    steps = demo.prepare(ours.state, database_identity)
    step = next(steps, None)
    while step is not None:
        with timed(step.title):
            step = next(steps, None)  # does this one, and looks which is due next
    logins = demo.logins()
    connections.close_all()
    return logins


def _children(ours: home.Home, listening: socket.socket) -> list[Child]:
    """Return what runs, in the order in which it stops."""
    python, number = sys.executable, listening.fileno()
    serve = [python, "-m", "gunicorn", "-c", "python:motcua.project.gunicorn", "--bind", f"fd://{number}"]
    work = [python, "-m", "django", "procrastinate", "worker", "--concurrency=4"]
    return [
        Child("web", [*serve, "motcua.project.wsgi"], ours.logs / "web.log", files=(number,)),
        Child(
            "work",
            [*work, "--shutdown-graceful-timeout=20"],
            ours.logs / "work.log",
            # Asked kindly, it would first wait for the database, which is stopping too.
            at_our_death=signal.SIGKILL,
        ),
    ]


def _listen(host: str, asked: int | None, first: int = FIRST_PORT) -> socket.socket:
    """
    Take the port, or the next free one when nobody asked for one.

    The site inherits the open socket: two trials side by side cannot mistake each other's port, and
    visitors wait, instead of being refused, while it restarts.
    """
    for number in [asked] if asked else range(first, first + PORTS_TRIED):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
            listening.listen(1024)
        except OSError:
            listening.close()
        else:
            return listening
    raise OSError(f"Cổng {asked or first} đã có người dùng / the port is taken. PORT=… chọn cổng khác.")


def _wait_until_healthy(supervisor: Supervisor, url: str) -> None:
    until = time.monotonic() + HEALTHY_WITHIN
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until:
        supervisor.watch()
        for child in supervisor.children:
            if child.failures >= 3:
                raise NotHealthyError(f"{child.name} ({child.log}):\n{child.last_words()}")
        try:
            with direct.open(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    web = supervisor.children[0]
    raise NotHealthyError(f"{url}: {HEALTHY_WITHIN:.0f} s\n{web.last_words()}")


@contextmanager
def timed(title: str) -> Iterator[None]:
    """Print a line with its seconds once the step is done."""
    start = time.monotonic()
    with console.status(title) if console.is_terminal else ExitStack():
        yield
    console.print(f"  [green]✓[/] {title:<28}{time.monotonic() - start:6.1f} s")


def _welcome(address: str, logins: list[demo.Login], seconds: float) -> None:
    console.print(f"\n[bold]Một Cửa: {address}[/]   ({seconds:.1f} s; Ctrl-C để dừng / to stop)\n")
    console.print(f"Đăng nhập / sign in: {address}/sign-in/")
    table = Table("Ai / who", "Tên / name", "Mật khẩu / password", box=box.SIMPLE)
    for login in logins:
        table.add_row(login.who, login.name, login.password)
    console.print(table)
