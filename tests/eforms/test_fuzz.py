"""Whatever is sent as answers is refused with a sentence of its own, or accepted: never an error of ours."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from motcua.eforms.definition import FieldGroup, FormDefinition
from motcua.eforms.rules import check, deciders, papers_asked, shown
from motcua.eforms.schema import schema_of
from tests.shipped_forms import each_form

DAY = date(2026, 11, 27)
PIECES = [
    "\x00",
    "\ud800",
    "١٢٣",
    "²",
    "x" * 100_000,
    "'",
    '"',
    "<b>",
    "{{",
    "a\u0301",
    "2026-02-30",
    "1e9",
    "NaN",
]
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=40),
    st.sampled_from(PIECES),
    st.sampled_from(
        ["yes", "no", "self", "parent", "post", "male", "married", "1990", "2026-11-20", "7", "100000"]
    ),
    st.from_regex(r"[0-9 .,/-]{1,16}"),
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.booleans(), st.just(10**400))
JUNK = st.recursive(
    st.one_of(st.none(), TEXTS, NUMBERS),
    lambda deeper: st.one_of(
        st.lists(deeper, max_size=4), st.dictionaries(st.text(max_size=8), deeper, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def answers_to(draw: st.DrawFn, form: FormDefinition):
    given = {}
    for key, item in form.items.items():
        if draw(st.booleans()):
            continue
        if isinstance(item, FieldGroup) and draw(st.booleans()):
            keys = st.sampled_from([question.key for question in item.fields])
            given[key] = draw(st.lists(st.dictionaries(keys, st.one_of(TEXTS, JUNK)), max_size=4))
        else:
            given[key] = draw(st.one_of(TEXTS, JUNK))
    return {**given, **draw(st.dictionaries(st.text(max_size=8), JUNK, max_size=2))}


@each_form
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_sent_is_refused_with_a_sentence_or_accepted(form, data):
    sent = data.draw(answers_to(form))

    checked = check(form, sent, on=DAY)

    assert all(isinstance(say, str) and say for say in checked.problems.values())
    assert {key.partition("-")[0] for key in checked.problems} <= form.items.keys()
    assert shown(form, checked.answers).keys() == checked.answers.keys()
    papers_asked(form, checked.answers, on=DAY)
    if not checked.problems:
        assert Draft202012Validator(schema_of(form, id="x")).is_valid(checked.answers)


@each_form
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_a_draft_keeps_can_be_stored_and_says_the_same_again(form, data):
    checked = check(form, data.draw(answers_to(form)), on=DAY)

    stored = json.dumps(checked.kept, allow_nan=False)
    again = check(form, json.loads(stored), on=DAY)

    assert "\\u0000" not in stored.replace("\\\\", "")
    stored.encode()
    assert again.answers == checked.answers
    assert again.kept == checked.kept


@pytest.mark.parametrize("depth", [10, 100_000])
def test_an_answer_nested_deeper_than_any_stack_is_refused(depth):
    nested: list[object] = []
    for _turn in range(depth):
        nested = [nested]
    form = FormDefinition.model_validate(
        {
            "code": "x",
            "title": "X",
            "sections": [
                {
                    "key": "one",
                    "title": "Một",
                    "fields": [{"key": "a", "label": "A"}, {"key": "b", "label": "B", "when": "a == 'x'"}],
                }
            ],
        }
    )

    assert check(form, {"a": nested, "b": nested}, on=DAY).problems.keys() == {"a"}


@each_form
def test_every_page_knows_what_it_depends_on(form):
    for section in form.sections:
        assert set(deciders(form, section)) <= {
            *form.items,
            *(f"{group.key}-{question.key}" for group in section.groups for question in group.fields),
        }
