"""Codes on paper that machines read: QR for addresses, Code 128 (ISO/IEC 15417) for dossier codes."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby

import segno
from barcode import Code128

QUIET = 10  # modules left white on each side, as the standard asks
HEIGHT = 40


def qr(text: str) -> str:
    """Return a QR code as SVG; level M survives a stamp over a seventh of it."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode("ascii")


def code128(text: str) -> str:
    """Return a Code 128 barcode as SVG: one path, its quiet zones within."""
    modules = Code128(text).build()[0]
    at, bars = QUIET, []
    for bit, run in groupby(modules):
        width = len(list(run))
        if bit == "1":
            bars.append(f"M{at} 0h{width}v{HEIGHT}h-{width}z")
        at += width
    size = f"{len(modules) + 2 * QUIET} {HEIGHT}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><path d="{"".join(bars)}"/></svg>'
