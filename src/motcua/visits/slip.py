"""A ticket on a roll of paper 80 mm wide, by typst."""

from __future__ import annotations

import json
from pathlib import Path

import segno
import typst

from motcua.kernel.legal_time import VIETNAM
from motcua.visits.models import Ticket

TEMPLATE = Path(__file__).parent / "slip.typ"


def slip(ticket: Ticket, *, address: str) -> bytes:
    """Return the PDF: the number, what for, when, and a code that leads to its place in the queue."""
    booked = ticket.booking.starts_at.astimezone(VIETNAM) if ticket.booking else None
    facts = {
        "number": ticket.shown,
        "desk": ticket.day.desk.name,
        "purpose": str(ticket.get_purpose_display()),
        "group": str(ticket.get_group_display()) if ticket.group else "",
        "booked": f"{booked:%H:%M}" if booked else "",
        "taken": f"{ticket.taken_at.astimezone(VIETNAM):%H:%M, %d/%m/%Y}",
        "qr": segno.make(address, error="m").svg_inline(border=0, omitsize=True),
    }
    pdf = typst.compile(
        str(TEMPLATE),
        ignore_system_fonts=True,
        sys_inputs={"ticket": json.dumps(facts, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(ticket.taken_at.timestamp()),
    )
    assert isinstance(pdf, bytes), "typst returns one PDF"
    return pdf
