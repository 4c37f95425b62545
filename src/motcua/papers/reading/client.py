"""Asks the readers about a file. A file that takes too much room or time is refused; the asker goes on."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock
from typing import Any

from motcua.kernel.errors import Refusal
from motcua.papers import errors

WAIT = 30  # seconds; the reader gives up before
REFUSALS: dict[str, type[Refusal]] = {
    "type": errors.FileTypeNotAccepted,
    "heic": errors.FileIsHeic,
    "damaged": errors.FileDamaged,
    "locked": errors.FileLocked,
    "pixels": errors.ImageTooLarge,
    "pages": errors.FileHasTooManyPages,
    "heavy": errors.FileTooHeavy,
    "runs": errors.FileRunsSomething,
    "xfa": errors.FileIsXfa,
    "files-inside": errors.FileCarriesFiles,
    "two-things": errors.FileIsTwoThings,
}


class _Server:
    """The readers of this process, started when first needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._owner = 0
        self._process: subprocess.Popen[str] | None = None
        self._folder = ""

    def connect(self) -> socket.socket:
        with self._lock:
            if self._owner != os.getpid() or self._process is None or self._process.poll() is not None:
                self._start()
            link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            link.settimeout(WAIT)
            link.connect(f"{self._folder}/s")
        return link

    def _start(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="motcua-read-")
        self._owner = os.getpid()
        self._process = subprocess.Popen(  # noqa: S603 — our own module; nothing of the upload on the line
            [sys.executable, "-I", "-m", "motcua.papers.reading.server", f"{self._folder}/s"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ.get("PATH", "")},  # no secret of ours
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "ready\n":
            raise RuntimeError("the readers of files did not start")
        atexit.register(self._stop, self._process, self._folder, os.getpid())

    @staticmethod
    def _stop(process: subprocess.Popen[str], folder: str, owner: int) -> None:
        if os.getpid() == owner:
            process.terminate()
            process.wait(5)
            if process.stdout:
                process.stdout.close()
            shutil.rmtree(folder, ignore_errors=True)


_server = _Server()


def ask(do: str, *, file_name: str, **job: Any) -> dict[str, Any]:
    """
    Return the answer of a reader.

    :raises Refusal: if the file is not taken, with how to mend it.
    """
    with _server.connect() as link, link.makefile("rwb") as stream:
        stream.write(json.dumps({"do": do, **job}, default=str).encode() + b"\n")
        stream.flush()
        try:
            line = stream.readline()
        except OSError:  # it took longer than it may
            line = b""
    answer: dict[str, Any] = json.loads(line) if line else {"refused": "heavy"}
    if why := answer.get("refused"):
        raise REFUSALS[why](file_name=file_name, limit_megapixels=100, limit_pages=1_000)
    return answer


def inspect(path: Path, *, file_name: str) -> dict[str, Any]:
    """Return ``media_type`` and ``pages`` of a file. Raises as ``ask``."""
    return ask("inspect", file_name=file_name, path=path)
