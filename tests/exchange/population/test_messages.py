import pytest

from motcua.accounts.population import Question
from motcua.exchange.population.messages import (
    Unreadable,
    as_written,
    body_of,
    look_up_envelope,
    people_in,
)
from motcua.exchange.population.simulator.envelopes import bomb

ENVELOPE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    '<n:CongdanCollection xmlns:n="http://www.mic.gov.vn/dancu/1.0">{}</n:CongdanCollection></s:Body></s:Envelope>'
)
PERSON = (
    "<n:CongDan><n:SoDinhDanh>064099990991</n:SoDinhDanh><n:SoCMND/>{}"
    "<n:NgayThangNamSinh><n:Nam>1999</n:Nam>{}</n:NgayThangNamSinh></n:CongDan>"
)
IN_PARTS = "<n:HoVaTen><n:Ho>NAY</n:Ho><n:ChuDem/><n:Ten>H'BRIM</n:Ten></n:HoVaTen>"


def people(name=IN_PARTS, day=""):
    return people_in(body_of(ENVELOPE.format(PERSON.format(name, day)).encode()))


def question(**changes):
    facts = {
        "identity_number": "064185990022",
        "full_name": "Siu Blơk",
        "birth_date": "1985-09-02",
        "purpose": "Đăng ký khai sinh",
        "service": "1.001193",
        "asked_by": "064185990022",
        "reference": "r-1",
    }
    return Question(**(facts | changes))


@pytest.mark.parametrize(
    "name",
    [IN_PARTS, "<n:HoVaTen>NAY H'BRIM</n:HoVaTen>", "<n:HoVaTen><n:Ten>NAY  H'BRIM</n:Ten></n:HoVaTen>"],
)
def test_a_name_is_read_in_parts_and_whole(name):
    assert people(name)[0].full_name == "Nay H'Brim"


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("<n:NgayThangNam>19990224</n:NgayThangNam>", "1999-02-24"),
        ("<n:NgayThangNam/>", "1999"),
        ("<n:NgayThangNam>19990231</n:NgayThangNam>", "1999"),
        ("", "1999"),
    ],
)
def test_a_birth_of_which_only_the_year_is_sure_stays_a_year(day, read):
    assert people(day=day)[0].birth_date == read


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("ĐÀO VĂN TÀI", "Đào Văn Tài"),
        ("YƠN", "Yơn"),
        ("XÃ LŨNG HÒA, HUYỆN VĨNH TƯỜNG, TỈNH VĨNH PHÚC", "Xã Lũng Hòa, huyện Vĩnh Tường, tỉnh Vĩnh Phúc"),
        ("PHƯỜNG 7, THÀNH PHỐ PLEIKU", "Phường 7, thành phố Pleiku"),
        ("Làng Mook Đen, xã Ia Dom", "Làng Mook Đen, xã Ia Dom"),
        ("", ""),
    ],
)
def test_capitals_become_names_as_people_write_them(kept, written):
    assert as_written(kept) == written


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>maintenance</html>",
        b"<a",
        bomb(),
        ENVELOPE.format("").replace("CongdanCollection", "KetQua").encode(),
        ENVELOPE.format(PERSON.format("<n:HoVaTen/>", "")).encode(),
        ENVELOPE.format(PERSON.replace("064099990991", "0640").format(IN_PARTS, "")).encode(),
    ],
)
def test_what_is_no_answer_is_unreadable_and_never_half_read(content):
    with pytest.raises(Unreadable):
        people_in(body_of(content))


def test_markup_in_a_name_is_text():
    asked = body_of(look_up_envelope(question(full_name="<Ho>&amp;"), partner="H21", integration="037"))

    assert asked.findtext("{http://dancuquocgia.bca}HoVaTen") == "<HO>&AMP;"


def test_nine_digits_go_out_as_the_old_number():
    asked = body_of(look_up_envelope(question(identity_number="231990077"), partner="H21", integration="037"))

    assert asked.findtext("{http://dancuquocgia.bca}SoCMND") == "231990077"
    assert asked.find("{http://dancuquocgia.bca}SoDinhDanh") is None
