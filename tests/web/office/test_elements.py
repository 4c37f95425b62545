import pytest

from motcua.orgs.models import Duty, UnitKind
from tests import factories as make
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
URL = "/quan-tri/tu-dien-du-lieu/"


@pytest.fixture
def admin(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    return signed_in(make.posting(make.unit("H21", UnitKind.PROVINCE), Duty.ADMINISTER))


def test_it_says_who_holds_a_thing_and_on_what_law(admin):
    page = admin.get(URL, {"q": "person.birth_date"}).content.decode()

    assert "Ngày, tháng, năm sinh" in page
    assert "Cơ sở dữ liệu quốc gia về dân cư" in page
    assert "Điều 9 khoản 4 Luật Căn cước 26/2023/QH15" in page
    assert "Diện tích đất" not in page


def test_it_is_narrowed_to_what_only_the_person_knows(admin):
    page = admin.get(URL, {"nguon": "none", "loai": "person"}).content.decode()

    assert "Nghề nghiệp" in page
    assert "Giới tính" not in page
    assert "Mục đích sử dụng kết quả" not in page


def test_an_article_that_was_not_read_is_said_to_be_unconfirmed(admin):
    page = admin.get(URL, {"q": "land.plot"}).content.decode()

    assert "chờ xác nhận" in page


def test_nothing_found_says_what_to_do(admin):
    page = admin.get(URL, {"q": "không có gì như vậy"}).content.decode()

    assert "Hãy gõ ít chữ hơn hoặc bỏ bớt điều kiện." in page


def test_an_english_page_names_things_in_english(admin):
    admin.cookies["django_language"] = "en"

    page = admin.get(URL, {"q": "person.home_town"}).content.decode()

    assert "Native place" in page
