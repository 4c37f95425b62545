"""Workbooks as offices write them, made with xlsxwriter."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

HEADINGS = ("Bước", "Nội dung công việc", "Trách nhiệm thực hiện", "Thời gian", "Biểu mẫu")
USUAL = (
    ("B1", "Tiếp nhận, kiểm tra hồ sơ", "Công chức Bộ phận Một cửa", "0,5 ngày", "Mẫu 01"),
    ("B2", "Thẩm định hồ sơ", "Chuyên viên Phòng Văn hóa - Xã hội", "2 ngày", ""),
    ("B3", "Xem xét, ký nháy", "Lãnh đạo phòng", "4 giờ", ""),
    ("B4", "Ký giấy phép", "Chủ tịch UBND xã", "0,5 ngày", ""),
    ("B5", "Trả kết quả", "Công chức Bộ phận Một cửa", "4 giờ", ""),
)
Rows = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """A workbook of these sheets; ``merges`` are ranges such as ``A2:A3`` that keep their first cell."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            for area in (merges or {}).get(name, ()):
                column, line = ord(area[0]) - ord("A"), int(area[1 : area.index(":")]) - 1
                sheet.merge_range(area, rows[line][column])
    return out.getvalue()


def code(number: int) -> str:
    return f"1.{number:06d}"


def titled(number: int, rows: Rows = USUAL, headings: Sequence[str] = HEADINGS) -> list[Sequence[Any]]:
    """One table with the title an office writes above it."""
    return [
        (f"QUY TRÌNH NỘI BỘ SỐ {number}",),
        (f"Mã thủ tục: {code(number)}",),
        (f"Tên thủ tục: Cấp giấy phép loại {number}",),
        headings,
        *rows,
    ]


def listed(numbers: Sequence[int], rows: Rows = USUAL) -> list[Sequence[Any]]:
    """Many tables in one sheet, each row with its code, as registers are kept."""
    head = ("Mã TTHC", "Tên TTHC", *HEADINGS)
    return [head, *((code(n), f"Cấp giấy phép loại {n}", *row) for n in numbers for row in rows)]
