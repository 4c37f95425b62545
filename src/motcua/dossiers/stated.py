"""What a result states, as elements of data about whom: so that what it says need not be said again. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.catalogue.results import ResultTemplate
from motcua.dossiers.models import Dossier
from motcua.eforms import elements
from motcua.eforms import rules as eforms
from motcua.eforms.definition import APPLICANT, FormDefinition, FormField
from motcua.eforms.reading import Wrong, is_blank, read
from motcua.kernel.identity import identity_number

NUMBER = "person.identity_number"


def facts_of(dossier: Dossier, template: ResultTemplate, fields: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return what stands in the ``fields`` of a result and was asked as an element: "whom:element" → value.

    What an officer corrected counts as corrected; where it is no answer to the question, nothing is kept. Who
    applied is "applicant", as in every paper of a vault.
    """
    form = dossier.version.form
    if form is None:
        return {}
    return dict(_facts(form.definition, dossier, template, fields))


def _facts(
    form: FormDefinition, dossier: Dossier, template: ResultTemplate, fields: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    questions = {question.key: question for question in eforms.all_fields(form)}
    as_answered = template.prefilled(dossier.answers, eforms.shown(form, dossier.answers))

    def whose(of: str) -> str:
        same = eforms.is_applicant(form, of, dossier.answers, on=dossier.filed_on)
        return APPLICANT if same else of

    for field in template.fields:
        question = questions.get(field.source)
        if question is None or field.in_words or not _is_data(question):
            continue
        said = fields.get(field.key, "")
        same = said == as_answered[field.key]
        value = dossier.answers.get(question.key) if same else _as_answer(question, said)
        if not is_blank(value):
            yield f"{whose(question.of)}:{question.element}", value
        if field.key == template.about.name and (number := _number(template, fields)):
            yield f"{whose(question.of)}:{NUMBER}", number


def _is_data(question: FormField) -> bool:
    """Whether it asks about somebody or something, not about the filing itself."""
    known = elements.exists(question.element)
    return known and elements.get(question.element).kind != elements.Kind.DOSSIER


def _number(template: ResultTemplate, fields: Mapping[str, Any]) -> str:
    return identity_number(str(fields.get(template.about.number, ""))) or "" if template.about.number else ""


def _as_answer(question: FormField, said: Any) -> Any:
    """Return what an officer wrote, as an answer to the question; None where it is none."""
    chosen = next((each.value for each in question.options if each.label == said), said)
    try:
        return read(question, chosen)
    except Wrong:
        return None
