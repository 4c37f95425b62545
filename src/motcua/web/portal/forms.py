"""Questions of a form as a page shows them and as they come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormDefinition, FormField, Section
from motcua.web.ui import inputs

AUTOCOMPLETE = {
    "person.full_name": "name",
    "person.birth_date": "bday",
    "person.phone": "tel",
    "person.email": "email",
    "person.address": "street-address",
    "business.name": "organization",
}


@dataclass(frozen=True)
class Question:
    """One question with its answer and what is to mend in it."""

    field: FormField
    value: str
    error: str
    autocomplete: str


@dataclass(frozen=True)
class AnswerShown:
    """One answer as people read it, and what is to mend in it."""

    key: str
    label: str
    value: str
    error: str


def questions(
    section: Section, answers: Mapping[str, Any], problems: Mapping[str, str] | None = None
) -> list[Question]:
    """Return the questions asked, given the answers so far."""
    problems = problems or {}
    return [
        Question(
            field=question,
            value=_as_text(answers.get(question.key)),
            error=problems.get(question.key, ""),
            autocomplete=AUTOCOMPLETE.get(question.prefill, ""),
        )
        for question in eforms.asked(section, answers)
    ]


def deciders(section: Section) -> list[str]:
    """Return the questions of this section on whose answers others of it depend."""
    keys = {question.key for question in section.fields}
    found = [q.when.field for q in section.fields if q.when and q.when.field in keys]
    return list(dict.fromkeys(found))


def read(fields: Iterable[FormField], data: Mapping[str, str]) -> dict[str, str]:
    """
    Return what was typed in the questions the page had shown.

    The page lists them in ``shown``: a question with no box ticked sends nothing of itself.
    """
    shown = set(data.get("shown", "").split())
    return {
        question.key: inputs.read_answer(type=question.type.value, name=question.key, data=data)
        for question in fields
        if question.key in shown
    }


def answers_shown(
    form: FormDefinition, section: Section, answers: Mapping[str, Any], problems: Mapping[str, str]
) -> list[AnswerShown]:
    """Return the answers of a section in words, the questions left open among them."""
    words = eforms.shown(form, {key: value for key, value in answers.items() if value not in ("", None)})
    return [
        AnswerShown(q.key, q.label, words.get(q.key, ""), problems.get(q.key, ""))
        for q in eforms.asked(section, answers)
    ]


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)
