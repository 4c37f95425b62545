"""Copies that say for whom and for what they were made. The original is neither changed nor handed out."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import typst
from django.utils.timezone import localtime

from motcua.kernel.text import tidy
from motcua.papers import queries
from motcua.papers.models import Paper
from motcua.papers.reading import client
from motcua.papers.typesetting import font_folders

_WORDS = """
#set document(title: sys.inputs.words)
#set page(width: 210mm, height: 297mm, margin: 0pt, fill: none)
#set text(font: ("Times New Roman", "Liberation Serif", "Libertinus Serif"), size: 13pt)
#set text(fill: rgb(154, 27, 23, 110))
#for n in range(5) {
  let line = box(width: 185mm, align(center, sys.inputs.words))
  place(center + horizon, dy: (n - 2) * 56mm, rotate(-24deg, line))
}
"""


def stamped(paper: Paper, *, purpose: str, reader: str, at: datetime) -> bytes:
    """
    Return a paper as a PDF with purpose, reader and moment over every page.

    :raises FileQuarantined: if malware was found in it.
    :raises FileDamaged, FileTooHeavy: if it cannot be laid out again.
    """
    words = tidy(f"{purpose} · {reader} · {localtime(at):%H:%M %d/%m/%Y}")
    with tempfile.TemporaryDirectory(prefix="motcua-stamp-") as name:
        folder = Path(name)
        (folder / "words.typ").write_text(_WORDS, "utf-8")
        typst.compile(
            str(folder / "words.typ"),
            output=str(folder / "words.pdf"),
            root=name,
            font_paths=list(font_folders()),
            sys_inputs={"words": words},
        )
        (folder / "paper").write_bytes(queries.read_bytes(paper))
        client.ask(
            "stamp",
            file_name=paper.file_name,
            path=folder / "paper",
            out=folder / "out.pdf",
            media_type=paper.file.media_type,
            over=folder / "words.pdf",
        )
        return (folder / "out.pdf").read_bytes()
