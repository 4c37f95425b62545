"""What a part is told: the answers given once, and what the parts before it have decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.dossiers.decisions import Proposal
from motcua.interlinked.bundles import PartRule, Source
from motcua.interlinked.models import Part
from motcua.interlinked.outcomes import Outcome, outcome


def answers_for(
    rule: PartRule, declared: Mapping[str, Any], results: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the answers of a part; a question nothing is known of stands out, and its form says so."""
    found = {key: declared[key] for key in rule.same if key in declared}
    for key, source in rule.answers.items():
        value = _value(source, declared, results)
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
