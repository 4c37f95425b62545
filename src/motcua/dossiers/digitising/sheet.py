"""A list of old papers as spreadsheets write it: CSV, or the first sheet of .xlsx or .ods. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.digitising.errors import SheetNotRead
from motcua.kernel.days import full_date
from motcua.kernel.identity import identity_number
from motcua.papers.digitising.layouts import layouts
from motcua.papers.spreadsheets import SpreadsheetUnreadable, sheets_of
from motcua.papers.vault.operations import Description

COLUMNS = {
    "tep": gettext_lazy("Tên tệp quét, trong thư mục hoặc tệp nén"),
    "loai": gettext_lazy("Mã loại giấy tờ, ví dụ KQ.G15.000031"),
    "ten": gettext_lazy("Tên giấy tờ; loại đã biết thì để trống được"),
    "so_dinh_danh": gettext_lazy("Số định danh của người trên giấy tờ"),
    "ho_ten": gettext_lazy("Họ tên của người đó"),
    "ngay_sinh": gettext_lazy("Ngày hoặc năm sinh; cần khi không có số định danh"),
    "so": gettext_lazy("Số trên giấy tờ; để trống được"),
    "ngay_cap": gettext_lazy("Ngày cấp; giấy tờ ghi rõ thì để trống được"),
    "noi_cap": gettext_lazy("Cơ quan cấp"),
    "doi_chieu": gettext_lazy("x: đã đối chiếu với bản chính"),
}
NEEDED = ("tep", "loai", "ho_ten", "doi_chieu")
YES = {"x", "co", "có", "1", "da", "đã"}
MOST_ROWS = 5000
Row = dict[str, str]


class RowRefused(Exception):
    """A row cannot be read; the message says why."""


def read_sheet(name: str, content: bytes) -> list[Row]:
    """
    Return the rows of a list, numbered from 2 as people see them, each with every column.

    :raises SheetNotRead: if it is no list, a column is missing, or it is too long.
    """
    try:
        sheets = sheets_of(name, content)
    except SpreadsheetUnreadable as reason:
        raise SheetNotRead(why=str(reason)) from reason
    lines = sheets[0].lines if sheets else ()
    heads = lines[0].cells if lines else ()
    missing = [column for column in NEEDED if column not in heads]
    if missing:
        raise SheetNotRead(why=_("thiếu cột %(columns)s.") % {"columns": ", ".join(missing)})
    rows = [dict(zip(heads, line.cells, strict=False)) for line in lines[1:]]
    rows = [{column: row.get(column, "") for column in COLUMNS} for row in rows]
    if len(rows) > MOST_ROWS:
        raise SheetNotRead(why=_("quá %(most)s dòng; hãy chia thành nhiều danh sách.") % {"most": MOST_ROWS})
    return rows


def described(row: Mapping[str, str]) -> Description:
    """:raises RowRefused: if what stands there cannot be."""
    holder = identity_number(row["so_dinh_danh"]) if row["so_dinh_danh"] else ""
    if holder is None:
        raise RowRefused(_("“{number}” không phải số định danh").format(number=row["so_dinh_danh"]))
    issued_on = full_date(row["ngay_cap"]) if row["ngay_cap"] else None
    if row["ngay_cap"] and issued_on is None:
        raise RowRefused(_("“{day}” không phải ngày cấp").format(day=row["ngay_cap"]))
    known = layouts().get(row["loai"])
    title = row["ten"] or (known.title if known else "")
    if not row["loai"] or not title:
        raise RowRefused(_("Chưa ghi loại và tên giấy tờ"))
    return Description(
        paper_type=row["loai"],
        title=title,
        holder=holder,
        holder_name=row["ho_ten"],
        holder_born=row["ngay_sinh"],
        number=row["so"],
        issuer=row["noi_cap"],
        issued_on=issued_on,
        issued_at_place=row["noi_cap"],
    )
