"""What a file really is, judged by its content and never by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pypdfium2

from motcua.papers.errors import FileDamaged
from motcua.papers.models import MediaType
from motcua.papers.reading import client


@dataclass(frozen=True, slots=True)
class Inspected:
    media_type: MediaType
    page_count: int


def inspect(path: Path, *, file_name: str) -> Inspected:
    """
    Open the file as what it is, in a process of its own, and count its pages.

    :raises FileTypeNotAccepted, FileIsHeic: if it is neither a PDF nor one of the accepted pictures.
    :raises FileDamaged: if it cannot be decoded to its end.
    :raises FileLocked, FileRunsSomething, FileIsXfa, FileCarriesFiles: about a PDF.
    :raises ImageTooLarge, FileHasTooManyPages, FileTooHeavy: if it would unfold without measure.
    :raises FileIsTwoThings: if it is also a file of another kind.
    """
    found = client.inspect(path, file_name=file_name)
    return Inspected(MediaType(found["media_type"]), found["pages"])


def our_own(pdf: IO[bytes]) -> Inspected:
    """
    Count the pages of a PDF that this office made itself: nothing in it is unknown.

    :raises FileDamaged: if it cannot be opened.
    """
    pdf.seek(0)
    try:
        with pypdfium2.PdfDocument(pdf.read()) as opened:
            return Inspected(MediaType.PDF, len(opened))
    except pypdfium2.PdfiumError as reason:
        raise FileDamaged(file_name="") from reason
