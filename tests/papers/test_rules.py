import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.papers import rules


def test_codes_are_not_repeated():
    assert len({rules.new_code() for _ in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    "typed", ["ABCD-EFGH-IJKL-MNOP", "abcd efgh ijkl mnop", "ABCDEFGHIJKLMN0P", " abcd-efgh-1jkl-mnop "]
)
def test_a_code_is_read_as_people_type_it(typed):
    assert rules.read_code(typed) == "ABCDEFGHIJKLMNOP"


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFGH-IJKL-MNO8", "ABCDEFGHIJKLMNOPQ", "../../etc/passwd"]
)
def test_what_cannot_be_a_code_is_nothing(typed):
    assert rules.read_code(typed) == ""


@given(st.text(max_size=400))
def test_a_cleaned_name_has_no_folder_and_no_control_character(name):
    clean = rules.clean_file_name(name)

    assert not set(clean) & set("/\\\x00\n\r\t\u202e")
    assert not clean.startswith(".")


def test_a_name_loses_its_folders_and_keeps_its_marks():
    assert rules.clean_file_name("C:\\Ảnh\\Giấy chứng sinh.jpg") == "Giấy chứng sinh.jpg"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("Nguyễn Văn An", "N***** V** An"), ("An", "A*"), ("  Rơ Châm  H’Bích ", "R* C*** H’Bích"), ("", "")],
)
def test_a_masked_name_shows_the_given_name_only(name, masked):
    assert rules.mask_name(name) == masked


def test_a_masked_identifier_shows_three_digits():
    assert rules.mask_identifier("064090001234") == "*********234"


@pytest.mark.parametrize(
    ("agency", "post", "lines"),
    [
        ("Ủy ban nhân dân xã Ia Dom", "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            "Ủy ban nhân dân xã Ia Dom",
            "Phó Chủ tịch",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("Sở Xây dựng", "Phó Giám đốc", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
    ],
)
def test_the_lines_above_a_signature_follow_the_decree(agency, post, lines):
    assert rules.authority_lines(agency, post) == lines


def test_a_department_stands_under_the_provinces_committee():
    assert rules.agency_above("Sở Xây dựng", "Tỉnh Gia Lai") == "Ủy ban nhân dân tỉnh Gia Lai"
    assert rules.agency_above("Ủy ban nhân dân phường Pleiku", "Tỉnh Gia Lai") == ""
    assert rules.place_of("Sở Xây dựng", "Tỉnh Gia Lai") == "Gia Lai"
