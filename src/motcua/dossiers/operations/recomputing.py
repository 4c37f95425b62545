"""
A working calendar has changed: the due dates of the open dossiers it reaches, and the ends of their waits for
the applicant, are derived anew.

In batches, each a short transaction: read, count, write what moved. A dossier that somebody moved between
reading and writing is not touched but read again, so nothing of theirs is lost; to run twice changes nothing.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from motcua.catalogue.facts import Channel
from motcua.catalogue.versions import version
from motcua.dossiers.clocks import NewDate, facts_from
from motcua.dossiers.models import Dossier, Wait
from motcua.dossiers.operations.waiting import Why, move_wait_end
from motcua.dossiers.queries import reached_by_calendar, waits_reached_by_calendar
from motcua.dossiers.rules import as_counted, clock_term, own_term
from motcua.dossiers.states import UNDER_TERM, Move
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM, Term, WorkingCalendar, due_by_facts
from motcua.orgs.calendars import calendars_for

BATCH = 2000
MOST_PASSES = 5
READ = """
SELECT dossier.id, dossier.version_id, dossier.channel, dossier.filed_at, dossier.accepted_at, dossier.due_at,
    dossier.deciding_unit_id, dossier.xmin::text, extension.signed_at, extension.new_due_at,
    (dossier.snapshot -> 'own_term')::text
FROM dossiers_dossier AS dossier
LEFT JOIN dossiers_extension AS extension ON extension.dossier_id = dossier.id
WHERE dossier.id = ANY(%s) AND dossier.state = ANY(%s) AND dossier.due_at IS NOT NULL
ORDER BY dossier.id
"""
WAITS = """
SELECT dossier_id, kind, asked_at, ended_at, effect, citation FROM dossiers_wait
WHERE dossier_id = ANY(%s) ORDER BY asked_at
"""
WRITE = """
UPDATE dossiers_dossier AS dossier SET due_at = moved.due_at
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[]) AS moved (id, due_at, version)
WHERE dossier.id = moved.id AND dossier.xmin::text = moved.version
RETURNING dossier.id
"""

CalendarOf = Callable[[int, datetime], WorkingCalendar]
"""Return the calendar of a unit, for a term that begins at a moment."""


@dataclass(frozen=True)
class CalendarChange:
    """
    What changed, and by which text: days ``[from_on, to_on)`` (None: from then on) of one unit, or of all.
    """

    unit_id: int | None
    from_on: date
    to_on: date | None
    reason: str
    citation: str

    @property
    def why(self) -> Why:
        return Why(self.reason, self.citation)


@dataclass(frozen=True)
class Moved:
    """A due date that is no longer what it was; ``row`` is the version of the row it was read from."""

    dossier_id: uuid.UUID
    old: datetime
    new: datetime
    row: str

    @property
    def subject(self) -> str:
        return f"dossier:{self.dossier_id}"


def recompute(change: CalendarChange, *, at: datetime, batch: int = BATCH) -> int:
    """
    Derive the due dates, and the ends of waits, that ``change`` reaches anew; return how many moved.

    Each that moves is one act, with the old date, the new one, the reason and the text; the applicant and the
    officer are told from it.
    """
    days = change.unit_id, change.from_on, change.to_on
    rows, waits = reached_by_calendar(*days), waits_reached_by_calendar(*days)
    return recount(rows, waits, change.why, at=at, batch=batch)


def recount(
    rows: QuerySet[Dossier], waits: QuerySet[Wait], why: Why, *, at: datetime, batch: int = BATCH
) -> int:
    """Derive the dates of these dossiers under a term, and of these waits, anew, because of ``why``."""
    found = list(rows.order_by("pk").values_list("pk", "deciding_unit_id"))
    waiting, calendar_of = [pk for pk, _unit in found], _Calendars({unit for _pk, unit in found})
    total = 0
    for _pass in range(MOST_PASSES):
        missed: list[uuid.UUID] = []
        for first in range(0, len(waiting), batch):
            moved = list(_moves(waiting[first : first + batch], calendar_of))
            written = _write(moved, why, at=at)
            total += len(written)
            missed += [each.dossier_id for each in moved if each.dossier_id not in written]
        if not (waiting := missed):
            break
    pks = list(waits.order_by("pk").values_list("pk", flat=True))
    return total + sum(move_wait_end(wait_id=pk, why=why, at=at) for pk in pks)


class _Row(NamedTuple):
    """What the clock of one dossier needs, without the model."""

    pk: uuid.UUID
    version_id: int
    channel: str
    filed_at: datetime
    accepted_at: datetime
    due_at: datetime
    unit_id: int
    row: str
    signed_at: datetime | None
    new_due_at: datetime | None
    own_term: str | None

    def term(self) -> Term | None:
        """The term it was filed under: its procedure's, or one of its own."""
        if self.own_term:
            return as_counted(own_term({"own_term": json.loads(self.own_term)}))
        return clock_term(version(self.version_id).facts, Channel(self.channel))


