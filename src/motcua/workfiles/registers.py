"""The registers of incoming and outgoing documents, as lines and as a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from motcua.journal import operations as journal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.workfiles.errors import DocumentNotFound
from motcua.workfiles.models import READERS, Incoming, Outgoing
from motcua.workfiles.states import Step

INCOMING, OUTGOING = "den", "di"
HEADS = {
    INCOMING: (
        "Số đến",
        "Ngày đến",
        "Nơi gửi",
        "Số, ký hiệu",
        "Ngày văn bản",
        "Trích yếu",
        "Người giải quyết",
    ),
    OUTGOING: ("Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Người ký", "Nơi nhận"),
}
"""Official letters stay Vietnamese, and so do their registers."""
Row = tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """Which book of which unit, from the first day to the last, both included."""

    unit: Unit
    book: str
    first: date
    last: date


def lines(posting: Posting, asked: Asked, *, at: datetime) -> list[Row]:
    """
    Return the lines in the order of their numbers, and note who read them.

    :raises DocumentNotFound: if the officer does no work in the unit.
    """
    if asked.unit.pk not in posting.units(*READERS):
        raise DocumentNotFound
    what = f"register {asked.book} {asked.first:%Y%m%d}-{asked.last:%Y%m%d}"
    journal.record_reading(subject=asked.unit.subject, reader=posting.actor, what=what, at=at)
    return list(_incoming(asked) if asked.book == INCOMING else _outgoing(asked))


def _incoming(asked: Asked) -> Iterator[Row]:
    rows = Incoming.objects.filter(unit=asked.unit).select_related("handler")
    for each in rows.filter(received_at__date__range=(asked.first, asked.last)).order_by("year", "number"):
        yield (
            str(each.number),
            _day(each.received_at),
            each.origin,
            each.symbol,
            f"{each.dated_on:%d/%m/%Y}" if each.dated_on else "",
            each.title,
            each.handler.full_name if each.handler else "",
        )


def _outgoing(asked: Asked) -> Iterator[Row]:
    rows = Outgoing.objects.filter(unit=asked.unit, step=Step.ISSUED).select_related("signed_by")
    days = rows.filter(issued_at__date__range=(asked.first, asked.last)).prefetch_related("recipients")
    for each in days.order_by("year", "kind", "number"):
        yield (
            each.symbol,
            _day(each.issued_at),
            each.title,
            each.signed_by.full_name if each.signed_by else "",
            "; ".join(to.name for to in each.recipients.all()),
        )


def _day(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%d/%m/%Y}" if at else ""


def sheet(book: str, rows: Sequence[Row]) -> bytes:
    """Return the lines as a spreadsheet; every cell is text, so that none is taken for a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet("Văn bản đến" if book == INCOMING else "Văn bản đi")
        bold = workbook.add_format({"bold": True})
        page.freeze_panes(1, 0)
        page.set_column(0, len(HEADS[book]) - 1, 22)
        for place, head in enumerate(HEADS[book]):
            page.write_string(0, place, head, bold)
        for number, row in enumerate(rows, start=1):
            for place, text in enumerate(row):
                page.write_string(number, place, text)
    return out.getvalue()
