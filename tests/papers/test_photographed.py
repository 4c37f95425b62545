"""Square codes are read out of photos, apart from us."""

import io

import pytest
import segno
from PIL import Image

from motcua.papers.errors import FileDamaged
from motcua.papers.photographed import codes_in

CARD = "064190001234||Rơ Mah H'Đinh|27111990|Nữ|Làng Krêl, xã Chư Prông, Gia Lai|15042021"


def photo(text: str, *, turned: int = 0, format: str = "JPEG") -> io.BytesIO:
    """Return a card on a table: a small code, somewhere, at an angle."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="png", scale=5)
    card = Image.new("RGB", (1600, 1200), (120, 110, 100))
    card.paste(Image.open(drawn).convert("RGB"), (700, 300))
    out = io.BytesIO()
    card.rotate(turned, fillcolor=(120, 110, 100)).save(out, format)
    out.seek(0)
    return out


@pytest.mark.parametrize(("turned", "format"), [(0, "JPEG"), (17, "JPEG"), (90, "PNG"), (0, "WEBP")])
def test_the_code_of_a_card_is_read_with_every_mark(turned, format):
    assert codes_in(photo(CARD, turned=turned, format=format), file_name="the.jpg") == [CARD]


def test_a_picture_without_a_code_has_none():
    blank = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(blank, "JPEG")
    blank.seek(0)

    assert codes_in(blank, file_name="the.jpg") == []


def test_what_is_no_picture_is_refused():
    with pytest.raises(FileDamaged):
        codes_in(io.BytesIO(b"%PDF-1.7 no picture"), file_name="the.jpg")
