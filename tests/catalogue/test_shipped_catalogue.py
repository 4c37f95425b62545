"""The catalogue the project ships: valid, complete, clean, and true to its sources."""

import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from motcua import catalogue
from motcua.catalogue.crawl import read_procedure
from motcua.catalogue.facts import Audience, Channel, Fee, OnlineLevel, Procedure, Term, TermUnit, Way
from motcua.catalogue.life_events import LIFE_EVENTS
from motcua.catalogue.results import GENERAL, ResultTemplate, templates
from motcua.eforms.authoring import flaws
from motcua.eforms.definition import FieldGroup, FieldType, FormDefinition, FormField
from motcua.eforms.rules import check, every_field, shown
from motcua.papers import forms as papers
from tests.catalogue import record_differences as differences
from tests.shipped_forms import each_form, forms

DATA = Path(catalogue.__file__).parent / "data"
BETWEEN_UNITS = "de-nghi-noi-bo"  # a unit gets its results on its own desk
RECORD = Path(__file__).parents[3] / "shared" / "data" / "procedures-2026-07.jsonl.gz"
UNITS = RECORD.with_name("gialai-units.tsv")
GENERAL_FORM = "to-khai-chung"
COMPLETE = {
    "1.001193": "birth-certificate",
    "1.004873": "marriage-status",
    "2.000815": "certified-copy",
    "1.001612": "household-business",
    "1.013225": "building-permit",
    "3.000333": "criminal-record",
}
SAMPLES = {
    FieldType.NAME: "Rơ Châm H'Mai",
    FieldType.DATE: "2026-11-20",
    FieldType.BIRTH_DATE: "1990",
    FieldType.IDENTITY: "052090001234",
    FieldType.PHONE: "0912345678",
    FieldType.EMAIL: "mai@vidu.vn",
    FieldType.YES_NO: "yes",
}
APPLICANT = {f"applicant.{key}" for key in ("name", "number", "birth_date", "address", "phone", "email")}
COMMON = set(papers.Result.model_fields)


@cache
def procedures() -> tuple[Procedure, ...]:
    files = sorted(DATA.glob("*.yaml"))
    return tuple(Procedure.model_validate(row) for path in files for row in _load(path)["procedures"])


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _form_of(procedure: Procedure) -> FormDefinition:
    return next(form for form in forms() if form.code == (procedure.form or GENERAL_FORM))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


ALL_FILES = sorted(DATA.rglob("*.yaml"))
each_file = pytest.mark.parametrize("path", ALL_FILES, ids=lambda path: str(path.relative_to(DATA)))
each_procedure = pytest.mark.parametrize("procedure", procedures(), ids=lambda p: p.code)


# ── Files ────────────────────────────────────────────────────────────────────────────────────────
@each_file
def test_a_file_is_short_clean_and_in_one_spelling(path):
    text = path.read_text(encoding="utf-8")

    lines = text.splitlines()

    assert len(lines) < 400
    assert not [line for line in lines if line != line.rstrip()]
    assert unicodedata.is_normalized("NFC", text)


@each_file
def test_no_value_of_a_file_has_loose_spaces(path):
    values = list(_texts(_load(path)))

    loose = [value for value in values if value != " ".join(value.split())]

    assert loose == []


# ── Procedures ───────────────────────────────────────────────────────────────────────────────────
def test_at_least_sixty_procedures_each_once():
    codes = Counter(procedure.code for procedure in procedures())

    twice = [code for code, count in codes.items() if count > 1]

    assert len(codes) >= 60
    assert twice == []


@each_procedure
def test_a_procedure_can_be_found_read_and_decided(procedure):
    named = (procedure.short_name, procedure.summary, procedure.authority, procedure.field)

    assert all(named)
    assert len(procedure.summary) <= 240
    assert procedure.also_called
    assert procedure.life_events or procedure.audience == Audience.INTERNAL
    assert set(procedure.life_events) <= set(LIFE_EVENTS)
    assert procedure.levels
    assert procedure.who_may_file
    assert procedure.ways
    assert procedure.steps
    assert procedure.results
    assert procedure.process


