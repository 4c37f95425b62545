"""A card is scanned, or photographed; its holder is the applicant."""

import pytest

from motcua.accounts.models import Person
from tests import factories as make
from tests.papers.test_photographed import CARD, photo
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def test_the_scanner_types_the_card_and_the_page_of_receiving_is_filled(office):
    clerk = signed_in(office.clerk)
    page = clerk.post("/quay/the/", {"code": f"{CARD}\n"}).content.decode()

    assert "Rơ Mah H&#x27;Đinh" in page
    said = {
        "act": "lookup",
        "v-identity_number": "064190001234",
        "v-full_name": "Rơ Mah H'Đinh",
        "v-birth_date-day": "27",
        "v-birth_date-month": "11",
        "v-birth_date-year": "1990",
    }
    assert all(f'name="{name}"' in page for name in said if name != "act") or "30 ngày" in page
    filled = clerk.post(f"/quay/nhan/{office.version.code}/", said).content.decode()
    assert 'value="064190001234"' in filled


def test_a_photo_of_the_code_does_as_well(office):
    picture = photo(CARD)
    picture.name = "the.jpg"

    page = signed_in(office.clerk).post("/quay/the/", {"code": "", "photo": picture})

    assert page.status_code == 200
    assert "27/11/1990" in page.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Đây không phải mã trên thẻ căn cước"),
        (CARD.replace("27111990", "31021990"), "Ngày trên mã thẻ (31021990)"),
        (CARD.replace("064190001234", "230987654"), "Số trên mã thẻ (230987654)"),
    ],
)
def test_what_cannot_be_read_is_said_and_nobody_is_made(office, text, sentence):
    before = Person.objects.count()
    answer = signed_in(office.clerk).post("/quay/the/", {"code": text})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Person.objects.count() == before


def test_a_number_that_contradicts_the_card_is_shown(office):
    page = signed_in(office.clerk).post("/quay/the/", {"code": CARD.replace("Nữ", "Nam")}).content.decode()

    assert "Chữ số thứ tư là của nữ" in page
