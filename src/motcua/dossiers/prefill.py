"""What the state already knows is not asked again: it stands in the form, to be looked at and corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from motcua.accounts.models import Business, Person
from motcua.eforms import rules as eforms
from motcua.eforms.definition import APPLICANT, BUSINESS, FormDefinition, FormField
from motcua.eforms.reading import Wrong, read

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
AS_KNOWN = {
    "person.permanent_address": "person.address",
    "person.identity_paper_number": "person.identity_number",
}
"""Of a person one residence and one number are known; a form may ask for them by more exact names."""


def answers_for(
    form: FormDefinition,
    *,
    person: Person,
    on: date,
    business: Business | None = None,
    answers: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """
    Return answers from what is known of ``person`` and ``business``, those that pass their own check.

    The person is the applicant, and every subject that, by the ``answers`` so far, is the applicant themself.
    """
    given = answers or {}
    people = {
        APPLICANT,
        *(each.key for each in form.subjects if eforms.is_applicant(form, each.key, given, on=on)),
    }
    known = dict(known_of("person", person))
    if business:
        known |= dict(known_of("business", business))
    found: dict[str, Any] = {}
    for question in eforms.all_fields(form):
        about = question.of in people or (question.of == BUSINESS and business is not None)
        value = known.get(AS_KNOWN.get(question.element, question.element), "") if about else ""
        if value and (fitting := _fitting(question, value)) is not None:
            found[question.key] = fitting
    return found


def known_of(prefix: str, source: Person | Business) -> Iterator[tuple[str, str]]:
    """Yield the elements known of a person or a business, "" where one is not."""
    for name in _PERSON if isinstance(source, Person) else _BUSINESS:
        yield f"{prefix}.{name}", str(getattr(source, name))
    if isinstance(source, Person):
        yield "person.birth_year", source.birth_date[:4]


def _fitting(question: FormField, value: str) -> Any:
    """Return the value as an answer, None where it is none: a year alone is no full day."""
    try:
        return read(question, value)
    except Wrong:
        return None
