"""Words laid over every page of a copy: for whom it was made, and for what."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from motcua.papers.reading import pictures


def stamp(path: Path, out: Path, media_type: str, over: Path) -> None:
    """Write a copy as a PDF with the first page of ``over`` laid on each of its pages."""
    if media_type != "application/pdf":
        made = out.with_suffix(".page.pdf")
        page = pictures.upright(path, pictures.SHEET_LONGEST)
        page.save(made, "PDF", resolution=float(pictures.SHEET_DPI), quality=85)
        path = made
    with pikepdf.open(path) as pdf, pikepdf.open(over) as words:
        for page_ in pdf.pages:
            page_.add_overlay(words.pages[0], None)
        pdf.save(out)
