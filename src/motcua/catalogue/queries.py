"""Reads of the catalogue: what the faces show of the procedures in force."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.db.models import QuerySet

from motcua.catalogue.facts import Audience, OnlineLevel
from motcua.catalogue.life_events import LIFE_EVENTS
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.search.current import current_index
from motcua.catalogue.search.entries import Entry
from motcua.catalogue.search.index import Scored, SearchIndex
from motcua.kernel.text import tidy

MOST_FOUND = 200  # nobody reads further; beyond it we do not claim to have counted
LARGEST_PAGE = 100
LONGEST_QUERY = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A procedure found. ``version`` is the key of its ``ProcedureVersion``.

    ``matched`` is an everyday name or the official name that was found where it is not the title:
    worth showing beside it. ``score`` is 0 without a query.
    """

    version: int
    code: str
    title: str
    name: str
    summary: str
    field: str
    authority: str
    online: OnlineLevel
    life_events: tuple[str, ...]
    score: float = 0.0
    matched: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """
    One page of procedures, the best first. Pages count from 1.

    When ``capped`` there are at least ``total``. ``did_you_mean`` is the query as it was probably meant, when
    the hits are for that rather than for what was typed.
    """

    hits: tuple[Hit, ...]
    total: int
    capped: bool
    page: int
    size: int
    did_you_mean: str = ""

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / self.size))


@dataclass(frozen=True, slots=True)
class Counted:
    name: str
    number: int


def search(
    q: str,
    *,
    field: str = "",
    authority: str = "",
    online: str = "",
    level: str = "",
    life_event: str = "",
    page: int = 1,
    size: int = 20,
) -> SearchPage:
    """
    Find procedures in force as people type, or list them all when ``q`` is empty.

    The filters are exact values of the columns of the same name; ``level`` is one of the levels and
    ``life_event`` one of the events. Costs one statement.
    """
    index = current_index()

    def wanted(entry: Entry) -> bool:
        return (
            (not field or entry.field == field)
            and (not authority or entry.authority == authority)
            and (not online or entry.online == online)
            and (not level or level in entry.levels)
            and (not life_event or life_event in entry.life_events)
        )

    typed = tidy(q)[:LONGEST_QUERY]
    answer = index.find(typed) if typed else index.all()
    found = [scored for scored in answer.scored if wanted(index.entries[scored.owner])]
    return _page(
        index, found, page=page, size=size, most=MOST_FOUND if typed else None, meant=answer.corrected
    )


def version_in_force(code: str, audience: Audience | None = Audience.PUBLIC) -> ProcedureVersion | None:
    """Return the version in force of the procedure ``code``, with its form; None: whomever it is for."""
    found = ProcedureVersion.objects.filter(code=code.strip(), to_on=None)
    if audience is not None:
        found = found.filter(audience=audience)
    return found.select_related("form").first()


def internal_procedures() -> QuerySet[ProcedureVersion]:
    """Return the procedures in force that units ask of each other, by field."""
    found = ProcedureVersion.objects.filter(to_on=None, audience=Audience.INTERNAL)
    return found.select_related("form").order_by("field", "name")


def fields() -> list[Counted]:
    """Return the fields with their numbers of procedures in force, the largest first."""
    return _counted([entry.field for entry in current_index().entries])


def authorities() -> list[Counted]:
    """Return the competent authorities, in the words of the decisions, with their numbers of procedures."""
    return _counted([entry.authority for entry in current_index().entries if entry.authority])


def by_life_event() -> dict[str, tuple[Hit, ...]]:
    """Return the procedures of each life event, the most common first; events in the order of pages."""
    index = current_index()
    found: dict[str, list[Hit]] = {event: [] for event in LIFE_EVENTS}
    for scored in index.all().scored:
        for event in index.entries[scored.owner].life_events:
            found.setdefault(event, []).append(_hit(index, scored))
    return {event: tuple(hits) for event, hits in found.items() if hits}


def _page(
    index: SearchIndex, found: Sequence[Scored], *, page: int, size: int, most: int | None, meant: str
) -> SearchPage:
    size = min(max(1, size), LARGEST_PAGE)
    capped = most is not None and len(found) > most
    found = found[:most]
    page = min(max(1, page), max(1, ceil(len(found) / size)))
    hits = tuple(_hit(index, scored) for scored in found[(page - 1) * size : page * size])
    return SearchPage(hits, len(found), capped, page, size, meant)


def _hit(index: SearchIndex, scored: Scored) -> Hit:
    entry = index.entries[scored.owner]
    matched = scored.text.text if scored.text else ""
    return Hit(
        version=entry.version,
        code=entry.code,
        title=entry.title,
        name=entry.name,
        summary=entry.summary,
        field=entry.field,
        authority=entry.authority,
        online=entry.online,
        life_events=entry.life_events,
        score=scored.score,
        matched="" if entry.title.startswith(matched) else matched,
    )


def _counted(names: list[str]) -> list[Counted]:
    ordered = sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))
    return [Counted(name, number) for name, number in ordered]
