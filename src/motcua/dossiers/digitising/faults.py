"""What became of each row of a run, as a list a spreadsheet opens. Pure."""

import csv
import io
from collections.abc import Iterable

from motcua.dossiers.digitising.models import BulkRow

HEADS = ("dong", "tep", "ket_qua", "ma", "can_xem_lai")


def line_of(row: BulkRow) -> list[str]:
    return [str(row.number), row.said["tep"], said_of(row), row.code, "; ".join(row.look)]


def said_of(row: BulkRow) -> str:
    """Return what became of a row; the list is kept, so it speaks Vietnamese."""
    if row.done_at is None:
        return "Chưa đến lượt"
    return row.wrong or ("Đã có từ lần trước" if row.again else "Đã đưa vào kho")


def as_csv(rows: Iterable[BulkRow]) -> bytes:
    """Return the list in UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows(map(line_of, rows))
    return out.getvalue().encode("utf-8-sig")
