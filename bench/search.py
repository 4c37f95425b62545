"""
How fast the search is, against plain SQL in the same run: `python -m bench.search`.

Loads the shipped catalogue and, where it is present, the crawl of 2,342 procedures into a throw-away
database; asks every query of tests/catalogue as typed, without marks and misspelt; says p50, p95 and p99
in milliseconds and as a ratio to ``name ILIKE '%…%'`` of the same queries. The first pass is cold: no word
has been met before.
"""

import gc
import os
import secrets
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from statistics import quantiles

from motcua.jobs.embedded import postgres, scratch


def main() -> int:
    with scratch() as folder:
        os.environ.setdefault("MOTCUA_SECRET_KEY", secrets.token_hex())
        os.environ.setdefault("MOTCUA_HOME", str(folder / "home"))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
        with postgres(folder / "postgres", keep=False) as url:
            os.environ["DATABASE_URL"] = url
            import django

            django.setup()
            _measure()
    return 0


def _measure() -> None:
    from motcua.catalogue.queries import search
    from motcua.catalogue.search.current import current_index, read_entries, stamp
    from motcua.catalogue.search.index import SearchIndex

    typed = _load()
    rows = read_entries()
    _say("read the rows", _timed(read_entries))
    _say("build the index", _timed(lambda: SearchIndex(rows)))
    print(f"memory of the index      {_memory(lambda: SearchIndex(rows)):8.1f} MB of {len(rows)} procedures")
    current_index()
    cold = [_timed(lambda q=query: search(q)) for query in typed]  # type: ignore[misc]
    warm = [_timed(lambda q=query: search(q)) for query in typed]  # type: ignore[misc]
    stamps = [_timed(stamp) for _ in typed]
    base = [_timed(lambda q=query: _plain_sql(q)) for query in typed]  # type: ignore[misc]
    trigrams = [_timed(lambda q=query: _trigrams(q)) for query in typed]  # type: ignore[misc]
    for name, times in (
        ("ILIKE (baseline)", base),
        ("pg_trgm", trigrams),
        ("search, cold", cold),
        ("search, warm", warm),
        ("of it: is it current?", stamps),
    ):
        _quantiles(name, times, base)
    index = current_index()
    cpu = [_timed(lambda q=query: index.find(q), time.thread_time) for query in typed]  # type: ignore[misc]
    _quantiles("processor time of it", cpu, base)


def _load() -> list[str]:
    from django.core.management import call_command
    from django.db import connection

    from motcua.catalogue.operations import import_records
    from motcua.kernel.text import fold
    from tests.catalogue.search_samples import CRAWL, crawled, samples, shipped

    call_command("migrate", verbosity=0)
    at = datetime.now(tz=UTC)
    import_records(records=(crawled() if CRAWL.exists() else {}).values(), at=at)
    import_records(records=shipped().values(), at=at)
    with connection.cursor() as cursor:
        cursor.execute("create extension if not exists pg_trgm; create extension if not exists unaccent")
        cursor.execute("analyze")
    tried = samples("queries.tsv") + samples("queries-held-out.tsv")
    ways = ((sample.query, fold(sample.query), sample.misspelt) for sample in tried)
    return [query for way in ways for query in way if query]


def _plain_sql(query: str) -> None:
    from motcua.catalogue.models import ProcedureVersion

    list(ProcedureVersion.objects.filter(to_on=None, name__icontains=query).values_list("code", "name")[:20])


def _trigrams(query: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select code, name from catalogue_procedureversion where to_on is null "
            "order by word_similarity(unaccent(%s), unaccent(name)) desc limit 20",
            [query],
        )
        cursor.fetchall()


def _timed(do: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    do()
    return (clock() - start) * 1000


def _memory(make: Callable[[], object]) -> float:
    gc.collect()
    tracemalloc.start()
    kept = make()
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return used / 1e6


def _say(what: str, milliseconds: float) -> None:
    print(f"{what:24} {milliseconds:8.1f} ms")


def _quantiles(name: str, times: Sequence[float], base: Sequence[float]) -> None:
    ours, theirs = (quantiles(each, n=100) for each in (times, base))
    parts = [f"p{p} {ours[p - 1]:6.2f} ms ({ours[p - 1] / theirs[p - 1]:4.1f}x)" for p in (50, 95, 99)]
    print(f"{name:24} {'   '.join(parts)}   {len(times)} queries")


if __name__ == "__main__":
    sys.exit(main())
