"""My vault: mine alone, with everything that was done with it; and what a link lets others see."""

import re

import pytest
from django.test import Client

from motcua.catalogue.facts import ProcedureResult, RequiredPaper
from motcua.papers.models import Paper
from motcua.papers.vault.models import HeldPaper, Level, Share
from tests import factories as make

pytestmark = pytest.mark.django_db
BIRTH = "KQ.G15.000031"
ASKED = RequiredPaper(key="khai-sinh", name="Giấy khai sinh", types=(BIRTH,), required=False)


@pytest.fixture
def held(office):
    office.version = make.publish(
        make.PROCEDURE.model_copy(
            update={"results": (ProcedureResult(code=BIRTH, name="Giấy khai sinh"),), "papers": (ASKED,)}
        )
    )
    office.signed()
    return HeldPaper.objects.get()


def place(held):
    return f"/kho-giay-to/{held.pk}/"


def share(client, held, **said):
    return client.post(place(held), {"purpose": "Vay vốn", "days": "7", **said})


def link_in(client, held):
    share(client, held)
    page = client.get(place(held)).content.decode()
    found = re.search(r"/chia-se/[\w-]+/", page)
    assert found is not None
    return found[0]


def test_an_empty_vault_says_how_papers_come_into_it(mine):
    assert "Kho chưa có giấy tờ nào" in mine.get("/kho-giay-to/").content.decode()


def test_the_owner_finds_a_result_and_opens_it(mine, held):
    assert "Giấy khai sinh" in mine.get("/kho-giay-to/").content.decode()
    assert held.code in mine.get(place(held)).content.decode()
    assert mine.get(f"{place(held)}tep/").getvalue().startswith(b"%PDF")


@pytest.mark.parametrize("page", ["", "tep/", "bo/"])
def test_a_stranger_finds_nothing_and_staff_are_sent_away(stranger, staff, held, page):
    assert stranger.get(place(held) + page).status_code == 404
    assert staff.get(place(held) + page).status_code == 403
    assert "Giấy khai sinh" not in stranger.get("/kho-giay-to/").content.decode()


def test_a_link_is_shown_once_and_opens_without_signing_in(mine, held):
    link = link_in(mine, held)

    assert link not in mine.get(place(held)).content.decode()
    page = Client().get(link)
    assert "Giấy khai sinh" in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert Client().get(f"{link}?tep=1").getvalue().startswith(b"%PDF")


def test_the_owner_reads_who_opened_the_link(mine, held):
    Client().get(link_in(mine, held))

    page = mine.get(place(held)).content.decode()
    assert "Người có liên kết (127.0.0.1)" in page
    assert "Vay vốn" in page


def test_taken_back_it_opens_nothing(mine, held):
    link = link_in(mine, held)

    mine.post(f"{place(held)}thu-lai/{Share.objects.get().pk}/")

    assert Client().get(link).status_code == 404
    assert Client().get("/chia-se/khong-co-that/").status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"), [({"purpose": " "}, "để làm gì"), ({"days": "9999"}, "từ 1 đến 30 ngày")]
)
def test_a_wrong_wish_keeps_what_was_typed_and_says_what_to_mend(mine, held, said, sentence):
    response = share(mine, held, **said)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Share.objects.exists()


def test_a_stranger_takes_nothing_back(mine, stranger, held):
    link = link_in(mine, held)

    assert stranger.post(f"{place(held)}thu-lai/{Share.objects.get().pk}/").status_code == 404
    assert Client().get(link).status_code == 200


def test_an_own_upload_is_put_away_after_one_question_and_a_result_is_not(mine, held):
    assert mine.post(f"{place(held)}bo/").status_code == 409
    HeldPaper.objects.update(level=Level.OWN)

    assert "khỏi kho?" in mine.get(f"{place(held)}bo/").content.decode()
    mine.post(f"{place(held)}bo/")

    assert mine.get(place(held)).status_code == 404


def test_one_press_uses_it_where_it_is_asked_for(journey, mine, held):
    draft = journey.start()
    page = f"/ban-nhap/{draft.pk}/giay-to/"
    assert "Kho giấy tờ của bạn có: Giấy khai sinh" in mine.get(page).content.decode()

    for _ in range(2):
        mine.post(page, {"reuse": f"khai-sinh:{held.pk}"})

    assert Paper.objects.attached_to(draft.subject).get().file_id == held.file_id
    assert "Kho giấy tờ của bạn có" not in mine.get(page).content.decode()
    assert "Dùng cho hồ sơ" in mine.get(place(held)).content.decode()


@pytest.mark.parametrize("wanted", ["", "khai-sinh:", ":", "khai-sinh:not-a-uuid", "other:{held}"])
def test_a_broken_wish_uses_nothing(journey, mine, held, wanted):
    draft = journey.start()

    response = mine.post(f"/ban-nhap/{draft.pk}/giay-to/", {"reuse": wanted.format(held=held.pk)})

    assert response.status_code in {302, 409}
    assert not Paper.objects.attached_to(draft.subject).exists()
