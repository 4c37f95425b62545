"""The questions and the papers of the receiving page, as it shows them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.catalogue.models import ProcedureVersion
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FieldType, FormDefinition, FormField
from motcua.web.counter.intake import Intake, Line

LONG = frozenset({FieldType.LONG_TEXT})


@dataclass(frozen=True)
class Question:
    """One question. ``only_when`` says in which case it is asked; every case stands on the page."""

    field: FormField
    value: str
    error: str
    only_when: str
    from_visitor: bool

    @property
    def name(self) -> str:
        return f"a-{self.field.key}"

    @property
    def optional(self) -> bool:
        return not self.field.required

    @property
    def wide(self) -> bool:
        return self.field.type in LONG

    @property
    def help(self) -> str:
        if self.from_visitor:
            return _("Để trống: lấy theo người nộp ở trên.")
        return " ".join(part for part in (self.only_when, self.field.help) if part)


@dataclass(frozen=True)
class SectionShown:
    title: str
    questions: list[Question]


@dataclass(frozen=True)
class PaperShown:
    """One paper asked for, with the scan already here."""

    line: Line
    file_name: str
    error: str


def sections_of(version: ProcedureVersion, typed: Intake, wrong: Mapping[str, str]) -> list[SectionShown]:
    """Return every question of the form, answered as typed."""
    if version.form is None:
        return []
    form = version.form.definition
    return [
        SectionShown(section.title, [_question(form, q, typed, wrong) for q in section.fields])
        for section in form.sections
    ]


def _question(form: FormDefinition, field: FormField, typed: Intake, wrong: Mapping[str, str]) -> Question:
    return Question(
        field=field,
        value=str(typed.answers.get(field.key, "")),
        error=wrong.get(f"a-{field.key}", ""),
        only_when=_only_when(form, field),
        from_visitor=field.prefill.startswith("person."),
    )


def _only_when(form: FormDefinition, field: FormField) -> str:
    if field.when is None:
        return ""
    asked = next((q for q in eforms.all_fields(form) if q.key == field.when.field), None)
    if asked is None:
        return ""
    shown = [eforms.shown(form, {asked.key: value})[asked.key] for value in field.when.values]
    return _("Chỉ ghi khi “%(question)s” là: %(answers)s.") % {
        "question": asked.label,
        "answers": ", ".join(shown),
    }


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
