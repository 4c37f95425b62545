"""Putting a digitised paper into its owner's vault, with what was read from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from motcua.journal.actor import Actor
from motcua.papers import operations as papers
from motcua.papers import taking_in
from motcua.papers.digitising.errors import NotCompared, NotThisHolder, NotThisType
from motcua.papers.digitising.extraction import Fact, extract, type_of
from motcua.papers.digitising.layouts import Layout, layouts
from motcua.papers.digitising.ocr import Recognised
from motcua.papers.models import Paper
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import HeldPaper, Level
from motcua.papers.vault.operations import Description

NUMBER = "person.identity_number"
APPLICANT = "applicant"
OF_THE_PAPER = "paper:paper."


@dataclass(frozen=True, slots=True)
class Digitised:
    """A paper in the vault; ``doubtful``: what was read but not well enough to be kept unseen."""

    held: HeldPaper
    doubtful: Sequence[Fact] = ()


def origin_of(sha256: str) -> str:
    """Return under which word the vault knows from which scan a paper was made."""
    return f"scan:{sha256}"


def made_from(sha256: str, said: Description) -> HeldPaper | None:
    """Return what was made before from this very scan for the same holder, if it was."""
    return HeldPaper.objects.filter(
        came_from=origin_of(sha256),
        paper_type=said.paper_type,
        holder=said.holder,
        holder_name=said.holder_name,
        put_away_at=None,
    ).first()


@transaction.atomic
def keep_digitised(
    *,
    owner: str,
    originals: Sequence[Paper],
    recognised: Recognised,
    said: Description,
    compared: bool,
    actor: Actor,
    at: datetime,
    corrected: Mapping[str, object] | None = None,
) -> Digitised:
    """
    Keep a scan that was read: the searchable PDF, and the facts that are sure or were ``corrected`` by hand.

    The scans as they came stay beside it. Done twice, it is one paper.

    :raises NotCompared: if nobody held it against the original (Circular 01/2023/TT-VPCP).
    :raises NotThisType, NotThisHolder: if the paper itself clearly says otherwise.
    :raises Refusal: as ``vault.keep`` says.
    """
    if not compared:
        raise NotCompared(title=said.title)
    sha256 = originals[0].file_id
    if already := made_from(sha256, said):
        return Digitised(already)
    layout = _checked_layout(recognised, said)
    facts = _about_owner(extract(recognised.sheets, layout), layout, said.holder) if layout else []
    seen = dict(corrected or {})
    kept = {fact.key: fact.value for fact in facts if fact.is_sure} | seen
    held = vault.keep(
        owner=owner,
        file=taking_in.keep_own(recognised.pdf, at=at),
        said=_completed(said, kept),
        level=Level.DIGITISED,
        actor=actor,
        at=at,
        came_from=origin_of(sha256),
    )
    papers.attach(papers=originals, to=held.subject)
    Paper.objects.filter(pk__in=[paper.pk for paper in originals]).update(owner=owner)
    return Digitised(held, [fact for fact in facts if not fact.is_sure and fact.key not in seen])


def _checked_layout(recognised: Recognised, said: Description) -> Layout | None:
    found = type_of(recognised.sheets)
    if found and found.paper_type != said.paper_type and said.paper_type in layouts():
        raise NotThisType(title=said.title, found=found.title)
    return layouts().get(said.paper_type)


def _about_owner(facts: Iterable[Fact], layout: Layout, number: str) -> list[Fact]:
    """Return the facts with the vault's owner, whichever person of the paper that is, as the applicant."""
    every = list(facts)
    numbers = {
        fact.key.partition(":")[0]: fact for fact in every if fact.key.endswith(f":{NUMBER}") and fact.is_sure
    }
    own = numbers.get(APPLICANT)
    if number and own and own.value != number:
        raise NotThisHolder(number=number, found=own.value)
    them = next((whom for whom, fact in numbers.items() if fact.value == number), "")
    if them not in layout.holders:
        return every
    return [
        replace(fact, key=f"{APPLICANT}:{fact.key.partition(':')[2]}")
        if fact.key.startswith(f"{them}:")
        else fact
        for fact in every
    ]


def _completed(said: Description, kept: Mapping[str, object]) -> Description:
    """Fill in what the paper says of itself where who digitised it said nothing."""
    its_own = [key for key in kept if key.startswith(OF_THE_PAPER)]
    of_paper = {key.removeprefix(OF_THE_PAPER): str(kept[key]) for key in its_own}
    issued_on = said.issued_on or (
        date.fromisoformat(of_paper["issued_on"]) if "issued_on" in of_paper else None
    )
    return replace(
        said,
        number=said.number or of_paper.get("number", ""),
        issuer=said.issuer or of_paper.get("issued_by", ""),
        issued_on=issued_on,
        facts={key: value for key, value in kept.items() if key not in its_own},
    )
