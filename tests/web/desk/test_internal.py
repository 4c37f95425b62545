"""Our unit asks another one, page by page, without scripts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.journal.models import Reading
from motcua.orgs.models import Duty
from tests import factories as make
from tests.internal import OPINION, between
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db
ASK = f"/xu-ly/noi-bo/gui/{OPINION.code}/"
TYPED = {"shown": "a-content a-note", "a-content": "Đề nghị cho ý kiến", "key": "once", "act": "send"}


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def here():
    return between()


@pytest.fixture
def browser(here):
    return signed_in(here.officer)


def test_a_unit_chooses_fills_in_sends_and_finds_it_in_its_list(browser):
    assert ASK in browser.get("/xu-ly/noi-bo/gui/").content.decode()
    paper = SimpleUploadedFile("bản vẽ.png", make.PNG)

    sent = browser.post(ASK, {**TYPED, "p-other": paper}, follow=True)

    dossier = Dossier.objects.get()
    assert dossier.code in text_of(sent)
    assert dossier.papers.filter(paper__file_name="bản vẽ.png").exists()
    assert dossier.code in text_of(browser.get("/xu-ly/noi-bo/"))


def test_an_error_loses_no_file(browser):
    paper = SimpleUploadedFile("bản vẽ.png", make.PNG)
    shown = browser.post(ASK, {**TYPED, "a-content": "", "p-other": paper})
    held = shown.context["boxes"][-1].held

    browser.post(ASK, {**TYPED, "p-other-held": str(held.pk)})

    assert shown.status_code == 422
    assert Dossier.objects.get().papers.get().paper_id == held.pk


def test_pressed_twice_it_is_sent_once(browser):
    browser.post(ASK, TYPED)
    browser.post(ASK, TYPED)

    assert Dossier.objects.count() == 1


def test_it_is_completed_as_it_was_asked(here, browser):
    dossier = here.filed()
    dossiers.ask_for_supplement(
        code=dossier.code, officer=here.office.clerk, items=["Bản vẽ"], reason="Thiếu", at=make.MONDAY
    )
    address = f"/xu-ly/noi-bo/{dossier.code}/bo-sung/"

    assert "Bản vẽ" in text_of(browser.get(address))
    browser.post(address, {**TYPED, "p-1": SimpleUploadedFile("vẽ.png", make.PNG)})

    dossier.refresh_from_db()
    assert dossier.state == State.FILED
    assert dossier.papers.get().item == 1


def test_it_is_withdrawn_after_asking_once_more(here, browser):
    dossier = here.filed()
    address = f"/xu-ly/noi-bo/{dossier.code}/rut/"

    assert browser.get(address).status_code == 200
    browser.post(address, {"reason": "Nhầm"})

    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN
    assert browser.get(address).status_code == 409


def test_opening_it_is_noted(here, browser):
    dossier = here.filed()

    browser.get(f"/xu-ly/noi-bo/{dossier.code}/")

    assert Reading.objects.get(subject=dossier.subject).reader_name == "Hồ Văn Hỏi"


def files_of(here):
    """Return a dossier with a letter, a paper and its addresses."""
    stored = make.paper(f"officer:{here.officer.officer_id}")
    handed = make.Handed(key=stored.kind, title=stored.title, paper_id=stored.pk)
    dossier = dossiers.file(request=here.request(papers=[handed]), filer=here.asker, at=make.MONDAY)
    dossiers.accept(code=dossier.code, clerk=here.office.clerk, at=make.MONDAY)
    return dossier, [
        f"/xu-ly/noi-bo/{dossier.code}/",
        f"/xu-ly/noi-bo/{dossier.code}/rut/",
        f"/xu-ly/noi-bo/phieu/{dossier.letters.get().pk}.pdf",
        f"/xu-ly/noi-bo/giay-to/{dossier.papers.get().pk}/",
        f"/xu-ly/noi-bo/giay-to/{dossier.papers.get().pk}/anh.webp",
    ]


def test_the_unit_that_asked_opens_everything_and_a_third_unit_nothing(here, browser):
    _dossier, addresses = files_of(here)
    third = signed_in(here.third)

    assert [opened(browser, url) for url in addresses] == [200] * 5
    assert [opened(third, url) for url in addresses] == [404] * 5


def opened(browser: Client, url: str) -> int:
    answer = browser.get(url)
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


def test_the_deciding_office_has_it_on_its_own_desk_and_not_on_the_askers(here):
    dossier, addresses = files_of(here)
    officer = signed_in(here.office.officer)

    assert dossier.code in text_of(officer.get("/xu-ly/"))
    assert "Ủy ban nhân dân xã Bàu Cạn" in text_of(officer.get(f"/xu-ly/ho-so/{dossier.code}/"))
    assert {opened(officer, url) for url in addresses} == {403}


def test_the_asking_officer_does_not_see_the_page_of_who_decides(here, browser):
    dossier, _addresses = files_of(here)
    both = make.posting(here.asking, Duty.ASK, Duty.HANDLE, name="Cả hai việc")

    assert browser.get(f"/xu-ly/ho-so/{dossier.code}/").status_code == 403
    assert signed_in(both).get(f"/xu-ly/ho-so/{dossier.code}/").status_code == 404
    assert signed_in(both).get(f"/xu-ly/noi-bo/{dossier.code}/").status_code == 200


def test_the_public_portal_knows_nothing_of_it(here):
    dossier, _addresses = files_of(here)
    citizen, nobody = signed_in(here.office.citizen), Client()

    assert citizen.get(f"/ho-so/{dossier.code}/").status_code == 404
    assert citizen.get(f"/thu-tuc/{OPINION.code}/").status_code == 404
    assert citizen.get(f"/thu-tuc/{OPINION.code}/nop/").status_code == 404
    assert OPINION.short_name not in text_of(nobody.get("/tim-kiem/", {"q": "quy hoạch chung xã"}))
    assert dossier.asking_unit.name not in text_of(nobody.get("/tra-cuu/", {"ma": dossier.code}))
    assert nobody.get("/tra-cuu/", {"ma": dossier.code}).status_code == 404


def test_the_counter_does_not_receive_it_on_paper(here):
    clerk = signed_in(here.office.clerk)

    assert clerk.get(f"/quay/nhan/{OPINION.code}/").status_code == 404
    here.filed()
    assert OPINION.short_name not in text_of(clerk.get("/quay/nhan/"))
