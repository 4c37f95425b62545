"""Which papers a procedure asks for, now that the answers of its form are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from motcua.catalogue.facts import Procedure, RequiredPaper
from motcua.catalogue.models import ProcedureVersion
from motcua.eforms import rules as eforms


def facts_for(version: ProcedureVersion, answers: Mapping[str, Any], *, on: date) -> Procedure:
    """Return the facts with what the form says of papers: those the answers call for are always asked for."""
    form = version.form.definition if version.form else None
    if form is None or not form.papers:
        return version.facts
    right = eforms.check(form, answers, on=on).answers
    said = eforms.papers_asked(form, right, on=on)
    return version.facts.model_copy(update={"papers": tuple(_as_said(p, said) for p in version.facts.papers)})


def _as_said(paper: RequiredPaper, said: Mapping[str, bool]) -> RequiredPaper:
    wanted = said.get(paper.key, said.get(paper.name))
    if wanted is None:
        return paper
    return paper.model_copy(update={"required": True, "when": ""} if wanted else {"required": False})


def missing(papers: Iterable[RequiredPaper], handed_in: Iterable[str]) -> list[str]:
    """Return the names of papers that must be there and are not, by the keys of those handed in."""
    keys = set(handed_in)
    return [paper.name for paper in papers if in_every_case(paper) and paper.key not in keys]


def in_every_case(paper: RequiredPaper) -> bool:
    """Return whether a paper must be handed in; the others are for the clerk to judge."""
    judged = paper.when or paper.case or paper.present_only
    return bool(paper.key and paper.required and not judged)
