"""
Finds the tables of processes in the sheets of a file.

A table begins with a line of headings. Its procedure is named by a column, by the lines above, or by the
name of the sheet. What cannot be read is said of its row and never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext, gettext_lazy

from motcua.kernel.text import fold
from motcua.papers.spreadsheets import Line, Sheet, SpreadsheetUnreadable, sheets_of
from motcua.workflow.bpmn.values import shown_hours
from motcua.workflow.errors import TablesUnreadable
from motcua.workflow.moves import labels, move_named
from motcua.workflow.tables.model import Row, RowFault, Table
from motcua.workflow.tables.words import CODE, Column, StepKey, headings, hours_of, role_of, step_of, unit_of

NEEDED = (Column.CONTENT, Column.WHO, Column.HOURS)
_NAMES = {
    Column.CONTENT: gettext_lazy("nội dung công việc"),
    Column.WHO: gettext_lazy("người thực hiện"),
    Column.HOURS: gettext_lazy("thời gian"),
}
_NOTES = ("ghi chu", "luu y", "*", "ghi chú", "(*)")
_NOTHING = ("-", "—", "x", "không")
_TITLES = ("ten thu tuc", "thu tuc", "quy trinh", "ten tthc", "tthc")


def read_tables(name: str, content: bytes) -> list[Table]:
    """
    Return every table of a file, in order.

    :raises TablesUnreadable: if the file is no spreadsheet.
    """
    try:
        sheets = sheets_of(name, content)
    except SpreadsheetUnreadable as reason:
        raise TablesUnreadable(why=str(reason)) from reason
    return [table for sheet in sheets for table in _tables(sheet)]


def _tables(sheet: Sheet) -> list[Table]:
    found: list[Table] = []
    above: list[Line] = []
    reader: _Reader | None = None
    for line in sheet.lines:
        columns = headings(line.cells)
        if _is_heading(columns):
            found += reader.tables() if reader else []
            reader = _Reader(sheet.name, line, columns, above)
            above = []
        elif reader is None or reader.ended:
            above.append(line)
        else:
            reader.take(line)
            above = [line] if reader.ended else []
    found += reader.tables() if reader else _nothing(sheet)
    return found


def _is_heading(columns: Mapping[Column, int]) -> bool:
    needed = sum(column in columns for column in NEEDED)
    return needed >= 2 and len(columns) >= 3


def _nothing(sheet: Sheet) -> list[Table]:
    """A sheet with text and no table is said, an empty one is not."""
    first = next((line.number for line in sheet.lines if line.said), 0)
    if not first:
        return []
    why = gettext("không thấy dòng tiêu đề có các cột nội dung, người thực hiện, thời gian.")
    return [Table("", "", sheet.name, first, (), faults=(RowFault(why, first),))]


@dataclass
class _Draft:
    """A table while its rows are read."""

    code: str
    name: str
    first_line: int
    rows: list[Row] = field(default_factory=list)
    backs: dict[int, tuple[StepKey, int]] = field(default_factory=dict)
    keys: dict[StepKey, int] = field(default_factory=dict)
    total: Decimal | None = None
    faults: list[RowFault] = field(default_factory=list)
    code_is_wrong: bool = False

    def wrong(self, message: str, line: int) -> None:
        self.faults.append(RowFault(message, line))


class _Reader:
    """Reads the rows under one line of headings; with a column of codes they are several tables."""

    def __init__(
        self, sheet: str, heading: Line, columns: Mapping[Column, int], above: Sequence[Line]
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self.unit = unit_of(heading.cell(columns[Column.HOURS])) if Column.HOURS in columns else ""
        self.drafts: list[_Draft] = []
        self.ended = False
        self._first = heading.number
        self._code, self._name = _titles(above, sheet)
        missing = [str(_NAMES[column]) for column in NEEDED if column not in columns]
        if missing:
            self._open(self._code, self._name, heading.number)
            why = gettext("thiếu cột %(columns)s.") % {"columns": ", ".join(missing)}
            self.drafts[-1].wrong(why, heading.number)

    def tables(self) -> list[Table]:
        if not self.drafts:
            self._open(self._code, self._name, self._first)
        return [self._finished(draft) for draft in self.drafts]

    def take(self, line: Line) -> None:
        if not line.said or (len(line.said) == 1 and fold(line.said[0]).startswith(_NOTES)):
            return
        if Column.CODE not in self.columns and CODE.search(" ".join(line.said)) and len(line.said) <= 2:
            self.ended = True  # the title of the next table
            return
        draft = self._draft_of(line)
        if self._is_total(line):
            draft.total = self._hours(line)
            self.ended = Column.CODE not in self.columns
            return
        if not any(draft.faults and fault.line == self._first for fault in draft.faults):
            self._row(draft, line)

    def _open(self, code: str, name: str, line: int) -> _Draft:
        self.drafts.append(_Draft(code, name, line))
        return self.drafts[-1]

    def _draft_of(self, line: Line) -> _Draft:
        """Return the table a row belongs to: an empty code goes on with the one above."""
        if Column.CODE not in self.columns:
            return self.drafts[-1] if self.drafts else self._open(self._code, self._name, line.number)
        said, name = self._cell(line, Column.CODE), self._cell(line, Column.NAME)
        found = CODE.search(said)
        code = found[0] if found else ""
        if self.drafts and (not said or code == self.drafts[-1].code):
            return self.drafts[-1]
        draft = next((each for each in self.drafts if code and each.code == code), None)
        if draft:
            return draft
        opened = self._open(code, name, line.number)
        opened.code_is_wrong = bool(said and not code)
        if opened.code_is_wrong:
            opened.wrong(gettext("“%(said)s” không phải mã thủ tục.") % {"said": said[:60]}, line.number)
        return opened

    def _is_total(self, line: Line) -> bool:
        return bool(line.said) and fold(line.said[0]).startswith("tong")

    def _cell(self, line: Line, column: Column) -> str:
        return line.cell(self.columns[column]) if column in self.columns else ""

    def _hours(self, line: Line) -> Decimal | None:
        return hours_of(self._cell(line, Column.HOURS), self.unit)

    def _row(self, draft: _Draft, line: Line) -> None:
        content, who = self._cell(line, Column.CONTENT), self._cell(line, Column.WHO)
        said, hours = self._cell(line, Column.HOURS), self._hours(line)
        before = len(draft.faults)
        if not content:
            draft.wrong(gettext("chưa có nội dung công việc."), line.number)
        if not who:
            draft.wrong(gettext("chưa ghi ai làm."), line.number)
        if not said:
            draft.wrong(gettext("chưa ghi thời gian."), line.number)
        elif hours is None:
            why = gettext("không hiểu thời gian “%(said)s”; hãy ghi như “4 giờ” hoặc “0,5 ngày”.")
            draft.wrong(why % {"said": said[:60]}, line.number)
        key = self._key(draft, line)
        act = self._act(draft, line)
        self._back(draft, line)
        if len(draft.faults) == before and hours is not None:
            if key:
                draft.keys.setdefault(key, len(draft.rows))
            label = self._cell(line, Column.STEP)
            form = self._cell(line, Column.FORM)
            draft.rows.append(Row(line.number, label, content, who, role_of(who), hours, form, act))
        elif key:
            draft.keys.setdefault(key, -1)

    def _key(self, draft: _Draft, line: Line) -> StepKey | None:
        """Return the number of a step; complain of one that cannot be, is repeated or out of turn."""
        said = self._cell(line, Column.STEP)
        if not said or Column.STEP not in self.columns or self.columns[Column.STEP] in line.merged:
            return None
        key = step_of(said)
        if key is None:
            draft.wrong(gettext("“%(said)s” không phải số bước.") % {"said": said[:60]}, line.number)
            return None
        if key in draft.keys:
            draft.wrong(gettext("bước %(said)s đã có ở trên.") % {"said": said}, line.number)
            return None
        last = max(draft.keys, key=_sortable, default=())
        if _sortable(key) < _sortable(last):
            draft.wrong(gettext("bước %(said)s không theo thứ tự.") % {"said": said}, line.number)
        elif isinstance(key[0], int) and key[0] > (last[0] if last and isinstance(last[0], int) else 0) + 1:
            draft.wrong(gettext("thiếu bước ở trước bước %(said)s.") % {"said": said}, line.number)
        return key

    def _act(self, draft: _Draft, line: Line) -> str:
        said = self._cell(line, Column.ACT)
        if not said or said in _NOTHING:
            return ""
        move = move_named(said)
        if move is None:
            why = gettext("không có thao tác “%(said)s”; các thao tác là: %(known)s.")
            draft.wrong(why % {"said": said[:60], "known": ", ".join(labels())}, line.number)
            return ""
        return move.value

    def _back(self, draft: _Draft, line: Line) -> None:
        said = self._cell(line, Column.BACK)
        if not said or said in _NOTHING:
            return
        key = step_of(said)
        if key is None or key not in draft.keys:
            why = gettext("trả lại “%(said)s”: không có bước như vậy ở trên.")
            draft.wrong(why % {"said": said[:60]}, line.number)
        elif draft.keys[key] >= 0:
            draft.backs[line.number] = (key, line.number)

    def _finished(self, draft: _Draft) -> Table:
        rows = tuple(replace(row, back_to=self._target(draft, row.line)) for row in draft.rows)
        if not draft.code and not draft.code_is_wrong:
            draft.wrong(gettext("không thấy mã thủ tục, ví dụ 1.000656."), 0)
        if not rows and not draft.faults:
            draft.wrong(gettext("bảng không có bước nào."), draft.first_line)
        added = sum((row.hours for row in rows), Decimal(0))
        if draft.total is not None and rows and not draft.faults and added != draft.total:
            why = gettext("dòng tổng ghi %(total)s giờ, các bước cộng lại %(added)s giờ.")
            facts = {"total": shown_hours(draft.total), "added": shown_hours(added)}
            draft.wrong(why % facts, 0)
        return Table(
            draft.code, draft.name, self.sheet, draft.first_line, rows, draft.total, tuple(draft.faults)
        )

    def _target(self, draft: _Draft, line: int) -> int | None:
        found = draft.backs.get(line)
        return draft.keys[found[0]] if found else None


def _sortable(key: StepKey) -> tuple[tuple[int, str], ...]:
    return tuple((part, "") if isinstance(part, int) else (-1, part) for part in key)


def _titles(above: Sequence[Line], sheet: str) -> tuple[str, str]:
    """Return code and name of the procedure as the lines above a table, or its sheet, say them."""
    said = [text for line in above for text in line.said]
    codes = [found[0] for text in [*said, sheet] if (found := CODE.search(text))]
    name = ""
    for text in said:
        head, colon, rest = text.partition(":")
        if colon and fold(head).startswith(_TITLES) and not CODE.fullmatch(rest.strip()):
            name = rest.strip()
    return (codes[0] if codes else ""), name
