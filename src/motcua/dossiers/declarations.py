"""What an applicant declares, printed as the official form: of a draft, marked so, or of a dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from motcua.dossiers.co_declarants import co_declarant, confirmations_of, sections_to_confirm
from motcua.dossiers.drafts import Confirmation, Draft
from motcua.dossiers.models import Dossier
from motcua.eforms import rules as eforms
from motcua.eforms.definition import FieldGroup, FormDefinition, FormField, Section
from motcua.eforms.expressions import holds
from motcua.eforms.rules import Checked
from motcua.eforms.words import in_words, rows_shown
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.papers import typesetting
from motcua.papers.typesetting import Head

TEMPLATE = "declaration"
BY_HAND = "Ký và ghi rõ họ tên"
ONLINE = "Đã nộp bằng tài khoản định danh điện tử"
BY_REPRESENTATIVE = "Người đại diện {name} đã nộp bằng tài khoản định danh điện tử của mình"
BY_HELPER = "Đã đồng ý để {name} giúp điền và nộp; bằng chứng đồng ý được lưu"
CONFIRMED = {
    Confirmation.How.ACCOUNT: "Đã xác nhận bằng tài khoản định danh điện tử, lúc {when}",
    Confirmation.How.ON_PAPER: "Đã ký trên giấy trước cán bộ {officer}, lúc {when}",
}


@dataclass(frozen=True)
class _Declared:
    """What is printed: the form with its answers, to whom, by whom, on which day."""

    form: FormDefinition
    checked: Checked
    unit: Unit | None
    name: str
    on: date
    signs: str
    confirmed: Mapping[str, Confirmation]
    draft: bool = False


def of_draft(draft: Draft, *, at: datetime) -> bytes | None:
    """Return the declaration as far as it is filled in, marked as not filed; None where there is no form."""
    form, on = _form_of(draft), at.astimezone(VIETNAM).date()
    if form is None:
        return None
    checked = eforms.check(form, draft.answers, on=on)
    name = draft.business.name if draft.business else draft.person.full_name
    confirmed = _confirmed(draft)
    return _printed(_Declared(form, checked, draft.unit, name, on, BY_HAND, confirmed, draft=True), at)


def of_sample(form: FormDefinition, answers: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a form that is tried, with sample answers, as far as they go; marked as not filed."""
    on = at.astimezone(VIETNAM).date()
    checked = eforms.check(form, answers, on=on)
    return _printed(_Declared(form, checked, None, "", on, BY_HAND, {}, draft=True), at)


def of_dossier(dossier: Dossier, *, at: datetime) -> bytes | None:
    """Return the declaration as it was filed and stands now; None where there is no form."""
    form = _form_of(dossier)
    if form is None:
        return None
    checked = eforms.check(form, dossier.answers, on=dossier.filed_on)
    signs = _online(dossier.hand) if dossier.filer_id else BY_HAND
    declared = _Declared(
        form,
        checked,
        dossier.deciding_unit,
        dossier.applicant["name"],
        dossier.filed_on,
        signs,
        {each.key: each for each in confirmations_of(dossier)},
    )
    return _printed(declared, at)


def _online(hand: Mapping[str, Any]) -> str:
    """Return what stands for the declarant's signature: a declaration that another filed says by whom."""
    if not hand:
        return ONLINE
    words = BY_HELPER if hand["kind"] == "helper" else BY_REPRESENTATIVE
    return words.format(name=hand["name"])


