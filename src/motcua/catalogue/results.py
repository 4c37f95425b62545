"""What goes into each kind of result, and which answer fills each field (``data/results``)."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from motcua.catalogue.facts import Procedure
from motcua.kernel.words import date_in_words
from motcua.orgs.models import Duty

DATA = Path(__file__).parent / "data"
GENERAL = "decision"  # the letter that answers a procedure without a template of its own


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ResultField(Frozen):
    """
    One field of a result. ``from`` names the answer that fills it; an officer fills the rest.

    ``values`` gives the text of the paper for each choice; ``in_words`` writes a day in words.
    """

    key: str
    label: str
    source: str = Field(default="", alias="from")
    type: Literal["text", "long_text", "date", "number"] = "text"
    required: bool = True
    values: Mapping[str, str] = {}
    in_words: bool = False

    def fill(self, raw: Mapping[str, Any], shown: Mapping[str, Any]) -> Any:
        """Return the value from the answers, as given (``raw``) and as people read them (``shown``)."""
        answer = raw.get(self.source, "")
        if self.in_words:
            return date_in_words(answer) if answer else ""
        return self.values.get(str(answer)) or shown.get(self.source, answer)


class WhoseResult(Frozen):
    """Which fields of a result name the person it is about; "" for what it does not say."""

    name: str = ""
    number: str = ""
    born: str = ""


class Key(StrEnum):
    """Whose key signs."""

    OFFICER = "officer"
    AGENCY = "agency"


class SignerStep(Frozen):
    """One signer: who holds ``duty`` in the deciding agency, with their own key or with the agency's."""

    duty: Duty
    key: Key = Key.OFFICER
    citation: str = ""
    certain: bool = True


class ResultTemplate(Frozen):
    """
    ``about`` is empty where it is about the applicant; ``valid_until`` is the field of its last day.

    ``signers`` sign one after the other; empty: one person, who signs for the agency.
    """

    template: str
    title: str
    fields: tuple[ResultField, ...]
    about: WhoseResult = WhoseResult()
    valid_until: str = ""
    signers: tuple[SignerStep, ...] = ()

    def prefilled(self, raw: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields as the answers fill them."""
        return {field.key: field.fill(raw, shown) if field.source else "" for field in self.fields}

    def missing(self, values: Mapping[str, Any]) -> list[str]:
        """Return the labels of required fields without a value."""
        return [f.label for f in self.fields if f.required and not str(values.get(f.key, "")).strip()]


@cache
def templates() -> Mapping[str, ResultTemplate]:
    """Return every result template by its name."""
    files = sorted((DATA / "results").glob("*.yaml"))
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in files)
    found = [ResultTemplate.model_validate(row) for row in read]
    return {template.template: template for template in found}


def template_for(procedure: Procedure) -> ResultTemplate:
    """Return the template of the procedure's result, or the general letter."""
    named = next((r.template for r in procedure.results if r.template), GENERAL)
    return templates().get(named) or templates()[GENERAL]
