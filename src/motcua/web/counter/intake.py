"""The one page on which a paper dossier is received: what was typed, and how it is shown again."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from motcua.accounts import errors as accounts
from motcua.accounts.models import Person
from motcua.catalogue.facts import RequiredPaper
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.errors import CoDeclarantsAwaited, ProcedureNotFiledHere
from motcua.dossiers.once_only.findings import Finding
from motcua.dossiers.operations.counter import Visitor
from motcua.dossiers.operations.filing import Handed
from motcua.dossiers.prefill import AS_KNOWN, answers_for
from motcua.eforms import rules as eforms
from motcua.eforms.definition import BUSINESS, FormDefinition, FormField
from motcua.kernel.errors import Refusal
from motcua.kernel.text import tidy
from motcua.web.ui import inputs, questions

KEY, UNIT, DESK, UNSIGNED = "key", "unit", "desk", "s-because"
MOST = 99  # copies of one paper
OTHER = "khac"
VISITOR_TYPES = {
    "identity_number": "identity",
    "birth_date": "birth_date",
    "phone": "phone",
    "address": "address",
    "business_address": "address",
}
WRONG_FIELD: Mapping[type[Refusal], str] = {
    accounts.NameMissing: "v-full_name",
    accounts.NotAnIdentityNumber: "v-identity_number",
    accounts.NotABirthDate: "v-birth_date",
    accounts.NotAPhoneNumber: "v-phone",
    accounts.NotAnEmail: "v-email",
    accounts.NotATaxCode: "v-tax_code",
    accounts.RepresentedByAnother: "v-tax_code",
    ProcedureNotFiledHere: UNIT,
    CoDeclarantsAwaited: UNSIGNED,
}


@dataclass(frozen=True)
class Line:
    """One paper asked for: how many came, and its scan."""

    number: int
    required: RequiredPaper
    title: str
    originals: int = 0
    copies: int = 0
    scan: uuid.UUID | None = None

    @property
    def name(self) -> str:
        return f"p-{self.number}"

    @property
    def usual(self) -> bool:
        """Whether it is asked for in every case; it then stands ready as the law asks for it."""
        asked = self.required
        return asked.required and not (asked.when or asked.case or asked.present_only)

    @property
    def came(self) -> bool:
        return bool(self.originals or self.copies or self.scan)

    def handed(self) -> Handed:
        return Handed(self.required.key, self.title, self.scan, self.originals, self.copies)


@dataclass(frozen=True)
class Intake:
    """Everything typed on the page."""

    key: str
    visitor: Visitor
    unit: str = ""
    desk: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    new_row: str = ""
    lines: tuple[Line, ...] = ()
    known: tuple[Finding, ...] = ()  # what the population register says
    signed: frozenset[str] = frozenset()  # co-declarants who signed the paper declaration
    unsigned_because: str = ""

    def handed(self) -> list[Handed]:
        return [line.handed() for line in self.lines if line.came]

    def answers_to(self, form: FormDefinition | None, on: date) -> dict[str, Any]:
        """Return the answers; those about the visitor, left empty, are as the visitor said above."""
        if form is None:
            return dict(self.answers)
        said = {
            q.key: self._said(q)
            for q in eforms.all_fields(form)
            if not self.answers.get(q.key) and self._is_about_them(form, q, on)
        }
        return {**self.answers, **{key: value for key, value in said.items() if value}}

    def _is_about_them(self, form: FormDefinition, question: FormField, on: date) -> bool:
        return question.of == BUSINESS or eforms.is_applicant(form, question.of, self.answers, on=on)

    def _said(self, question: FormField) -> str:
        source, _, name = AS_KNOWN.get(question.element, question.element).partition(".")
        names = {"person": name, "business": name if name == "tax_code" else f"business_{name}"}
        return str(getattr(self.visitor, names.get(source, ""), "")) if name else ""

    def about(self, person: Person, form: FormDefinition | None, on: date) -> Intake:
        """Return the page with what the register knows of ``person``; what was typed stays."""
        known = {f.name: str(getattr(person, f.name, "")) for f in fields(Visitor)}
        typed = {name: value for name, value in vars(self.visitor).items() if value}
        prefilled = answers_for(form, person=person, on=on, answers=self.answers) if form else {}
        answers = {**prefilled, **{key: value for key, value in self.answers.items() if value}}
        return replace(self, visitor=Visitor(**{**known, **typed}), answers=answers)


def fresh(version: ProcedureVersion, *, unit: str, desk: str) -> Intake:
    """Return the page as it is opened: the usual papers stand ready."""
    lines = tuple(_ready(line) for line in _lines(version))
    return Intake(new_key(), Visitor(full_name=""), unit=unit, desk=desk, lines=lines)


def new_key() -> str:
    """Return a one-time key: the same page sent twice is one dossier."""
    return secrets.token_urlsafe(18)


def read(version: ProcedureVersion, data: Mapping[str, str]) -> Intake:
    """Return what was typed."""
    form = version.form.definition if version.form else None
    items = list(form.items.values()) if form else []
    others = form.co_declarants if form else ()
    act = data.get("act", "")
    answers = questions.read(items, data, prefix="a-", act=act, everything=True)
    return Intake(
        key=data.get(KEY, "")[:100] or new_key(),
        visitor=Visitor(**dict(_visitor(data))),
        unit=data.get(UNIT, ""),
        desk=data.get(DESK, ""),
        answers=answers,
        new_row=questions.new_row(items, act, answers),
        lines=tuple(_counted(line, data) for line in _lines(version)),
        signed=frozenset(other.key for other in others if data.get(f"s-{other.key}") == "yes"),
        unsigned_because=tidy(data.get(UNSIGNED, ""))[:1000],
    )


def _visitor(data: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for each in fields(Visitor):
        kind = VISITOR_TYPES.get(each.name, "text")
        yield each.name, inputs.read_answer(type=kind, name=f"v-{each.name}", data=data)


def _lines(version: ProcedureVersion) -> Iterator[Line]:
    for number, paper in enumerate(version.facts.papers):
        yield Line(number, paper, paper.name)
    extra = RequiredPaper(key=OTHER, name="", required=False)
    yield Line(len(version.facts.papers), extra, "")


def _ready(line: Line) -> Line:
    if not line.usual:
        return line
    asked = line.required
    return replace(line, originals=asked.originals or int(not asked.copies), copies=asked.copies)


def _counted(line: Line, data: Mapping[str, str]) -> Line:
    scan = None
    with suppress(ValueError):
        scan = uuid.UUID(data.get(f"{line.name}-held", ""))
    return replace(
        line,
        title=line.title or tidy(data.get(f"{line.name}-title", ""))[:1000],
        originals=_count(data.get(f"{line.name}-originals", "")),
        copies=_count(data.get(f"{line.name}-copies", "")),
        scan=None if data.get(f"{line.name}-drop") else scan,
    )


def _count(text: str) -> int:
    return min(int(text), MOST) if text.isascii() and text.isdigit() else 0
