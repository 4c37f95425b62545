"""A spreadsheet (.xlsx, .xls, .ods, .csv) as lines of text. What is merged stands in each cell it covers."""

import codecs
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext
from python_calamine import CalamineError, CalamineWorkbook

from motcua.kernel.text import tidy

LARGEST = 20 * 1024 * 1024
MOST_LINES = 100_000


class SpreadsheetUnreadable(ValueError):
    """The file is no spreadsheet, or too large; the message ends a sentence of whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as people number it. ``merged`` are the columns whose cell goes on from the row above."""

    number: int
    cells: tuple[str, ...]
    merged: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def said(self) -> list[str]:
        """What stands in it; a cell merged over several columns is said once."""
        return list(dict.fromkeys(filter(None, self.cells)))


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    lines: tuple[Line, ...]


def sheets_of(name: str, content: bytes) -> list[Sheet]:
    """
    Return the sheets of a file.

    :raises SpreadsheetUnreadable: if it is none, or too large.
    """
    if len(content) > LARGEST:
        raise SpreadsheetUnreadable(gettext("tệp quá lớn, tối đa 20 MB."))
    found = _csv(content) if name.lower().endswith((".csv", ".txt")) else _workbook(content)
    if sum(len(sheet.lines) for sheet in found) > MOST_LINES:
        raise SpreadsheetUnreadable(gettext("tệp có quá nhiều dòng; hãy chia thành nhiều tệp."))
    return found


def _csv(content: bytes) -> list[Sheet]:
    """Read commas, semicolons or tabs, as spreadsheets of any habit write them."""
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as reason:
        raise SpreadsheetUnreadable(gettext("tệp CSV không ở dạng UTF-8.")) from reason
    first = next((line for line in text.splitlines() if line.strip()), "")
    comma = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=comma))
    except csv.Error as reason:
        raise SpreadsheetUnreadable(gettext("tệp không phải CSV.")) from reason
    return [Sheet("", tuple(Line(number, _texts(row)) for number, row in enumerate(rows, start=1)))]


def _encoding(content: bytes) -> str:
    """Return how a text is written: Excel's “Unicode text” is UTF-16, everything else is UTF-8."""
    return "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _workbook(content: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return [
            Sheet(sheet.name, _lines(sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or []))
            for sheet in sheets
        ]
    except (CalamineError, ValueError, OSError) as reason:
        why = gettext("tệp không phải bảng tính (.xlsx, .xls, .ods, .csv).")
        raise SpreadsheetUnreadable(why) from reason


Range = tuple[tuple[int, int], tuple[int, int]]


def _lines(rows: Sequence[Sequence[Any]], ranges: Sequence[Range]) -> tuple[Line, ...]:
    cells = [list(_texts(row)) for row in rows]
    merged: list[set[int]] = [set() for _row in rows]
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom + 1, len(cells))):
            for column in range(left, min(right + 1, len(cells[row]))):
                cells[row][column] = cells[top][left]
                if row > top:
                    merged[row].add(column)
    return tuple(
        Line(number, tuple(row), frozenset(merged[number - 1])) for number, row in enumerate(cells, start=1)
    )


def _texts(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_text(cell) for cell in row)


def _text(cell: Any) -> str:
    """Return a cell as it was meant: a spreadsheet makes numbers and days of what was typed."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return tidy(str(cell))
