"""What a first visit costs on a slow network."""

from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from motcua.web.ui import fonts

KB = 1024


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    fonts.build(folder)
    return folder


def source(name: str) -> bytes:
    path = finders.find(name)
    assert path is not None
    return Path(path).read_bytes()


def packed(name: str) -> int:
    return len(brotli.compress(source(name)))


def font_bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("*.woff2"))


def test_both_weights_together_stay_under_40_kb(cut):
    assert font_bytes(cut) <= 40 * KB


def test_the_stylesheet_stays_under_12_kb():
    assert packed("ui/ui.css") <= 12 * KB


def test_our_script_stays_under_3_kb_over_the_wire():
    assert packed("ui/ui.js") <= 3 * KB


def test_a_first_page_stays_under_80_kb(cut, client):
    page = client.get("/ui/layout/citizen/").content
    styles, scripts = ["ui", "citizen", "print"], ["ui", "upload"]
    files = [
        *(f"ui/{name}.css" for name in styles),
        *(f"ui/{name}.js" for name in scripts),
        "ui/icon.svg",
        "django_htmx/htmx-2.min.js",
    ]

    total = len(brotli.compress(page)) + font_bytes(cut) + sum(map(packed, files))

    assert total <= 80 * KB


def test_fonts_are_cut_once(cut):
    assert fonts.build(cut) is False


def test_a_missing_weight_is_cut_again(tmp_path):
    fonts.build(tmp_path)
    (tmp_path / fonts.file_name(600)).unlink()

    assert fonts.build(tmp_path) is True


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_the_cut_holds_all_of_vietnamese_and_even_figures(cut, weight):
    font = TTFont(cut / fonts.file_name(weight))
    characters = font.getBestCmap()
    even = font["GSUB"].table.LookupList.Lookup[0].SubTable[0].mapping

    assert {ord(c) for c in fonts.CHARACTERS} <= characters.keys()
    assert {font["hmtx"][even[characters[ord(d)]]][0] for d in "0123456789"} == {fonts.DIGIT_WIDTH}
