"""The register leaves the system: for whom, for what, which days, how many lines. Every time is an act."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import IO, Any

import xlsxwriter
from django.db import transaction

from motcua.dossiers import register
from motcua.dossiers.errors import NotYourDuty
from motcua.dossiers.letters import head_of, template_for
from motcua.dossiers.models import Letter
from motcua.dossiers.register_errors import RegisterDaysWrong, RegisterPurposeMissing, RegisterTooLong
from motcua.dossiers.telling import moment
from motcua.journal import operations as journal
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.papers import templates
from motcua.papers.typesetting import typeset

MOST_DAYS = 366
MOST_PRINTED = 1_000
"""Lines of a printed register: a page holds about twelve."""
TITLE = "Sổ theo dõi hồ sơ"
COLUMNS = (
    ("line", "Số thứ tự", 8),
    ("code", "Mã hồ sơ", 24),
    ("procedure", "Tên thủ tục hành chính", 48),
    ("applicant", "Tên tổ chức, cá nhân", 28),
    ("contact", "Địa chỉ, số điện thoại", 40),
    ("agency", "Cơ quan chủ trì giải quyết", 32),
    ("received_on", "Nhận hồ sơ", 12),
    ("due_on", "Hẹn trả kết quả", 14),
    ("returned_on", "Trả kết quả", 12),
    ("way", "Phương thức nhận kết quả", 16),
    ("taken_by", "Ký nhận", 24),
)


class Format(StrEnum):
    PDF = "pdf"
    SHEET = "xlsx"


@dataclass(frozen=True)
class Export:
    """The file, at its beginning, and how many dossiers it holds."""

    file: IO[bytes]
    name: str
    count: int


@transaction.atomic
def export_register(
    *, clerk: Posting, unit_id: int, first: date, last: date, purpose: str, format: Format, at: datetime
) -> Export:
    """
    Write the register of one of the clerk's desks.

    :raises NotYourDuty: if the clerk does not receive for this desk.
    :raises RegisterPurposeMissing: if it is not said what for.
    :raises RegisterDaysWrong: if the days are no stretch of at most a year.
    :raises RegisterTooLong: if a printed one would not end.
    """
    if not clerk.may(Duty.RECEIVE, unit_id):
        raise NotYourDuty(duty=Duty.RECEIVE.label, unit="")
    if not (purpose := tidy(purpose)):
        raise RegisterPurposeMissing
    if not 0 <= (last - first).days < MOST_DAYS:
        raise RegisterDaysWrong(days=MOST_DAYS)
    unit = Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit_id)
    receipts = register.register_of(clerk, unit_id=unit_id, first=first, last=last)
    count = receipts.count()
    if format == Format.PDF and count > MOST_PRINTED:
        raise RegisterTooLong(count=count, most=MOST_PRINTED)
    mark = f"{clerk.actor.name} xuất lúc {moment(at)}: {purpose}"
    file = tempfile.TemporaryFile(prefix="motcua-register-")  # noqa: SIM115 — the answer closes it
    lines = register.lines(receipts)
    if format == Format.SHEET:
        write_sheet(file, lines, name=unit.name, mark=mark)
    else:
        file.write(_print(lines, unit, first, last, mark, at))
    file.seek(0)
    journal.record(
        "unit.register-exported",
        subject=unit.subject,
        actor=clerk.actor,
        at=at,
        first=first.isoformat(),
        last=last.isoformat(),
        count=count,
        purpose=purpose,
        format=format.value,
    )
    return Export(file, f"{TITLE} {unit.name} {first:%Y-%m-%d} {last:%Y-%m-%d}.{format}", count)


def _print(
    lines: Iterable[dict[str, Any]], unit: Unit, first: date, last: date, mark: str, at: datetime
) -> bytes:
    name = template_for(Letter.Kind.REGISTER, last)
    data = {"from_on": first, "to_on": last, "rows": list(lines), "purpose": mark}
    head = head_of(unit, title=f"{TITLE} {unit.name}", number="", at=at)
    return typeset(name, data, head=head, at=at, source=templates.source_at(name, at))


def write_sheet(file: IO[bytes], lines: Iterable[dict[str, Any]], *, name: str, mark: str) -> None:
    """Write row by row to the disk. A text stays one, also when somebody edits it: never a formula."""
    with xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"title": f"{TITLE} {name}", "comments": mark})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        sheet = book.add_worksheet(TITLE)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.freeze_panes(3, 2)
        for column, (_key, _heading, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, f"{TITLE.upper()}: {name}")
        sheet.write_string(1, 0, mark, text)
        for column, (_key, heading, _width) in enumerate(COLUMNS):
            sheet.write_string(2, column, heading, bold)
        for number, line in enumerate(lines, start=3):
            for column, (key, _heading, _width) in enumerate(COLUMNS):
                value = line[key]
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, value, text)
