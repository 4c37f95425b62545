"""The table of one procedure, read, with what is wrong in it by row."""

import json
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class RowFault:
    """``line`` is the row as people number it, 0 for the table as a whole."""

    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """
    One step. ``act`` is what it does to the dossier, by the name of the act; ``back_to`` the place, among
    the rows, of the step it may be returned to.
    """

    line: int
    label: str
    content: str
    who: str
    role: str
    hours: Decimal
    form: str = ""
    act: str = ""
    back_to: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """``total`` is what the office's own line of totals says."""

    code: str
    name: str
    sheet: str
    first_line: int
    rows: tuple[Row, ...]
    total: Decimal | None = None
    faults: tuple[RowFault, ...] = ()

    @property
    def digest(self) -> str:
        """The hash of what the table says, wherever it stands and however its cells are laid out."""
        rows = [
            (row.content, row.who, row.role, f"{row.hours.normalize():f}", row.form, row.act, row.back_to)
            for row in self.rows
        ]
        said = json.dumps([self.code, self.name, rows], ensure_ascii=False)
        return sha256(said.encode()).hexdigest()

    @property
    def place(self) -> str:
        """Where it stands, for whoever must repair it."""
        where = gettext("trang “%(sheet)s”") % {"sheet": self.sheet} if self.sheet else gettext("tệp")
        return gettext("%(code)s (%(where)s, dòng %(line)s)") % {
            "code": self.code or gettext("chưa có mã"),
            "where": where,
            "line": self.first_line,
        }
