"""What a file really is, judged by its content and never by its name."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import IO

import puremagic
from PIL import Image, UnidentifiedImageError
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.papers.errors import (
    FileDamaged,
    FileLocked,
    FileTypeNotAccepted,
    ImageTooLarge,
)
from motcua.papers.models import MediaType

MAX_MEGAPIXELS = 100  # a 600 dpi scan of an A3 sheet is 70; more is a bomb or a poster
MAX_PAGES = 5_000
PDF_HEADER_WITHIN = 1024  # readers accept some bytes before "%PDF-"

_IMAGES = {
    "JPEG": MediaType.JPEG,
    "MPO": MediaType.JPEG,  # what many phones write into a .jpg: a JPEG with a second view behind it
    "PNG": MediaType.PNG,
    "WEBP": MediaType.WEBP,
}


@dataclass(frozen=True, slots=True)
class Inspected:
    media_type: MediaType
    page_count: int | None


def inspect(file: IO[bytes], *, file_name: str) -> Inspected:
    """
    Open the file as what it claims to be and count its pages.

    :raises FileTypeNotAccepted: if it is neither a PDF nor one of the accepted images.
    :raises FileDamaged: if it cannot be decoded to its end.
    :raises FileLocked: if it is an encrypted PDF.
    :raises ImageTooLarge: if it would unfold to more than ``MAX_MEGAPIXELS``.
    """
    file.seek(0)
    head = file.read(PDF_HEADER_WITHIN)
    if b"%PDF-" in head:
        return Inspected(MediaType.PDF, _pages_of_pdf(file, file_name))
    guessed = {match.mime_type for match in _guesses(head)}
    if not guessed & {str(kind) for kind in _IMAGES.values()}:
        raise FileTypeNotAccepted(file_name=file_name)
    return Inspected(_kind_of_image(file, file_name), 1)


def _guesses(head: bytes) -> list[puremagic.PureMagicWithConfidence]:
    try:
        found: list[puremagic.PureMagicWithConfidence] = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return []
    return found


def _pages_of_pdf(file: IO[bytes], file_name: str) -> int:
    file.seek(0)
    try:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted:
            raise FileLocked(file_name=file_name)
        pages = _count_pages(reader)
    except FileLocked:
        raise
    except Exception as reason:  # a hostile file can break a parser in any way it likes
        raise FileDamaged(file_name=file_name) from reason
    if not 1 <= pages <= MAX_PAGES:
        raise FileDamaged(file_name=file_name)
    return pages


def _count_pages(reader: PdfFileReader) -> int:
    """Count leaves of the page tree, which may lie about itself or bite its own tail."""
    seen: set[object] = set()
    waiting = [reader.root.raw_get("/Pages")]
    pages = 0
    while waiting and pages <= MAX_PAGES:
        node = waiting.pop()
        if isinstance(node, generic.IndirectObject):
            if node.reference in seen:
                raise ValueError("the page tree has a loop")
            seen.add(node.reference)
            node = node.get_object()  # type: ignore[no-untyped-call]
        if node.get("/Type") == "/Pages" or "/Kids" in node:
            waiting.extend(node["/Kids"])
        else:
            pages += 1
    return pages


def _kind_of_image(file: IO[bytes], file_name: str) -> MediaType:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as image:
                kind = _IMAGES[str(image.format)]
                if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
                    raise ImageTooLarge(file_name=file_name, limit_megapixels=MAX_MEGAPIXELS)
                image.draft("L", (1, 1))  # a JPEG is read to its end at an eighth of its size
                image.load()  # verify() alone does not see a cut-off picture
    except Image.DecompressionBombError as reason:
        raise ImageTooLarge(file_name=file_name, limit_megapixels=MAX_MEGAPIXELS) from reason
    except UnidentifiedImageError as reason:
        raise FileDamaged(file_name=file_name) from reason
    except (OSError, SyntaxError, ValueError, ArithmeticError, MemoryError) as reason:
        raise FileDamaged(file_name=file_name) from reason
    return kind
