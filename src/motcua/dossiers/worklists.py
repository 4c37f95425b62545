"""
Work lists: which dossiers, in which order, page by page, at the cost of a page however many there are.

A list is the union of lanes (``lanes.py``); each lane gives its first rows from an index that holds them in
the list's order, and of those the first are the page. Filters are read from the same indexes. What is shown
then goes through ``visible_to`` as everything does.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models.fields.json import KeyTextTransform

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.lanes import Kind, Lane, Side, lanes_of
from motcua.dossiers.list_sql import Part, Row, count, joined, read
from motcua.dossiers.managers import DECIDERS
from motcua.dossiers.models import Dossier
from motcua.dossiers.pace import Pace, Risk
from motcua.dossiers.states import State
from motcua.dossiers.steps import AT_OFFICE, NOT_DONE, UNDER_TERM_STEPS, WorkStep
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting

SIZE = 50
NOBODY = 0
"""The holder of what nobody holds."""


class Order(StrEnum):
    """What a work list is sorted by. Rows without that moment stand last."""

    DUE = "due_at"
    FILED = "filed_at"
    RISK = "step_due_at"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """
    What a list is asked for; everything holds together.

    ``waiting``: only what waits for the reader. Otherwise what their units have, on one ``side``. ``pace``
    is needed beside ``risks``.
    """

    waiting: bool = True
    side: Side = Side.DECIDING
    steps: Collection[WorkStep] = ()
    risks: Collection[Risk] = ()
    pace: Pace | None = None
    field: str = ""
    procedure: str = ""
    unit: int | None = None
    holder: int | None = None
    came_since: datetime | None = None
    extension_waits: bool = False
    supplemented: bool = False
    by: Order = Order.DUE


@dataclass(frozen=True)
class WorkPage:
    """
    One page of a work list. ``after`` is the cursor of the next page, empty on the last.

    Each dossier has ``short_name``, that of its procedure or "".
    """

    dossiers: Sequence[Dossier]
    after: str


@dataclass(frozen=True)
class Cursor:
    """A place in a list: just after a row, or just before it (``back``)."""

    at: datetime | None
    pk: uuid.UUID
    back: bool = False

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """Return the cursor, or None when somebody has bent it: the list begins anew."""
        at, _, key = text.partition("~")
        try:
            return cls(datetime.fromisoformat(at) if at else None, uuid.UUID(key))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.at.isoformat() if self.at else ''}~{self.pk}"


def work_list(posting: Posting, asked: Asked, *, after: str = "", size: int = SIZE) -> WorkPage:
    """Return one page of the officer's list. At most four statements, whatever the number of dossiers."""
    filters = _filters(asked)
    if filters is None:
        return WorkPage([], "")
    return _page(posting, _lanes(posting, asked), filters, asked.by, after, size)


def _page(
    posting: Posting, lanes: Sequence[Lane], filters: Part, by: Order, after: str, size: int
) -> WorkPage:
    rows = _rows(lanes, filters, by, Cursor.read(after) if after else None, size + 1)
    found = shown(posting, [pk for pk, _at in rows[:size]])
    more = len(rows) > size
    return WorkPage(found, str(Cursor(rows[size - 1][1], rows[size - 1][0])) if more else "")


def beside(posting: Posting, asked: Asked, dossier: Dossier, *, back: bool = False) -> Dossier | None:
    """Return the dossier that stands next in the list after the place of ``dossier``, or before it."""
    filters, place = _filters(asked), Cursor(getattr(dossier, asked.by.value), dossier.pk, back)
    if filters is None:
        return None
    rows = _rows(_lanes(posting, asked), filters, asked.by, place, 1)
    return next(iter(shown(posting, [pk for pk, _at in rows])), None)


def shown(posting: Posting, pks: Sequence[uuid.UUID]) -> list[Dossier]:
    """Return these dossiers in this order, with what a row shows; none that the reader may not see."""
    if not pks:
        return []
    rows = (
        Dossier.objects.visible_to(posting)
        .filter(pk__in=pks)
        .select_related(
            "version", "deciding_unit", "receiving_unit", "assigned_to", "timeliness", "extension"
        )
        .defer("version__content", "answers", "proposal", "snapshot", "hand")
        .annotate(short_name=KeyTextTransform("short_name", "version__content"))
    )
    known = {dossier.pk: dossier for dossier in rows}
    return [known[pk] for pk in pks if pk in known]


def all_of(
    posting: Posting,
    *,
    state: State | None = None,
    unit: int | None = None,
    after: str = "",
    size: int = SIZE,
) -> WorkPage:
    """Return one page of all that the officer's units received or decide, ended or not, by due date."""
    units = {Side.RECEIVING: posting.units(Duty.RECEIVE), Side.DECIDING: posting.units(*DECIDERS)}
    lanes = [
        Lane(side, its, steps, kind)
        for side, its in units.items()
        for steps, kind in ((NOT_DONE, Kind.STEPS), ((WorkStep.NOTHING,), Kind.ENDED))
        if its
    ]
    found: list[Part] = [] if state is None else [("d.state = %s", [state.value])]
    if unit is not None:
        found.append(("(d.receiving_unit_id = %s OR d.deciding_unit_id = %s)", [unit, unit]))
    return _page(posting, lanes, joined(found), Order.DUE, after, size)


