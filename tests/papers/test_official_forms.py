"""The printed forms as machines meet them: codes read by a scanner, tags and titles by a screen reader."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.jobs.commands import forms as command
from motcua.papers import samples, templates
from motcua.papers.barcodes import code128
from motcua.papers.typesetting import draw, typeset
from tests.architecture.test_docs import DOCS

HEAD = replace(samples.HEAD, title="Phiếu thử ẩm ướt")
ABOUT_A_DOSSIER = [name for name in templates.NAMES if not name.startswith("register")]
A5, A4 = (420, 595), (842, 595)


def read(name: str) -> PdfFileReader:
    data = samples.SAMPLES[samples.slip_of(name)]
    return PdfFileReader(io.BytesIO(typeset(name, data, head=HEAD, at=samples.AT)))


@pytest.mark.parametrize("name", templates.NAMES)
def test_a_screen_reader_is_told_what_it_reads(name):
    root = read(name).root

    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "vi-vn"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].data.decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert HEAD.title in metadata
    assert "/StructTreeRoot" in root


@pytest.mark.parametrize("name", templates.NAMES)
def test_the_paper_has_the_size_the_circular_gives_it(name):
    first = read(name).root["/Pages"]["/Kids"][0]
    while "/Kids" in first:
        first = first["/Kids"][0]
    left, bottom, right, top = (float(edge) for edge in first["/MediaBox"])

    wanted = A4 if name.startswith("register") else A5
    assert (round(right - left), round(top - bottom)) == wanted


@pytest.mark.parametrize("name", ABOUT_A_DOSSIER)
def test_a_scanner_reads_the_code_and_the_way_to_follow_the_dossier(name):
    data = samples.SAMPLES[samples.slip_of(name)]
    [page, *_] = draw(name, data, head=HEAD, per_inch=300)

    with Image.open(io.BytesIO(page)) as picture:
        found = {str(code.format): code.text for code in zxingcpp.read_barcodes(picture.convert("L"))}

    assert set(found.values()) == {data["dossier_code"], data["tracking_url"]}


@pytest.mark.parametrize("code", ["H21.117-261127-0007", "000.00.65.H21-200914-0011", "H21-261127-123456"])
def test_every_layout_of_a_dossier_code_becomes_bars(code):
    assert code128(code).startswith("<svg")


def test_every_form_stands_in_the_documents_as_pdf_and_picture():
    names = {path.name for path in (DOCS / "forms").iterdir()}

    assert names == {f"{n}.{kind}" for n in templates.NAMES for kind in ("pdf", "png")} | {command.MADE_FROM}


def test_the_forms_in_the_documents_are_not_stale():
    made_from = (DOCS / "forms" / command.MADE_FROM).read_text("ascii").strip()

    assert made_from == command.digest(), "run: motcua forms --write docs/forms"


def test_every_form_is_compared_with_the_annex():
    page = (DOCS / "reference" / "official-forms.md").read_text("utf-8")

    assert [name for name in templates.NAMES if f"../forms/{name}.png" not in page] == []
