import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.likeness import Grade
from motcua.kernel.places import communes, compare_addresses, old_communes, read_address

IA_DOM = "xã Ia Dom, tỉnh Gia Lai"
PLEIKU = "phường Pleiku, tỉnh Gia Lai"


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ("thôn Mook Đen, xã Ia Dom, huyện Đức Cơ, tỉnh Gia Lai", f"thôn Mook Đen, {IA_DOM}"),
        ("Xã Ia Dom, Đức Cơ, Gia Lai, Việt Nam", IA_DOM),
        ("xa Ia Dom, huyen Duc Co, Gia Lai", IA_DOM),
        ("xã Ia Dom, tỉnh Gia Lai", IA_DOM),
        ("XÃ IA DOM, TỈNH GIA LAI.", IA_DOM),
        ("xã Ia Dom, huyện Đức Cơ", IA_DOM),
        ("12 Trần Phú, phường Pleiku, tỉnh Gia Lai", f"12 Trần Phú, {PLEIKU}"),
        ("12 Trần Phú phường Pleiku tỉnh Gia Lai", f"12 Trần Phú, {PLEIKU}"),
        ("12 Trần Phú - P. Tây Sơn - TP. Pleiku - Gia Lai", f"12 Trần Phú, {PLEIKU}"),
        ("Hoa Lư, TP Pleiku, Gia Lai", PLEIKU),
        ("xã Ia Drăng, Gia Lai", "xã Chư Prông, tỉnh Gia Lai"),
        ("phường Trần Phú, thành phố Quy Nhơn, tỉnh Bình Định", "phường Quy Nhơn, tỉnh Gia Lai"),
        ("phường 4, TP Đà Lạt, Lâm Đồng", "phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng"),
        ("huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu", "đặc khu Côn Đảo, thành phố Hồ Chí Minh"),
        ("xã Ia Dom, huyện Ia H'Drai, tỉnh Kon Tum", "xã Ia Tơi, tỉnh Quảng Ngãi"),
        ("phường Cống Vị, quận Ba Đình, Hà Nội", ""),  # split in two: nobody can tell from the name
        ("xã Tân Thành", ""),  # many communes of that name
        ("thôn 2, Gia Lai", ""),
        ("4, Đà Lạt, Lâm Đồng", ""),
        ("ở nhà", ""),
        ("", ""),
    ],
)
def test_an_address_of_any_time_gets_its_name_of_today(written, today):
    assert read_address(written).today == today


def test_a_split_commune_gives_its_candidates():
    found = read_address("phường Cống Vị, quận Ba Đình, Hà Nội")

    assert [each.name for each in found.communes] == ["Phường Ngọc Hà", "Phường Giảng Võ"]
    assert found.commune is None


@given(st.sampled_from(sorted(communes())))
def test_every_commune_of_today_is_read_back(code):
    assert code in {each.code for each in read_address(f"Tổ 1, {communes()[code]}").communes}


@given(st.sampled_from(sorted(old_communes())))
def test_every_commune_of_before_july_2025_is_read_back(code):
    found = read_address(str(old_communes()[code]))

    assert code in {each.code for each in found.was}
    assert {each.code for each in found.communes} >= set(old_communes()[code].became)


@given(st.text(max_size=60))
def test_no_text_is_read_into_places_that_are_none(text):
    found = read_address(text)

    assert set(found.communes) <= set(communes().values())
    assert found.commune is None or found.today.endswith(str(found.commune))


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("thôn 2, xã Ia Dom, tỉnh Gia Lai", "Thôn 2, Xã Ia Dom, Gia Lai", Grade.SAME),
        ("số nhà 12, phường Pleiku, Gia Lai", "12, phường Pleiku, tỉnh Gia Lai", Grade.SAME),
        ("thôn 2, xã Ia Dom, huyện Đức Cơ, Gia Lai", "thôn 2, xã Ia Dom, Gia Lai", Grade.ALIKE),
        ("phường Cống Vị, Ba Đình, Hà Nội", "phường Ngọc Hà, Hà Nội", Grade.ALIKE),
        ("xã Ia Dom, Gia Lai", "thôn 2, xã Ia Dom, Gia Lai", Grade.ALIKE),
        ("thôn 1, xã Ia Dom, Gia Lai", "thôn 2, xã Ia Dom, Gia Lai", Grade.DIFFERENT),
        ("phường Tây Sơn, thành phố Pleiku, Gia Lai", "xã Ia Dom, Gia Lai", Grade.DIFFERENT),
        ("xã Ia Dom, huyện Ia H'Drai, Kon Tum", "xã Ia Dom, Gia Lai", Grade.DIFFERENT),
        ("Lào", "Lào", Grade.SAME),
        ("Lào", "Gia Lai", Grade.DIFFERENT),
    ],
)
def test_two_addresses_are_one_place_or_not(one, other, grade):
    assert compare_addresses(one, other).grade == compare_addresses(other, one).grade == grade
