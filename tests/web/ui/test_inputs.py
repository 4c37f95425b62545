import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.web.ui.inputs import DateParts, join_date, read_answer, split_date

digits = st.text("0123456789", max_size=4)
two_digits = st.text("0123456789", min_size=2, max_size=2)


@pytest.mark.parametrize(
    ("day", "month", "year", "kept"),
    [
        ("27", "11", "1990", "1990-11-27"),
        ("7", "3", "1990", "1990-03-07"),
        ("", "11", "1990", "1990-11"),
        ("", "", "1990", "1990"),
        ("", "", "", ""),
        ("31", "2", "2026", "2026-02-31"),
    ],
)
def test_three_boxes_make_one_answer(day, month, year, kept):
    data = {"born-day": day, "born-month": month, "born-year": year}

    assert read_answer(type="birth_date", name="born", data=data) == kept


@given(day=two_digits | st.just(""), month=two_digits | st.just(""), year=digits)
def test_what_was_typed_comes_back_into_its_box(day, month, year):
    assert split_date(join_date(DateParts(day, month, year))) == (day, month, year)


@pytest.mark.parametrize(
    ("type", "typed", "kept"),
    [
        ("money", "1.250.000", "1250000"),
        ("identity", "064 099 001 234", "064099001234"),
        ("phone", "0905 123 456", "0905123456"),
        ("name", "  Siu   H'Bia ", "Siu H'Bia"),
        ("text", "Đa\u0306ng", "Đăng"),
        ("long_text", "một \r\n  hai\r\n", "một\nhai"),
    ],
)
def test_an_answer_is_kept_tidy(type, typed, kept):
    assert read_answer(type=type, name="q", data={"q": typed}) == kept


def test_a_question_not_answered_is_empty():
    assert read_answer(type="yes_no", name="q", data={}) == ""
