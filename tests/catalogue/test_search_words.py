"""Words as search compares them, everyday words, and typing errors."""

import unicodedata

import pytest

from motcua.catalogue.search.index import SearchIndex
from motcua.catalogue.search.synonyms import synonyms
from motcua.catalogue.search.text import marks, plain, without_keystrokes, written
from tests.catalogue.search_samples import shipped_index


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lý lịch", "lí lịch"), ("đăng kí", "Đăng ký"), ("Qúy", "qui"), ("HÒA GIẢI", "hoà giải")],
)
def test_two_spellings_are_one(one, other):
    assert plain(one) == plain(other)


def test_where_the_tone_stands_does_not_matter():
    assert marks("hòa") == marks("hoà") == marks(unicodedata.normalize("NFD", "hòa"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giaasy", "giay"),
        ("ddor", "do"),
        ("tu75", "tu"),
        ("hoon", "hon"),
        ("camf", "cam"),
        ("cheets", "chet"),
    ],
)
def test_keys_of_telex_and_vni_are_undone(typed, meant):
    assert without_keystrokes(typed) == meant


def test_numbers_are_no_keystrokes():
    assert without_keystrokes("2026") == "2026"


def test_a_filler_is_known_by_its_marks():
    assert synonyms().telling(written("làm lâm nghiệp")) == ["lâm", "nghiệp"]


def test_a_query_of_fillers_only_keeps_them():
    assert synonyms().telling(["làm"]) == ["làm"]


def test_a_single_everyday_word_is_known_by_its_marks():
    bố, bỏ = (list(synonyms().readings([word])) for word in ("bố", "bỏ"))

    assert (len(bố), len(bỏ)) == (1, 2)


def test_a_lost_parent_is_no_lost_paper():
    words = [reading.words for reading in synonyms().readings(["ba", "mất"])]

    assert words == [("khai", "tu")]


def test_the_names_of_one_thing_are_one():
    same = synonyms().one_name

    assert same(plain("đổi sổ hồng")) == same(plain("đổi giấy chứng nhận quyền sử dụng đất"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giaasy khai sinh", "giấy khai sinh"),
        ("dang ky ket hno", "đăng ký kết hôn"),
        ("sodo", "sổ đỏ"),
        ("hok inh doanh", "hộ kinh doanh"),
        ("tach thuwar", "tách thửa"),
    ],
)
def test_what_was_meant_is_said(typed, meant):
    assert shipped_index().find(typed).corrected == meant


@pytest.mark.parametrize(
    "typed", ["đăng ký kết hôn", "dang ky ket hon", "sổ đỏ", "lí lịch tư pháp", "1.001193"]
)
def test_what_is_right_is_not_corrected(typed):
    assert shipped_index().find(typed).corrected == ""


@pytest.mark.parametrize("typed", ["", "   ", "???", "\x00", "🙂", "a" * 5000, "xyzzy qwrt", "̀"])
def test_nonsense_is_answered_with_nothing(typed):
    assert shipped_index().find(typed).scored == []


def test_an_empty_catalogue_answers():
    assert SearchIndex([]).find("khai sinh").scored == []
