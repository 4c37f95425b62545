"""Who the subjects of a form are to the applicant: registers and earlier dossiers know them so. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from motcua.eforms import rules as eforms
from motcua.eforms.definition import APPLICANT, BUSINESS, FormDefinition, Subject
from motcua.eforms.rules import Answers

SPOUSE, CHILD = "spouse", "child"
PARENTS = frozenset({"father", "mother"})
RELATIVES = frozenset({SPOUSE, *PARENTS})
LASTING = frozenset({APPLICANT, BUSINESS, *RELATIVES})
"""Who is the same person from one dossier to the next; of children there may be several."""
BY_FORM = "form:"
"""Begins the role of a subject known only within its form."""


def role_of(form: FormDefinition, key: str, answers: Answers, *, on: date) -> str:
    """
    Return who the subject is to the applicant, as far as the answers say.

    The other parent of a child of the applicant is looked for as their spouse: a child born or conceived in
    a marriage is the child of both (Law on Marriage and Family 52/2014/QH13, Art. 88). It is a proposal.
    """
    if key in {APPLICANT, BUSINESS}:
        return key
    subject = next((each for each in form.subjects if each.key == key), None)
    if subject is None:
        return ""
    if eforms.is_applicant(form, key, answers, on=on):
        return APPLICANT
    if subject.relation in RELATIVES and _is_applicant(form, subject.to, answers, on):
        return subject.relation
    if any(_is_applicant(form, each.key, answers, on) for each in other_parents(form, subject)):
        return SPOUSE
    return BY_FORM + key


def _is_applicant(form: FormDefinition, key: str, answers: Answers, on: date) -> bool:
    return key == APPLICANT or eforms.is_applicant(form, key, answers, on=on)


def other_parents(form: FormDefinition, parent: Subject) -> Iterator[Subject]:
    """Yield who else is a parent of the same child."""
    for each in form.subjects:
        if each.key != parent.key and each.to == parent.to and {each.relation, parent.relation} <= PARENTS:
            yield each


def parents_of(form: FormDefinition, key: str) -> list[Subject]:
    return [each for each in form.subjects if each.to == key and each.relation in PARENTS]


def relatives_asked(form: FormDefinition) -> frozenset[str]:
    """Return of which relatives of the applicant the form may ask: nobody else is looked up."""
    related = RELATIVES & {each.relation for each in form.subjects if each.to == APPLICANT}
    if any(each.same and list(other_parents(form, each)) for each in form.subjects):
        return related | {SPOUSE}
    return related
