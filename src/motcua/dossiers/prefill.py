"""What the state already knows is not asked again: it stands in the form, to be looked at and corrected."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.accounts.models import Business, Person
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FieldType, FormDefinition, FormField

_PERSON = (
    "full_name",
    "birth_date",
    "gender",
    "identity_number",
    "phone",
    "email",
    "address",
    "ethnicity",
    "nationality",
)
_BUSINESS = ("name", "tax_code", "address")


def answers_for(form: FormDefinition, *, person: Person, business: Business | None = None) -> dict[str, str]:
    """Return the answers that ``FormField.prefill`` names and that pass the question's own check."""
    known = dict(_known("person", person))
    if business:
        known |= dict(_known("business", business))
    answers: dict[str, str] = {}
    for question in eforms.all_fields(form):
        value = known.get(question.prefill, "")
        if value and _fits(question, value):
            answers[question.key] = value
    return answers


def _known(prefix: str, source: Person | Business) -> Iterator[tuple[str, str]]:
    for name in _PERSON if isinstance(source, Person) else _BUSINESS:
        yield f"{prefix}.{name}", str(getattr(source, name))


def _fits(question: FormField, value: str) -> bool:
    """A year alone is no full day, and a choice takes only its own options."""
    if question.type == FieldType.CHOICE:
        return value in {option.value for option in question.options}
    if question.type == FieldType.DATE:
        return len(value) == len("2026-11-27")
    return len(value) <= question.max_length