def to_sign(asked: Confirmation, *, at: datetime) -> bytes:
    """Return what a co-declarant signs at the desk: the parts they confirm, and with which words."""
    draft = asked.draft
    assert draft is not None, "a paper declaration is signed itself"
    form, other = _form_of(draft), co_declarant(draft, asked.key)
    assert form is not None, "nobody confirms what has no form"
    assert other is not None, "whoever is asked is one of the form's"
    on = at.astimezone(VIETNAM).date()
    checked = eforms.check(form, draft.answers, on=on)
    head = Head(title=f"Xác nhận của {other.title.lower()}", agency=_agency(draft.unit), number="", on=on)
    with override("vi"):
        data = {
            "official_form": form.official_form,
            "to": _agency(draft.unit),
            "draft": False,
            "parts": [
                {
                    "title": "Bản khai",
                    "lines": [("Thủ tục", draft.version.name), ("Người khai", draft.person.full_name)],
                    "tables": [],
                },
                *filter(None, (_part(each, checked) for each in sections_to_confirm(draft, asked.key))),
                {"title": "Lời xác nhận", "lines": [(other.title, other.statement)], "tables": []},
            ],
            "signatures": [(other.title, BY_HAND, asked.name)],
        }
    return typesetting.typeset(TEMPLATE, data, head=head, at=at)


def _form_of(whose: Draft | Dossier) -> FormDefinition | None:
    return whose.version.form.definition if whose.version.form else None


def _confirmed(draft: Draft) -> dict[str, Confirmation]:
    given = draft.confirmations.filter(state=Confirmation.State.CONFIRMED).select_related("by", "officer")
    return {each.key: each for each in given}


def _agency(unit: Unit | None) -> str:
    return unit.name if unit else "……"


def _printed(declared: _Declared, at: datetime) -> bytes:
    agency = _agency(declared.unit)
    head = Head(title=declared.form.title, agency=agency, number="", on=declared.on)
    with override("vi"):  # an official form is Vietnamese, whoever prints it
        data = {
            "official_form": declared.form.official_form,
            "to": agency,
            "draft": declared.draft,
            "parts": list(filter(None, (_part(each, declared.checked) for each in declared.form.sections))),
            "signatures": list(_signatures(declared)),
        }
    return typesetting.typeset(TEMPLATE, data, head=head, at=at)


def _part(section: Section, checked: Checked) -> dict[str, Any] | None:
    """Return one part: what was asked in it, answered or left open, and what was computed."""
    asked = [item for item in section.fields if item.key in checked.asked or item.key in checked.answers]
    if not asked:
        return None
    lines = [_line(item, checked) for item in asked if isinstance(item, FormField)]
    tables = [_table(item, checked) for item in asked if isinstance(item, FieldGroup)]
    return {"title": section.title, "lines": lines, "tables": tables}


def _line(question: FormField, checked: Checked) -> tuple[str, str]:
    value = checked.kept.get(question.key, "")
    return question.label, in_words(question, value) if value != "" else ""


def _table(group: FieldGroup, checked: Checked) -> dict[str, Any]:
    rows = [{q.key: words for q, words in row} for row in rows_shown(group, checked.kept.get(group.key))]
    return {
        "title": group.title,
        "heads": tuple(question.label for question in group.fields),
        "rows": tuple(tuple(row.get(q.key, "") for q in group.fields) for row in rows),
    }


def _signatures(declared: _Declared) -> Iterator[tuple[str, str, str]]:
    yield "Người khai", declared.signs, declared.name
    for other in declared.form.co_declarants:
        if other.when and not holds(other.when, declared.checked.known, declared.on):
            continue
        given = declared.confirmed.get(other.key)
        if given:
            yield other.title, _how(given), given.who
        else:
            yield other.title, BY_HAND, _name_of(other.of, declared)


def _how(given: Confirmation) -> str:
    assert given.answered_at is not None, "a constraint holds that it was answered"
    when = f"{given.answered_at.astimezone(VIETNAM):%H:%M, ngày %d/%m/%Y}"
    officer = given.officer.full_name if given.officer else ""
    return CONFIRMED[Confirmation.How(given.how)].format(when=when, officer=officer)


def _name_of(subject: str, declared: _Declared) -> str:
    for question in eforms.all_fields(declared.form):
        if question.of == subject and question.element == "person.full_name":
            return str(declared.checked.answers.get(question.key, ""))
    return ""
