"""
What the crawl took along from the page around a cell.

The crawl cut the page at its labels. A cell may therefore end with the tail of the page (keywords,
description, the form to choose an office), and where a label also stood inside a text, with the
table of another part.
"""

import re
from dataclasses import dataclass

from motcua.catalogue.crawl.cells import NO_INFO

# The form under the last cell of the page: choose an office, send.
_FORM_START = re.compile(r"Chọn\s+cơ\s+quan\s+thực\s+hiện")
_FORM = re.compile(
    r"\s*(?:Chọn\s+cơ\s+quan\s+thực\s+hiện|Tỉnh/\s*Thành\s+phố|Bộ\s+ngành|Phường/\s*Xã|Sở|Đơn\s+vị"
    r"|--\s*Chọn\s[^-]{1,40}--|Nộp\s+hồ\s+sơ"
    r"|Hệ\s+thống\s+chỉ\s+hiển\s+thị\s+những\s+cơ\s+quan\s+đã\s+áp\s+dụng\s+dịch\s+vụ\s+công\s+trực\s+tuyến)\s*"
)
_KEYWORDS = re.compile(r"Từ\s+khóa")
_EMPTY_TAIL = re.compile(rf"Từ\s+khóa\s*{NO_INFO}\s*Mô\s+tả\s*{NO_INFO}\s*")
_HALF_EMPTY_TAIL = re.compile(
    rf"Từ\s+khóa\s*{NO_INFO}\s*Mô\s+tả|Từ\s+khóa[^\n]{{0,500}}?Mô\s+tả\s*{NO_INFO}\s*$"
)

HEADINGS = {
    "ways": re.compile(r"Hình\s+thức\s+nộp\s*Thời\s+gian\s*Phí,\s*lệ\s+phí\s*Mô\s+tả\s*"),
    "papers": re.compile(r"Tên\s+giấy\s+tờ\s*Mẫu\s+đơn,\s*tờ\s+khai\s*Số\s+lượng"),
    "legal_bases": re.compile(r"Tên\s+văn\s+bản\s+pháp\s+lý\s*Mã\s+văn\s+bản\s*"),
}


def after_heading(field: str, text: str) -> int:
    """Return where the rows begin behind the heading of the table, or 0 if it has none."""
    heading = HEADINGS[field].match(text, len(text) - len(text.lstrip()))
    return heading.end() if heading else 0


@dataclass(frozen=True, slots=True)
class Cut:
    """``own`` belongs to the cell; ``other`` is text of another part of the page, "" mostly."""

    own: str
    other: str = ""


def without_form(text: str) -> str:
    """Return ``text`` without the page's form at its end."""
    starts = [match.start() for match in _FORM_START.finditer(text)]
    if not starts:
        return text
    position = starts[-1]
    while match := _FORM.match(text, position):
        position = match.end()
    # If something follows that is no furniture, it is not for us to drop.
    return text[: starts[-1]] if position == len(text) else text


def cut_page(field: str, text: str) -> Cut:
    """Take off what is not of ``field``. The cell of the results holds keywords and description itself."""
    text = without_form(text)
    if field != "results":
        text = _without_empty_tail(text)
        if half := _half_empty_tail(text):
            return Cut(text[:half], text[half:])
    for name, heading in HEADINGS.items():
        if name != field and (match := heading.search(text)):
            # A table can be cut where the other begins; in running text nobody can say where.
            start = match.start() if field in HEADINGS else 0
            return Cut(text[:start], text[start:])
    return Cut(text)


def _without_empty_tail(text: str) -> str:
    starts = [match.start() for match in _KEYWORDS.finditer(text)]
    if starts and _EMPTY_TAIL.fullmatch(text, starts[-1]):
        return text[: starts[-1]]
    return text


def _half_empty_tail(text: str) -> int:
    starts = [match.start() for match in _KEYWORDS.finditer(text)]
    return starts[-1] if starts and _HALF_EMPTY_TAIL.match(text, starts[-1]) else 0
