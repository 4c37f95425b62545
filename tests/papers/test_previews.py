"""Small pictures, photos bound into a PDF, copies that say for whom they are."""

import io

import pypdfium2
import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from motcua.papers import contents, previews, rules
from motcua.papers.reading import pictures
from motcua.papers.watermarks import stamped
from tests.papers.hostile.corpus import pdf
from tests.papers.makers import picture, stored
from tests.papers.samples import AT

pytestmark = pytest.mark.django_db


def written(size=(900, 1200)) -> Image.Image:
    """A page with lines of text."""
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    for y in range(120, size[1] - 120, 40):
        draw.line((120, y, size[0] - 120 - y % 160, y), "black", 9)
    return page


def photographed(angle: float = 0.0, ground: str = "#223322") -> Image.Image:
    table = Image.new("RGB", (1400, 1800), ground)
    sheet = written().rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=ground)
    table.paste(sheet, (250, 300))
    return table


def jpeg(image: Image.Image, orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def opened(file) -> Image.Image:
    with file:
        image = Image.open(io.BytesIO(file.read()))
        image.load()
        return image


@pytest.mark.parametrize("content", [picture(size=(2000, 1000)), picture("PNG"), pdf(pages=3)])
def test_the_first_page_becomes_a_small_picture_made_once(content):
    file = stored(content=content).file

    first = opened(previews.preview(file))
    made_at = default_storage.get_modified_time(rules.preview_name(file.sha256))
    opened(previews.preview(file))

    assert first.format == "WEBP"
    assert max(first.size) <= 320
    assert default_storage.get_modified_time(rules.preview_name(file.sha256)) == made_at


def test_the_picture_goes_with_its_file():
    file = stored().file
    opened(previews.preview(file))

    contents.remove(file.sha256)

    assert not default_storage.exists(rules.preview_name(file.sha256))


def test_a_photo_stands_upright_as_its_camera_says():
    lying = stored(content=jpeg(Image.new("RGB", (400, 200), "white"), orientation=6)).file

    assert opened(previews.preview(lying)).size == (160, 320)


def test_photos_become_one_pdf_in_their_order():
    files = [stored(content=picture(colour=c, size=(300, 400))).file for c in ("red", "lime", "blue")]

    with pypdfium2.PdfDocument(previews.bound(files)) as made:
        middles = [page.render().to_pil().resize((1, 1)).getpixel((0, 0)) for page in made]

    assert [max(range(3), key=lambda n: colour[n]) for colour in middles] == [0, 1, 2]


@pytest.mark.parametrize("angle", [-5.0, -2.0, 2.0, 5.0])
def test_a_skewed_page_is_set_straight(angle):
    assert pictures.skew(written().rotate(angle, fillcolor="white")) == pytest.approx(-angle, abs=0.5)


def test_a_straight_page_and_an_empty_one_are_left_alone():
    assert pictures.skew(written()) == 0.0
    assert pictures.skew(Image.new("RGB", (900, 1200), "white")) == 0.0


def test_a_sheet_on_a_dark_table_is_cut_to_its_edges():
    found = pictures.edges(photographed())

    assert found == pytest.approx((250, 300, 1150, 1500), abs=40)


@pytest.mark.parametrize("image", [written(), photographed(ground="#e8e8e8"), Image.new("RGB", (9, 9))])
def test_without_a_clear_edge_nothing_is_cut(image):
    assert pictures.edges(image) is None


@pytest.mark.parametrize("content", [picture(size=(600, 400)), pdf(pages=2)])
def test_a_copy_says_for_what_and_for_whom_on_every_page_and_the_original_does_not(content):
    paper = stored(content=content, title="Căn cước công dân")

    copy = stamped(paper, purpose="Chỉ dùng để giải quyết hồ sơ H21", reader="Nguyễn Văn An", at=AT)

    with pypdfium2.PdfDocument(copy) as made:
        texts = [page.get_textpage().get_text_range() for page in made]
    assert all("Nguyễn Văn An" in text and "hồ sơ H21" in text for text in texts)
    with contents.read(paper.file_id) as kept:
        assert kept.read() == content
