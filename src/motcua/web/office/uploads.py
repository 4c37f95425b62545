"""The file of an import, kept on the server between looking it through and publishing it."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

from motcua.catalogue.importing.sources import SUFFIXES
from motcua.kernel.text import tidy
from motcua.orgs.postings import Posting
from motcua.web.office.errors import FileGone, FileOfAnotherKind, FileTooBig

MB = 1024 * 1024
LONGEST_NAME = 120


@dataclass(frozen=True)
class Kept:
    """A file of one administrator: nobody else finds it by its ``token``."""

    token: uuid.UUID
    name: str


def keep(admin: Posting, upload: UploadedFile, suffixes: Sequence[str] = SUFFIXES) -> Kept:
    """
    Keep an uploaded file; an earlier one of the same administrator is thrown away.

    :raises FileOfAnotherKind: by its name.
    :raises FileTooBig: beyond what the site takes.
    """
    name = tidy(Path(upload.name or "").name)[-LONGEST_NAME:]
    if not name.lower().endswith(tuple(suffixes)):
        raise FileOfAnotherKind(name=name, kinds=", ".join(suffixes))
    if (upload.size or 0) > settings.MOTCUA_MAX_FILE_MB * MB:
        raise FileTooBig(name=name, limit=settings.MOTCUA_MAX_FILE_MB)
    _throw_away(_folder(admin))
    kept = Kept(uuid.uuid4(), name)
    default_storage.save(f"{_folder(admin)}/{kept.token}/{name}", File(upload.file))
    return kept


def find(admin: Posting, token: uuid.UUID) -> Kept:
    """
    Return the kept file.

    :raises FileGone: once it was published, thrown away, or replaced by another.
    """
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(f"{_folder(admin)}/{token}")[1]:
            return Kept(token, name)
    raise FileGone


@contextmanager
def opened(admin: Posting, kept: Kept) -> Iterator[Path]:
    """Lend the file under its own name, wherever the storage keeps it."""
    with tempfile.TemporaryDirectory(prefix="motcua-import-") as folder:
        path = Path(folder) / kept.name
        with default_storage.open(f"{_folder(admin)}/{kept.token}/{kept.name}") as source:
            path.write_bytes(source.read())
        yield path


def forget(admin: Posting, kept: Kept) -> None:
    _throw_away(f"{_folder(admin)}/{kept.token}")


def _folder(admin: Posting) -> str:
    return f"imports/{admin.officer_id}"


def _throw_away(folder: str) -> None:
    with suppress(FileNotFoundError):
        folders, files = default_storage.listdir(folder)
        for name in files:
            default_storage.delete(f"{folder}/{name}")
        for name in folders:
            _throw_away(f"{folder}/{name}")
        default_storage.delete(folder)
