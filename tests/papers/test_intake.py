import io
import tempfile
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from motcua.kernel.errors import Refusal
from motcua.papers import errors, intake
from motcua.papers.models import MediaType
from tests.papers.makers import pdf, picture


def inspect(content: bytes) -> intake.Inspected:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(content)
        return intake.inspect(Path(file.name), file_name="tệp")


@pytest.mark.parametrize(
    ("kind", "media_type"), [("JPEG", MediaType.JPEG), ("PNG", MediaType.PNG), ("WEBP", MediaType.WEBP)]
)
def test_pictures_are_known_by_their_content(kind, media_type):
    assert inspect(picture(kind)) == intake.Inspected(media_type, 1)


def test_the_pages_of_a_pdf_are_counted():
    assert inspect(pdf("building-permit")) == intake.Inspected(MediaType.PDF, 2)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + b"\x00" * 500,
        b"PK\x03\x04" + b"\x00" * 100,
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\x00" * 100,
        b"#!/bin/sh\nrm -rf /",
        b"\x00",
        "chỉ là chữ".encode(),
    ],
)
def test_what_is_no_paper_is_refused(content):
    with pytest.raises(errors.FileTypeNotAccepted):
        inspect(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_cut_off_picture_is_damaged(kind):
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, kind)

    with pytest.raises(errors.FileDamaged):
        inspect(out.getvalue()[: len(out.getvalue()) // 2])


@pytest.mark.parametrize("keep", [9, 100, 5_000, -200, -20])
def test_a_cut_off_pdf_is_damaged(keep):
    with pytest.raises(errors.FileDamaged):
        inspect(pdf()[:keep])


def test_a_pdf_with_a_password_is_refused():
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(pdf())))
    writer.encrypt(owner_pass="chu", user_pass="khach")
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(errors.FileLocked):
        inspect(out.getvalue())


def test_a_picture_that_unfolds_to_a_wall_is_refused():
    header = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00")

    with pytest.raises(errors.ImageTooLarge):
        inspect(header + _chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + _chunk(b"IEND", b""))


@pytest.mark.parametrize(
    "pages",
    [
        b"<</Type/Pages/Kids[2 0 R]/Count 1>>",  # its own child
        b"<</Type/Pages/Kids[]/Count 7>>",
        b"<</Type/Pages/Kids 5/Count 1>>",
        b"[]",
    ],
)
def test_a_page_tree_that_lies_is_damaged(pages):
    with pytest.raises(errors.FileDamaged):
        inspect(_tiny_pdf(pages))


def test_a_stream_that_unfolds_to_gigabytes_does_not():
    bomb = zlib.compress(zlib.compress(b"\x00" * 300_000_000, 9), 9)
    body = b"%PDF-1.5\n1 0 obj<</Type/XRef/W[1 1 1]/Size 9/Filter[/FlateDecode/FlateDecode]/Length "
    content = body + str(len(bomb)).encode() + b">>stream\n" + bomb + b"\nendstream endobj\n"

    with pytest.raises(errors.FileDamaged):
        inspect(content + b"startxref\n9\n%%EOF")


@pytest.mark.parametrize("step", range(40))
def test_no_byte_flip_breaks_anything_but_the_file(step):
    whole = bytearray(pdf())
    whole[step * len(whole) // 40] ^= 0x55

    try:
        inspect(bytes(whole))
    except Refusal as refusal:
        assert refusal.code.startswith("papers.")  # noqa: PT017


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def _tiny_pdf(pages: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    at = []
    for n, body in enumerate([b"<</Type/Catalog/Pages 2 0 R>>", pages], start=1):
        at.append(len(out))
        out += str(n).encode() + b" 0 obj" + body + b"endobj\n"
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in at)
    return out + table + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
