"""Square codes in a photo."""

from __future__ import annotations

from pathlib import Path

from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

from motcua.papers.reading.pictures import upright

LONGEST = 3000  # pixels: a code of a card stays readable, a photo of fifty megapixels costs no minute
MOST = 10


def read(path: Path) -> list[str]:
    """Return the texts of the QR codes seen, at most ten, in the order they were found."""
    photo = upright(path, LONGEST)
    found = read_barcodes(photo, formats=BarcodeFormats(BarcodeFormat.QRCode))
    return [code.text for code in found if code.valid][:MOST]
