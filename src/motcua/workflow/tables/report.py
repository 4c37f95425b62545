"""What a file of tables would change, and what is wrong in it, by row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext

from motcua.workflow.bpmn.model import Definitions
from motcua.workflow.checks import Given, faults_of
from motcua.workflow.checks.staff import Staffed
from motcua.workflow.tables.building import built, line_of
from motcua.workflow.tables.model import RowFault, Table


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One table: what becomes of it, and why not."""

    table: Table
    fate: Fate
    faults: tuple[RowFault, ...] = ()
    definitions: Definitions | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """
    What tables are held against.

    ``term_of`` gives a procedure's legal term in working hours (None: it has none we can count) and
    raises KeyError for a procedure that is not in the catalogue; ``known`` are the hashes of last time.
    """

    known: Mapping[str, str]
    term_of: Callable[[str], Decimal | None] | None = None
    staffed: Staffed | None = None


def outcomes(tables: Sequence[Table], against: Against) -> list[Outcome]:
    """Return what becomes of each table. One that stands twice is faulty the second time."""
    seen: dict[str, Table] = {}
    found = []
    for table in tables:
        first = seen.setdefault(table.code, table) if table.code else table
        found.append(_outcome(table, first, against))
    return found


def _outcome(table: Table, first: Table, against: Against) -> Outcome:
    faults = list(table.faults)
    if first is not table:
        said = gettext("thủ tục này đã có bảng ở %(place)s.") % {"place": first.place}
        faults.append(RowFault(said, table.first_line))
    if faults:
        return Outcome(table, Fate.FAULTY, tuple(faults))
    definitions = built(table)
    faults = _checked(table, definitions, against)
    if faults:
        return Outcome(table, Fate.FAULTY, tuple(faults))
    before = against.known.get(table.code)
    fate = Fate.NEW if before is None else Fate.SAME if before == table.digest else Fate.CHANGED
    return Outcome(table, fate, definitions=definitions)


def _checked(table: Table, definitions: Definitions, against: Against) -> list[RowFault]:
    term = None
    if against.term_of:
        try:
            term = against.term_of(table.code)
        except KeyError:
            return [RowFault(gettext("thủ tục không có trong danh mục đang có hiệu lực."), 0)]
    given = Given(term=term, staffed=against.staffed)
    faults = faults_of(definitions.processes[0], definitions, given)
    return [RowFault(_said(fault.name, fault.message), line_of(table, fault.id)) for fault in faults]


def _said(name: str, message: str) -> str:
    return f"“{name}”: {message}" if name else message
