import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.money import MOST, money, money_shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0", 0),
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1 500 000 đ", 1_500_000),
        ("1.500.000 đồng.", 1_500_000),
        ("1,500,000 VNĐ", 1_500_000),
        ("1.500", 1_500),
        ("1,500", None),
        ("1.500,50", None),
        ("1,5 triệu", 1_500_000),
        ("1.5 triệu đồng", 1_500_000),
        ("1.500 triệu", None),
        ("1.500.000 triệu", 1_500_000_000_000),
        ("2 tỷ", 2_000_000_000),
        ("2,25 tỉ đồng", 2_250_000_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đồng", 500_000),
        ("1 triệu 2", None),
        ("1.50.000", None),
        ("1,234,567.89", None),
        ("-5000", None),
        ("năm trăm", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_a_sum_is_read_only_where_it_has_one_meaning(typed, read):
    assert money(typed) == read


@given(st.integers(0, MOST))
def test_what_is_shown_is_read_back(amount):
    assert money(money_shown(amount)) == amount
    assert money(f"{money_shown(amount)} đồng") == amount


@given(st.text(max_size=30))
def test_any_text_is_a_sum_or_none(text):
    amount = money(text)

    assert amount is None or 0 <= amount <= MOST
