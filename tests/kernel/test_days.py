from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.days import compare_dates, full_date, partial_date
from motcua.kernel.likeness import Grade


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("1990-11-27", "1990-11-27", Grade.SAME),
        ("1990", "1990-11-27", Grade.ALIKE),
        ("1990-11-27", "1990-11", Grade.ALIKE),
        ("1990-11", "1990-12-01", Grade.DIFFERENT),
        ("1990", "1991", Grade.DIFFERENT),
        ("", "1990", Grade.DIFFERENT),
    ],
)
def test_days_agree_as_far_as_both_are_known(one, other, grade):
    assert compare_dates(one, other).grade == compare_dates(other, one).grade == grade


@given(st.dates(min_value=date(1850, 1, 1)))
def test_a_day_is_read_back_in_both_orders(day):
    assert full_date(day.isoformat()) == full_date(f"{day.day}/{day.month}/{day.year}") == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_none(text):
    iso = partial_date(text)

    assert iso is None or partial_date(iso) == iso
