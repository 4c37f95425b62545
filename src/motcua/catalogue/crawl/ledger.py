"""
What became of every character of one source cell.

The parsers mark the spans they read, the spans that are page furniture and the spans they could not
read. "Read whole" is then not an opinion: it means that no character is left over. A span is only
ever given to a parser as its own text, so nothing can be marked as read and then be lost.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.facts import Unread


class State(StrEnum):
    WHOLE = "whole"  # every character that is not page furniture became a fact
    PART = "part"
    UNREAD = "unread"  # there was text and none of it became a fact
    EMPTY = "empty"  # the source says nothing: no key, no value, or "Không có thông tin"


class Reason(StrEnum):
    """Why a piece stayed unread, or why a piece that was read deserves a look."""

    AMBIGUOUS = "ambiguous"
    NO_ROWS = "no-rows"
    UNKNOWN_CHANNEL = "unknown-channel"
    UNKNOWN_UNIT = "unknown-unit"
    UNKNOWN_NUMBER = "unknown-number"
    UNKNOWN_LEVEL = "unknown-level"
    UNKNOWN_APPLICANT = "unknown-applicant"
    UNKNOWN_KEY = "unknown-key"
    UNKNOWN_VALUE = "unknown-value"
    NO_QUANTITY = "no-quantity"
    NO_PAPERS = "no-papers"
    FILE_NAME_START = "file-name-start"
    NOT_A_TABLE = "not-a-table"
    NO_NUMBER = "no-number"
    OTHER_PART = "other-part"
    NO_NAME = "no-name"
    NOT_A_CODE = "not-a-code"
    LEFT_OVER = "left-over"
    # Doubts: read, but the source contradicts itself or is not plausible.
    FREE_BUT = "free-but"
    AMOUNT_BUT = "amount-but"
    SMALL_AMOUNT = "small-amount"
    TERM_WITHOUT_UNIT = "term-without-unit"
    FOREIGN_CURRENCY = "foreign-currency"

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self])


_SENTENCES = {
    Reason.AMBIGUOUS: _("Các ô dính liền nhau, đọc được theo nhiều cách."),
    Reason.NO_ROWS: _("Không nhận ra dòng nào của bảng."),
    Reason.UNKNOWN_CHANNEL: _("Có dòng của bảng với hình thức nộp chưa biết."),
    Reason.UNKNOWN_UNIT: _("Đơn vị thời gian chưa biết."),
    Reason.UNKNOWN_NUMBER: _("Con số không rõ (không biết dấu chấm, phẩy là thập phân hay hàng nghìn)."),
    Reason.UNKNOWN_LEVEL: _("Cấp thực hiện chưa biết."),
    Reason.UNKNOWN_APPLICANT: _("Đối tượng thực hiện chưa biết."),
    Reason.UNKNOWN_KEY: _("Mục này không có trong khuôn dạng đã biết."),
    Reason.UNKNOWN_VALUE: _("Giá trị không phải là chữ."),
    Reason.NO_QUANTITY: _("Không thấy số lượng bản chính, bản sao."),
    Reason.NO_PAPERS: _("Chỉ có tiêu đề, không có giấy tờ nào bên dưới."),
    Reason.FILE_NAME_START: _("Không rõ tên giấy tờ hết ở đâu và tên tệp mẫu bắt đầu ở đâu."),
    Reason.NOT_A_TABLE: _("Nội dung không phải là bảng của mục này."),
    Reason.OTHER_PART: _("Lẫn nội dung của mục khác trên trang."),
    Reason.NO_NUMBER: _("Không thấy số, ký hiệu văn bản."),
    Reason.NO_NAME: _("Không có tên."),
    Reason.NOT_A_CODE: _("Phần sau “Mã:” không phải là mã."),
    Reason.LEFT_OVER: _("Phần còn lại chưa đọc được."),
    Reason.FREE_BUT: _("Ghi “Miễn phí” nhưng lời kèm theo nói đến mức thu hoặc văn bản về mức thu."),
    Reason.AMOUNT_BUT: _("Số tiền trong ô khác số tiền trong lời kèm theo."),
    Reason.SMALL_AMOUNT: _("Số tiền dưới 1.000 đồng, có thể nguồn viết thiếu phần nghìn."),
    Reason.TERM_WITHOUT_UNIT: _("Thời hạn không có đơn vị."),
    Reason.FOREIGN_CURRENCY: _("Loại tiền chưa có chỗ ghi riêng, giữ nguyên lời của nguồn."),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one field was read. ``doubts`` are reasons to look at facts that were read whole."""

    field: str
    state: State
    doubts: tuple[Reason, ...] = ()


def clean(text: str) -> str:
    """Return ``text`` in NFC without what a database or UTF-8 cannot hold."""
    safe = text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", safe)


def one_line(text: str) -> str:
    return " ".join(text.split())


def lines(text: str) -> str:
    """Return ``text`` with tidy lines and no empty ones: long texts keep their line breaks."""
    return "\n".join(tidy for line in text.splitlines() if (tidy := one_line(line)))


class Ledger:
    """The account of one source cell. ``field`` is the fact field its leftovers are listed under."""

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        self.text = clean(text)
        self._marks = bytearray(len(self.text))
        self._unread: list[tuple[int, int, Unread]] = []
        self._read: set[str] = set()
        self.doubts: dict[str, set[Reason]] = {}

    def read(self, start: int, end: int, field: str = "") -> str:
        """Take a span as a fact of ``field`` and return its text."""
        self._mark(start, end)
        self._read.add(field or self.field)
        return self.text[start:end]

    def chrome(self, start: int, end: int) -> None:
        """Set a span aside: page furniture, table headings, "Không có thông tin"."""
        self._mark(start, end)

    def unread(self, start: int, end: int, reason: Reason, field: str = "") -> None:
        self._mark(start, end)
        if text := lines(self.text[start:end]):
            unread = Unread(field=field or self.field, text=text, reason=reason)
            self._unread.append((start, end, unread))

    def doubt(self, reason: Reason, field: str = "") -> None:
        self.doubts.setdefault(field or self.field, set()).add(reason)

    def close(self) -> None:
        """List every character that nobody took."""
        start = 0
        while (start := self._marks.find(0, start)) >= 0:
            end = self._marks.find(1, start)
            end = len(self._marks) if end < 0 else end
            self.unread(start, end, Reason.LEFT_OVER)
            start = end

    def unread_parts(self) -> tuple[Unread, ...]:
        return tuple(unread for _, _, unread in sorted(self._unread, key=lambda part: part[0]))

    def outcome(self, field: str = "") -> Outcome:
        field = field or self.field
        lost = any(unread.field == field for _, _, unread in self._unread)
        read = field in self._read
        states = {
            (True, False): State.WHOLE,
            (True, True): State.PART,
            (False, True): State.UNREAD,
            (False, False): State.EMPTY,
        }
        return Outcome(field, states[read, lost], tuple(sorted(self.doubts.get(field, ()))))

    def _mark(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\x01" * (end - start)
