"""What a part is told: the answers given once, and what the parts before it have decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from motcua.dossiers.decisions import Proposal
from motcua.eforms import rules as eforms
from motcua.interlinked.bundles import PartRule, Source
from motcua.interlinked.models import Filing, Part
from motcua.interlinked.outcomes import Outcome, outcome


@dataclass(frozen=True)
class Declared:
    """The answers of the combined form, as given and in words."""

    given: Mapping[str, Any]
    words: Mapping[str, str]

    @classmethod
    def of(cls, filing: Filing) -> Declared:
        form = filing.version.form
        with override("vi"):  # a declaration is a Vietnamese paper, whoever reads the page
            words = eforms.shown(form.definition, filing.answers) if form else {}
        return cls(filing.answers, words)


def answers_for(rule: PartRule, said: Declared, results: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the answers of a part; a question nothing is known of stands out, and its form says so."""
    declared = said.given
    found = {key: declared[key] for key in rule.same if key in declared}
    for key, source in rule.answers.items():
        value = _text(source.text, said, results) if source.text else _value(source, declared, results)
        if value not in (None, ""):
            found[key] = value
    return found


def _value(source: Source, declared: Mapping[str, Any], results: Mapping[str, Mapping[str, Any]]) -> Any:
    if source.result:
        part, _dot, field = source.result.partition(".")
        if value := results.get(part, {}).get(field):
            return value
    if source.question and (value := declared.get(source.question)):
        return value
    return source.value


def _text(template: str, said: Declared, results: Mapping[str, Mapping[str, Any]]) -> str:
    known = defaultdict(str, said.words)
    for part, fields in results.items():
        known |= {f"{part}__{key}": str(value) for key, value in fields.items()}
    return template.format_map(known)


def results_of(parts: Mapping[str, Part]) -> dict[str, dict[str, Any]]:
    """Return the facts of each result given so far, with the number and day of its paper."""
    found: dict[str, dict[str, Any]] = {}
    for key, part in parts.items():
        if outcome(part) != Outcome.GIVEN or part.dossier is None:
            continue
        proposal, paper = Proposal.of(part.dossier), part.dossier.result
        facts = dict(proposal.fields) if proposal else {}
        if paper:
            facts |= {"number": paper.number, "issued_on": paper.issued_on.isoformat()}
        found[key] = facts
    return found
