"""What the list's page says of its filters, and the way from one of its dossiers to the next."""

from datetime import timedelta

import pytest
import time_machine

from motcua.dossiers import operations as dossiers
from motcua.dossiers.operations.watching import count
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def lists(posting, query: str) -> list[str]:
    return [line.row.dossier.code for line in signed_in(posting).get(f"/xu-ly/?{query}").context["lines"]]


def test_a_narrowed_list_says_by_what_and_leads_out(office):
    office.accepted()

    page = signed_in(office.officer).get("/xu-ly/?muc=tat-ca&buoc=soat-xet&nguoi=toi")

    assert "Không có hồ sơ nào đúng với cách lọc này" in text_of(page)
    assert 'href="?muc=tat-ca&amp;nguoi=toi"' in page.content.decode()
    assert "Bỏ: Bước: Chờ soát xét" in text_of(page)


def test_what_the_address_does_not_know_narrows_nothing(office):
    dossier = office.accepted()

    assert lists(office.officer, "buoc=x&rui-ro=y&nguoi=z&don-vi=w&xep=v&sau=u") == [dossier.code]
    assert lists(office.officer, f"don-vi={10**30}") == []


def test_a_dossier_at_risk_says_so_and_is_found_by_it(office):
    dossier = office.accepted()
    count(dossier_id=dossier.pk, at=make.MONDAY)

    with time_machine.travel(make.MONDAY + timedelta(days=2), tick=False):
        page = text_of(signed_in(office.officer).get("/xu-ly/?muc=tat-ca&rui-ro=sap-tre&xep=rui-ro"))

    assert "nguy cơ cao: bước này lẽ ra xong trước 13:12, 10/03" in page
    assert dossier.code in page


def test_from_inside_a_dossier_the_list_goes_on(office):
    first, second, third = (office.accepted(at=make.MONDAY + timedelta(days=n)) for n in range(3))
    browser = signed_in(office.officer)

    page = browser.get(f"/xu-ly/ho-so/{second.code}/?ds=muc%3Dcho-toi").content.decode()
    alone = browser.get(f"/xu-ly/ho-so/{second.code}/").content.decode()

    assert f'rel="prev" href="/xu-ly/ho-so/{first.code}/?ds=muc%3Dcho-toi"' in " ".join(page.split())
    assert f'rel="next" href="/xu-ly/ho-so/{third.code}/?ds=muc%3Dcho-toi"' in " ".join(page.split())
    assert 'rel="next"' not in alone


def test_after_an_act_the_list_one_came_from_is_kept(office):
    first, second = office.accepted(), office.accepted(at=make.MONDAY + timedelta(days=1))
    url = f"/xu-ly/ho-so/{first.code}/?ds=muc%3Dcho-toi"

    answer = signed_in(office.officer).post(url, {"act": "take-up"}, follow=True)

    assert "ds=muc%3Dcho-toi" in answer.redirect_chain[-1][0]
    assert answer.context["following"].code == second.code


def test_what_others_did_since_the_last_look_is_said(office):
    dossier = office.accepted()
    url = f"/xu-ly/ho-so/{dossier.code}/"
    with time_machine.travel(make.MONDAY, tick=False):
        signed_in(office.head).get(url)
    dossiers.take_up(code=dossier.code, officer=office.officer, at=make.MONDAY + timedelta(hours=1))

    with time_machine.travel(make.MONDAY + timedelta(hours=2), tick=False):
        listed = text_of(signed_in(office.head).get("/xu-ly/?muc=tat-ca"))
        opened = text_of(signed_in(office.head).get(url))
    with time_machine.travel(make.MONDAY + timedelta(hours=3), tick=False):
        again = text_of(signed_in(office.head).get(url))

    assert "Mới: Nhận thụ lý" in listed
    assert "Từ lần bạn xem trước" in opened
    assert "Từ lần bạn xem trước" not in again


def test_ones_own_acts_are_no_news(office):
    dossier = office.accepted()
    with time_machine.travel(make.MONDAY, tick=False):
        signed_in(office.officer).get(f"/xu-ly/ho-so/{dossier.code}/")
    dossiers.take_up(code=dossier.code, officer=office.officer, at=make.MONDAY + timedelta(hours=1))

    assert "Mới:" not in text_of(signed_in(office.officer).get("/xu-ly/"))
