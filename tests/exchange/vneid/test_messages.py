import pytest

from motcua.accounts.identity import VerifiedBusiness
from motcua.exchange.vneid.messages import Claims
from motcua.exchange.vneid.simulator import read_people
from motcua.exchange.vneid.simulator.people import Account

VNEID = {
    "sub": "abc",
    "LoaiTaiKhoan": 1,
    "SoDinhDanh": "064090990011",
    "HoVaTen": "Rơ Châm  Hyao",
    "NgayThangNamSinh": "15/03/1990",
    "TechID": "x",
    "loAs": 2,
    "IAL": "3",
    "userProfileUri": "https://…",
}


def identity(**changes):
    return Claims.model_validate(VNEID | changes).to_identity()


def test_what_vneid_says_is_read():
    said = identity()

    assert (said.subject, said.identity_number) == ("abc", "064090990011")
    assert (said.full_name, said.birth_date) == ("Rơ Châm Hyao", "1990-03-15")


@pytest.mark.parametrize(
    ("said", "kept"), [("15/03/1990", "1990-03-15"), ("19900315", "1990-03-15"), ("1948", "1948"), ("?", "")]
)
def test_dates_are_read_as_far_as_they_are_known(said, kept):
    assert identity(NgayThangNamSinh=said).birth_date == kept


@pytest.mark.parametrize(
    ("said", "kept"), [("Nam", "male"), ("Nữ", "female"), (1, "male"), ("2", "female"), ("0", ""), (None, "")]
)
def test_gender_is_a_word_or_a_code(said, kept):
    assert identity(GioiTinh=said).gender == kept


def test_an_address_may_come_in_parts():
    assert identity(ThuongTru={"MaTinhThanh": "52", "ChiTiet": "Làng Ốp"}).address == "Làng Ốp"


def test_where_one_lives_now_is_the_address():
    assert identity(ThuongTru="Quy Nhơn", NoiOHienNay="Pleiku").address == "Pleiku"


def test_what_cannot_be_read_is_left_out():
    said = identity(SoDienThoai="không có", ThuDienTu="-", SoCMND="12", SoDinhDanh="abc")

    assert (said.phone, said.email, said.old_identity_number, said.identity_number) == ("", "", "", "")


def test_a_business_account_names_the_business():
    said = identity(LoaiTaiKhoan="2", MaSoThue="5901990048", TenDoanhNghiep="HTX Chư Prông")

    assert said.business == VerifiedBusiness(name="HTX Chư Prông", tax_code="5901990048")


def test_a_personal_account_has_no_business_even_with_a_tax_code():
    assert identity(MaSoThue="5901990048", TenDoanhNghiep="HTX Chư Prông").business is None


@pytest.mark.parametrize("number", read_people())
def test_every_demo_citizen_is_understood(number):
    citizen = read_people()[number]

    said = Claims.model_validate(Account(citizen).claims()).to_identity()

    assert (said.identity_number, said.full_name) == (number, citizen.name)
    assert said.birth_date
    assert said.gender
