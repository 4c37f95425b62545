"""The index of the versions in force now, one per process."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from django.contrib.postgres.aggregates import BitXor
from django.db.models import BigIntegerField, Count, F, Func, QuerySet, Sum
from django.db.models.fields.json import KT, KeyTransform

from motcua.catalogue.facts import Audience, OnlineLevel
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.search.entries import PEOPLE, Entry
from motcua.catalogue.search.index import SearchIndex

Stamp = tuple[int, int, int]


def in_force() -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.filter(to_on=None, audience=Audience.PUBLIC)


def stamp() -> Stamp:
    """
    Return what changes whenever the versions in force change, whichever process changes them.

    A version is never changed once made, so it is enough to know which ones there are: their number,
    the sum of their keys, and a sum without order of what they say.
    """
    said = Func(F("digest"), 0, function="hashtextextended", output_field=BigIntegerField())
    found = in_force().aggregate(number=Count("pk"), keys=Sum("pk"), said=BitXor(said))
    return found["number"], found["keys"] or 0, found["said"] or 0


def read_entries() -> list[Entry]:
    """Read every version in force, but only the parts of its content that search needs."""
    return list(_rows())


def _rows() -> Iterator[Entry]:
    rows = in_force().values_list(
        "pk", "code", "name", "field", "authority", "online", "levels", "life_events",
        KT("content__short_name"), KT("content__summary"), KT("content__keywords"),
        KeyTransform("also_called", "content"), KeyTransform("who_may_file", "content"),
        KeyTransform("results", "content"),
    )  # fmt: skip
    for pk, code, name, field_, authority, online, levels, events, *rest in rows.iterator(chunk_size=1000):
        short_name, summary, keywords, also_called, who, results = rest
        yield Entry(
            version=pk,
            code=code,
            name=name,
            field=field_,
            authority=authority,
            online=OnlineLevel(online),
            short_name=short_name or "",
            also_called=tuple(also_called or ()),
            summary=summary or "",
            keywords=keywords or "",
            results=tuple(result.get("name", "") for result in results or ()),
            levels=frozenset(levels),
            life_events=tuple(events),
            for_people=not PEOPLE.isdisjoint(who or ()),
        )


@dataclass(frozen=True)
class _Built:
    stamp: Stamp
    index: SearchIndex


class _Current:
    """Keeps one index and builds another when the catalogue has changed."""

    def __init__(self) -> None:
        self._built: _Built | None = None
        self._lock = Lock()

    def index(self) -> SearchIndex:
        now = stamp()
        built = self._built
        if built and built.stamp == now:
            return built.index
        # While one thread builds the new index the others answer from the old one, if there is one.
        if not self._lock.acquire(blocking=built is None):
            assert built is not None
            return built.index
        try:
            if not self._built or self._built.stamp != now:
                self._built = _Built(now, SearchIndex(read_entries()))
            return self._built.index
        finally:
            self._lock.release()


_current = _Current()


def current_index() -> SearchIndex:
    """Return the index of the catalogue as it is now; about a second when it has just changed."""
    return _current.index()
