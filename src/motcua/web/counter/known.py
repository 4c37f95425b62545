"""What the population register says of who stands at the counter: asked for a moment, shown with its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.operations import About
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.once_only import asking, filling
from motcua.dossiers.once_only.findings import Finding, read_all
from motcua.dossiers.once_only.models import DraftSources
from motcua.dossiers.once_only.operations import AT_ONCE
from motcua.dossiers.operations.counter import Visitor
from motcua.eforms.definition import APPLICANT, FormDefinition
from motcua.eforms.words import day_in_words
from motcua.kernel.identity import identity_number
from motcua.orgs.postings import Posting
from motcua.web.counter.intake import Intake
from motcua.web.ui import origins

Asking = DraftSources.Asking
NAME = "known"
_SALT = "motcua.counter.known"
_OF_VISITOR = {
    "full_name": "person.full_name",
    "birth_date": "person.birth_date",
    "address": "person.address",
}


def ask(posting: Posting, version: ProcedureVersion, typed: Intake, *, at: datetime) -> tuple[Intake, str]:
    """
    Return the page with what the register says where nothing was typed, and what to say of the asking.

    Number, name and birth must all be known; a register that is slow or down holds up nobody.
    """
    visitor = typed.visitor
    number = identity_number(visitor.identity_number)
    if not number or not visitor.full_name:
        return typed, _("Ghi họ tên và ngày sinh rồi bấm Tìm người: hệ thống hỏi Cơ sở dữ liệu dân cư.")
    about = About(number, visitor.full_name, visitor.birth_date)
    outcome = asking.at_counter(version, about, clerk=posting, at=at, within=AT_ONCE)
    if not outcome.findings:
        return typed, str(_SAID.get(Asking(outcome.asking), ""))
    form = version.form.definition if version.form else None
    return _filled(typed, outcome.findings, form, at.date()), ""


_SAID = {
    Asking.NOT_FOUND: gettext_lazy(
        "Cơ sở dữ liệu dân cư không có ai đúng cả số, họ tên và ngày sinh này. Hãy đối chiếu với giấy tờ."
    ),
    Asking.ASKING: gettext_lazy("Cơ sở dữ liệu dân cư chưa trả lời; cứ nhận hồ sơ theo giấy tờ."),
    Asking.GAVE_UP: gettext_lazy("Không hỏi được Cơ sở dữ liệu dân cư; cứ nhận hồ sơ theo giấy tờ."),
}


def _filled(typed: Intake, findings: Sequence[Finding], form: FormDefinition | None, on: date) -> Intake:
    about = {each.element: str(each.value) for each in findings if each.role == APPLICANT}
    visitor = {f.name: getattr(typed.visitor, f.name) for f in fields(Visitor)}
    visitor |= {name: about.get(key, "") for name, key in _OF_VISITOR.items() if not visitor[name]}
    answers = dict(typed.answers)
    if form:
        found = filling.candidates(form, findings, answers, on=on)
        answers, _ours = filling.fill(found, answers, {}, blanks=True)
    return replace(typed, visitor=Visitor(**visitor), answers=answers, known=tuple(findings))


def beside(typed: Intake, form: FormDefinition, *, on: date) -> Mapping[str, origins.Beside]:
    """Return what the register holds beside each question."""
    found = filling.candidates(form, typed.known, typed.answers, on=on)
    told = filling.origins(form, found, typed.answers)
    return {key: origins.beside(each) for key, each in told.items()}


def of_visitor(typed: Intake) -> origins.Held | None:
    """Return what the register holds of the visitor, beside what stands at the top of the page."""
    told = [each for each in typed.known if each.role == APPLICANT and each.element in _OF_VISITOR.values()]
    if not told:
        return None
    return origins.Held(origins.said(told[0]), "; ".join(day_in_words(str(each.value)) for each in told))


def sealed(typed: Intake) -> str:
    """Return what is known as the page carries it from one press to the next: nobody can change it."""
    return (
        signing.dumps([each.kept() for each in typed.known], salt=_SALT, compress=True) if typed.known else ""
    )


def opened(data: Mapping[str, str]) -> tuple[Finding, ...]:
    try:
        return tuple(read_all(signing.loads(data.get(NAME, ""), salt=_SALT, max_age=24 * 3600)))
    except signing.BadSignature:
        return ()
