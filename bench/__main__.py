"""
Every bench: filings, look-ups, work lists beside two baselines of one server, letters, search, a new day off,
steps of processes.

    python -m bench [--filings 1500] [--json FILE] [--no-letters]
        [--no-search] [--no-recompute] [--no-steps] [--no-work-list]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench import cpu, load, plain_sql
from bench.load import Figures, request
from bench.serving import PROCESSES, THREADS, Server, served
from bench.stage import UNIT, Filing, Stage, build, database

ROUNDS = 3
WARM = 80
OURS, HOT = "filing, to 40 offices", "filing, all to one office"
BARE, SQL = "a bare Django view", "plain SQL (pgbench)"
FURTHER = {
    "letters": "letters",
    "search": "search",
    "recompute": "a calendar changes",
    "steps": "steps of processes",
    "work_list": "work lists",
}
"""Benches of their own, by module, each with its title; each can be left out."""
TRACK, LIST = "look-up (GET /track)", "work list (GET /dossiers, 50 rows)"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--filings", type=int, default=1500, help="of each kind, in three rounds")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    for module in FURTHER:
        parser.add_argument(
            f"--no-{module.replace('_', '-')}", action="store_true", help=f"leave bench.{module} out"
        )
    wanted = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.site_settings"
    each = wanted.filings // ROUNDS // 8 * 8
    with database() as folder:
        import django

        django.setup()
        print(f"{_machine()}\nbuilding the stage …", flush=True)
        stage = build(ROUNDS * each * 4 + 2 * WARM)
        found = _measure(stage, folder, each)
        _close()
    _show(found)
    if wanted.json:
        wanted.json.write_text(json.dumps(_as_json(found), indent=1))
    for module, title in FURTHER.items():
        if not getattr(wanted, f"no_{module}"):
            print(f"\n{title} (python -m bench.{module})", flush=True)
            subprocess.run([sys.executable, "-m", f"bench.{module}"], check=True, env=_clean_environment())
    return 1 if any(figures.bad for figures in found.values()) else 0


def _clean_environment() -> dict[str, str]:
    """Return ours without what the stage has set: its database is gone."""
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "MOTCUA_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _measure(stage: Stage, folder: Path, each: int) -> dict[str, Figures]:
    found = {name: Figures(name) for name in (OURS, HOT, BARE, SQL, TRACK, LIST)}
    plain = stage.take(ROUNDS * each)
    plain_sql.prepare(plain)
    _analyse()
    answers = json.dumps(json.loads(plain[0].body)["answers"], ensure_ascii=False)
    with (
        served("bench.site_settings", "/api/v1/openapi.json") as site,
        served("bench.bare_settings", "/healthz") as bare,
    ):
        database = cpu.postmaster(folder / "postgres")

        def load_with(name: str, server: Server, requests: list[bytes], status: int = 201) -> None:
            with _counting(found[name], server.pid, database):
                _add(found[name], load.run(name, server.port, requests, status=status))

        load.run("warm", site.port, [_ours(f) for f in stage.take(WARM)], status=201)
        load.run("warm", bare.port, [_bare(f) for f in stage.take(WARM)], status=201)
        for _ in range(ROUNDS):
            load_with(OURS, site, [_ours(f) for f in stage.take(each)])
            load_with(HOT, site, [_ours(_to_one_office(f)) for f in stage.take(each)])
            load_with(BARE, bare, [_bare(f) for f in stage.take(each)])
            with _counting(found[SQL], 0, database):
                _add(found[SQL], plain_sql.run(folder, each, answers))
        _analyse()
        load_with(TRACK, site, _tracks(2 * each), 200)
        load_with(LIST, site, [request("GET", "/api/v1/dossiers", key=stage.staff)] * min(each, 300), 200)
    return found


@contextmanager
def _counting(figures: Figures, web: int, database: int) -> Iterator[None]:
    before = cpu.of_children(web) if web else 0.0, cpu.of_children(database)
    yield
    figures.web += cpu.of_children(web) - before[0] if web else 0.0
    figures.database += cpu.of_children(database) - before[1]


def _ours(filing: Filing) -> bytes:
    more = f"Idempotency-Key: {filing.papers[0]}\r\n"
    return request("POST", "/api/v1/dossiers", key=filing.key, body=filing.body, more=more)


def _to_one_office(filing: Filing) -> Filing:
    body = json.loads(filing.body) | {"unit": UNIT}
    return replace(filing, body=json.dumps(body, ensure_ascii=False).encode())


def _bare(filing: Filing) -> bytes:
    more = f"Idempotency-Key: {filing.papers[0]}\r\nX-Person: {filing.person}\r\n"
    return request("POST", "/file", body=filing.body, more=more)


def _tracks(number: int) -> list[bytes]:
    from motcua.dossiers.models import Dossier

    codes = list(Dossier.objects.filter(code__startswith="H21").values_list("code", flat=True)[:number])
    return [request("GET", f"/api/v1/track/{codes[turn % len(codes)]}") for turn in range(number)]


def _add(total: Figures, more: Figures) -> None:
    total.seconds += more.seconds
    total.wall += more.wall
    total.bad += more.bad


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _machine() -> str:
    cores, load_now = os.cpu_count(), os.getloadavg()[0]
    return (
        f"{platform.machine()}, {cores} cores, load {load_now:.1f}; Python {platform.python_version()}; "
        f"gunicorn {PROCESSES} processes x {THREADS} threads, 8 connections; PostgreSQL with fsync"
    )


def _show(found: dict[str, Figures]) -> None:
    heads = ("a second", "p50 ms", "p95 ms", "p99 ms", "cpu web", "cpu db", "good", "bad")
    print(f"\n{'':34}" + "".join(f"{head:>9}" for head in heads))
    for name, figures in found.items():
        number = max(1, len(figures.seconds))
        times = (*figures.percentiles(), figures.web / number * 1000, figures.database / number * 1000)
        print(f"{name:34}{figures.rate:9.0f}" + "".join(f"{time:9.2f}" for time in times), end="")
        print(f"{len(figures.seconds):9}{len(figures.bad):9}")
        if figures.bad:
            print("   ", figures.bad[0][:400])
    ours, bare, sql = found[OURS], found[BARE], found[SQL]
    print(f"\nfiling: {ours.rate / bare.rate:.2f} x the bare view, {ours.rate / sql.rate:.2f} x plain SQL")
    print("cpu: milliseconds of processor time for each request")


def _as_json(found: dict[str, Figures]) -> dict[str, object]:
    return {
        name: {"rate": f.rate, "ms": f.percentiles(), "cpu": (f.web, f.database), "good": len(f.seconds)}
        for name, f in found.items()
    }


if __name__ == "__main__":
    sys.exit(main())
