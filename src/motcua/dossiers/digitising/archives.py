"""Archives of scans, unfolded within limits: a small file must not fill the disk."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from motcua.dossiers.digitising.errors import ArchiveNotRead

MOST_FILES = 5000
MOST_UNFOLDED = 8 * 1024**3
CHUNK = 1024 * 1024


def check(archive: File[bytes]) -> None:
    """:raises ArchiveNotRead: if it is no ZIP, is locked, or would unfold without measure."""
    if (archive.size or 0) > settings.MOTCUA_MAX_ARCHIVE_MB * 1024**2:
        raise ArchiveNotRead(why=_("quá %(mb)s MB.") % {"mb": settings.MOTCUA_MAX_ARCHIVE_MB})
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as reason:
        raise ArchiveNotRead(why=_("không phải tệp .zip.")) from reason
    if any(member.flag_bits & 0x1 for member in members):
        raise ArchiveNotRead(why=_("tệp có mật khẩu."))
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_UNFOLDED:
        raise ArchiveNotRead(why=_("quá nhiều tệp; hãy chia nhỏ."))
    archive.seek(0)


@contextmanager
def unfolded(archive: IO[bytes]) -> Iterator[Path]:
    """Give the files under their own names in a folder that is gone afterwards, but those too large."""
    largest = settings.MOTCUA_MAX_FILE_MB * 1024**2
    with tempfile.TemporaryDirectory(prefix="motcua-bulk-") as name, zipfile.ZipFile(archive) as opened:
        folder = Path(name)
        for member in opened.infolist()[:MOST_FILES]:
            path = _place(folder, member)
            if path and member.file_size <= largest:
                _copy(opened, member, path, largest)
        yield folder


def _place(folder: Path, member: zipfile.ZipInfo) -> Path | None:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if member.is_dir() or not parts or parts[0] == "/" or ".." in parts:
        return None
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _copy(opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, largest: int) -> None:
    """Copy one file; what it says of its size may be a lie."""
    left = largest + 1
    try:
        with opened.open(member) as source, path.open("wb") as target:
            while left > 0 and (chunk := source.read(min(CHUNK, left))):
                target.write(chunk)
                left -= len(chunk)
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        path.unlink(missing_ok=True)
        return
    if left <= 0:
        path.unlink(missing_ok=True)
