import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.likeness import Grade
from motcua.kernel.names import canonical_name, compare_names

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵčĭŏŭñ"
WORDS = st.text(LETTERS, min_size=1, max_size=7)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(lambda words: " ".join(w.capitalize() for w in words))


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", Grade.SAME),
        ("NGUYỄN THỊ HÒA", "nguyễn thị hoà", Grade.SAME),
        ("Nguyễn Thuỳ Dương", "Nguyễn Thùy  Dương", Grade.SAME),
        ("ĐẶNG ĐÌNH ĐỨC", "Đặng Đình Đức", Grade.SAME),
        ("Ðặng Văn An", "Đặng Văn An", Grade.SAME),  # eth, as old keyboards wrote it
        ("Siu H’Lơm", "Siu H'Lơm", Grade.SAME),
        ("Hyao", "HYAO", Grade.SAME),
        ("Lý Văn Quý", "Lí Văn Quí", Grade.ALIKE),
        ("Y Moan", "I Moan", Grade.ALIKE),
        ("Nguyễn Thị Thúy", "Nguyễn Thị Thúi", Grade.DIFFERENT),
        ("Rơ Châm H'Bia", "Rơ Châm H Bia", Grade.ALIKE),
        ("Rơ Châm H'Bia", "Rơ Châm HBia", Grade.ALIKE),
        ("Y-Moan Êñuôl", "Y Moan Êñuôl", Grade.ALIKE),
        ("Nguyen Van An", "Nguyễn Văn An", Grade.ALIKE),
        ("Nguyễn Văn Tú", "Nguyễn Văn Tư", Grade.DIFFERENT),
        ("Nguyễn Văn Tú", "Nguyễn Văn Tủ", Grade.DIFFERENT),
        ("Nguyễn Văn An", "Nguyễn An", Grade.DIFFERENT),
        ("Nguyễn Văn An", "An Văn Nguyễn", Grade.DIFFERENT),
        ("Ñuôl", "Nuôl", Grade.DIFFERENT),
        ("", "An", Grade.DIFFERENT),
    ],
)
def test_two_spellings_are_one_name_or_not(one, other, grade):
    assert compare_names(one, other).grade == grade


def test_a_name_that_is_only_alike_says_what_to_look_at():
    assert compare_names("Lý", "Lí").why == "Chỉ khác i và y."


@given(NAMES)
def test_a_name_is_itself_in_every_encoding_and_case(name):
    for spelt in (name.upper(), name.lower(), unicodedata.normalize("NFD", name), f"  {name}\u00a0"):
        assert compare_names(name, spelt).grade == Grade.SAME


@given(NAMES, NAMES)
def test_comparing_has_no_direction(one, other):
    assert compare_names(one, other) == compare_names(other, one)


@given(st.text(max_size=40))
def test_the_one_spelling_is_stable(text):
    once = canonical_name(text)

    assert canonical_name(once) == once
    assert unicodedata.is_normalized("NFC", once)
