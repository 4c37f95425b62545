"""Pages of a file as pictures, each made once; derived papers, which say that they are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from motcua.kernel.errors import Refusal
from motcua.papers import queries, rules
from motcua.papers.models import StoredFile
from motcua.papers.reading import client

MEDIA_TYPE = "image/webp"


def preview(file: StoredFile, number: int = 0) -> IO[bytes] | None:
    """
    Return the first page as a small WebP, or page ``number`` to be read; None if it cannot be drawn.

    Whoever shows it has asked as for the file.

    :raises FileQuarantined: if malware was found in it.
    """
    queries.open_file(file).close()
    name = rules.preview_name(file.sha256, number)
    if not default_storage.exists(name):
        try:
            default_storage.save(name, ContentFile(_drawn(file, number)))
        except Refusal:
            return None
    opened: IO[bytes] = default_storage.open(name, "rb")
    return opened


def shape(file: StoredFile, number: int) -> float | None:
    """Return how high page ``number`` is for its width, as its picture is; None if it cannot be drawn."""
    picture = preview(file, number)
    if picture is None:
        return None
    with picture, Image.open(picture, formats=["WEBP"]) as image:  # ours: only its head is read
        return image.height / image.width


def bound(files: Sequence[StoredFile]) -> bytes:
    """Return photos, straight and cut to the sheet, or a PDF, as one PDF; the originals count."""
    with tempfile.TemporaryDirectory(prefix="motcua-bind-") as folder, _on_disk(files, folder) as paths:
        out = Path(folder, "out.pdf")
        client.ask("bind", file_name="", paths=[str(path) for path in paths], out=out)
        return out.read_bytes()


def _drawn(file: StoredFile, number: int) -> bytes:
    with tempfile.TemporaryDirectory(prefix="motcua-see-") as folder, _on_disk([file], folder) as (path,):
        out = Path(folder, "out.webp")
        client.ask("preview", file_name="", path=path, out=out, media_type=file.media_type, number=number)
        return out.read_bytes()


@contextmanager
def _on_disk(files: Sequence[StoredFile], folder: str) -> Iterator[list[Path]]:
    """Give the readers, who know no store, each content as a file of theirs."""
    paths = []
    for number, file in enumerate(files):
        paths.append(Path(folder, str(number)))
        with queries.open_file(file) as content, paths[-1].open("wb") as copy:
            while chunk := content.read(1024 * 1024):
                copy.write(chunk)
    yield paths