def count_waiting(posting: Posting, *, most: int) -> int:
    """Return how many dossiers wait for the officer, counted to ``most``. One statement, or none."""
    return count(lanes_of(posting), most)


def count_asked(posting: Posting, asked: Asked, *, most: int) -> int:
    """Return how many dossiers a list has, counted to ``most``."""
    filters = _filters(asked)
    return 0 if filters is None else count(_lanes(posting, asked), most, filters)


def first_asked(posting: Posting, asked: Asked, *, most: int) -> list[uuid.UUID]:
    """Return the ids of the first rows of a list."""
    filters = _filters(asked)
    if filters is None:
        return []
    return [pk for pk, _at in _rows(_lanes(posting, asked), filters, asked.by, None, most)]


def _lanes(posting: Posting, asked: Asked) -> list[Lane]:
    """Return the lanes of the list, narrowed to the units and steps asked for."""
    units = None if asked.unit is None else {asked.unit}
    if asked.waiting:
        lanes = lanes_of(posting)
    elif asked.side == Side.RECEIVING:
        lanes = [Lane(asked.side, posting.units(Duty.RECEIVE), NOT_DONE)]
    else:
        lanes = [Lane(asked.side, posting.units(*DECIDERS), AT_OFFICE, holder=asked.holder or None)]
    if asked.extension_waits:
        decided = posting.units(*DECIDERS)
        known = [Lane(Side.DECIDING, decided, UNDER_TERM_STEPS, Kind.EXTENSIONS)]
        lanes = [lane for lane in lanes if lane.kind == Kind.EXTENSIONS] if asked.waiting else known
    steps = set(asked.steps) or set(WorkStep)
    if asked.risks:
        steps &= set(UNDER_TERM_STEPS)
    if asked.holder == NOBODY:
        steps -= {WorkStep.EXAMINE}  # where nobody holds it, it waits to be taken up
    narrowed = [lane.within(lane.units if units is None else units, steps) for lane in lanes]
    return [lane for lane in narrowed if lane.units and lane.steps]


def _filters(asked: Asked) -> Part | None:
    """Return the condition on rows besides their lane; None where nothing can meet it."""
    found: list[Part] = []
    if asked.field or asked.procedure:
        versions = ProcedureVersion.objects.all()
        if asked.field:
            versions = versions.filter(field=asked.field)
        if asked.procedure:
            versions = versions.filter(code=asked.procedure)
        pks = list(versions.values_list("pk", flat=True))
        if not pks:
            return None
        found.append(("d.version_id = ANY(%s)", [pks]))
    if asked.risks and asked.pace:
        parts = [_RISKS[risk](asked.pace) for risk in asked.risks]
        found.append((f"({' OR '.join(sql for sql, _ in parts)})", [p for _, ps in parts for p in ps]))
    if asked.holder == NOBODY:
        found.append(("d.assigned_to_id IS NULL", []))
    elif asked.holder is not None:
        found.append(("d.assigned_to_id = %s", [asked.holder]))
    if asked.came_since:
        came = "accepted_at" if asked.side == Side.DECIDING else "filed_at"
        found.append((f"d.{came} >= %s", [asked.came_since]))
    if asked.supplemented:
        found.append(("d.supplements > 0", []))
    return joined(found)


_RISKS: dict[Risk, Any] = {
    Risk.LATE: lambda pace: ("d.due_at < %s", [pace.now]),
    Risk.HIGH: lambda pace: ("(d.step_due_at < %s AND d.due_at >= %s)", [pace.now, pace.now]),
    Risk.NEAR: lambda pace: (
        "(d.step_due_at >= %s AND d.step_due_at <= %s AND d.due_at >= %s)",
        [pace.now, pace.soon, pace.now],
    ),
    Risk.LOW: lambda pace: ("(d.step_due_at > %s)", [pace.soon]),
}


def _rows(lanes: Sequence[Lane], filters: Part, by: Order, cursor: Cursor | None, size: int) -> list[Row]:
    """Return the ids and moments of the next ``size`` rows. One statement, two where the dated ones end."""
    found: list[Row] = []
    back = bool(cursor and cursor.back)
    for place in _places(cursor, by):
        if lanes and len(found) < size:
            found += read(lanes, joined([filters, place]), by.value, size - len(found), back=back)
    return found


def _places(cursor: Cursor | None, by: Order) -> list[Part]:
    """
    Return the parts of the list from the cursor on, in their order, each a range of the index.

    Rows without the moment stand last: a part of their own, which one range could not hold.
    """
    if cursor is None:
        return [("", [])]
    sign = "<" if cursor.back else ">"
    if cursor.at is None:
        without: Part = (f"d.{by.value} IS NULL AND d.id {sign} %s", [cursor.pk])
        return [without, (f"d.{by.value} IS NOT NULL", [])] if cursor.back else [without]
    with_: Part = (f"(d.{by.value}, d.id) {sign} (%s, %s)", [cursor.at, cursor.pk])
    return [with_] if cursor.back or by == Order.FILED else [with_, (f"d.{by.value} IS NULL", [])]
