from datetime import date
from random import Random

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from motcua.accounts.models import Person
from motcua.eforms.definition import FieldGroup, FormDefinition, FormField, Section
from motcua.eforms.rules import check
from motcua.eforms.schema import schema_of
from motcua.jobs.seed.answers import answer
from tests.shipped_forms import each_form

DAY = date(2026, 11, 27)
HYAO = Person(full_name="Siu Hyao", identity_number="064090001234", birth_date="1990-03", gender="male")
ROWS = FormDefinition(
    code="thu",
    title="Thử",
    sections=(
        Section(
            key="who",
            title="Hộ",
            fields=(
                FormField(key="kind", label="Loại", required=False),
                FieldGroup(
                    key="members",
                    title="Thành viên",
                    maximum=2,
                    fields=(FormField(key="age", label="Tuổi", type="number", minimum=0),),
                ),
            ),
        ),
    ),
)


def validator(form):
    return Draft202012Validator(schema_of(form, id="https://vidu.vn/x"), format_checker=FormatChecker())


@each_form
def test_the_schema_is_one(form):
    Draft202012Validator.check_schema(schema_of(form, id="https://vidu.vn/x"))


@each_form
def test_what_is_kept_is_valid_against_the_published_schema(form):
    for chance in range(15):
        given = answer(form, HYAO, Random(chance), DAY)  # noqa: S311

        kept = check(form, given, on=DAY).answers

        assert [error.message for error in validator(form).iter_errors(kept)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"members": [{"age": -1}]},
        {"members": [{"age": "7"}]},
        {"members": [{}]},
        {"members": [{"age": 1, "more": 1}]},
        {"members": [{"age": 1}] * 3},
        {"members": []},
        {"kind": ""},
        {"other": "x"},
    ],
)
def test_what_is_no_answer_is_not_valid(wrong):
    assert not validator(ROWS).is_valid(wrong)


def test_rows_that_are_right_are_valid():
    assert validator(ROWS).is_valid({"members": [{"age": 7}, {"age": 0}]})
