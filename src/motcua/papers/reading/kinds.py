"""What a file really is, judged by its content and never by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from motcua.papers.reading import pdfs, pictures, sounds
from motcua.papers.reading.refused import Refused

PDF_HEADER_WITHIN = 1024  # readers accept some bytes before "%PDF-"
TAIL = 64 * 1024
_ZIP_ENDS = b"PK\x05\x06"
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def inspect(path: Path) -> dict[str, Any]:
    """
    Open the file as what it is, to its end, and count its pages.

    :raises Refused: with the reason.
    """
    with path.open("rb") as file:
        head = file.read(PDF_HEADER_WITHIN)
        file.seek(max(path.stat().st_size - TAIL, 0))
        tail = file.read()
    if (kind := pictures.kind_of(head)) is not None:
        _one_thing(head[3:], tail)
        pictures.check(path)
        return {"media_type": kind, "pages": 1}
    if sounds.is_sound(head):
        _one_thing(head, tail)
        sounds.check(path)
        return {"media_type": "audio/wav", "pages": 1}
    if b"%PDF-" in head:
        if head[: head.index(b"%PDF-")].strip(b"\xef\xbb\xbf \t\r\n\x00"):
            raise Refused("two-things")
        _one_thing(b"", tail)
        return {"media_type": "application/pdf", "pages": pdfs.check(path)}
    raise Refused("heic" if head[4:8] == b"ftyp" and head[8:12] in _HEIC else "type")


def _one_thing(head: bytes, tail: bytes) -> None:
    """A file that is also something else is opened as that by whoever is to be deceived."""
    if b"%PDF-" in head or _ZIP_ENDS in tail:
        raise Refused("two-things")
