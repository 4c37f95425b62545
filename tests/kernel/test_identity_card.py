"""The square code on an identity card. The numbers are nobody's."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.identity_card import (
    CardDateWrong,
    CardNameGarbled,
    CardNameMissing,
    CardNumberWrong,
    CardUnreadable,
    IdentityCard,
    NotACard,
    looks_like_card,
    read_card,
)

CARD = "064190001234|230987654|Rơ Mah H'Đinh|27111990|Nữ|Làng Krêl, xã Chư Prông, Gia Lai|15042021"
READ = IdentityCard(
    number="064190001234",
    name="Rơ Mah H'Đinh",
    birth_date="1990-11-27",
    gender="female",
    address="Làng Krêl, xã Chư Prông, Gia Lai",
    old_number="230987654",
    issued_on="2021-04-15",
)


def parts(**changed):
    names = ("number", "old", "name", "born", "sex", "address", "issued")
    said = dict(zip(names, CARD.split("|"), strict=True)) | changed
    return "|".join(said.values())


def test_a_card_of_2021():
    assert read_card(CARD) == READ


def test_a_card_since_2024_goes_on_behind_the_seven_parts():
    assert read_card(f"{CARD}||Rơ Mah Kim|Siu Thin|") == READ


def test_letters_in_two_pieces_are_put_together():
    assert read_card(unicodedata.normalize("NFD", CARD)) == READ


def test_the_icelandic_letter_some_cards_carry_is_ours():
    assert read_card(CARD.replace("Đ", "Ð")) == READ


def test_the_end_of_a_line_and_spaces_are_not_part_of_it():
    assert read_card(f"  {CARD.replace('Rơ Mah', 'Rơ  Mah')}\r\n") == READ


def on_vietnamese_keyboard(figures):
    return "".join("đăâêô\u0300\u0309\u0303\u0301\u0323"[int(figure)] for figure in figures)


@pytest.mark.parametrize("bar", ["~", "\t", "¦", "'"])
def test_the_bar_of_another_keyboard_is_the_sign_behind_the_number(bar):
    scanned = CARD.replace("H'Đinh", "Đinh").replace("|", bar)

    assert looks_like_card(scanned)
    assert read_card(scanned).birth_date == READ.birth_date


def test_figures_that_a_vietnamese_keyboard_made_letters_are_figures_again():
    figures = {"number": "064190001234", "old": "230987654", "born": "27111990", "issued": "15042021"}

    assert read_card(parts(**{key: on_vietnamese_keyboard(said) for key, said in figures.items()})) == READ


def test_caps_lock_is_turned_back():
    assert read_card(parts(name="rƠ mAH", sex="nỮ", address="lÀNG kRÊL, xÃ cHƯ pRÔNG")).name == "Rơ Mah"


def test_utf_8_taken_for_windows_letters_is_read():
    assert read_card(parts(name="Nguyễn Thị Mơ".encode().decode("cp1252"))).name == "Nguyễn Thị Mơ"


def test_twelve_figures_alone_are_no_card():
    assert not looks_like_card("064190001234")


def test_no_old_number_no_sex_no_day_of_issue():
    card = read_card(parts(old="", sex="", issued=""))

    assert (card.old_number, card.gender, card.issued_on) == ("", "", "")


def test_six_parts_are_enough():
    assert read_card(CARD.rpartition("|")[0]).issued_on == ""


@pytest.mark.parametrize(
    ("born", "iso"),
    [("1990", "1990"), ("00001990", "1990"), ("00111990", "1990-11"), ("27/11/1990", "1990-11-27")],
)
def test_days_known_in_part(born, iso):
    assert read_card(parts(born=born)).birth_date == iso


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("064190001234", NotACard),
        ("", NotACard),
        ("https://vneid.gov.vn/|||", NotACard),
        (parts(number="230987654"), CardNumberWrong),
        (parts(number="000190001234"), CardNumberWrong),
        (parts(name=""), CardNameMissing),
        (parts(name="R? Mah H'?inh"), CardNameGarbled),
        (parts(name="Nguye64n Va8n A"), CardNameGarbled),
        (parts(born="31021990"), CardDateWrong),
        (parts(born=""), CardDateWrong),
        (parts(issued="99999999"), CardDateWrong),
    ],
)
def test_what_does_not_fit_is_said_by_its_part(text, refusal):
    with pytest.raises(refusal):
        read_card(text)


def test_a_number_that_contradicts_the_rest_is_shown_not_refused():
    card = read_card(parts(sex="Nam"))

    assert [one.fact for one in card.misfits(date(2026, 11, 24))] == ["gender"]


@given(st.text(max_size=120))
def test_whatever_is_scanned_is_a_card_or_refused(text):
    try:
        card = read_card(text)
    except CardUnreadable:
        return
    assert looks_like_card(text)
    assert len(card.number) == 12
    assert card.name


@given(st.lists(st.text(alphabet="0123456789 aĐ/", max_size=12), min_size=6, max_size=9))
def test_parts_of_any_kind_are_read_or_refused(pieces):
    with_number = "|".join(["064190001234", *pieces[1:]])
    try:
        card = read_card(with_number)
    except CardUnreadable:
        return
    assert card.birth_date[:4].isdigit()
