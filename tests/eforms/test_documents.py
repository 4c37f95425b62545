"""A form goes to a file and comes back the same."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import motcua.catalogue
from motcua.eforms.definition import FormDefinition, FormField, Option, Section
from motcua.eforms.documents import read, written
from tests.shipped_forms import each_form

FILES = Path(motcua.catalogue.__file__).parent / "data" / "forms"
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)


def file_of(form: FormDefinition) -> str:
    lines = (FILES / f"{form.code}.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


@each_form
def test_a_shipped_form_is_written_as_its_file_stands(form):
    assert written(form) == file_of(form)


@each_form
def test_a_shipped_form_comes_back_the_same(form):
    assert read(written(form)).form == form


@given(
    label=TEXT,
    help=TEXT,
    when=TEXT,
    choice=TEXT,
    low=st.integers() | st.none(),
    required=st.booleans(),
    because=TEXT,
)
def test_whatever_is_written_comes_back_the_same(label, help, when, choice, low, required, because):
    question = FormField(
        key="mot",
        label=label,
        help=help,
        when=when,
        minimum=low,
        required=required,
        options=(Option(value="a", label=choice),),
        asked_because=because,
    )
    form = FormDefinition(
        code="thu", title=label, sections=(Section(key="phan", title=help, fields=(question,)),)
    )

    assert read(written(form)).form == form


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("type: birth_date", "type: birthday", "Giá trị phải là một trong"),
        ("label: Ngày sinh", "labl: Ngày sinh", "Thiếu mục này"),
        ("key: to_chuc\n", "key: To chuc\n", "không đúng mẫu"),
        ("when: 'on_behalf == \"other_person\"'}", "when: 'nobody'}", "“nobody”"),
        ("element: person.full_name, of: principal", "element: person.colour, of: principal", "Từ điển"),
        ("      - key: to_chuc", "     - key: to_chuc", "không đúng cú pháp"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(before, after, said):
    text = (FILES / "to-khai-chung.yaml").read_text(encoding="utf-8").partition("\n")[2]
    line = text[: text.index(before)].count("\n") + 1

    problems = read(text.replace(before, after, 1)).problems

    assert any(said in problem.message and problem.line == line for problem in problems), problems


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "- 1",
        "forms: 3",
        "forms: []",
        "forms: [{}, {}]",
        "a: &a [1]\nb: *a",
        "[" * 3000,
        "!!python/x {}",
        "\x00",
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(text):
    reading = read(text)

    assert reading.form is None
    assert reading.problems


def test_a_file_that_unfolds_for_ever_is_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    (problem,) = read("\n".join(lines)).problems

    assert "bí danh" in problem.message
