"""
A day off for the whole province, decided today: how long until every open dossier has its new date.

    python -m bench.recompute [--dossiers 100000]

Beside it, on the same rows, the same server and in batches of the same size: a plain UPDATE that adds a day
in SQL, and the same with an act for each row, its hash taken of nothing. Neither counts days nor chains.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bench.stage import database

PROCEDURE = "1.004222"  # registration of residence, 7 working days
BATCH = 2000
WAITED, EXTENDED = 0.10, 0.03  # of the dossiers: an ended wait that suspended the term; a new date
UPDATE = "UPDATE dossiers_dossier SET due_at = due_at + interval '1 day' WHERE id = ANY(%s)"
ACTS = """
INSERT INTO journal_act (subject, number, verb, at, actor_name, on_behalf, face, data, previous, hash)
SELECT
    'dossier:' || id, %s, 'dossier.move-due-date', now(), 'bench', '', '', '{}', md5(id::text), md5(id::text)
FROM dossiers_dossier WHERE id = ANY(%s)
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.recompute", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=100_000)
    wanted = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site_settings"
    with database():
        import django

        django.setup()
        _measure(wanted.dossiers)
        from django.db import connections

        connections.close_all()


def _measure(number: int) -> None:
    from motcua.dossiers.operations.recomputing import CalendarChange, recompute
    from motcua.journal.queries import broken_at
    from motcua.orgs.models import CalendarDecision

    today = date(2026, 3, 11)
    pks = _open_dossiers(number, today)
    now = datetime.now().astimezone()
    said = {"reason": "Nghỉ vì bão", "citation": "Quyết định 1/QĐ-UBND"}
    change = CalendarChange(None, today + timedelta(days=1), today + timedelta(days=2), **said)
    CalendarDecision.objects.create(unit=None, on=change.from_on, working=False, **said)
    _analyse()
    print(f"{number} open dossiers, batches of {BATCH}; load {os.getloadavg()[0]:.1f}")
    moved = _timed("recompute, each that moves with its act", number, lambda: recompute(change, at=now))
    print(f"{'':4}{moved} moved")
    again = _timed("once more, nothing to move", number, lambda: recompute(change, at=now))
    assert again == 0, f"{again} moved twice"
    assert all(broken_at(f"dossier:{pk}") is None for pk in pks[:: max(1, number // 200)])
    _timed("plain UPDATE of the same rows", number, lambda: _plain(pks, acts=False))
    _timed("plain UPDATE, and INSERT of an act each", number, lambda: _plain(pks, acts=True))


def _timed(name: str, number: int, work: Callable[[], int]) -> int:
    cpu, start = time.process_time(), time.monotonic()
    found = work()
    wall, used = time.monotonic() - start, time.process_time() - cpu
    print(f"{name:44}{wall:8.1f} s{number / wall:12,.0f} a second{used:8.1f} s of it Python", flush=True)
    return found


def _plain(pks: Sequence[Any], *, acts: bool) -> int:
    from django.db import connection, transaction

    for batch in _batches(pks):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(UPDATE, [list(batch)])
            if acts:
                cursor.execute(ACTS, [9, list(batch)])
    return len(pks)


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(rows), BATCH):
        yield rows[first : first + BATCH]


# --- the dossiers


def _open_dossiers(number: int, today: date) -> list[Any]:
    """Make dossiers received in the last four days in all communes, with due dates, first acts, waits."""
    from django.core.management import call_command

    from motcua.accounts.models import Person
    from motcua.catalogue.versions import in_force
    from motcua.dossiers.models import Dossier, Extension, Wait
    from motcua.jobs.own_data import import_catalogue, import_offices
    from motcua.jobs.seed.people import somebody
    from motcua.orgs.queries import communes

    call_command("migrate", interactive=False, verbosity=0)
    import_offices()
    import_catalogue()
    random = Random(3)  # noqa: S311
    person = Person.objects.create(**somebody(random, ["xã Chư Prông"]))
    version, units = in_force(PROCEDURE).get(), communes(today)
    rows: list[Any] = []
    for turn in range(number):
        received = _moment(today - timedelta(days=random.choice((0, 1, 2, 5))), 8 + turn % 8)
        rows.append(
            Dossier(
                code=f"B-{turn}", agency=units[turn % len(units)], filed_on=received.date(), number=turn + 1,
                version=version, receiving_unit=units[turn % len(units)],
                deciding_unit=units[turn % len(units)], channel="online", person=person,
                applicant={"name": "Rơ Châm Hyao"}, state=2, filed_at=received, accepted_at=received,
            )
        )  # fmt: skip
    chosen = [row for row in rows if random.random() < WAITED]
    waits = [
        Wait(
            dossier=row, kind="payment", phase="handling", came_from=2, asked_at=row.accepted_at,
            ended_at=row.accepted_at + timedelta(days=1), effect="suspended", rule="bench", citation="bench",
        )
        for row in chosen
    ]  # fmt: skip
    late = [row for row in rows if random.random() < EXTENDED]
    extensions = [
        Extension(
            dossier=row, reason="bench", old_due_at=row.accepted_at, new_due_at=_moment(today, 17),
            proposed_at=row.accepted_at, signed_at=row.accepted_at,
        )
        for row in late
    ]  # fmt: skip
    _set_due_dates(rows, waits, extensions)
    for batch in _batches(rows):
        Dossier.objects.bulk_create(batch)
    Wait.objects.bulk_create(waits, batch_size=BATCH)
    Extension.objects.bulk_create(extensions, batch_size=BATCH)
    _first_acts(rows)
    return [row.pk for row in rows]


def _set_due_dates(rows: Sequence[Any], waits: Sequence[Any], extensions: Sequence[Any]) -> None:
    """Set what the legal clock says before the day off is decided."""
    from motcua.dossiers.clocks import clock_facts
    from motcua.kernel.legal_time import due_by_facts
    from motcua.orgs.calendars import calendar_for

    by_row: dict[Any, list[Any]] = {}
    for wait in waits:
        by_row.setdefault(wait.dossier_id, []).append(wait)
    calendar = calendar_for(None, around=rows[0].filed_on)
    for row in rows:
        row._prefetched_objects_cache = {"waits": _All(by_row.get(row.pk, []))}
        facts = clock_facts(row)
        assert facts is not None, "the procedure has a term"
        row.due_at = due_by_facts(facts, calendar).ends_at
    for extension in extensions:
        extension.old_due_at = extension.dossier.due_at - timedelta(hours=1)
        extension.new_due_at = extension.dossier.due_at


class _All(list[Any]):
    def all(self) -> list[Any]:
        return self


def _first_acts(rows: Sequence[Any]) -> None:
    """Give each dossier an act to chain on; nobody is told of these."""
    from django.db import connection, transaction

    from motcua.journal import operations as journal
    from motcua.journal.actor import SYSTEM

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE journal_act DISABLE TRIGGER act_followed")
        for batch in _batches(rows):
            acts: dict[str, dict[str, Any]] = {row.subject: {} for row in batch}
            journal.record_many("dossier.receive", acts=acts, actor=SYSTEM, at=rows[0].filed_at)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE journal_act ENABLE TRIGGER act_followed")


def _moment(on: date, hour: int) -> datetime:
    from motcua.kernel.legal_time import VIETNAM

    return datetime(on.year, on.month, on.day, hour, tzinfo=VIETNAM)


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
