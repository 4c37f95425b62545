import pytest

pytestmark = pytest.mark.django_db


def test_the_dictionary_is_public_and_whole(anybody):
    items = anybody.get("/elements").json()["items"]

    assert len(items) > 90
    assert items[0] == {
        "key": "person.full_name",
        "kind": "person",
        "name": "Họ, chữ đệm và tên",
        "english": "Full name",
        "type": "name",
        "format": "Chữ, kể cả tên một chữ; so sánh không phân biệt chữ hoa và chỗ đặt dấu",
        "options": [],
        "source": {
            "key": "population",
            "name": "Cơ sở dữ liệu quốc gia về dân cư",
            "holder": "Bộ Công an",
        },
        "sensitivity": "basic",
        "citation": "Điều 9 khoản 1 Luật Căn cước 26/2023/QH15",
        "certain": True,
    }


def test_it_is_searched_and_narrowed(anybody):
    items = anybody.get("/elements?q=dan toc&kind=person").json()["items"]

    assert [each["key"] for each in items] == ["person.ethnicity"]


def test_a_kind_that_is_none_is_a_problem(anybody):
    assert anybody.get("/elements?kind=weather").status_code == 422