@each_procedure
def test_a_procedure_that_is_not_full_online_says_why(procedure):
    assert bool(procedure.online_reason) == (procedure.online != OnlineLevel.FULL)


@each_procedure
def test_online_level_agrees_with_the_ways(procedure):
    has_online = any(way.channel == Channel.ONLINE for way in procedure.ways)

    assert has_online == (procedure.online != OnlineLevel.NONE)


@each_procedure
def test_a_fee_is_a_sum_is_free_or_says_where_it_is_set(procedure):
    fees = [fee for way in procedure.ways for fee in way.fees]

    silent = [fee for fee in fees if fee.amount is None and not fee.free and not fee.text]

    assert silent == []
    assert not [fee for fee in fees if fee.free and fee.amount is not None]


@each_procedure
def test_papers_have_distinct_keys_and_say_when_they_are_not_required(procedure):
    keys = Counter(paper.key for paper in procedure.papers)

    silent = [paper.key for paper in procedure.papers if not paper.required and not paper.when]

    assert "" not in keys
    assert max(keys.values(), default=1) == 1
    assert silent == []


@each_procedure
def test_legal_bases_are_numbered_and_titled(procedure):
    assert procedure.legal_bases
    assert all(basis.number and basis.title for basis in procedure.legal_bases)


@each_procedure
def test_the_form_and_the_result_template_exist(procedure):
    wanted = {result.template for result in procedure.results if result.template}

    assert procedure.form in {"", *(form.code for form in forms())}
    assert wanted <= set(templates())


LINE_AGENCIES = {"H21.CA", "H21.BHXH", "H21.THUE"}
"""Under their ministries: not in the province's list of units."""


@pytest.mark.skipif(not UNITS.exists(), reason="../shared is not here")
def test_units_that_decide_are_units_of_the_province():
    units = {line.split("\t")[0] for line in UNITS.read_text(encoding="utf-8").splitlines()[1:]}

    named = {procedure.decided_by for procedure in procedures()} - {"", "commune", *LINE_AGENCIES}

    assert named <= units


# ── Forms ────────────────────────────────────────────────────────────────────────────────────────
def test_the_general_declaration_is_shipped():
    assert GENERAL_FORM in {form.code for form in forms()}


@each_form
def test_answer_and_section_keys_are_unique(form):
    answers = Counter(item.key for section in form.sections for item in section.fields)
    sections = Counter(section.key for section in form.sections)

    assert max(answers.values()) == 1
    assert max(sections.values()) == 1


@each_form
def test_a_page_asks_at_most_seven_questions(form):
    assert all(1 <= len(section.fields) <= 7 for section in form.sections)


@each_form
def test_a_form_has_no_flaw(form):
    assert flaws(form) == []


@each_form
def test_choices_have_options_and_only_choices(form):
    assert [q.key for q in every_field(form) if bool(q.options) != (q.type == "choice")] == []


@pytest.mark.parametrize(
    "form", [form for form in forms() if form.code != BETWEEN_UNITS], ids=lambda f: f.code
)
def test_a_form_ends_with_how_to_receive_the_result(form):
    last = form.sections[-1]

    asked = {question.key: question for question in last.fields}

    assert last.key == "nhan_ket_qua"
    assert {option.value for option in asked["receive_by"].options} <= {"online", "desk", "post"}
    assert asked["receive_address"].when == 'receive_by == "post"'


# ── Results ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("template", templates().values(), ids=lambda t: t.template)
def test_a_result_tells_the_paper_what_it_asks_and_nothing_else(template: ResultTemplate):
    asked = papers.FORMS[template.template].model_fields
    told = {field.key for field in template.fields}

    needed = {key for key, info in asked.items() if info.is_required()}

    assert told <= set(asked)
    assert needed <= told | COMMON
    assert {f.key for f in template.fields if not f.required}.isdisjoint(needed)


@pytest.mark.parametrize(("code", "template"), COMPLETE.items())
def test_a_complete_procedure_fills_its_result_from_its_own_form(code, template):
    procedure = next(procedure for procedure in procedures() if procedure.code == code)
    answers = set(_form_of(procedure).items)

    sources = {field.source for field in templates()[template].fields if field.source}

    assert procedure.form
    assert {result.template for result in procedure.results} == {template}
    assert sources
    assert sources <= answers


