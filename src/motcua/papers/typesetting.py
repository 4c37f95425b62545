"""
PDF from templates and data, by typst: tagged for screen readers (PDF/UA-1), fit for archives (PDF/A-2a).

The same template, data and moment give the same bytes. Data reaches a template as JSON and is set as
text, never read as markup.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

import typst
from django.conf import settings

from motcua.papers import forms, rules
from motcua.papers.barcodes import code128, qr
from motcua.papers.errors import OriginalNotPrintable

TEMPLATES = Path(__file__).parent / "templates_typst"
DATA = "paper.json"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
LONGEST_WORD = 40  # characters; a longer one may be broken anywhere
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
_EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on an official paper around its content (Decree 30/2020/ND-CP, Appendix I)."""

    title: str
    agency: str
    number: str
    on: date
    place: str = ""  # empty: follows from the agency's name
    parent: str = ""  # the agency above
    authority: tuple[str, ...] = ()  # lines above the signer's name: "TM. …", "CHỦ TỊCH"
    signer: str = ""
    signed_at: datetime | None = None
    verify_url: str = ""
    verify_code: str = ""  # in groups


@dataclass(frozen=True, slots=True)
class Source:
    """A wording of a template that is not the shipped one, with the file it shares with the others."""

    text: str
    library: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(f"{self.text}\0{self.library}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Scan:
    """A page source to be set before the certification of a copy."""

    content: bytes
    media_type: str
    pages: int = 1


@dataclass(frozen=True, slots=True)
class _Press:
    """
    A compiler, the folder it reads, and the lock that keeps two threads from using it at once.

    Data comes in a file: what a page does not read of it stays set, which halves the time of a page.
    """

    compiler: typst.Compiler
    root: Path
    lock: threading.Lock = field(default_factory=threading.Lock)
    folder: tempfile.TemporaryDirectory[str] | None = None

    @contextmanager
    def told(self, paper: str) -> Iterator[typst.Compiler]:
        """Lend the compiler with this data before it; nothing of it stays behind."""
        file = self.root / DATA
        with self.lock:
            _write_over(file, paper)
            try:
                yield self.compiler
            finally:
                _write_over(file, "{}")


def _write_over(file: Path, text: str) -> None:
    """Emptied first, as Python does, a file is forced to the disk by ext4: a third of the time of a page."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        out.write(text.encode())
        out.truncate()


def typeset(
    template: str, data: Mapping[str, object], *, head: Head, at: datetime, source: Source | None = None
) -> bytes:
    """
    Return the PDF of one paper, dated ``at``; from ``source`` instead of the shipped template where given.

    :raises KeyError: if there is no such template.
    :raises DataNotReady: if its data is not whole.
    """
    checked = forms.check(template, data, title=head.title)
    return _print(_press_for(template, source), inputs_for(checked, head), at)


def draw(
    template: str, data: Mapping[str, object], *, head: Head, source: Source | None = None, per_inch: int = 96
) -> list[bytes]:
    """Return the pages of one paper as PNG pictures. Otherwise as ``typeset``."""
    checked = forms.check(template, data, title=head.title)
    with _press_for(template, source).told(inputs_for(checked, head)) as compiler:
        pages = compiler.compile(format="png", ppi=per_inch)
    return pages if isinstance(pages, list) else [pages or b""]


def certify_copy(scans: Sequence[Scan], data: Mapping[str, object], *, head: Head, at: datetime) -> bytes:
    """
    Return the pages of an original with the certification page behind them, as one PDF.

    :raises OriginalNotPrintable: if a page of the original cannot be set.
    """
    checked = forms.check("certified-copy", data, title=head.title)
    # Pages of a PDF keep whatever their maker did, so their copy cannot promise an archive's standard.
    only_images = all(scan.media_type != "application/pdf" for scan in scans)
    with tempfile.TemporaryDirectory(prefix="motcua-copy-") as name:
        root = Path(name)
        for source in TEMPLATES.glob("*.typ"):
            (root / source.name).write_bytes(source.read_bytes())
        pages = list(_lay_out(scans, root))
        press = _Press(_compiler("certified-copy", font_folders(), root), root)
        try:
            return _print(press, inputs_for(checked, head, pages=pages), at, archive=only_images)
        except typst.TypstError as reason:
            raise OriginalNotPrintable from reason


def _lay_out(scans: Sequence[Scan], root: Path) -> Iterator[dict[str, object]]:
    for index, scan in enumerate(scans):
        file = f"scan-{index}.{_EXTENSIONS[scan.media_type]}"
        (root / file).write_bytes(scan.content)
        for page in range(1, scan.pages + 1):
            yield {"file": file, "page": page}


def inputs_for(checked: forms.Form, head: Head, *, pages: Sequence[Mapping[str, object]] = ()) -> str:
    """Return what a template reads: who issues, what is said, the codes drawn from it."""
    described = {key: str(value) if value is not None else "" for key, value in asdict(head).items()}
    codes = {"verify_qr": qr(head.verify_url) if head.verify_url else "", "tracking_qr": "", "barcode": ""}
    if isinstance(checked, forms.Letter):
        codes["tracking_qr"] = qr(checked.tracking_url) if checked.tracking_url else ""
        codes["barcode"] = code128(checked.dossier_code) if checked.dossier_code else ""
    whole = {
        "head": described
        | {"authority": list(head.authority), "on": head.on.isoformat()}
        | {"place": head.place or rules.place_of(head.agency, settings.PROVINCE)}
        | {"signed_at": forms.clock(head.signed_at) if head.signed_at else ""},
        "data": checked.model_dump(mode="json"),
        "codes": codes,
        "pages": list(pages),
    }
    return json.dumps(_breakable(whole), ensure_ascii=False)


def _breakable(value: object) -> object:
    """Let words too long for a line break anywhere; addresses of pages are left whole."""
    if isinstance(value, str):
        return value if value.startswith(("<svg", "http")) else _LONG_WORD.sub(_loosen, value)
    if isinstance(value, Mapping):
        return {key: _breakable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(item) for item in value]
    return value


def _loosen(word: re.Match[str]) -> str:
    return "\u200b".join(word.group())


def _print(press: _Press, paper: str, at: datetime, *, archive: bool = True) -> bytes:
    with press.told(paper) as compiler:
        pdf = compiler.compile(
            pdf_standards=STANDARDS if archive else [],
            timestamp=int(at.timestamp()),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("typst returned pages, not one PDF")
    return pdf


def _press_for(template: str, source: Source | None) -> _Press:
    """Return the press of a wording. A process has its own: two would write over each other's data."""
    return _press(source or shipped(template), font_folders(), os.getpid())


@cache
def shipped(template: str) -> Source:
    """
    Return a template as this release brings it.

    :raises FileNotFoundError: if there is none of that name.
    """
    text = (TEMPLATES / f"{template}.typ").read_text("utf-8")
    return Source(text, (TEMPLATES / "official.typ").read_text("utf-8"))


@lru_cache(maxsize=64)
def _press(source: Source, fonts: tuple[str, ...], _process: int) -> _Press:
    folder = tempfile.TemporaryDirectory(prefix="motcua-press-")
    root = Path(folder.name)
    (root / "template.typ").write_text(source.text, "utf-8")
    (root / "official.typ").write_text(source.library, "utf-8")
    return _Press(_compiler("template", fonts, root), root, folder=folder)


def _compiler(template: str, fonts: tuple[str, ...], root: Path) -> typst.Compiler:
    return typst.Compiler(
        input=str(root / f"{template}.typ"),
        root=str(root),
        font_paths=list(fonts),
        ignore_system_fonts=True,
    )


def font_folders() -> tuple[str, ...]:
    """Return where the faces lie besides those that typst carries."""
    return tuple(settings.MOTCUA_FONTS)
