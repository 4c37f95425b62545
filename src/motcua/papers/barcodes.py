"""Codes on paper that machines read: QR for addresses, Code 128 (ISO/IEC 15417) for dossier codes."""

from __future__ import annotations

import re

from zxingcpp import BarcodeFormat, create_barcode

_BARS = re.compile(r'width="(\d+)" height="(\d+)".*?<path d="([^"]+)"', re.DOTALL)


def qr(text: str, *, level: str = "M", quiet: bool = False) -> str:
    """Return a QR code as SVG; level M survives a stamp over a seventh of it. ``quiet``: white around it."""
    code = create_barcode(text, BarcodeFormat.QRCode, ec_level=level)
    return _drawing(code.to_svg(add_quiet_zones=quiet))


def code128(text: str) -> str:
    """Return a Code 128 barcode as SVG, its quiet zones within."""
    return _drawing(create_barcode(text, BarcodeFormat.Code128).to_svg(add_hrt=False))


def _drawing(svg: str) -> str:
    """Keep the bars: one path, without the white behind it."""
    found = _BARS.search(svg)
    assert found is not None, "zxing-cpp draws a code as one path"
    width, height, path = found.groups()
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="{path}"/></svg>'
