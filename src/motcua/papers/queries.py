"""Reads. Whoever shows a paper first asks the access rules of the floor above."""

from __future__ import annotations

from typing import IO

from django.db.models import Q

from motcua.papers import contents, rules
from motcua.papers.errors import FileQuarantined
from motcua.papers.models import Archive, IssuedPaper, Paper, Scan, StoredFile


def open_file(paper: Paper | IssuedPaper | StoredFile) -> IO[bytes]:
    """
    Open the content of a paper for reading; the caller closes it. Of an issued one, under its newest stamp.

    :raises FileQuarantined: if malware was found in it.
    """
    file = paper if isinstance(paper, StoredFile) else current_file(paper)
    if file.scan == Scan.INFECTED:
        raise FileQuarantined(found=file.found)
    return contents.read(file.sha256)


def current_file(paper: Paper | IssuedPaper) -> StoredFile:
    """Return the file of a paper; of an issued one its newest copy for the archive, if there is one."""
    if isinstance(paper, IssuedPaper) and (last := paper.archives.select_related("file").last()):
        return last.file
    return paper.file


def read_bytes(paper: Paper | IssuedPaper | StoredFile) -> bytes:
    with open_file(paper) as file:
        return file.read()


def find_issued(verify_code: str) -> IssuedPaper | None:
    """Return the issued paper of a code, typed with or without groups and in any letter case."""
    if not (code := rules.read_code(verify_code)):
        return None
    return IssuedPaper.objects.select_related("file", "replaced_by").filter(verify_code=code).first()


def find_issued_by_content(sha256: str) -> IssuedPaper | None:
    """Return the issued paper whose file, or a copy of it for the archive, is exactly this content."""
    sha256 = sha256.lower()
    return (
        IssuedPaper.objects.select_related("file", "replaced_by")
        .filter(Q(file_id=sha256) | Q(pk__in=Archive.objects.filter(file_id=sha256).values("issued")))
        .order_by("issued_at")
        .first()
    )
