import pytest

from motcua.dossiers.blocks import NumberBlock
from motcua.journal.models import Act
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import at_most, text_of

pytestmark = pytest.mark.django_db
URL = "/quay/so-danh-san/"


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def clerk(office):
    return signed_in(office.clerk)


def typed(clerk, **changes) -> dict[str, object]:
    asked = clerk.get(URL).context["asked"]
    return {**vars(asked), "size": "3", "device": "Máy quầy 2", **changes}


def test_a_block_is_reserved_and_its_codes_stand_ready_to_print(clerk):
    page = clerk.post(URL, typed(clerk), follow=True)

    assert page.status_code == 200
    assert [line.number for line in page.context["lines"]] == [1, 2, 3]
    assert page.context["lines"][2].code in text_of(page)


def test_the_same_page_sent_twice_reserves_once(clerk):
    data = typed(clerk)

    first, second = clerk.post(URL, data), clerk.post(URL, data)

    assert first["Location"] == second["Location"]
    assert NumberBlock.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"size": "0"}, "từ 1 đến 200 số"),
        ({"size": "nhiều"}, "từ 1 đến 200 số"),
        ({"device": ""}, "Hãy ghi tên máy"),
        ({"on": "2020-01-01"}, "Chỉ dành được số cho hôm nay"),
        ({"agency": "x"}, "Chỉ dành được số cho hôm nay"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(clerk, change, sentence):
    page = clerk.post(URL, typed(clerk, **change))

    assert page.status_code == 422
    assert sentence in text_of(page)
    assert page.context["asked"].device == change.get("device", "Máy quầy 2")
    assert not NumberBlock.objects.exists()


def test_released_numbers_are_shown_as_unused(clerk):
    address = clerk.post(URL, typed(clerk))["Location"]

    page = clerk.post(address, follow=True)

    assert "Dải số này đã khóa" in text_of(page)
    assert Act.objects.get(verb="numbers.release").data["unused"] == [1, 2, 3]


def test_a_long_list_costs_what_a_short_one_does(clerk):
    for _ in range(5):
        clerk.post(URL, typed(clerk))

    with at_most(12):
        page = clerk.get(URL)

    assert len(page.context["blocks"]) == 5
