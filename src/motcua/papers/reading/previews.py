"""The first page as a small picture."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from motcua.papers.reading import pictures
from motcua.papers.reading.refused import Refused

LONGEST = 320  # pixels: to know a paper by, not to read it


def preview(path: Path, out: Path, media_type: str) -> None:
    """Write the first page as a WebP. :raises Refused: if it cannot be drawn."""
    image = _page(path) if media_type == "application/pdf" else pictures.upright(path, LONGEST)
    image.save(out, "WEBP", quality=75)


def _page(path: Path) -> Image.Image:
    try:
        pdf = pypdfium2.PdfDocument(path)
        page = pdf[0]
        scale = LONGEST / max(page.get_width(), page.get_height(), 1.0)
        drawn: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as reason:
        raise Refused("damaged") from reason
    return drawn
