"""
Where a trial keeps its data, and the environment it needs.

Production sets the environment itself (``docs/how-to/production.md``); then nothing here interferes.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from motcua.jobs.embedded import is_running, postgres
from motcua.jobs.engine import SYSTEM

CHECKOUT = Path(__file__).resolve().parents[3]
MARKS_OF_PRODUCTION = (
    "DATABASE_URL",
    "DATABASE_URL_FILE",
    "MOTCUA_SECRET_KEY",
    "MOTCUA_SECRET_KEY_FILE",
    "MOTCUA_DEMO",
)


class NotADemoError(Exception):
    """The environment says that this is a real system; demo data must not enter it."""


@dataclass(frozen=True)
class Home:
    """The folder of one trial: database, files, keys, logs."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "postgres"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def lock(self) -> Path:
        return self.folder / "run.lock"

    @property
    def address(self) -> Path:
        """The file that says where the running trial answers."""
        return self.folder / "address"

    @property
    def state(self) -> Path:
        return self.folder / "demo.json"

    def secret(self, name: str) -> str:
        """Return a secret that stays the same from run to run; made at first use, for our eyes only."""
        file = self.folder / "secrets" / name
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return file.read_text(encoding="utf-8")


def find_home() -> Home:
    """
    Return MOTCUA_HOME, or ``var`` in the checkout; as root a folder of this checkout under /var/lib.

    Root's PostgreSQL runs as another user, who could not reach a checkout under a private home.
    """
    if named := os.environ.get("MOTCUA_HOME"):
        folder = Path(named).absolute()
    elif os.geteuid() == 0:
        folder = SYSTEM / sha256(os.fsencode(CHECKOUT)).hexdigest()[:10]
    else:
        folder = CHECKOUT / "var"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return Home(folder)


def is_production() -> bool:
    """Whether the environment was set by somebody: then it is complete, or settings say what is missing."""
    return any(name in os.environ for name in MARKS_OF_PRODUCTION)


def fill_environment(home: Home) -> None:
    """Set what a trial needs and nobody has set."""
    if os.environ.get("MOTCUA_DEMO", "true") != "true":
        raise NotADemoError("MOTCUA_DEMO is not true: this is a real system, and gets no demo data.")
    ours = {
        "MOTCUA_HOME": str(home.folder),
        "MOTCUA_DEMO": "true",
        "DJANGO_SETTINGS_MODULE": "motcua.project.settings",
    }
    if "MOTCUA_SECRET_KEY_FILE" not in os.environ:
        ours["MOTCUA_SECRET_KEY"] = home.secret("secret-key")
    for name, value in ours.items():
        os.environ.setdefault(name, value)


@contextmanager
def database(home: Home) -> Iterator[Callable[[], bool]]:
    """
    Have DATABASE_URL set: as it is, or to the embedded server, running as long as we are here.

    Gives a question: does the server still live? (Of a server of somebody else's we only hope so.)
    """
    if "DATABASE_URL" in os.environ or "DATABASE_URL_FILE" in os.environ:
        yield lambda: True
        return
    with postgres(home.database) as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield lambda: is_running(home.database)
        finally:
            del os.environ["DATABASE_URL"]
