"""Groups of procedures filed as one, as dated data (``data/bundles.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from motcua.catalogue.facts import Code, Term

DATA = Path(__file__).parent / "data" / "bundles.yaml"
COMMUNE, COMMUNE_POLICE = "commune", "commune_police"
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Then(StrEnum):
    """What becomes of a part when another one gives nothing: refused, stopped, withdrawn."""

    STOP = "stop"
    GO_ON = "go_on"


class Source(Frozen):
    """
    Where an answer of a part comes from: a field of another part's result (``birth.personal_id``; ``.number``
    and ``.issued_on`` are the paper's own), else a question of the combined form, else a fixed ``value``.

    ``text`` is a sentence with answers in words at its {places}, and results at {part__field}.
    """

    result: str = ""
    question: str = ""
    value: Any = None
    text: str = ""


class OwnTerm(Frozen):
    """The term that the rule of the group sets for a part, in place of its procedure's own."""

    term: Term
    citation: Words
    certain: bool = True


class PartRule(Frozen):
    """
    One part. ``title`` names it in a line of progress; ``decided_by`` as in ``routing``, or "commune_police";
    ``decides`` says it in words.

    ``after``: it begins once these have ended. ``if_not_given``: what becomes of it when one of them, or one
    beside it, gives nothing ("stop" for those it waits for); ``guidance`` says then what people can do.
    ``same`` are questions that go over as they are, ``papers`` the papers of the combined filing by the key
    they have in this part, ``gets`` the results of other parts by the key of the paper they serve as here.
    """

    key: Words
    title: Words
    procedure: Code
    decided_by: Words
    decides: Words
    after: tuple[str, ...] = ()
    if_not_given: Mapping[str, Then] = {}
    guidance: str = ""
    own_term: OwnTerm | None = None
    same: tuple[str, ...] = ()
    answers: Mapping[str, Source] = {}
    papers: Mapping[str, str] = {}
    gets: Mapping[str, str] = {}

    def then(self, other: str) -> Then:
        """Return what becomes of this part when ``other`` gives nothing."""
        return self.if_not_given.get(other, Then.STOP if other in self.after else Then.GO_ON)


class Bundle(Frozen):
    """One group, for the days ``[from_on, to_on)``."""

    id: Words
    procedure: Code
    from_on: date
    to_on: date | None = None
    citation: Words
    certain: bool = True
    sources: tuple[str, ...] = ()
    parts: tuple[PartRule, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _waits_only_for_what_stands_before(self) -> Bundle:
        known: list[str] = []
        for part in self.parts:
            if part.key in known or not set(part.after) <= set(known):
                raise ValueError(f"{part.key} is named twice, or waits for what does not come before it")
            known.append(part.key)
        for part in self.parts:
            if not {*part.if_not_given, *part.gets.values()} <= set(known):
                raise ValueError(f"{part.key} names a part there is not")
        return self

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.to_on is None or on < self.to_on)

    def part(self, key: str) -> PartRule:
        return next(part for part in self.parts if part.key == key)


@cache
def bundles() -> tuple[Bundle, ...]:
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return tuple(TypeAdapter(list[Bundle]).validate_python(rows))


def bundle_for(procedure: str, on: date) -> Bundle | None:
    """Return the group filed under this procedure's code on ``on``, or None: it is a plain procedure."""
    return next((b for b in bundles() if b.procedure == procedure and b.holds(on)), None)


def named(bundle_id: str) -> Bundle:
    """Return a group by its id, in force or not: a filing follows the one it was filed under."""
    return next(b for b in bundles() if b.id == bundle_id)
