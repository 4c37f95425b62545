"""Official letters get their number and keep what they say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.dossiers import legal
from motcua.dossiers.delivery.ways import place_words
from motcua.dossiers.limits import day_of_filing
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.operations.numbers import next_letter_number
from motcua.dossiers.operations.signing import duty_for
from motcua.dossiers.rules import term_said
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting

COMPLAINT = (
    "Nếu không đồng ý, ông/bà có quyền khiếu nại đến {agency} trong {days} ngày kể từ ngày nhận được văn bản "
    "này ({citation}), hoặc khởi kiện tại Tòa án theo Luật Tố tụng hành chính."
)


def issue_letter(
    dossier: Dossier,
    kind: Letter.Kind,
    officer: Posting | None,
    at: datetime,
    *,
    unit: Unit | None = None,
    **content: Any,
) -> Letter:
    """Make a letter of ``unit``, the desk unless another is given. Without an officer the system makes it."""
    year = at.astimezone(VIETNAM).year
    unit = unit or dossier.receiving_unit
    said_by = {
        "officer": officer.actor.name if officer else SYSTEM.name,
        "title": officer.title if officer else "",
    }
    letter = Letter(
        dossier=dossier,
        kind=kind,
        unit=unit,
        year=year,
        number=next_letter_number(unit=unit, kind=kind, year=year),
        content={**said_by, **content},
        issued_at=at,
    )
    letter.awaits_head = duty_for(letter) == Duty.SIGN
    letter.save(force_insert=True)
    return letter


def issue_receipt(dossier: Dossier, *, clerk: Posting, at: datetime) -> Letter:
    """Make the receipt and appointment slip (form 01 of Circular 03/2025/TT-VPCP)."""
    papers = [
        {"title": p.title, "originals": p.originals, "copies": p.copies, "file": p.paper_id is not None}
        for p in dossier.papers.order_by("pk")
    ]
    term = term_said(dossier)
    return issue_letter(
        dossier,
        Letter.Kind.RECEIPT,
        clerk,
        at,
        papers=papers,
        term=term.model_dump(mode="json") if term else None,
        due_at=dossier.due_at and dossier.due_at.isoformat(),
        result_place=place_words(dossier) if dossier.delivery_way else "",
    )


def way_to_complain(dossier: Dossier, agency: Unit) -> str:
    """Return whom the applicant may complain to, and until when. An official sentence, in Vietnamese."""
    rule = legal.rule("complaint.days", day_of_filing(dossier))
    return COMPLAINT.format(agency=agency.name, days=rule.value, citation=rule.citation)
