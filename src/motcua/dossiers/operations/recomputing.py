"""
A working calendar has changed: the due dates of the open dossiers it reaches are derived anew.

In batches, each a short transaction: read, count, write what moved. A dossier that somebody moved between
reading and writing is not touched but read again, so nothing of theirs is lost; to run twice changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from motcua.catalogue.versions import version
from motcua.dossiers.clocks import clock_facts
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import UNDER_TERM, Move
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM, WorkingCalendar, due_by_facts
from motcua.orgs.calendars import calendars_for

BATCH = 2000
MOST_PASSES = 5
READ = ("id", "version_id", "channel", "filed_at", "accepted_at", "due_at", "deciding_unit_id", "state")
WRITE = """
UPDATE dossiers_dossier AS dossier SET due_at = moved.due_at
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[]) AS moved (id, due_at, version)
WHERE dossier.id = moved.id AND dossier.xmin::text = moved.version
RETURNING dossier.id
"""


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


def reached(change: CalendarChange) -> QuerySet[Dossier]:
    """Return the dossiers under a term that the days of the change fall into."""
    found = Dossier.objects.filter(state__in=UNDER_TERM, due_at__gte=_midnight(change.from_on))
    if change.to_on is not None:
        found = found.filter(accepted_at__lt=_midnight(change.to_on))
    if change.unit_id is not None:
        found = found.filter(deciding_unit_id=change.unit_id)
    return found


def recompute(change: CalendarChange, *, at: datetime, batch: int = BATCH) -> int:
    """
    Derive the due dates that ``change`` reaches anew; return how many moved.

    Each that moves is one act, with the old date, the new one, the reason and the text; the applicant and the
    officer are told from it.
    """
    waiting = list(reached(change).order_by("pk").values_list("pk", flat=True))
    total = 0
    for _pass in range(MOST_PASSES):
        missed: list[uuid.UUID] = []
        for first in range(0, len(waiting), batch):
            moved = list(_moves(waiting[first : first + batch]))
            written = _write(moved, change, at=at)
            total += len(written)
            missed += [each.dossier_id for each in moved if each.dossier_id not in written]
        if not (waiting := missed):
            break
    return total


def would_move(change: CalendarChange, calendars: Mapping[int | None, WorkingCalendar], *, most: int) -> int:
    """Return how many of the first ``most`` dossiers reached would move under ``calendars``."""
    pks = list(reached(change).order_by("pk").values_list("pk", flat=True)[:most])
    return sum(1 for _ in _moves(pks, calendars))


def _moves(
    pks: Sequence[uuid.UUID], calendars: Mapping[int | None, WorkingCalendar] | None = None
) -> Iterator[Moved]:
    """Yield what would move. Four statements, whatever the number of dossiers."""
    rows = list(
        Dossier.objects.filter(Q(pk__in=pks), state__in=UNDER_TERM, due_at__isnull=False)
        .only(*READ, "extension")
        .select_related("extension")
        .prefetch_related("waits")
        .annotate(row=RawSQL('"dossiers_dossier"."xmin"::text', []))
    )
    known = _Calendars(rows, calendars)
    for dossier in rows:
        dossier.version = version(dossier.version_id)
        facts = clock_facts(dossier)
        if facts is None or dossier.due_at is None:
            continue
        new = due_by_facts(facts, known.of(dossier.deciding_unit_id, facts.received_at)).ends_at
        if new is not None and new != dossier.due_at:
            yield Moved(dossier.pk, dossier.due_at, new, dossier.row)  # type: ignore[attr-defined]


class _Calendars:
    """The calendars of some dossiers' units, each around the year of reception. One statement a year."""

    def __init__(self, rows: Sequence[Dossier], given: Mapping[int | None, WorkingCalendar] | None) -> None:
        self.units = {dossier.deciding_unit_id for dossier in rows}
        self.given = given
        self.years: dict[int, dict[int | None, WorkingCalendar]] = {}

    def of(self, unit_id: int, received_at: datetime) -> WorkingCalendar:
        if self.given is not None:
            return self.given[unit_id]
        around = received_at.astimezone(VIETNAM).date()
        if around.year not in self.years:
            self.years[around.year] = calendars_for(self.units, around=around)
        return self.years[around.year][unit_id]


@transaction.atomic
def _write(moved: Sequence[Moved], change: CalendarChange, *, at: datetime) -> set[uuid.UUID]:
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
            "reason": change.reason,
            "citation": change.citation,
        }
        for each in moved
        if each.dossier_id in written
    }
    journal.record_many(f"dossier.{Move.MOVE_DUE_DATE.value}", acts=acts, actor=SYSTEM, at=at)
    return written


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), VIETNAM)
