import pytest

from motcua.accounts import errors, identity, rules


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("064090990011", "064090990011"),
        (" 064 090 990 011 ", "064090990011"),
        ("064.090.990.011", "064090990011"),
        ("231990077", "231990077"),
        ("", ""),
    ],
)
def test_an_identity_number_is_read_as_people_write_it(typed, kept):
    assert identity.read_identity_number(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "06409099001a", "000090990011", "064990990011", "0640909900111"])
def test_what_cannot_be_an_identity_number_is_refused(typed):
    with pytest.raises(errors.NotAnIdentityNumber, match=typed):
        identity.read_identity_number(typed)


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
    facts = rules.number_facts(number)

    assert facts == rules.NumberFacts(place=place, gender=gender, birth_year=year)


def test_an_old_number_tells_nothing():
    assert rules.number_facts("231990077") is None


def test_what_contradicts_the_number_is_named():
    found = rules.contradictions(number="064090990011", gender="female", birth_date="1991-03")

    assert found == ("gender", "birth_date")


def test_a_partial_date_that_agrees_is_no_contradiction():
    assert rules.contradictions(number="064090990011", gender="male", birth_date="1990") == ()


@pytest.mark.parametrize(("typed", "kept"), [("0905 990 011", "0905990011"), ("+84905990011", "0905990011")])
def test_a_telephone_number_is_kept_in_national_form(typed, kept):
    assert identity.read_phone(typed) == kept


def test_a_telephone_number_that_is_none_is_refused():
    with pytest.raises(errors.NotAPhoneNumber, match="113"):
        identity.read_phone("113")


@pytest.mark.parametrize(("typed", "kept"), [("15/3/1990", "1990-03-15"), ("1948", "1948"), ("", "")])
def test_a_birth_date_is_kept_as_far_as_it_is_known(typed, kept):
    assert identity.read_birth_date(typed) == kept


def test_a_birth_date_that_is_none_is_refused():
    with pytest.raises(errors.NotABirthDate):
        identity.read_birth_date("31/2/1990")


def test_an_address_that_is_none_is_refused():
    with pytest.raises(errors.NotAnEmail, match="hyao at"):
        identity.read_email("hyao at example.vn")


@pytest.mark.parametrize("code", ["5901990044", "5901990044-001", "064079990044"])
def test_tax_codes_of_businesses_branches_and_households_are_read(code):
    assert identity.read_tax_code(code) == code


def test_a_tax_code_that_is_none_is_refused():
    with pytest.raises(errors.NotATaxCode):
        identity.read_tax_code("59019")
