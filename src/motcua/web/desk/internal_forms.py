"""What one unit writes to another: the questions and the boxes for papers, and how both come back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.asked import Asked
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.internal.operations import keep_paper
from motcua.dossiers.operations.filing import Handed
from motcua.dossiers.operations.loose import loose_papers
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormDefinition
from motcua.eforms.rules import Checked
from motcua.kernel.errors import Refusal
from motcua.papers.models import Paper
from motcua.web.ui import questions, staff, uploading

NAMES = "a-"
"""What goes before the name of a question; the page has other boxes too."""
OTHER = "khac"
Errors = list[tuple[str, str]]


@dataclass(frozen=True)
class Box:
    """One paper: what is wanted, the file that is here already, what is to mend."""

    name: str
    key: str
    title: str
    optional: bool = True
    item: int | None = None
    help: str = ""
    held: Paper | None = None
    error: str = ""


def boxes_of(version: ProcedureVersion) -> list[Box]:
    """Return a box for each paper of the procedure, and one for any other."""
    asked = [
        Box(f"p-{number}", paper.key, paper.name, optional=not paper.required, help=paper.when)
        for number, paper in enumerate(version.facts.papers)
        if not paper.present_only
    ]
    return [*asked, Box("p-other", OTHER, _("Giấy tờ khác"))]


def boxes_asked(things: Iterable[Asked]) -> list[Box]:
    """Return a box for each paper a supplement asks for, and one for any other."""
    asked = [
        Box(f"p-{each.number}", each.item.key or OTHER, each.item.told, optional=False, item=each.number)
        for each in things
        if not each.item.question
    ]
    return [*asked, Box("p-other", OTHER, _("Giấy tờ khác"))]


def take(request: HttpRequest, asker: Asker, boxes: Sequence[Box]) -> list[Box]:
    """Keep every file that came and find those that came before: an error elsewhere loses none."""
    ids = dict(_held(request.POST, boxes))
    known = {paper.pk: paper for paper in loose_papers(asker, ids.values())}
    return [
        _taken(request, asker, replace(box, held=known.get(ids[box.name]) if box.name in ids else None))
        for box in boxes
    ]


def _held(data: Mapping[str, str], boxes: Sequence[Box]) -> Iterator[tuple[str, uuid.UUID]]:
    for box in boxes:
        if not data.get(f"{box.name}-drop"):
            with suppress(ValueError):
                yield box.name, uuid.UUID(data.get(f"{box.name}-held", ""))


def _taken(request: HttpRequest, asker: Asker, box: Box) -> Box:
    for file in uploading.files_of(request, box.name)[:1]:
        name = file.name or ""
        try:
            kept = keep_paper(
                asker=asker, key=box.key, title=box.title, content=file, file_name=name, at=staff.now()
            )
        except Refusal as refusal:
            return replace(box, error=str(refusal))
        return replace(box, held=kept)
    return box


def handed(boxes: Iterable[Box]) -> list[Handed]:
    return [Handed(box.key, box.title, box.held.pk, copies=1, item=box.item) for box in boxes if box.held]


def errors_of(boxes: Iterable[Box]) -> Errors:
    return [(box.name, box.error) for box in boxes if box.error]


def typed(form: FormDefinition | None, data: Mapping[str, str]) -> dict[str, Any]:
    """Return what was typed in the questions the page had shown."""
    if form is None:
        return {}
    return questions.read(list(form.items.values()), data, prefix=NAMES, act=data.get("act", ""))


def questions_of(
    form: FormDefinition | None, answers: Mapping[str, Any], *, on: date, blame: bool
) -> tuple[list[dict[str, Any]], Errors]:
    """Return the questions by section with the answers, and what is to mend where it is to be said."""
    if form is None:
        return [], []
    checked = eforms.check(form, questions.padded(form.items.values(), answers), on=on)
    if not blame:
        checked = questions.without_blame(checked)
    return _sections(form, checked), [(NAMES + key, say) for key, say in checked.problems.items()]


def _sections(form: FormDefinition, checked: Checked) -> list[dict[str, Any]]:
    page = questions.Page(prefix=NAMES)
    found = [
        {"title": section.title, "parts": questions.parts(section.fields, checked, page)}
        for section in form.sections
    ]
    return [section for section in found if section["parts"]]


def shown(sections: Iterable[Mapping[str, Any]]) -> str:
    """Return the names of what the page shows, for ``typed``."""
    return questions.names([part for section in sections for part in section["parts"]])
