"""An official letter as its form asks for it, from what was recorded when it was issued."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import override

from motcua.dossiers.models import Letter
from motcua.kernel.legal_time import VIETNAM
from motcua.papers.typesetting import Head, typeset

MARK = {
    Letter.Kind.RECEIPT: "TTPVHCC",
    Letter.Kind.SUPPLEMENT: "PBS",
    Letter.Kind.REFUSAL: "PTC",
}
TERM_WORDS = {
    "working_days": "ngày làm việc",
    "days": "ngày",
    "months": "tháng",
    "hours": "giờ làm việc",
    "unknown": "ngày (nguồn công bố không ghi đơn vị, tính theo ngày làm việc)",
}


def official_name(letter: Letter) -> str:
    """Return what the letter calls itself: Vietnamese, whoever reads the page."""
    with override("vi"):
        return str(Letter.Kind(letter.kind).label)


def number_of(letter: Letter) -> str:
    """Return the number as written: ``12/PBS``."""
    return f"{letter.number:02d}/{MARK[Letter.Kind(letter.kind)]}"


def term_words(term: dict[str, Any] | None) -> str:
    """Return a term in words: ``03 ngày làm việc``."""
    if term is None:
        return "Pháp luật không ấn định thời hạn"
    amount = term["amount"]
    figure = f"{int(amount):02d}" if amount == int(amount) else f"{amount:g}".replace(".", ",")
    return f"{figure} {TERM_WORDS[term['unit']]}"


def render(letter: Letter, *, tracking_url: str) -> bytes:
    """Return the letter as a PDF. The same letter gives the same file."""
    on = letter.issued_at.astimezone(VIETNAM).date()
    return typeset(
        letter.kind,
        _content(letter, tracking_url),
        head=Head(
            title=f"{official_name(letter)} {letter.dossier.code}",
            agency=letter.unit.name,
            parent=letter.unit.parent.name if letter.unit.parent else "",
            number=number_of(letter),
            on=on,
        ),
        at=letter.issued_at,
    )


def _content(letter: Letter, tracking_url: str) -> dict[str, Any]:
    common = _common(letter)
    content = letter.content
    if letter.kind == Letter.Kind.RECEIPT:
        return common | _receipt(letter, tracking_url)
    common |= {
        "reason": content["reason"],
        "officer_name": content["officer"],
        "contact_name": letter.unit.name,
        "contact_phone": letter.unit.phone,
    }
    if letter.kind == Letter.Kind.SUPPLEMENT:
        return common | {"items": content["items"]}
    return common | {"citation": content["citation"], "advice": content["guidance"]}


def _common(letter: Letter) -> dict[str, Any]:
    dossier, applicant = letter.dossier, letter.dossier.applicant
    return {
        "dossier_code": dossier.code,
        "procedure_name": dossier.version.name,
        "desk": letter.unit.name,
        "applicant_name": applicant["name"],
        "applicant_id": applicant.get("number", ""),
        "applicant_address": applicant.get("address", ""),
        "applicant_phone": applicant.get("phone", ""),
        "applicant_email": applicant.get("email", ""),
    }


def _receipt(letter: Letter, tracking_url: str) -> dict[str, Any]:
    content = letter.content
    due_at = content["due_at"]
    return {
        "papers": [
            {"name": p["title"], "originals": p["originals"], "copies": p["copies"]}
            for p in content["papers"]
        ],
        "term": term_words(content["term"]),
        "received_at": letter.issued_at,
        "due_at": datetime.fromisoformat(due_at) if due_at else "Theo thông báo của cơ quan",
        "result_place": letter.unit.name,
        "book_line": str(letter.number),
        "submitter_name": letter.dossier.applicant_name,
        "receiver_name": content["officer"],
        "tracking_url": tracking_url,
    }
