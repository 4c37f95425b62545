"""Tests that read letters need Tesseract with Vietnamese; without it they are skipped, loudly."""

import pytest

from motcua.papers.digitising import ocr


@pytest.fixture(scope="session")
def reader():
    if not ocr.can_read():
        pytest.skip(f"LOUD: tesseract is missing ({ocr.INSTALL})")
    with ocr.Reader() as started:
        yield started
