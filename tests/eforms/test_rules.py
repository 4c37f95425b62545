from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.eforms.definition import FieldType, FormDefinition, FormField, Option, Section
from motcua.eforms.rules import check as check_on
from motcua.eforms.words import shown

FORM = FormDefinition(
    code="thu",
    title="Thử",
    sections=(
        Section(
            key="who",
            title="Người yêu cầu",
            fields=(
                FormField(key="name", label="Họ tên", type=FieldType.NAME),
                FormField(key="birth", label="Ngày sinh", type=FieldType.BIRTH_DATE),
                FormField(
                    key="way",
                    label="Bạn nhận kết quả ở đâu?",
                    type=FieldType.CHOICE,
                    options=(
                        Option(value="post", label="Qua bưu điện"),
                        Option(value="desk", label="Tại quầy"),
                    ),
                ),
                FormField(
                    key="address",
                    label="Địa chỉ",
                    type=FieldType.ADDRESS,
                    when='way == "post"',
                ),
                FormField(key="copies", label="Số bản", type=FieldType.NUMBER, minimum=1, maximum=9),
            ),
        ),
    ),
)
DAY = date(2026, 11, 27)
GOOD = {"name": "Hyao", "birth": "1956", "way": "desk", "copies": "2"}


def check(form, answers):
    return check_on(form, answers, on=DAY)


def test_a_name_of_one_word_and_a_year_of_birth_are_enough():
    assert check(FORM, GOOD).problems == {}


def test_answers_are_kept_in_one_spelling():
    checked = check(FORM, {**GOOD, "name": "  Siu   Blơk ", "birth": "3/1956", "copies": "2"})

    assert checked.answers["name"] == "Siu Blơk"
    assert (checked.answers["birth"], checked.answers["copies"]) == ("1956-03", 2)


def test_a_question_is_asked_only_when_its_condition_holds():
    assert check(FORM, {**GOOD, "way": "post"}).problems == {"address": "Hãy ghi: Địa chỉ."}
    assert "address" not in check(FORM, {**GOOD, "address": "thôn 3"}).answers


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("name", "", "Hãy ghi: Họ tên."),
        ("name", "Siu123", "Hãy ghi họ tên bằng chữ"),
        ("birth", "hôm qua", "Nếu chỉ nhớ năm, ghi năm"),
        ("way", "", "Hãy chọn: Bạn nhận kết quả ở đâu?"),
        ("way", "plane", "có sẵn"),
        ("copies", "0", "từ 1 trở lên"),
        ("copies", "12", "không quá 9"),
        ("copies", "hai", "số nguyên"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_that_says_how_to_mend_it(key, typed, sentence):
    assert sentence in check(FORM, {**GOOD, key: typed}).problems[key]


def test_people_read_the_words_of_a_choice():
    assert shown(FORM, check(FORM, GOOD).answers)["way"] == "Tại quầy"


@given(st.dictionaries(st.sampled_from(["name", "birth", "way", "address", "copies"]), st.text()))
def test_whatever_is_typed_is_answered_and_a_clean_answer_stays_clean(typed):
    checked = check(FORM, typed)

    assert not checked.answers.keys() & checked.problems.keys()
    again = check(FORM, {key: str(value) for key, value in checked.answers.items()})
    assert checked.answers.items() <= again.answers.items()
