import pytest

from motcua.kernel.words import date_in_words, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (31, "ba mươi mốt"),
        (105, "một trăm linh năm"),
        (1900, "một nghìn chín trăm"),
        (2000, "hai nghìn"),
        (2005, "hai nghìn không trăm linh năm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
    ],
)
def test_numbers_are_read_as_people_read_them(number, words):
    assert number_in_words(number) == words


def test_a_day_known_only_by_its_year_is_read_so():
    assert date_in_words("1956") == "Năm một nghìn chín trăm năm mươi sáu"
    assert date_in_words("2026-04-10").startswith("Ngày mười tháng tư năm hai nghìn")
