"""The questions and the papers of the receiving page, as it shows them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.models import ProcedureVersion
from motcua.eforms.definition import APPLICANT, FieldGroup, FormDefinition, FormField
from motcua.eforms.rules import Checked, cell_key
from motcua.eforms.words import when_in_words
from motcua.web.counter import known
from motcua.web.counter.intake import Intake, Line
from motcua.web.ui import questions

NAMES = "a-"
"""What goes before the name of a question; the page has other boxes too."""


@dataclass(frozen=True)
class SectionShown:
    title: str
    parts: list[questions.Part]


@dataclass(frozen=True)
class PaperShown:
    """One paper asked for, with the scan already here."""

    line: Line
    file_name: str
    error: str


def sections_of(
    version: ProcedureVersion, typed: Intake, wrong: Mapping[str, str], *, on: date
) -> list[SectionShown]:
    """Return every question of the form, answered as typed; every case stands on the page."""
    if version.form is None:
        return []
    form = version.form.definition
    problems = {key.removeprefix(NAMES): say for key, say in wrong.items() if key.startswith(NAMES)}
    kept = questions.padded(form.items.values(), typed.answers)
    every = Checked(kept=kept, problems=problems, asked=set(_every_key(form, kept)))
    held = known.beside(typed, form, on=on)
    page = questions.Page(prefix=NAMES, new=typed.new_row, beside=held)
    return [
        SectionShown(
            section.title,
            [_with_help(form, part) for part in questions.parts(section.fields, every, page)],
        )
        for section in form.sections
    ]


@dataclass(frozen=True)
class SignatureShown:
    """Somebody else who signs the paper declaration, in which case, and whether the clerk saw it."""

    name: str
    title: str
    case: str
    signed: bool


def signatures_of(version: ProcedureVersion, typed: Intake) -> list[SignatureShown]:
    """Return every co-declarant of the form; every case stands on the page."""
    if version.form is None:
        return []
    form = version.form.definition
    return [
        SignatureShown(
            f"s-{other.key}",
            other.title,
            when_in_words(form, other.when) if other.when else "",
            other.key in typed.signed,
        )
        for other in form.co_declarants
    ]


def _every_key(form: FormDefinition, kept: Mapping[str, Any]) -> Iterator[str]:
    for key, item in form.items.items():
        if isinstance(item, FieldGroup):
            yield key
            yield from (cell_key(key, row, q.key) for row in range(len(kept[key])) for q in item.fields)
        elif not item.computed:
            yield key


def _with_help(form: FormDefinition, part: questions.Part) -> questions.Part:
    if isinstance(part, questions.Rows):
        return replace(part, help=" ".join(filter(None, (_only_when(form, part.group), part.help))))
    return replace(part, help=_help(form, part.field))


def _help(form: FormDefinition, field: FormField) -> str:
    if field.element.startswith("person.") and field.of == APPLICANT:
        return _("Để trống: lấy theo người nộp ở trên.")
    told = [_only_when(form, field), field.help]
    if any(subject.key == field.of and subject.same for subject in form.subjects):
        told.insert(1, _("Chính là người nộp thì để trống: lấy theo ở trên."))
    return " ".join(filter(None, told))


def _only_when(form: FormDefinition, item: FormField | FieldGroup) -> str:
    if not item.when:
        return ""
    case = when_in_words(form, item.when)
    if not case:
        return _("Có trường hợp không phải ghi; thiếu thì hệ thống nhắc.")
    return _("Chỉ ghi khi %(case)s.") % {"case": case}


def papers_of(typed: Intake, names: Mapping[uuid.UUID, str], wrong: Mapping[str, str]) -> list[PaperShown]:
    """Return the papers with the names of their scans; a scan that is not the clerk's is not shown."""
    return [
        PaperShown(line, names.get(line.scan, "") if line.scan else "", wrong.get(f"{line.name}-file", ""))
        for line in typed.lines
    ]


def by_case(papers: Sequence[PaperShown]) -> list[tuple[str, list[PaperShown]]]:
    """Return the papers that may be handed in, by the case they are for."""
    groups: dict[str, list[PaperShown]] = {}
    for paper in papers:
        if not paper.line.required.present_only:
            groups.setdefault(paper.line.required.case, []).append(paper)
    return list(groups.items())
