"""
Tesseract as OCRmyPDF drives it, with what it knows of each word put by: where it stands, how sure it is.

A plugin of OCRmyPDF, loaded by its name in ``reader``.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, ClassVar

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine


class Engine(TesseractOcrEngine):
    """``words`` is the folder that receives an hOCR of each page, named by its number."""

    words: ClassVar[Path]

    @staticmethod
    def generate_hocr(input_file: Path, output_hocr: Path, output_text: Path, options: Any) -> None:
        TesseractOcrEngine.generate_hocr(input_file, output_hocr, output_text, options)  # type: ignore[no-untyped-call]
        number = Path(input_file).name.split("_")[0]
        shutil.copyfile(output_hocr, Engine.words / f"{number}.hocr")


@hookimpl
def get_ocr_engine(options: Any) -> TesseractOcrEngine:
    return Engine()
