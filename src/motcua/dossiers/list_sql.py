"""The SQL of work lists. Only names of ours and places for values stand in it; every value is a parameter."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from motcua.dossiers.lanes import Kind, Lane

Part = tuple[str, list[Any]]
"""A piece of SQL and the values of its places."""
Row = tuple[uuid.UUID, datetime | None]
_RANGES = "SELECT l.* FROM unnest(%s::bigint[]) AS u (id), unnest(%s::smallint[]) AS s (step),"


def read(lanes: Sequence[Lane], where: Part, by: str, size: int, *, back: bool) -> list[Row]:
    turn = "DESC NULLS FIRST" if back else "ASC NULLS LAST"
    order = f"{{}}.{by} {turn}, {{}}.id {'DESC' if back else 'ASC'} LIMIT {size}"
    parts = [_lane(lane, f"d.id, d.{by}", where, f"ORDER BY {order.format('d', 'd')}") for lane in lanes]
    union = " UNION ALL ".join(f"({sql})" for sql, _ in parts)
    statement = (
        f"SELECT x.id, x.{by} FROM ({union}) AS x GROUP BY 1, 2 "  # noqa: S608
        f"ORDER BY {order.format('x', 'x')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _, values in parts for value in values])
        return [(pk, at) for pk, at in cursor.fetchall()]


def count(lanes: Sequence[Lane], most: int, where: Part = ("", [])) -> int:
    if not lanes:
        return 0
    parts = [_lane(lane, "d.id", where, f"LIMIT {most}") for lane in lanes]
    union = " UNION ".join(f"(SELECT * FROM ({sql}) AS w LIMIT {most})" for sql, _ in parts)  # noqa: S608
    statement = f"SELECT count(*) FROM (SELECT 1 FROM ({union}) AS x LIMIT {most}) AS y"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for _, values in parts for value in values])
        return int(cursor.fetchone()[0])


def _lane(lane: Lane, columns: str, where: Part, end: str) -> Part:
    """Return the statement of one lane: by unit and step one range each; what is few, as it is."""
    units, steps = list(lane.units), [step.value for step in lane.steps]
    if lane.kind == Kind.LETTERS:  # an array, so that nobody thinks of reading all dossiers for few letters
        letters = "SELECT dossier_id FROM dossiers_letter WHERE awaits_head AND unit_id = ANY(%s)"
        at = f"d.id = ANY(ARRAY({letters})) AND d.deciding_unit_id = ANY(%s)"
        sql, values = joined([(at, [units, units]), where])
        return f"SELECT {columns} FROM dossiers_dossier d WHERE {sql} {end}", values  # noqa: S608
    if lane.kind == Kind.EXTENSIONS:
        few: Part = ("d.extension_waits AND d.step > 0", [])
    elif lane.holder is not None and not lane.or_free:
        few = ("d.assigned_to_id = %s AND d.step > 0", [lane.holder])
    else:
        return _by_unit_and_step(lane, columns, where, end)
    at = f"d.{lane.side.value} = ANY(%s) AND d.step = ANY(%s)"
    sql, values = joined([few, (at, [units, steps]), where])
    return f"SELECT {columns} FROM dossiers_dossier d WHERE {sql} {end}", values  # noqa: S608


def _by_unit_and_step(lane: Lane, columns: str, where: Part, end: str) -> Part:
    held: Part = ("", [])
    if lane.holder is not None:
        held = ("(d.assigned_to_id IS NULL OR d.assigned_to_id = %s)", [lane.holder])
    known = "d.step = 0" if lane.kind == Kind.ENDED else "d.step > 0"  # each has an index of its own
    range_ = f"d.{lane.side.value} = u.id AND d.step = s.step AND {known}"
    sql, values = joined([(range_, []), held, where])
    first = f"SELECT {columns} FROM dossiers_dossier d WHERE {sql} {end}"  # noqa: S608
    return f"{_RANGES} LATERAL ({first}) AS l", [
        list(lane.units),
        [step.value for step in lane.steps],
        *values,
    ]


def joined(parts: Sequence[Part]) -> Part:
    used = [part for part in parts if part[0]]
    return " AND ".join(sql for sql, _ in used), [value for _, values in used for value in values]
