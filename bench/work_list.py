"""
A work list over very many dossiers: what a page costs, and whether it grows.

    python -m bench.work_list [--dossiers 200000] [--open 50000]

An officer of 21 units with ``--open`` dossiers under way among ``--dossiers``; beside them, in the same
database, the same number of units with 10,000 open, and plain SQL that reads one page of one unit. Every
order and filter that the page offers, first pages and deep ones, in turn. ``--dossiers 1000000`` is the whole
claim; making the rows then takes some minutes.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from bench import cpu
from bench.stage import database

if TYPE_CHECKING:
    from motcua.dossiers.worklists import Asked
    from motcua.orgs.postings import Posting

UNITS, SMALL = 21, 10_000
ROUNDS = 15
ROWS = """
INSERT INTO dossiers_dossier (
    id, code, agency_id, filed_on, number, version_id, receiving_unit_id, deciding_unit_id, channel,
    person_id, applicant, answers, request_digest, state, stage, assigned_to_id, filed_at, accepted_at,
    due_at, step_due_at, supplements, ended_at, snapshot
)
SELECT
    gen_random_uuid(), 'W-' || n, unit, now()::date - 40, n, version, unit, unit, 'online',
    %(person)s::bigint, '{"name": "Rơ Châm Hyao"}',
    jsonb_build_object('content', repeat(md5(n::text), 12)), '',
    CASE WHEN NOT open THEN 8 WHEN n %% 5 = 0 THEN 2 ELSE 4 END,
    CASE WHEN NOT open OR n %% 5 = 0 THEN NULL WHEN n %% 5 = 1 THEN 'sign' WHEN n %% 5 = 2 THEN 'review'
        ELSE 'examine' END,
    CASE WHEN open AND n %% 5 > 0 THEN (%(officers)s::bigint[])[1 + n / 7 %% %(many)s::int] END,
    filed, filed, due, due - interval '1 day' * (n %% 4), n %% 9 / 8, CASE WHEN NOT open THEN filed END, '{}'
FROM (
    SELECT n, n >= %(first)s::bigint + %(ended)s::bigint AS open,
        (%(units)s::bigint[])[1 + n %% %(of)s::int] AS unit,
        (%(versions)s::bigint[])[1 + n / 3 %% %(kinds)s::int] AS version,
        now() - interval '1 minute' * (n * 7919 %% 30000) AS filed,
        now() + interval '1 minute' * (n * 104729 %% 20000 - least(1000, n * 7919 %% 30000)) AS due
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
) AS made
"""
PLAIN = """
SELECT id, code, due_at FROM dossiers_dossier
WHERE deciding_unit_id = %s AND step = 3 AND step > 0 ORDER BY due_at, id LIMIT 51
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.work_list", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=200_000)
    parser.add_argument("--open", type=int, default=50_000, help="under way in the larger of the two trees")
    wanted = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site_settings"
    with database():
        import django

        django.setup()
        _without_collected_files()
        _measure(wanted.dossiers, wanted.open)
        from django.db import connections

        connections.close_all()


def _without_collected_files() -> None:
    """Let pages name their style sheets plainly: what is measured is the page."""
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.MOTCUA_STAFF_SECOND_FACTOR = False  # nobody is there to type the code


def _measure(number: int, open_: int) -> None:
    began = time.monotonic()
    small, large = _stage(number, open_)
    print(f"{number} dossiers made in {time.monotonic() - began:.0f} s; load {os.getloadavg()[0]:.1f}")
    heads = f"{'p50':>8}{'p95':>8}{'max':>8}{'p95 of 10,000':>15}{'ratio':>7}{'cpu':>10}{'of 10,000':>10}"
    print(f"{'milliseconds in the server':44}{heads}")
    plain = [_timed(lambda: _plain(large[0])) for _ in range(20 * ROUNDS)]
    _show("plain SQL, one unit and step", plain, plain, [])
    for name, work in _kinds().items():
        times: dict[int, list[float]] = {0: [], 1: []}
        used = [0.0, 0.0]
        for _ in range(ROUNDS):
            for tree, posting in enumerate((small, large)):
                before = _processor()
                times[tree] += [_timed(one) for one in work(posting[1])]
                used[tree] += _processor() - before
        _show(name, times[1], times[0], [used[tree] / len(times[tree]) * 1000 for tree in (0, 1)])


def _kinds() -> dict[str, Callable[[Posting], Iterator[Callable[[], object]]]]:
    found = {name: _pages(asked) for name, asked in _asked().items()}
    return found | {"what waits for each duty, counted to 1,000": _counts, "the whole page, over HTTP": _page}


def _asked() -> dict[str, dict[str, Any]]:
    from django.utils import timezone

    from motcua.dossiers.pace import Risk, pace
    from motcua.dossiers.steps import WorkStep
    from motcua.dossiers.worklists import NOBODY

    now = timezone.now()
    return {
        "waiting for me": {},
        "all": {"waiting": False},
        "all, late": {"waiting": False, "risks": (Risk.LATE,), "pace": pace(at=now)},
        "all, soon late": {"waiting": False, "risks": (Risk.HIGH, Risk.NEAR), "pace": pace(at=now)},
        "all, one step": {"waiting": False, "steps": (WorkStep.REVIEW,)},
        "all, one field": {"waiting": False, "field": _version(0).field},
        "all, one procedure": {"waiting": False, "procedure": _version(0).code},
        "all, a procedure nobody has filed": {"waiting": False, "procedure": _version(-1).code},
        "all, held by nobody": {"waiting": False, "holder": NOBODY},
        "all, held by me": {"waiting": False, "holder": "me"},
        "all, received today": {"waiting": False, "came_since": now - timedelta(hours=12)},
        "all, supplemented": {"waiting": False, "supplemented": True},
    }


