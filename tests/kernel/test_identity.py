import pytest

from motcua.kernel import identity
from motcua.kernel.text import fold, name_key, tidy, words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1956", "1956"),
        ("3/1956", "1956-03"),
        ("15/3/1956", "1956-03-15"),
        ("15 03 1956", "1956-03-15"),
        ("1956-03-15", "1956-03-15"),
        ("31/2/1990", None),
        ("mồng ba", None),
        ("", None),
        ("12/12/90", None),
    ],
)
def test_birth_dates_are_read_to_the_precision_known(typed, read):
    assert identity.partial_date(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("064 190 001 234", "064190001234"),
        ("230.123.456", "230123456"),
        ("12345", None),
        ("06419000123x", None),
    ],
)
def test_identity_numbers_have_9_or_12_digits(typed, read):
    assert identity.identity_number(typed) == read


def test_phone_numbers_are_kept_in_national_form():
    assert identity.phone_number("+84 912 345 678") == "0912345678"
    assert identity.phone_number("12") is None


def test_text_typed_in_parts_is_the_same_as_typed_whole():
    assert tidy("Chư Prông") == "Chư Prông"


def test_folding_forgives_tones_and_the_crossed_d():
    assert fold("Đăng ký  KHAI sinh") == "dang ky khai sinh"
    assert words("Đơn (mẫu 01)") == ["don", "mau", "01"]


def test_given_names_sort_first():
    names = ["Nguyễn Văn Bình", "Lê An", "Hyao"]

    assert sorted(names, key=name_key) == ["Lê An", "Nguyễn Văn Bình", "Hyao"]
