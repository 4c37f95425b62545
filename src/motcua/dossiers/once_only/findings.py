"""One value somebody else holds, and about whom: what the sources of answers give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from motcua.accounts.models import Business, Person
from motcua.accounts.population import Found, RegisteredPerson
from motcua.dossiers.models import Dossier
from motcua.dossiers.once_only.roles import BY_FORM, LASTING, role_of
from motcua.dossiers.prefill import AS_KNOWN, known_of
from motcua.eforms import elements
from motcua.eforms import rules as eforms
from motcua.eforms.definition import APPLICANT, BUSINESS
from motcua.kernel.legal_time import VIETNAM
from motcua.papers.vault.models import HeldPaper


class Source(StrEnum):
    """In the order in which they are believed."""

    SIGN_IN = "sign_in"
    POPULATION = "population"
    VAULT = "vault"
    PARENTS = "parents"  # follows from what is held of both parents
    DOSSIER = "dossier"


STATE_HOLDS = frozenset({Source.SIGN_IN, Source.POPULATION})
"""Whose word is the state's own: an earlier dossier says nothing against it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    A ``value`` of an ``element`` of whoever has the ``role``; ``on``: the day it was held so.

    ``paper`` is the id of the paper of a vault that says it.
    """

    role: str
    element: str
    value: Any
    source: str
    on: str
    detail: str = ""
    paper: str = ""

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def read_all(kept: Iterable[Mapping[str, Any]]) -> list[Finding]:
    return [Finding(**each) for each in kept]


def canonical(element: str) -> str:
    return AS_KNOWN.get(element, element)


def at_sign_in(person: Person, business: Business | None, on: date) -> Iterator[Finding]:
    """Yield what the log-in said of the person, and what is known of the business they act for."""
    told = [(APPLICANT, known_of("person", person))]
    if business:
        told.append((BUSINESS, known_of("business", business)))
    for role, known in told:
        for element, value in known:
            if value:
                yield Finding(role, element, value, Source.SIGN_IN, on.isoformat())


def registered(role: str, found: Found) -> Iterator[Finding]:
    """Yield what the population register holds of somebody."""
    on = found.as_of.astimezone(VIETNAM).date().isoformat()
    for element, value in _elements_of(found.person):
        if value:
            yield Finding(role, element, value, Source.POPULATION, on)


def _elements_of(person: RegisteredPerson) -> Iterator[tuple[str, str]]:
    for name in (
        "full_name",
        "identity_number",
        "old_identity_number",
        "birth_date",
        "gender",
        "ethnicity",
        "religion",
        "nationality",
        "birth_registered_at",
        "home_town",
    ):
        yield f"person.{name}", getattr(person, name)
    yield "person.birth_year", person.birth_date[:4]
    yield "person.address", person.residence
    yield "person.present_address", person.living_at
    if person.marital_status:
        married = person.marital_status == "married"
        yield "person.has_spouse", "yes" if married else "no"
        yield (
            "person.marital_status",
            {"single": "never", "married": "married"}.get(person.marital_status, ""),
        )


def of_earlier(dossier: Dossier) -> Iterator[Finding]:
    """Yield what somebody answered in an earlier dossier about people who stay the same to them."""
    form = dossier.version.form
    if form is None:
        return
    for question in eforms.all_fields(form.definition):
        value = dossier.answers.get(question.key)
        role = role_of(form.definition, question.of, dossier.answers, on=dossier.filed_on)
        if value in (None, "") or role not in LASTING or not elements.exists(question.element):
            continue
        if elements.get(question.element).kind in {elements.Kind.PERSON, elements.Kind.BUSINESS}:
            said = canonical(question.element)
            yield Finding(role, said, value, Source.DOSSIER, dossier.filed_on.isoformat(), dossier.code)


def named(held: HeldPaper) -> str:
    """Return the title of a paper with its number."""
    return f"{held.title} số {held.number}" if held.number else str(held.title)


def on_paper(held: HeldPaper, *, about_others: bool, made_in: str = "") -> Iterator[Finding]:
    """
    Yield the facts of a paper of the vault; ``about_others``: those too that are not about its owner.

    ``made_in`` is the code of the dossier it is the result of.
    """
    detail = ", ".join(filter(None, [named(held), f"hồ sơ {made_in}" if made_in else ""]))
    on = (held.issued_on or held.added_at.astimezone(VIETNAM).date()).isoformat()
    for key, value in held.facts.items():
        of, _colon, element = key.partition(":")
        if value in (None, "") or not elements.exists(element):
            continue
        role = of if of in {APPLICANT, BUSINESS} else f"{BY_FORM}{of}"
        if about_others or role in {APPLICANT, BUSINESS}:
            yield Finding(role, canonical(element), value, Source.VAULT, on, detail, str(held.pk))
