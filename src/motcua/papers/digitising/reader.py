"""
Reads the letters on scans, each in a process of its own with limits of memory and time and no secrets.

Run by ``ocr``, never imported there. A line of JSON in is a job, a line out its answer.
"""

from __future__ import annotations

import json
import logging
import os
import re
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import ocrmypdf
from defusedxml import ElementTree
from ocrmypdf import exceptions as failures
from PIL import Image

from motcua.papers.digitising.engine import Engine
from motcua.papers.reading import pictures
from motcua.papers.reading.refused import Refused

MEMORY = 4 * 1024**3
SECONDS = 60  # for the file, and again for each page
MAX_PAGES = 200
LARGEST_OUTPUT = 512 * 1024**2
PER_INCH = 200  # a photo is cut down to it: more costs time and reads no better
LONGEST = int(11.69 * PER_INCH * 1.1)
LONG_LINE = 4  # words; the slope of shorter ones is chance
_BASELINE = re.compile(r"baseline (-?[\d.]+)")
COMMON: dict[str, Any] = {
    "language": ["vie"],
    "output_type": "pdfa",
    "pdfa_backend": "internal",  # Ghostscript is AGPL: never called
    "rasterizer": "pypdfium",
    "tesseract_thresholding": "sauvola",  # shadows: the only one of the three that reads under them
    "optimize": 0,  # the picture stays as it was scanned
    "jobs": 1,
    "use_threads": True,
    "progress_bar": False,
    "plugins": ["motcua.papers.digitising.engine"],
}


def read(job: dict[str, Any]) -> dict[str, Any]:
    """
    Write ``out``, the scan with its text under the picture; return what stands on each page.

    :raises Refused: if it is no scan, is damaged, or cannot be read in the time.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-ocr-") as name:
        folder = Path(name)
        Engine.words = folder
        source = _bound([Path(path) for path in job["paths"]], folder)
        _set_limits(len(job["paths"]) if job["media_type"] != "application/pdf" else _pages_of(source))
        try:
            _recognise(source, Path(job["out"]))
        except (failures.DigitalSignatureError, failures.TaggedPDFError) as reason:
            raise Refused("electronic") from reason
        except (failures.ExitCodeException, OSError, ValueError) as reason:
            raise Refused("unreadable") from reason
        return {"pages": [_page(file) for file in sorted(folder.glob("*.hocr"))]}


def _recognise(source: Path, out: Path) -> None:
    try:
        ocrmypdf.ocr(source, out, deskew=True, **COMMON)
    except failures.PriorOcrFoundError:  # the scanner's own reading, seldom in Vietnamese, gives way to ours
        ocrmypdf.ocr(source, out, mode="redo", **COMMON)


def _bound(paths: list[Path], folder: Path) -> Path:
    """Return one PDF: the scan as it is, or the photos, each cut to its sheet."""
    with paths[0].open("rb") as file:
        if pictures.kind_of(file.read(16)) is None:
            return paths[0]
    pages: list[Image.Image] = [pictures.sheet(pictures.upright(path, LONGEST)) for path in paths]
    made = folder / "photos.pdf"
    resolution = max(page.height for page in pages) / 11.69
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=resolution, quality=90)
    return made


def _pages_of(pdf: Path) -> int:
    import pikepdf

    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def _set_limits(pages: int) -> None:
    if pages > MAX_PAGES:
        raise Refused("pages")
    seconds = SECONDS * (1 + pages)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    signal.alarm(seconds * 2)  # nobody catches it: the fork dies


def _page(hocr: Path) -> dict[str, Any]:
    """Return a page's size in pixels, how its lines slope, and its words: text, box, how sure (0 to 100)."""
    root = ElementTree.parse(hocr).getroot()
    page = next(each for each in root.iter() if each.get("class") == "ocr_page")
    _left, _top, width, height = _said(page, "bbox")
    words = [[word, *_said(each, "bbox"), *_said(each, "x_wconf")] for each, word in _words(root)]
    return {"width": width, "height": height, "slope": _slope(root), "words": words}


def _slope(root: Any) -> float:
    """Return by how much the usual line of several words falls for each pixel to the right."""
    long = [each for each in root.iter() if each.get("class") == "ocr_line" and len(each) >= LONG_LINE]
    slopes = [float(found[1]) for each in long if (found := _BASELINE.search(each.get("title")))]
    return median(slopes) if slopes else 0.0


def _words(root: Any) -> Iterator[tuple[Any, str]]:
    for each in root.iter():
        if each.get("class") == "ocrx_word" and (text := "".join(each.itertext()).strip()):
            yield each, text


def _said(element: Any, key: str) -> list[int]:
    said = next(part.split() for part in element.get("title").split(";") if part.split()[:1] == [key])
    return [int(float(number)) for number in said[1:]]


def _answer(line: str) -> None:
    """Do one job in this fork and say how it went, if it lives to say it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = read(json.loads(line))
    except Refused as refused:
        answer = {"refused": refused.why}
    except MemoryError:
        answer = {"refused": "heavy"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    logging.disable(logging.CRITICAL)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                _answer(line)
                code = 0
            except BaseException:
                code = 1
            os._exit(code)
        if os.waitpid(child, 0)[1] != 0:
            sys.stdout.write('{"refused": "heavy"}\n')
            sys.stdout.flush()


if __name__ == "__main__":
    main()
