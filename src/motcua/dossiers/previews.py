"""The result as it would look, before anybody signs: every page is marked as a draft."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Literal

import typst

from motcua.dossiers.decisions import Decision, Proposal, result_template
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.results import CERTIFIED_COPY, paper_of, scans_of
from motcua.dossiers.signers import unfinished_of
from motcua.kernel.legal_time import VIETNAM
from motcua.papers import rules, typesetting
from motcua.papers.intake import our_own
from motcua.papers.queries import read_bytes
from motcua.papers.typesetting import Head, Scan

MARK = "DỰ THẢO"
GAP = "……"
PIXELS_PER_INCH = 100.0
_MARKED = """
#set document(title: sys.inputs.title)
#set page(paper: "a4", margin: 0pt, foreground: rotate(-35deg, text(
  font: ("Times New Roman", "Liberation Serif", "Libertinus Serif"), size: 88pt, weight: "bold",
  fill: rgb(154, 27, 23, 60), sys.inputs.mark)))
#for n in range(int(sys.inputs.pages)) {
  page(image("draft.pdf", page: n + 1, width: 100%, height: 100%, alt: sys.inputs.mark))
}
"""


@dataclass(frozen=True)
class Signer:
    """Who would sign, as the paper will name them."""

    name: str = ""
    post: str = ""


def preview(dossier: Dossier, proposal: Proposal, *, at: datetime, signer: Signer | None = None) -> bytes:
    """
    Return the draft of the result as a PDF, each page marked; fields still empty show as dots.

    :raises DataNotReady: if what was written cannot be set in the template.
    """
    pdf = _marked(_draft(dossier, proposal, at, signer or Signer()), dossier, "pdf")
    return pdf[0]


def to_sign(dossier: Dossier) -> bytes | None:
    """Return the very file behind which the next signer signs; None while nobody has signed."""
    unfinished = unfinished_of(dossier)
    return read_bytes(unfinished.file) if unfinished else None


def preview_pages(
    dossier: Dossier, proposal: Proposal, *, at: datetime, signer: Signer | None = None
) -> list[bytes]:
    """Return the pages of the draft as PNG pictures, to be read inside a page. Raises as ``preview``."""
    return _marked(_draft(dossier, proposal, at, signer or Signer()), dossier, "png")


def count_pages(dossier: Dossier, proposal: Proposal, *, at: datetime, signer: Signer | None = None) -> int:
    """Return how many pages the draft has. Raises as ``preview``."""
    return _count(BytesIO(_draft(dossier, proposal, at, signer or Signer())))


def _count(pdf: IO[bytes]) -> int:
    return our_own(pdf).page_count


def _draft(dossier: Dossier, proposal: Proposal, at: datetime, signer: Signer) -> bytes:
    if unfinished := unfinished_of(dossier):
        return read_bytes(unfinished.file)
    template, title, fields = paper_of(dossier, _with_gaps(dossier, proposal))
    head = _head(dossier, title, at, signer)
    scans = scans_of(dossier) if template == CERTIFIED_COPY else []
    if not scans:
        return typesetting.typeset(template, fields, head=head, at=at)
    pages = [Scan(read_bytes(p), p.file.media_type, p.file.page_count or 1) for p in scans]
    return typesetting.certify_copy(pages, fields, head=head, at=at)


def _with_gaps(dossier: Dossier, proposal: Proposal) -> Proposal:
    if proposal.decision == Decision.REFUSE:
        return replace(proposal, reason=proposal.reason.strip() or GAP)
    needed = {field.key for field in result_template(dossier).fields if field.required}
    gaps: dict[str, Any] = {key: GAP for key in needed if not str(proposal.fields.get(key, "")).strip()}
    return replace(proposal, fields={**proposal.fields, **gaps})


def _head(dossier: Dossier, title: str, at: datetime, signer: Signer) -> Head:
    agency = dossier.deciding_unit.name
    return Head(
        title=f"{MARK}: {title}",
        agency=agency,
        number=GAP,
        on=at.astimezone(VIETNAM).date(),
        authority=rules.authority_lines(agency, signer.post) if signer.post else (),
        signer=signer.name,
    )


def _marked(draft: bytes, dossier: Dossier, kind: Literal["pdf", "png"]) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="motcua-draft-") as name:
        root = Path(name)
        (root / "draft.pdf").write_bytes(draft)
        (root / "marked.typ").write_text(_MARKED, encoding="utf-8")
        made: object = typst.compile(
            str(root / "marked.typ"),
            root=str(root),
            format=kind,
            ppi=PIXELS_PER_INCH if kind == "png" else None,
            sys_inputs={
                "title": f"{MARK} {dossier.code}",
                "mark": MARK,
                "pages": str(_count(BytesIO(draft))),
            },
        )
    pages_made = made if isinstance(made, list) else [made]  # pictures of several pages come in a list
    return [page for page in pages_made if isinstance(page, bytes)]
