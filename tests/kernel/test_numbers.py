from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.identity import (
    NumberFacts,
    compare_identity_numbers,
    identity_number,
    misfits,
    number_facts,
    place_of,
)
from motcua.kernel.likeness import Grade
from motcua.kernel.phones import PhoneKind, phone_kind, phone_number
from motcua.kernel.taxes import compare_tax_codes, tax_code

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("number", "place", "gender", "year"),
    [
        ("064090990011", "064", "male", 1990),
        ("064185990022", "064", "female", 1985),
        ("052207990099", "052", "male", 2007),
        ("052307990099", "052", "female", 2007),
    ],
)
def test_a_number_tells_place_sex_and_year(number, place, gender, year):
    facts = number_facts(number)

    assert facts == NumberFacts(place=place, gender=gender, birth_year=year)


def test_an_old_number_tells_nothing():
    assert number_facts("231990077") is None


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("064090990011", "Gia Lai"),
        ("052190990011", "Bình Định"),
        ("132090990011", ""),
        ("003090990011", None),
    ],
)
def test_the_first_three_digits_name_a_province_or_a_country(number, place):
    assert place_of(number) == place


@pytest.mark.parametrize(
    ("number", "said", "facts"),
    [
        ("064090990011", {"gender": "male", "birth_date": "1990-11-27"}, []),
        ("064090990011", {"gender": "female", "birth_date": "1990"}, ["gender"]),
        ("064090990011", {"gender": "other", "birth_date": "1991"}, ["birth_date"]),
        ("003325990011", {"gender": "female", "on": TODAY}, ["place"]),
        ("064227990011", {"on": TODAY}, ["birth_year"]),
        ("231990077", {"gender": "male", "birth_date": "1990"}, []),
    ],
)
def test_a_number_contradicts_what_it_does_not_say(number, said, facts):
    found = misfits(number, **said)

    assert [each.fact for each in found] == facts


def test_a_contradiction_is_a_sentence():
    (found,) = misfits("064090990011", birth_date="1991-02-03")

    assert str(found) == "Số này là của người sinh năm 1990, khác với ngày sinh đã ghi."


@given(st.from_regex(r"\A[0-9]{12}\Z"))
def test_any_twelve_digits_agree_with_the_year_and_sex_they_carry(number):
    facts = number_facts(number)

    assert facts is not None
    wrong = misfits(number, gender=facts.gender, birth_date=str(facts.birth_year))
    assert {each.fact for each in wrong} <= {"place"}


def test_an_old_card_and_a_new_number_may_be_of_one_person():
    assert compare_identity_numbers("064 090 990 011", "064090990011").grade == Grade.SAME
    assert compare_identity_numbers("231990077", "064090990011").grade == Grade.ALIKE
    assert compare_identity_numbers("231990077", "231990078").grade == Grade.DIFFERENT


def test_digits_of_other_scripts_are_no_number():
    assert identity_number("٠٦٤٠٩٠٩٩٠٠١١") is None


@pytest.mark.parametrize(
    ("typed", "number", "kind"),
    [
        ("0912 345 678", "0912345678", PhoneKind.MOBILE),
        ("(+84) 912.345.678", "0912345678", PhoneKind.MOBILE),
        ("84-912-345-678", "0912345678", PhoneKind.MOBILE),
        ("+84 0912 345 678", "0912345678", PhoneKind.MOBILE),
        ("0168 234 5678", "0382345678", PhoneKind.MOBILE),
        ("0269 3824 404", "02693824404", PhoneKind.LANDLINE),
        ("(0256) 3822 222", "02563822222", PhoneKind.LANDLINE),
        ("0712345678", "0712345678", PhoneKind.UNKNOWN),
    ],
)
def test_a_telephone_number_is_read_as_it_is_dialled_today(typed, number, kind):
    assert phone_number(typed) == number
    assert phone_kind(number) == kind


@pytest.mark.parametrize(
    "typed", ["", "113", "0612345678", "09123456789", "0269382440", "1900 1234", "0123", "+1 212 555 0100"]
)
def test_what_no_phone_in_the_country_has_is_refused(typed):
    assert phone_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0100233488", "0100233488"),
        ("01.00.233.488", "0100233488"),
        ("0314409058-002", "0314409058-002"),
        ("0314409058002", "0314409058-002"),
        ("0100233480", None),
        ("0314409058-000", None),
        ("064090990011", "064090990011"),
        ("000090990011", None),
        ("12345", None),
        ("٠١٠٠٢٣٣٤٨٨", None),
        ("", None),
    ],
)
def test_a_tax_code_carries_its_own_check(typed, code):
    assert tax_code(typed) == code


def test_an_identity_number_is_a_tax_code_since_july_2025():
    assert tax_code("064090990011", on=date(2025, 6, 30)) is None
    assert tax_code("064090990011", on=date(2025, 7, 1)) == "064090990011"


@given(st.from_regex(r"\A[0-9]{10}\Z"), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(code, place, by):
    wrong = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]

    assert not (tax_code(code) and tax_code(wrong))


def test_a_branch_is_of_its_business():
    assert compare_tax_codes("0314409058-002", "0314409058").grade == Grade.ALIKE
    assert compare_tax_codes("0314409058-002", "0314409058002").grade == Grade.SAME
    assert compare_tax_codes("0314409058", "0100233488").grade == Grade.DIFFERENT