def _answer(question: FormField | FieldGroup) -> Any:
    if isinstance(question, FieldGroup):
        return [{cell.key: _answer(cell) for cell in question.fields}]
    if question.key == "business_name":
        return "Hộ kinh doanh Ban Mai"
    if question.element in {"event.stay_from", "event.stay_to"} and question.type == FieldType.BIRTH_DATE:
        return "2004"
    if question.options:
        return question.options[0].value
    if question.minimum is not None:
        return str(question.minimum)
    return SAMPLES.get(question.type, "Xã Ia Dom")


@pytest.mark.parametrize(("code", "template"), COMPLETE.items())
def test_the_answers_of_a_complete_procedure_make_its_paper(code, template):
    form = _form_of(next(procedure for procedure in procedures() if procedure.code == code))
    answers = {key: _answer(item) for key, item in form.items.items()}

    checked = check(form, answers, on=date(2026, 11, 27))
    told = templates()[template].prefilled(checked.answers, shown(form, checked.answers))
    officer = {f.key: "1" for f in templates()[template].fields if f.required and not f.source}

    assert checked.problems == {}
    assert papers.check(template, {**told, **officer}, title=template)


def test_the_general_letter_needs_no_form_of_its_own():
    sources = {field.source for field in templates()[GENERAL].fields if field.source}

    assert sources <= APPLICANT


# ── The national record ──────────────────────────────────────────────────────────────────────────
with_record = pytest.mark.skipif(not RECORD.exists(), reason="../shared is not here")


@cache
def recorded() -> dict[str, Procedure]:
    wanted = {procedure.code for procedure in procedures()}
    with gzip.open(RECORD, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["ma_thu_tuc"] in wanted]
    found = [read_procedure(row).procedure for row in rows]
    return {procedure.code: procedure for procedure in found if procedure}


def _ways(procedure: Procedure) -> dict[Channel, list[Way]]:
    grouped: dict[Channel, list[Way]] = {}
    for way in procedure.ways:
        grouped.setdefault(way.channel, []).append(way)
    return grouped


def _terms(ways: list[Way]) -> set[Term]:
    return {Term(amount=term.amount, unit=term.unit) for way in ways for term in way.terms}


def _same_terms(ours: set[Term], theirs: set[Term]) -> bool:
    if all(term.unit == TermUnit.UNKNOWN for term in theirs):  # a bare number: the amounts must agree
        return {term.amount for term in ours} == {term.amount for term in theirs}
    return ours == theirs


def _sums(ways: list[Way]) -> set[Fee]:
    fees = [fee for way in ways for fee in way.fees]
    return {Fee(amount=fee.amount, unit=fee.unit, free=fee.free) for fee in fees}


def _differing() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"terms": set(), "fees": set(), "ways": set()}
    for procedure in procedures():
        if procedure.code not in recorded():
            continue
        theirs = _ways(recorded()[procedure.code])
        for channel, ours in _ways(procedure).items():
            if channel not in theirs:
                found["ways"].add(procedure.code)
                continue
            if not _same_terms(_terms(ours), _terms(theirs[channel])):
                found["terms"].add(procedure.code)
            if _sums(ours) != _sums(theirs[channel]):
                found["fees"].add(procedure.code)
    return found


def _plain(name: str) -> str:
    return " ".join(name.split()).strip(" .:").casefold()


@with_record
def test_procedures_not_in_the_record_are_listed_with_their_source():
    absent = {procedure.code for procedure in procedures()} - set(recorded())

    assert absent == set(differences.NOT_IN_RECORD)


@with_record
def test_names_are_those_of_the_record():
    ours = {p.code: p.name for p in procedures() if p.code in recorded()}

    other = {code for code, name in ours.items() if _plain(name) != _plain(recorded()[code].name)}

    assert other == set()


@with_record
@pytest.mark.parametrize(
    ("what", "listed"),
    [("terms", differences.TERMS), ("fees", differences.FEES), ("ways", differences.WAYS)],
)
def test_what_differs_from_the_record_is_listed_with_its_source(what, listed):
    found = _differing()[what]

    assert found == set(listed)
    assert all(listed.values())
