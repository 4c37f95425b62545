"""Asks the reader of letters about a scan. Without Tesseract it says so, and everything else goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from motcua.kernel.errors import Refusal
from motcua.papers import queries
from motcua.papers.digitising import errors
from motcua.papers.digitising.sheets import Sheets, sheets_of
from motcua.papers.models import StoredFile

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie"
REFUSALS: dict[str, type[Refusal]] = {
    "electronic": errors.AlreadyElectronic,
    "unreadable": errors.Unreadable,
    "damaged": errors.Unreadable,
    "pages": errors.TooManyPages,
    "pixels": errors.TookTooLong,
    "heavy": errors.TookTooLong,
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A scan as a searchable PDF (PDF/A), and what stands on it."""

    pdf: bytes
    sheets: Sheets


@cache
def can_read() -> bool:
    """Return whether Tesseract is here and knows Vietnamese."""
    if not (program := shutil.which("tesseract")):
        return False
    said = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    return "vie" in said.stdout.split()


def why_not_read() -> Refusal | None:
    return None if can_read() else errors.NoReader(command=INSTALL)


class Reader:
    """
    A reader for many scans, one after another: it is started once, which takes longer than a page.

    >>> with Reader() as reader:                                    # doctest: +SKIP
    ...     reader.read([file], title="Giấy khai sinh").sheets.text
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            _in, out = _pipes(self._process)
            _in.close()
            self._process.wait(10)
            out.close()

    def read(self, files: Sequence[StoredFile], *, title: str) -> Recognised:
        """
        Read one paper: a PDF, or its photos in order.

        :raises NoReader: without Tesseract.
        :raises AlreadyElectronic, TooManyPages, Unreadable, TookTooLong: about the file.
        """
        if refusal := why_not_read():
            raise refusal
        with tempfile.TemporaryDirectory(prefix="motcua-digitise-") as folder:
            out = Path(folder, "out.pdf")
            answer = self._ask(
                {
                    "paths": [str(path) for path in _copied(files, Path(folder))],
                    "media_type": files[0].media_type,
                    "out": str(out),
                }
            )
            if why := answer.get("refused"):
                raise REFUSALS[why](title=title, limit=200)
            return Recognised(out.read_bytes(), sheets_of(answer["pages"]))

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self._process = _started()
        to, back = _pipes(self._process)
        to.write(json.dumps(job) + "\n")
        to.flush()
        line = back.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"refused": "heavy"}
        return answer


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-I", "-W", "ignore", "-m", "motcua.papers.digitising.reader"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1"},  # no secret of ours
    )


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _copied(files: Sequence[StoredFile], folder: Path) -> list[Path]:
    """Give the reader, who knows no store, each content as a file of its own."""
    paths = []
    for number, file in enumerate(files):
        paths.append(folder / str(number))
        with queries.open_file(file) as content, paths[-1].open("wb") as copy:
            shutil.copyfileobj(content, copy)
    return paths
