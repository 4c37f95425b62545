"""How content comes into the store: looked at, scanned, on the disk before anybody is told."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import BinaryIO, TypeAlias

from django.conf import settings
from django.core.files import File

from motcua.papers import contents, intake, rules, scanning
from motcua.papers.errors import FileEmpty, FileInfected, FileNameMissing, FileNameTooLong, FileTooBig
from motcua.papers.models import MediaType, Scan, StoredFile
from motcua.papers.signatures import operations as signatures
from motcua.papers.uploads import Arrived

Content: TypeAlias = "bytes | BinaryIO | File[bytes]"


def checked_name(file_name: str) -> str:
    """
    Return the name as it is kept.

    :raises FileNameMissing: if nothing is left of it without folders and control characters.
    :raises FileNameTooLong: if it has more than 255 bytes in UTF-8.
    """
    name = rules.clean_file_name(file_name)
    if not name:
        raise FileNameMissing
    if not rules.fits_a_disk(name):
        raise FileNameTooLong
    return name


def take_in(content: Content, *, file_name: str, at: datetime) -> StoredFile:
    """
    Keep what somebody hands in. What was taken in before is not looked at again.

    :raises Refusal: as ``operations.store`` says.
    """
    try:
        with _staged(content) as staged:
            if staged.size == 0:
                raise FileEmpty(file_name=file_name)
            contents.hold(staged.sha256)
            if known := StoredFile.objects.filter(pk=staged.sha256).first():
                if known.scan == Scan.INFECTED:
                    raise FileInfected(file_name=file_name, found=known.found)
                contents.keep(staged)
                return known
            found = intake.inspect(staged.path, file_name=file_name)
            verdict = scanning.scan(staged.file)
            if verdict and verdict.found:
                raise FileInfected(file_name=file_name, found=verdict.found)
            contents.keep(staged)
            kept = _remember(staged, found, at, verdict)
            if kept.media_type == MediaType.PDF:
                signatures.expect(sha256=kept.sha256, file=staged.file, at=at)
    except contents.TooBig as reason:
        raise FileTooBig(file_name=file_name, limit_mb=settings.MOTCUA_MAX_FILE_MB) from reason
    return kept


def keep_own(pdf: bytes, *, at: datetime) -> StoredFile:
    """Keep a PDF that this office made itself."""
    with contents.staged(pdf, limit=len(pdf)) as staged:
        found = intake.our_own(staged.file)
        contents.hold(staged.sha256)
        contents.keep(staged)
    return _remember(staged, found, at, scanning.Verdict(scanning.MADE_HERE))


def _staged(content: Content) -> AbstractContextManager[contents.Staged]:
    if isinstance(content, Arrived):
        return contents.adopted(content.path)
    return contents.staged(content, limit=settings.MOTCUA_MAX_FILE_MB * 1024 * 1024)


def _remember(
    staged: contents.Staged, found: intake.Inspected, at: datetime, verdict: scanning.Verdict | None
) -> StoredFile:
    """Record content once; of two requests with the same content the second waits, then agrees."""
    row = StoredFile(
        sha256=staged.sha256,
        size=staged.size,
        media_type=found.media_type,
        page_count=found.page_count,
        stored_at=at,
    )
    if verdict:
        row.scan, row.scanned_at, row.scanned_with = Scan.CLEAN, at, verdict.scanner
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    return row
