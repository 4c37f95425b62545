"""Photos of papers: whole and not a bomb; set straight, cut to the sheet, bound into one PDF."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pikepdf
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from motcua.papers.reading.refused import Refused

MAX_PIXELS = 100_000_000  # a 600 dpi scan of an A3 sheet is 70 million; more is a bomb or a poster
FORMATS = ["JPEG", "PNG", "WEBP"]
ImageFile.LOAD_TRUNCATED_IMAGES = False
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

SHEET_DPI = 150
SHEET_LONGEST = int(11.69 * SHEET_DPI * 1.2)
SMALL = 400  # pixels across, enough to find lines of text and the edge of a sheet
STEEPEST = 8.0  # degrees; more is not skew but a photo from the side
STEP = 0.5
FLATTER_BY = 1.08  # how much clearer the lines must be before a page is turned
MARGIN = 0.01
LEAST_SHEET = 0.35  # of the photo; less is not the sheet
CONTRAST = 60  # between the sheet and what it lies on, of 255


def kind_of(head: bytes) -> str | None:
    """Return the media type that the first bytes announce, if it is a picture we take."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return None


def check(path: Path) -> None:
    """
    Decode the picture to its end.

    :raises Refused: if it is cut off or damaged, or would unfold to more than ``MAX_PIXELS``.
    """
    with _opened(path) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Refused("pixels")
        image.draft("L", (1, 1))  # a JPEG is read to its end at an eighth of its size
        try:
            image.load()  # verify() alone does not see a cut-off picture
        except MemoryError as reason:
            raise Refused("pixels") from reason
        except (OSError, SyntaxError, ValueError, ArithmeticError) as reason:
            raise Refused("damaged") from reason


def _opened(path: Path) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(path, formats=FORMATS)
    except Image.DecompressionBombError as reason:
        raise Refused("pixels") from reason
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as reason:
        raise Refused("damaged") from reason


def upright(path: Path, longest: int) -> Image.Image:
    """Return the picture as it was seen, in RGB on white, at most ``longest`` pixels long."""
    with _opened(path) as image:
        image.draft("RGB", (longest, longest))
        image.thumbnail((longest * 2, longest * 2), reducing_gap=2.0)
        turned = ImageOps.exif_transpose(image)
    if turned.mode in {"RGBA", "LA", "PA", "P"}:
        layer = turned.convert("RGBA")
        turned = Image.new("RGB", layer.size, "white")
        turned.paste(layer, mask=layer)
    turned = turned.convert("RGB")
    turned.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return turned


def bind(paths: Sequence[Path], out: Path) -> int:
    """
    Write the photos as one PDF, a page each in this order, straight and cut to the sheet; a PDF as it is.

    Written anew by pikepdf, so that a signer, who reads strictly, can sign it.
    """
    with paths[0].open("rb") as file:
        is_picture = kind_of(file.read(16)) is not None
    made = out.with_suffix(".made.pdf") if is_picture else paths[0]
    if is_picture:
        pages = [sheet(upright(path, SHEET_LONGEST)) for path in paths]
        more = {"save_all": True, "append_images": pages[1:], "quality": 85}
        pages[0].save(made, "PDF", resolution=float(SHEET_DPI), **more)
    with pikepdf.open(made) as pdf:
        pdf.save(out)
        return len(pdf.pages)


def sheet(photo: Image.Image) -> Image.Image:
    """Return the page set straight and cut to its edges, as far as these are clear."""
    angle = skew(photo)
    if angle:
        photo = photo.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=_border(photo))
    box = edges(photo)
    return photo.crop(box) if box else photo


def skew(photo: Image.Image) -> float:
    """Return by how many degrees to turn the page so that its lines lie flat; 0 if that is not clear."""
    grey = ImageOps.autocontrast(_small(photo))
    ink = grey.point(lambda v: 255 if v < 110 else 0)
    middle = ink.crop((ink.width // 8, ink.height // 8, ink.width * 7 // 8, ink.height * 7 // 8))
    flat = _lines(middle, 0.0)
    steps = int(STEEPEST / STEP)
    clearest, angle = max((_lines(middle, step * STEP), step * STEP) for step in range(-steps, steps + 1))
    return angle if flat and clearest > flat * FLATTER_BY and abs(angle) < STEEPEST else 0.0


def _lines(ink: Image.Image, angle: float) -> float:
    """Return how much rows of ink and rows of paper differ: most where text runs along the rows."""
    rows = _profile(ink.rotate(angle, Image.Resampling.BILINEAR), (1, ink.height))
    return float(sum((above - below) ** 2 for above, below in pairwise(rows)))


def edges(photo: Image.Image) -> tuple[int, int, int, int] | None:
    """Return where a bright sheet lies on a dark ground, in pixels; None if no such edge is clear."""
    small = _small(photo)
    across = _span(_profile(small, (small.width, 1)))
    down = _span(_profile(small, (1, small.height)))
    if across is None or down is None:
        return None
    wide, high = across[1] - across[0], down[1] - down[0]
    if wide * high < LEAST_SHEET or wide * high > 1 - 2 * MARGIN:
        return None
    left, right = max(across[0] - MARGIN, 0), min(across[1] + MARGIN, 1)
    top, bottom = max(down[0] - MARGIN, 0), min(down[1] + MARGIN, 1)
    w, h = photo.size
    return int(left * w), int(top * h), int(right * w), int(bottom * h)


def _span(profile: Sequence[int]) -> tuple[float, float] | None:
    """Return from where to where, as parts of the whole, the brighter part goes."""
    dark, bright = min(profile), max(profile)
    if bright - dark < CONTRAST:
        return None
    level = dark + (bright - dark) * 0.5
    inside = [n for n, value in enumerate(profile) if value > level]
    return inside[0] / len(profile), (inside[-1] + 1) / len(profile)


def _small(photo: Image.Image) -> Image.Image:
    grey = photo.convert("L")
    grey.thumbnail((SMALL, SMALL * 2), Image.Resampling.BOX)
    return grey


def _profile(grey: Image.Image, size: tuple[int, int]) -> list[int]:
    return list(grey.resize(size, Image.Resampling.BOX).tobytes())


def _border(photo: Image.Image) -> tuple[int, ...]:
    """Return the colour at the edge, to fill what turning leaves open."""
    corner = photo.resize((3, 3), Image.Resampling.BOX).getpixel((0, 0))
    return corner if isinstance(corner, tuple) else (255, 255, 255)
