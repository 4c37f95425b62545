"""
Files that come in parts: the server's side of tus 1.0, without HTTP (``web/ui/uploading.py`` speaks it).

A part that was answered outlives this process; after a power cut its sender asks how much is there. What
becomes a paper is forced to the disk. Only who began an upload may add to it or use it.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import connection, transaction
from django.db.models import Sum

from motcua.papers import contents, rules
from motcua.papers.errors import (
    FileEmpty,
    FileNameMissing,
    FileNameTooLong,
    FileTooBig,
    TooManyUploads,
    UploadNotFound,
    UploadOffsetWrong,
    UploadPartDamaged,
    UploadPartTooBig,
    UploadUnfinished,
)
from motcua.papers.models import Paper, Upload

MB = 1024 * 1024
AT_ONCE = 200


class Arrived(File):  # type: ignore[type-arg]  # a File of bytes that is opened by nobody but the store
    """An upload that is whole, handed on as a file."""

    def __init__(self, upload_id: uuid.UUID, owner: str, name: str) -> None:
        super().__init__(None, name=name)
        self.upload_id = upload_id
        self.owner = owner
        self.path = _path(upload_id)


@transaction.atomic
def begin(*, owner: str, fingerprint: str, file_name: str, size: int, at: datetime) -> Upload:
    """
    Begin an upload, or find the one that was begun with this file before.

    :raises FileNameMissing, FileNameTooLong, FileEmpty, FileTooBig: before anything is sent.
    :raises TooManyUploads: if too much of this owner is on its way already.
    """
    name = rules.clean_file_name(file_name)
    if not name:
        raise FileNameMissing
    if not rules.fits_a_disk(name):
        raise FileNameTooLong
    if size <= 0:
        raise FileEmpty(file_name=name)
    if size > settings.MOTCUA_MAX_FILE_MB * MB:
        raise FileTooBig(file_name=name, limit_mb=settings.MOTCUA_MAX_FILE_MB)
    key = hashlib.sha256(f"{fingerprint}\0{name}\0{size}".encode()).hexdigest()
    _one_at_a_time(owner)  # so that the quota holds
    open_ = Upload.objects.filter(owner=owner, paper=None)
    if again := open_.filter(fingerprint=key).first():
        return again
    if (open_.aggregate(sum=Sum("size"))["sum"] or 0) + size > settings.MOTCUA_UPLOADS_OPEN_MB * MB:
        raise TooManyUploads(limit_mb=settings.MOTCUA_UPLOADS_OPEN_MB)
    return Upload.objects.create(owner=owner, fingerprint=key, file_name=name, size=size, began_at=at)


def found(upload_id: uuid.UUID, owner: str) -> Upload:
    """:raises UploadNotFound: if ``owner`` began no such upload."""
    upload = Upload.objects.filter(pk=upload_id, owner=owner).first()
    if upload is None:
        raise UploadNotFound
    return upload


def offset_of(upload: Upload) -> int:
    """Return how many bytes have come."""
    if upload.paper_id:
        return upload.size
    try:
        return path_of(upload).stat().st_size
    except FileNotFoundError:
        return 0


@transaction.atomic
def add(*, upload_id: uuid.UUID, owner: str, offset: int, part: bytes, sha256: bytes | None) -> int:
    """
    Put a part behind what has come; return how much that is now.

    :raises UploadNotFound, UploadPartTooBig: as they say.
    :raises UploadPartDamaged: if the part has not the hash that was announced.
    :raises UploadOffsetWrong: if it does not begin where the last one ended, or goes beyond the end.
    """
    if len(part) > settings.MOTCUA_UPLOAD_PART_MB * MB:
        raise UploadPartTooBig(limit_mb=settings.MOTCUA_UPLOAD_PART_MB)
    if sha256 is not None and hashlib.sha256(part).digest() != sha256:
        raise UploadPartDamaged
    _one_at_a_time(f"upload:{upload_id}")  # no lock on the row: that is a write, and a wait for the disk
    upload = found(upload_id, owner)
    if offset != offset_of(upload) or offset + len(part) > upload.size:
        raise UploadOffsetWrong
    _append(path_of(upload), offset, part)
    return offset + len(part)


def _append(path: Path, offset: int, part: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o640)
    try:
        view, at = memoryview(part), offset
        while view:
            written = os.pwrite(handle, view, at)
            view, at = view[written:], at + written
    except OSError:
        os.ftruncate(handle, offset)
        raise
    finally:
        os.close(handle)


@transaction.atomic
def give_up(*, upload_id: uuid.UUID, owner: str) -> None:
    """Throw away what has come. :raises UploadNotFound: if there is nothing of ``owner`` on its way."""
    _one_at_a_time(f"upload:{upload_id}")
    upload = _locked(upload_id, owner)
    if upload.paper_id is None:
        path_of(upload).unlink(missing_ok=True)
        upload.delete()


def arrived(upload_id: uuid.UUID, owner: str) -> Arrived:
    """Return an upload as a file for ``operations.store``, which refuses it if it is not whole."""
    upload = Upload.objects.filter(pk=upload_id, owner=owner).first()
    return Arrived(upload_id, owner, upload.file_name if upload else "")


def lock(file: Arrived) -> Upload:
    """
    Hold an upload until the transaction ends, so that it becomes one paper.

    :raises UploadNotFound, UploadUnfinished: as they say.
    """
    _one_at_a_time(f"upload:{file.upload_id}")
    upload = _locked(file.upload_id, file.owner)
    if offset_of(upload) != upload.size:
        raise UploadUnfinished(file_name=upload.file_name)
    return upload


def became(upload: Upload, paper: Paper) -> None:
    upload.paper = paper
    upload.save(update_fields=["paper"])


def path_of(upload: Upload) -> Path:
    return _path(upload.pk)


def _path(upload_id: uuid.UUID) -> Path:
    return contents.spool() / f"up-{upload_id}"


def sweep(*, at: datetime) -> int:
    """Remove uploads that nobody went on with, and what a crash left in the spool; return how many."""
    before = at - timedelta(hours=settings.MOTCUA_KEEP_PARTS_HOURS)
    with transaction.atomic():
        rows = Upload.objects.select_for_update(of=("self",), skip_locked=True)
        old = rows.filter(paper=None, began_at__lt=before).order_by("began_at")[:AT_ONCE]
        gone = [upload for upload in old if not _moved_since(upload, before)]
        Upload.objects.filter(pk__in=[upload.pk for upload in gone]).delete()
    for upload in gone:
        path_of(upload).unlink(missing_ok=True)
    left = [path for path in contents.spool().iterdir() if path.stat().st_mtime < before.timestamp()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(gone) + len(left)


def _moved_since(upload: Upload, before: datetime) -> bool:
    try:
        return path_of(upload).stat().st_mtime >= before.timestamp()
    except FileNotFoundError:
        return False


def _one_at_a_time(what: str) -> None:
    """Hold ``what`` until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('motcua.uploads:' || %s, 0))", [what])


def _locked(upload_id: uuid.UUID, owner: str) -> Upload:
    rows = Upload.objects.select_for_update(of=("self",)).select_related("paper__file")
    upload = rows.filter(pk=upload_id, owner=owner).first()
    if upload is None:
        raise UploadNotFound
    return upload
