"""What of the findings stands in a form, and what people are told beside each answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from motcua.dossiers.once_only.findings import STATE_HOLDS, Finding, Source, canonical
from motcua.dossiers.once_only.roles import BY_FORM, CHILD, SPOUSE, parents_of, role_of
from motcua.eforms import elements
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FormDefinition, FormField
from motcua.eforms.reading import Wrong, is_blank, read
from motcua.eforms.rules import Answers

FOLLOWS_PARENTS = frozenset({"person.ethnicity", "person.nationality"})
"""Of a child both whose parents have it (Civil Code 2015, Art. 29.2; Law on Nationality 2008, Art. 15)."""
MARRIED = "event.marriage_registered"
_ORDER = list(Source)

Candidates = Mapping[str, Sequence[Finding]]


@dataclass(frozen=True)
class Origin:
    """What others hold for one question, beside what stands in it."""

    question: FormField
    value: Any
    findings: Sequence[Finding]

    @property
    def match(self) -> Finding | None:
        """Return whose value stands in the form; None where it is nobody's."""
        return next((each for each in self.findings if same(self.question, each.value, self.value)), None)

    @property
    def open(self) -> bool:
        return is_blank(self.value)

    @property
    def contradicts(self) -> bool:
        return len(self.findings) > 1

    @property
    def disputable(self) -> Finding | None:
        """Return what the state holds and the answer gainsays."""
        state = [each for each in self.findings if each.source in STATE_HOLDS]
        return state[-1] if state and not self.open and not self.match else None


def same(question: FormField, one: Any, other: Any) -> bool:
    """Return whether two values say one thing, however they are spelt."""
    if is_blank(one) or is_blank(other):
        return False
    if not elements.exists(question.element):
        return str(one) == str(other)
    return elements.compare(question.element, one, other).grade == "same"


def candidates(
    form: FormDefinition, findings: Iterable[Finding], answers: Answers, *, on: date
) -> Candidates:
    """Return for each question the different values that could stand in it, the most believed first."""
    known = sorted(findings, key=lambda each: _ORDER.index(Source(each.source)))
    roles = {each.key: role_of(form, each.key, answers, on=on) for each in form.subjects}
    found: dict[str, Sequence[Finding]] = {}
    for question in eforms.all_fields(form):
        if question.computed or not question.element:
            continue
        role = roles.get(question.of) or role_of(form, question.of, answers, on=on)
        offers = [
            *_about(question, _called(form, question.of, role), known),
            *_derived(form, question, roles, known),
        ]
        if different := _different(question, offers):
            found[question.key] = different
    return found


def _called(form: FormDefinition, key: str, role: str) -> frozenset[str]:
    """Return by which roles findings may name a subject: papers name the child of their owner so."""
    names = {role, f"{BY_FORM}{key}"}
    child = any(each.key == key and each.relation == CHILD for each in form.subjects)
    if child and role.startswith(BY_FORM):
        names.add(f"{BY_FORM}{CHILD}")
    return frozenset(names)


def _about(question: FormField, roles: frozenset[str], known: Sequence[Finding]) -> Iterator[Finding]:
    for each in known:
        if each.element == canonical(question.element) and each.role in roles:
            yield each


def _derived(
    form: FormDefinition, question: FormField, roles: Mapping[str, str], known: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield what follows from what is held of others: of both parents, of a spouse."""
    if question.element in FOLLOWS_PARENTS:
        of_each = [
            next((f for f in known if f.role == roles[p.key] and f.element == question.element), None)
            for p in parents_of(form, question.of)
        ]
        held = [each for each in of_each if each]
        if len(held) == len(of_each) == 2 and same(question, held[0].value, held[1].value):
            yield Finding("", question.element, held[0].value, Source.PARENTS, max(h.on for h in held))
    elif question.element == MARRIED and SPOUSE in roles.values():
        spouse = next((f for f in known if f.role == SPOUSE and f.source == Source.POPULATION), None)
        if spouse:
            yield Finding("", MARRIED, "yes", Source.POPULATION, spouse.on)


def _different(question: FormField, offers: Iterable[Finding]) -> list[Finding]:
    found: list[Finding] = []
    for each in offers:
        if each.source == Source.DOSSIER and found:
            continue  # what was once typed says nothing against what is held
        value = _fitting(question, each.value)
        if value is None or any(_may_be_one(question, other.value, value) for other in found):
            continue
        found.append(replace(each, value=value))
    return found


def _may_be_one(question: FormField, one: Any, other: Any) -> bool:
    if not elements.exists(question.element):
        return str(one) == str(other)
    return bool(elements.compare(question.element, one, other))


def _fitting(question: FormField, value: Any) -> Any:
    """Return the value as an answer, None where it is none: a year alone is no full day."""
    try:
        return read(question, value)
    except Wrong:
        return None


def fill(
    found: Candidates, answers: Answers, filled: Answers, *, blanks: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    Return the answers with what is known and not contradicted, and what of them we put there.

    Nothing typed is touched. What we put there and nobody changed goes with who it is about: a father who
    chose "mother" by mistake is not left as the mother. ``blanks``: what was left open is filled too.
    """
    given, ours = dict(answers), dict(filled)
    for key, put in filled.items():
        still = any(each.value == put for each in found.get(key, ()))
        if given.get(key) == put and not still:
            given.pop(key, None)
        if not still:
            ours.pop(key, None)
    for key, offers in found.items():
        empty = is_blank(given.get(key)) if blanks else key not in given
        if empty and len(offers) == 1:
            given[key] = ours[key] = offers[0].value
    return given, ours


def origins(form: FormDefinition, found: Candidates, answers: Answers) -> dict[str, Origin]:
    """Return for each question something is held about what is to be said beside it."""
    return {
        question.key: Origin(question, answers.get(question.key), found[question.key])
        for question in eforms.all_fields(form)
        if question.key in found
    }