def _pages(said: dict[str, Any]) -> Callable[[Posting], Iterator[Callable[[], object]]]:
    """Return the first page and a deep one, in each order."""
    from motcua.dossiers.worklists import Asked, Order, work_list

    def work(posting: Posting) -> Iterator[Callable[[], object]]:
        more = said | ({"holder": posting.officer_id} if said.get("holder") == "me" else {})
        for by in Order:
            asked = Asked(**more, by=by)
            deep = _middle(posting, asked)
            yield lambda asked=asked: work_list(posting, asked)  # type: ignore[misc]
            yield lambda asked=asked, deep=deep: work_list(posting, asked, after=deep)  # type: ignore[misc]

    return work


def _middle(posting: Posting, asked: Asked) -> str:
    """Return a cursor in the middle of the list."""
    import uuid

    from motcua.dossiers.worklists import Cursor, Order

    ahead = timedelta(days=5) if asked.by == Order.DUE else -timedelta(days=10)
    return str(Cursor(datetime.now().astimezone() + ahead, uuid.uuid4()))


def _counts(posting: Posting) -> Iterator[Callable[[], object]]:
    from motcua.dossiers.queries import turn_counts

    yield lambda: turn_counts(posting)


def _page(posting: Posting) -> Iterator[Callable[[], object]]:
    from django.test import Client

    from motcua.accounts.models import User

    client = Client(headers={"Host": "localhost"})
    client.force_login(User.objects.get(officer=posting.officer_id))
    client.get("/xu-ly/?muc=tat-ca")

    def get() -> None:
        answer = client.get("/xu-ly/?muc=tat-ca&xep=rui-ro")
        assert answer.status_code == 200, answer.status_code
        assert answer.content.count(b'<th scope="row">') == 50

    yield get


def _plain(tree: Sequence[int]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [tree[0]])
        assert len(cursor.fetchall()) == 51


def _stage(number: int, open_: int) -> tuple[tuple[list[int], Posting], tuple[list[int], Posting]]:
    """Make two trees of units, each with its officer, and the dossiers of both."""
    from django.core.management import call_command
    from django.db import connection

    from motcua.jobs.own_data import import_catalogue, import_offices

    call_command("migrate", interactive=False, verbosity=0)
    import_offices()
    import_catalogue()
    trees = [_tree("A"), _tree("B")]
    _rows(trees[0][0], first=1, number=max(SMALL, number // 5), open_=SMALL)
    _rows(trees[1][0], first=number, number=number - max(SMALL, number // 5), open_=open_)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE dossiers_dossier")
    return trees[0], trees[1]


def _tree(letter: str) -> tuple[list[int], Posting]:
    from django.utils import timezone

    from motcua.accounts.models import User
    from motcua.orgs.models import Appointment, Duty, Officer, Post, Unit, UnitKind
    from motcua.orgs.postings import posting_of

    today = timezone.localdate()
    user = User.objects.create_user(f"bench-{letter}", full_name=f"Rơ Châm {letter}")
    officer = Officer.objects.create(user=user, full_name=user.full_name)
    units = []
    for number in range(UNITS):
        unit = Unit.objects.create(
            code=f"B.{letter}{number}", name=f"Phòng {number}", kind=UnitKind.DEPARTMENT, from_on=today
        )
        post = Post.objects.create(unit=unit, title="Mọi việc", duties=[Duty.HANDLE, Duty.REVIEW, Duty.SIGN])
        Appointment.objects.create(officer=officer, post=post, from_on=today)
        units.append(unit.pk)
    return units, posting_of(officer, on=today, face="desk")


def _rows(units: Sequence[int], *, first: int, number: int, open_: int) -> None:
    """Make the dossiers of one tree: the open ones last, held by a hundred officers, of sixty procedures."""
    from django.db import connection

    from motcua.accounts.models import Person
    from motcua.catalogue.models import ProcedureVersion

    person, _new = Person.objects.get_or_create(full_name="Rơ Châm Hyao", identity_number="064090000001")
    versions = list(ProcedureVersion.objects.filter(to_on=None).order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "person": person.pk, "officers": _officers(), "many": len(_officers()), "first": first,
            "last": first + number - 1, "ended": number - open_, "units": list(units), "of": len(units),
            "versions": versions[:60], "kinds": 60,
        }  # fmt: skip
        cursor.execute(ROWS, values)


def _officers() -> list[int]:
    from motcua.accounts.models import User
    from motcua.orgs.models import Officer

    for number in range(Officer.objects.count(), 100):
        user = User.objects.create_user(f"bench-{number}", full_name=f"Siu {number}")
        Officer.objects.create(user=user, full_name=user.full_name)
    return list(Officer.objects.order_by("pk").values_list("pk", flat=True))


def _version(place: int) -> Any:
    from motcua.catalogue.models import ProcedureVersion

    return list(ProcedureVersion.objects.filter(to_on=None).order_by("pk"))[place]


def _timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


def _processor() -> float:
    """Return the seconds of processor time of this process and of its connection's server process."""
    from django.db import connection

    served = cpu.of_children(connection.connection.info.backend_pid)
    return time.process_time() + served


def _show(name: str, times: Sequence[float], small: Sequence[float], used: Sequence[float]) -> None:
    found, base = quantiles(times, n=100), quantiles(small, n=100)
    figures = f"{found[49]:8.1f}{found[94]:8.1f}{max(times):8.1f}{base[94]:15.1f}{found[94] / base[94]:7.2f}"
    print(f"{name:44}{figures}" + "".join(f"{each:10.1f}" for each in reversed(used)), flush=True)


if __name__ == "__main__":
    main()
