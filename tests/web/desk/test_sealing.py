"""Digitised results wait on the page of whoever keeps the agency's key; nobody else finds them."""

import pytest

from motcua.dossiers.digitising.keeping import sign_and_keep
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.steps import Step
from motcua.orgs.models import Duty
from motcua.papers.vault.models import HeldPaper
from tests import factories as make
from tests.dossiers.digitising.desk import Desk
from tests.papers.conftest import _authority_home, vault
from tests.sign_in import signed_in
from tests.web.staff_pages import content_of, text_of

__all__ = ["_authority_home", "vault"]
pytestmark = pytest.mark.django_db
LIST = "/xu-ly/so-hoa/"


@pytest.fixture
def waiting():
    at_desk = Desk()
    return sign_and_keep(digitisation_id=at_desk.ready(own_result=True).pk, **at_desk.by)


def keeper(unit, name="Nay Hương"):
    return signed_in(make.posting(unit, Duty.SEAL, name=name))


def test_it_is_found_seen_and_signed_for_the_agency(waiting):
    browser = keeper(waiting.agency)
    url = f"{LIST}{waiting.pk}/"
    assert url in browser.get(LIST).content.decode()
    assert "Siu Blơk" in text_of(browser.get(url))
    assert content_of(browser.get(f"{url}trang-1.webp"))[8:12] == b"WEBP"

    page = browser.post(url, follow=True)

    assert "bản số hóa đã vào kho" in text_of(page)
    assert HeldPaper.objects.get().code in text_of(browser.get(url))


def test_the_keeper_of_another_agencys_key_finds_nothing(waiting):
    browser = keeper(make.unit("H21.118"))
    url = f"{LIST}{waiting.pk}/"

    assert "Không có bản số hóa nào chờ ký" in text_of(browser.get(LIST))
    assert [browser.get(url).status_code, browser.post(url).status_code] == [404, 404]
    assert browser.get(f"{url}trang-1.webp").status_code == 404
    assert Digitisation.objects.get().step == Step.SEAL


def test_the_desk_sees_whom_it_waits_for(waiting):
    keeper(waiting.agency)
    clerk = signed_in(make.posting(waiting.desk, Duty.RECEIVE, name="Kpă Hương"))

    page = clerk.get(f"/quay/so-hoa/{waiting.pk}/")

    assert "Người giữ chữ ký số của cơ quan: Nay Hương" in text_of(page)
