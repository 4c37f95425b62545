"""PDFs of strangers: whole, open, without anything that runs or hides, and not a bomb."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from motcua.papers.reading.pictures import MAX_PIXELS
from motcua.papers.reading.refused import Refused

MAX_PAGES = 1_000
MAX_OBJECTS = 300_000
MAX_UNFOLDED = 512 * 1024 * 1024  # of all streams; a photo of 100 megapixels in grey is 100 MB
MAX_DEPTH = 60
CHUNK = 1024 * 1024

_RUNS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"}
_RUNS_BY_KEY = {"/JS", "/JavaScript"}
_HIDES_FILES = {"/EmbeddedFiles", "/EF"}
_HIDES_BY_KIND = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/3D", "/Sound"}


def check(path: Path) -> int:
    """
    Return how many pages it has.

    :raises Refused: if it is locked, damaged, runs something, carries files, or unfolds without measure.
    """
    try:
        with pikepdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("locked")
            pages = _count(pdf)
            if len(pdf.objects) > MAX_OBJECTS:
                raise Refused("heavy")
            _look_through(pdf)
            return pages
    except pikepdf.PasswordError as reason:
        raise Refused("locked") from reason
    except MemoryError as reason:
        raise Refused("heavy") from reason
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, AttributeError) as reason:
        raise Refused("damaged") from reason


def _count(pdf: pikepdf.Pdf) -> int:
    """Count leaves of the page tree, which may lie about itself or bite its own tail."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [pdf.Root.Pages]
    pages = 0
    while waiting and pages <= MAX_PAGES:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            raise Refused("damaged")
        if node.objgen != (0, 0) and node.objgen in seen:
            raise Refused("damaged")
        seen.add(node.objgen)
        if node.get("/Type") == "/Pages" or "/Kids" in node:
            waiting.extend(node["/Kids"])
        else:
            pages += 1
    if pages == 0:
        raise Refused("damaged")
    if pages > MAX_PAGES:
        raise Refused("pages")
    return pages


def _look_through(pdf: pikepdf.Pdf) -> None:
    unfolded = 0
    for thing in pdf.objects:
        for part in _dictionaries(thing):
            _check_dictionary(part)
        if isinstance(thing, pikepdf.Stream):
            unfolded += _unfolded(thing, MAX_UNFOLDED - unfolded)


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Yield a dictionary and those written inside it; what it refers to has its own turn."""
    waiting = [(thing, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise Refused("damaged")
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            inner = [value for _key, value in one.items()]
        elif isinstance(one, pikepdf.Array):
            inner = list(one)
        else:
            continue
        nested = (pikepdf.Dictionary, pikepdf.Array)
        waiting += [(i, depth + 1) for i in inner if isinstance(i, nested) and not i.is_indirect]


def _check_dictionary(one: Any) -> None:
    keys = set(one.keys())
    if keys & _RUNS_BY_KEY or str(one.get("/S", "")) in _RUNS:
        raise Refused("runs")
    if "/XFA" in keys:
        raise Refused("xfa")
    if keys & _HIDES_FILES or str(one.get("/Subtype", "")) in _HIDES_BY_KIND:
        raise Refused("files-inside")
    if str(one.get("/Subtype", "")) == "/Image":
        size = one.get("/Width", 0), one.get("/Height", 0)
        if not all(isinstance(side, int) for side in size) or size[0] * size[1] > MAX_PIXELS:
            raise Refused("heavy")


def _unfolded(stream: pikepdf.Stream, room: int) -> int:
    """Return how many bytes a stream unfolds to, never holding them."""
    filters: Any = stream.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters]
    if len(names) > 3 or names.count("/FlateDecode") > 2:
        raise Refused("heavy")
    raw = stream.read_raw_bytes()
    if not names or names[0] not in {"/FlateDecode", "/Fl"}:
        return len(raw)
    pieces: Iterator[bytes] = iter([bytes(raw)])
    for name in names:
        if name in {"/FlateDecode", "/Fl"}:
            pieces = _inflated(pieces)
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > room:
            raise Refused("heavy")
    return total


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest and not inflater.eof:
                yield inflater.decompress(rest, CHUNK)
                rest = inflater.unconsumed_tail
    except zlib.error:
        return  # a reader shows what came before; pictures and text are judged when they are drawn
