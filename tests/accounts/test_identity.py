import pytest

from motcua.accounts import errors, identity


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


@pytest.mark.parametrize("code", ["5901990048", "5901990048-001", "064079990044"])
def test_tax_codes_of_businesses_branches_and_households_are_read(code):
    assert identity.read_tax_code(code) == code


def test_a_tax_code_that_is_none_is_refused():
    with pytest.raises(errors.NotATaxCode):
        identity.read_tax_code("59019")
