"""The shipped groups fit the shipped procedures and forms: nothing asked is missing, all named is there."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from motcua.catalogue.facts import Procedure
from motcua.catalogue.importing.sources import read_records
from motcua.catalogue.results import DATA
from motcua.eforms.definition import FormDefinition
from motcua.interlinked.bundles import Bundle, bundle_for, bundles
from tests.shipped_forms import forms

each = pytest.mark.parametrize(
    ("bundle", "rule"), [(b, p) for b in bundles() for p in b.parts], ids=lambda it: getattr(it, "key", "")
)
FILES = (
    "lien-thong.yaml",
    "bao-hiem.yaml",
    "cu-tru.yaml",
    "ho-tich-khai-sinh.yaml",
    "ho-tich-khai-tu-giam-ho.yaml",
    "ho-kinh-doanh.yaml",
    "dat-dai.yaml",
    "thue.yaml",
)
PROCEDURES = {
    reading.record.code: reading.record
    for name in FILES
    for reading in read_records(DATA / name)
    if isinstance(reading.record, Procedure)
}
FORMS = {form.code: form for form in forms()}


def form_of(code: str) -> FormDefinition:
    return FORMS[PROCEDURES[code].form or "to-khai-chung"]


@each
def test_what_a_part_takes_is_asked_and_what_its_form_requires_is_given(bundle, rule):
    combined, own = form_of(bundle.procedure).items, form_of(rule.procedure).items
    taken = {*rule.same, *(s.question for s in rule.answers.values() if s.question)}
    given = {*rule.same, *rule.answers}

    required = {key for key, item in own.items() if getattr(item, "required", False) and not item.when}

    assert taken <= set(combined)
    assert given <= set(own)
    assert required <= given


@each
def test_papers_go_from_the_group_to_where_the_part_asks_for_them(bundle, rule):
    whole = {paper.key for paper in PROCEDURES[bundle.procedure].papers}
    own = {paper.key for paper in PROCEDURES[rule.procedure].papers}

    assert set(rule.papers) <= whole
    assert {*rule.papers.values(), *rule.gets} <= own


@pytest.mark.parametrize("bundle", bundles(), ids=lambda bundle: bundle.id)
def test_a_group_is_marked_as_one_and_every_paper_of_it_is_for_somebody(bundle):
    group = PROCEDURES[bundle.procedure]
    somebodys = {key for rule in bundle.parts for key in rule.papers}

    assert group.interlinked
    assert {paper.key for paper in group.papers} == somebodys
    assert not any(PROCEDURES[rule.procedure].interlinked for rule in bundle.parts)


def test_a_group_holds_from_its_day_on():
    first = bundles()[0]

    assert bundle_for(first.procedure, first.from_on) == first
    assert bundle_for(first.procedure, first.from_on - timedelta(days=1)) is None
    assert bundle_for("1.001193", date(2026, 3, 9)) is None


def test_no_part_waits_for_what_comes_after_it():
    said = bundles()[0].model_dump()
    said["parts"] = [{**said["parts"][0], "after": ["residence"]}, *said["parts"][1:]]

    with pytest.raises(ValidationError, match="waits for what does not come before"):
        Bundle.model_validate(said)
