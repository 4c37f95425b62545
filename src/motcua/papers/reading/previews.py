"""A page as a picture: the first small, to know a paper by; any of them large, to read it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from motcua.papers.reading import pictures
from motcua.papers.reading.refused import Refused

SMALL = 320  # pixels: to know a paper by, not to read it
LARGE = 1800  # small print can be read, and a page stays below half a megabyte


def preview(path: Path, out: Path, media_type: str, number: int = 0) -> None:
    """
    Write page ``number`` large as a WebP, the first small without one.

    :raises Refused: if it cannot be drawn.
    """
    longest = LARGE if number else SMALL
    if media_type == "application/pdf":
        image = _page(path, max(number, 1), longest)
    else:
        image = pictures.upright(path, longest)
    image.save(out, "WEBP", quality=75)


def _page(path: Path, number: int, longest: int) -> Image.Image:
    try:
        pdf = pypdfium2.PdfDocument(path)
        page = pdf[number - 1]
        scale = longest / max(page.get_width(), page.get_height(), 1.0)
        drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, MemoryError, IndexError) as reason:
        raise Refused("damaged") from reason
    return drawn