class _Wait(NamedTuple):
    dossier_id: uuid.UUID
    kind: str
    asked_at: datetime
    ended_at: datetime | None
    effect: str
    citation: str


def _moves(pks: Sequence[uuid.UUID], calendar_of: CalendarOf) -> Iterator[Moved]:
    """Yield what would move, in two statements."""
    waits: dict[uuid.UUID, list[_Wait]] = {}
    with connection.cursor() as cursor:
        cursor.execute(READ, [list(pks), list(UNDER_TERM)])
        rows = [_Row(*row) for row in cursor.fetchall()]
        cursor.execute(WAITS, [[row.pk for row in rows]])
        for wait in map(_Wait._make, cursor.fetchall()):
            waits.setdefault(wait.dossier_id, []).append(wait)
    terms: dict[tuple[int, str, str | None], Term | None] = {}
    for row in rows:
        key = row.version_id, row.channel, row.own_term
        if key not in terms:
            terms[key] = row.term()
        if term := terms[key]:
            new = _due(row, term, waits.get(row.pk, []), calendar_of)
            if new is not None and new != row.due_at:
                yield Moved(row.pk, row.due_at, new, row.row)


def _due(row: _Row, term: Term, waits: Sequence[_Wait], calendar_of: CalendarOf) -> datetime | None:
    given = NewDate(row.signed_at, row.new_due_at) if row.signed_at and row.new_due_at else None
    filed_on = row.filed_at.astimezone(VIETNAM).date()
    facts = facts_from(term, row.accepted_at, filed_on, waits, given)
    return due_by_facts(facts, calendar_of(row.unit_id, row.accepted_at)).ends_at


class _Calendars:
    """The calendars of the units a change reaches, read once: another change is another run."""

    def __init__(self, units: Collection[int]) -> None:
        self.units = units
        self.years: dict[int, dict[int | None, WorkingCalendar]] = {}

    def __call__(self, unit_id: int, at: datetime) -> WorkingCalendar:
        around = at.astimezone(VIETNAM).date()
        if around.year not in self.years:
            self.years[around.year] = calendars_for(self.units, around=around)
        return self.years[around.year][unit_id]


@transaction.atomic
def _write(moved: Sequence[Moved], why: Why, *, at: datetime) -> set[uuid.UUID]:
    """Write the new dates and their acts; return the dossiers that were still as they were read."""
    if not moved:
        return set()
    columns = zip(*((each.dossier_id, each.new, each.row) for each in moved), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [list(column) for column in columns])
        written = {pk for (pk,) in cursor.fetchall()}
    acts = {
        each.subject: {
            "old_due_at": each.old.isoformat(),
            "new_due_at": each.new.isoformat(),
            "reason": why.reason,
            "citation": why.citation,
        }
        for each in moved
        if each.dossier_id in written
    }
    journal.record_many(f"dossier.{Move.MOVE_DUE_DATE.value}", acts=acts, actor=SYSTEM, at=at)
    return written
