"""Reading filings: a citizen their own, an office what stands beside its part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from motcua.accounts.citizens import Citizen
from motcua.dossiers.models import Dossier
from motcua.interlinked.bundles import Bundle, named
from motcua.interlinked.errors import FilingNotFound
from motcua.interlinked.models import Filing, Part
from motcua.interlinked.outcomes import Outcome, outcome
from motcua.interlinked.prospects import Prospect, prospects, result_day


def loaded(filing: Filing) -> list[Part]:
    """Return the parts in order, with all that their course looks at. One query."""
    return list(
        filing.parts.select_related(
            "version__form",
            "unit",
            "dossier__version",
            "dossier__result",
            "dossier__deciding_unit",
            "dossier__receiving_unit",
            "dossier__extension",
        )
    )


@dataclass(frozen=True)
class Line:
    """One part as its applicant reads it: what it ``waits_for``, and what still waits for it (titles)."""

    part: Part
    title: str
    outcome: Outcome
    prospect: Prospect
    waits_for: tuple[str, ...]
    holds_up: tuple[str, ...]


@dataclass(frozen=True)
class Whole:
    """A filing on one page: each part, how many have ended, and the day on which everything is there."""

    filing: Filing
    lines: tuple[Line, ...]
    result_day: datetime | None
    certain: bool
    citation: str

    @property
    def done(self) -> int:
        return sum(line.outcome != Outcome.OPEN for line in self.lines)

    @property
    def given(self) -> int:
        return sum(line.outcome == Outcome.GIVEN for line in self.lines)

    @property
    def over(self) -> bool:
        return self.done == len(self.lines)

    @property
    def appointed(self) -> bool:
        """Whether every date of the one day was appointed by an office, none reckoned ahead."""
        return not any(line.prospect.expected for line in self.lines)


def whole(filing: Filing, *, now: datetime) -> Whole:
    """Return what the page of a filing shows."""
    bundle, parts = named(filing.bundle), loaded(filing)
    found = prospects(bundle, parts, now=now)
    titles = {rule.key: rule.title for rule in bundle.parts}
    lines = tuple(
        Line(
            part,
            titles[part.key],
            outcome(part),
            found[part.key],
            tuple(titles[key] for key in bundle.part(part.key).after),
            _held_up_by(part.key, bundle, parts),
        )
        for part in parts
    )
    return Whole(filing, lines, result_day(found), bundle.certain, bundle.citation)


def _held_up_by(key: str, bundle: Bundle, parts: Iterable[Part]) -> tuple[str, ...]:
    rules = [bundle.part(part.key) for part in parts if part.state == Part.State.WAITING]
    return tuple(rule.title for rule in rules if key in rule.after)


def filing_for(citizen: Citizen, code: str) -> Filing:
    """
    Return one filing.

    :raises FilingNotFound: if it is not the citizen's; the same as if there were none.
    """
    found = (
        Filing.objects.visible_to(citizen)
        .select_related("version", "unit", "desk", "draft")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise FilingNotFound(code=code)
    return found


def filings_of(citizen: Citizen) -> QuerySet[Filing]:
    """Return the citizen's filings, newest first."""
    return (
        Filing.objects.visible_to(citizen)
        .select_related("version", "unit")
        .defer("version__content", "answers")
        .order_by("-filed_at")
    )


def part_of(dossier_id: UUID | str) -> Part | None:
    """Return the part that a dossier is, with its filing, or None: it is a dossier by itself."""
    return (
        Part.objects.select_related("filing__version", "filing__person", "unit")
        .filter(dossier_id=dossier_id)
        .first()
    )


@dataclass(frozen=True)
class Neighbour:
    """Another part, as the offices of this one see it: whose it is and how far, nothing of what is in it."""

    title: str
    unit: str
    part: Part
    here: bool
    waits_for: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """Which part of which filing a dossier is, and the parts around it."""

    code: str
    title: str
    place: int
    parts: tuple[Neighbour, ...]


def beside(dossier: Dossier) -> Beside | None:
    """Return what stands beside a dossier that is a part; None for any other. One query or two."""
    mine = part_of(dossier.pk)
    if mine is None:
        return None
    bundle = named(mine.filing.bundle)
    titles = {rule.key: rule.title for rule in bundle.parts}
    parts = mine.filing.parts.select_related("unit", "dossier").only(
        "key",
        "place",
        "state",
        "filing_id",
        "unit__name",
        "dossier__state",
        "dossier__stage",
        "dossier__code",
    )
    return Beside(
        mine.filing.code, mine.filing.version.title, mine.place, tuple(_neighbours(parts, mine, titles))
    )


def _neighbours(parts: Iterable[Part], mine: Part, titles: dict[str, str]) -> Iterable[Neighbour]:
    bundle = named(mine.filing.bundle)
    for part in parts:
        waits_for = tuple(titles[key] for key in bundle.part(part.key).after)
        yield Neighbour(titles[part.key], part.unit.name, part, part.pk == mine.pk, waits_for)


@dataclass(frozen=True)
class Tracking:
    """What anybody who knows the code of a filing may see: how many of how many parts, and by when."""

    code: str
    done: int
    parts: int
    result_day: datetime | None


def track(code: str, *, now: datetime) -> Tracking | None:
    """Return how far a filing is: no name, no procedure, no office. None where it has no such code."""
    filing = Filing.objects.filter(code=code.strip().upper()).first()
    if filing is None:
        return None
    found = whole(filing, now=now)
    return Tracking(filing.code, found.done, len(found.lines), found.result_day)
