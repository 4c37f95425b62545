"""
Where contents are kept: once each, under their hash, through Django's default storage.

On a local disk a file is staged, forced to the disk, then renamed into place, so a name in the store
always stands for whole content; object stores give the same promise by themselves.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection

from motcua.papers import rules

CHUNK = 256 * 1024
STAGING = ".staging"
SHA256_LETTERS = 64


class TooBig(Exception):
    """The stream holds more than the limit; the rest was not read."""


@dataclass(frozen=True, slots=True)
class Staged:
    """Content on its way in: read once, hashed, not yet in the store."""

    file: IO[bytes]
    path: Path
    sha256: str
    size: int


@contextmanager
def staged(content: bytes | BinaryIO | File[bytes], *, limit: int) -> Iterator[Staged]:
    """
    Copy a stream beside the store while hashing it; the copy is removed at the end.

    :raises TooBig: as soon as more than ``limit`` bytes have come.
    """
    folder = spool()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="in-", delete=False) as file:
        path = Path(file.name)
        try:
            digest, size = hashlib.sha256(), 0
            for chunk in _chunks(content):
                size += len(chunk)
                if size > limit:
                    raise TooBig
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            file.seek(0)
            yield Staged(file=file, path=path, sha256=digest.hexdigest(), size=size)
        finally:
            with suppress(FileNotFoundError):
                path.unlink()


@contextmanager
def adopted(path: Path) -> Iterator[Staged]:
    """Take in a file of the spool as it lies there, without a copy; what is not kept is removed."""
    with path.open("rb") as file:
        try:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            file.seek(0)
            yield Staged(file=file, path=path, sha256=digest, size=size)
        finally:
            path.unlink(missing_ok=True)


def spool() -> Path:
    """Return the folder for what is on its way in: beside a local store, so that a rename is all it takes."""
    folder = _local_folder(STAGING)
    if folder is None:
        folder = Path(settings.HOME) / "spool"
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(staged_file: Staged) -> None:
    """Put the content into the store so that it survives a power cut; do nothing if it is there."""
    name = rules.storage_name(staged_file.sha256)
    if _local_folder("") is None:
        _keep_remotely(staged_file, name)
    else:
        _keep_locally(staged_file, Path(default_storage.path(name)))


def _keep_locally(staged_file: Staged, target: Path) -> None:
    _make_folders(target.parent)
    if not target.exists() or target.stat().st_size != staged_file.size:
        os.fsync(staged_file.file.fileno())
        os.chmod(staged_file.path, 0o640)
        os.replace(staged_file.path, target)
    # Also when another request put it there: its rename may not have reached the disk yet.
    _force_folder(target.parent)


def _keep_remotely(staged_file: Staged, name: str) -> None:
    if default_storage.exists(name):
        return
    saved = default_storage.save(name, File(staged_file.file))
    if saved != name:  # another request was first; ours got a name of its own
        default_storage.delete(saved)


def remove(sha256: str) -> None:
    """Throw content away; the caller holds ``hold(sha256, alone=True)``."""
    default_storage.delete(rules.storage_name(sha256))
    number = 0
    while (name := rules.preview_name(sha256, number)) and (number == 0 or default_storage.exists(name)):
        default_storage.delete(name)
        number += 1


def everything() -> Iterator[tuple[str, datetime]]:
    """Yield the hash of everything in the store, and when it was put there."""
    for outer in _folders(""):
        for inner in _folders(outer):
            for name in default_storage.listdir(f"{outer}/{inner}")[1]:
                if rules.storage_name(name) == f"{outer}/{inner}/{name}" and len(name) == SHA256_LETTERS:
                    yield name, default_storage.get_modified_time(f"{outer}/{inner}/{name}")


def _folders(above: str) -> list[str]:
    try:
        return [name for name in default_storage.listdir(above)[0] if len(name) == 2]
    except FileNotFoundError:  # nothing was kept yet
        return []


def hold(sha256: str, *, alone: bool = False) -> None:
    """
    Keep the sweep away from this content until the transaction ends; ``alone``: everybody else.

    A lock on the hash, for there may be no row yet: content that comes in while its like is thrown away
    waits, and is then put there anew.
    """
    function = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended('motcua.vault:' || %s, 0))", [sha256])


def read(sha256: str) -> IO[bytes]:
    """Open content for reading; the caller closes it."""
    opened: IO[bytes] = default_storage.open(rules.storage_name(sha256), "rb")
    return opened


def _chunks(content: bytes | BinaryIO | File[bytes]) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    if content.seekable():
        content.seek(0)
    while chunk := content.read(CHUNK):
        yield chunk


def _local_folder(name: str) -> Path | None:
    """Return a folder of a local store, made if needed; None for an object store."""
    try:
        folder = Path(default_storage.path(name or "."))
    except NotImplementedError:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _make_folders(folder: Path) -> None:
    if folder.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for above in (folder.parent, folder.parent.parent):
        _force_folder(above)


def _force_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
