import unicodedata
from datetime import timedelta

import pytest
import time_machine

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import at_most, many_dossiers, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def clerk(office, settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False
    return signed_in(office.clerk)


def test_what_was_filed_first_stands_first(office, clerk):
    second = office.filed(at=make.MONDAY + timedelta(hours=2))
    first = office.filed(at=make.MONDAY)

    page = clerk.get("/quay/").content.decode()

    assert 0 < page.index(first.code) < page.index(second.code)


def test_the_desks_clock_is_said_in_words(office, clerk):
    office.filed()

    with time_machine.travel(make.MONDAY + timedelta(hours=1), tick=False):
        said = text_of(clerk.get("/quay/"))

    assert "còn 7 giờ làm việc thứ Ba, 10/03/2026, 09:00" in said


def test_an_answer_that_is_late_says_so_with_a_word(office, clerk):
    office.filed()

    with time_machine.travel(make.MONDAY + timedelta(days=2), tick=False):
        said = text_of(clerk.get("/quay/"))

    assert "quá hạn 8 giờ làm việc" in said


def test_the_clock_begins_anew_after_a_supplement(office, clerk):
    dossier = office.filed()
    dossiers.ask_for_supplement(
        code=dossier.code, officer=office.clerk, items=["Bản rõ"], reason="Mờ", at=make.MONDAY
    )
    later = make.MONDAY + timedelta(days=3)
    dossiers.supplement(code=dossier.code, viewer=office.citizen, answers={}, papers=[], at=later)

    with time_machine.travel(later, tick=False):
        said = text_of(clerk.get("/quay/"))

    assert "còn 8 giờ làm việc" in said
    assert "đã bổ sung" in said


@pytest.mark.parametrize("q", ["siu blok", "SIU BLƠK", unicodedata.normalize("NFD", "Blơk"), "064190001234"])
def test_a_person_is_found_however_the_name_is_typed(office, clerk, q):
    dossier = office.accepted()

    page = text_of(clerk.get("/quay/", {"q": q}))

    assert dossier.code in page


def test_a_whole_code_leads_straight_to_the_dossier(office, clerk):
    dossier = office.filed()

    response = clerk.get("/quay/", {"q": f" {dossier.code.lower()} "})

    assert response["Location"] == f"/quay/ho-so/{dossier.code}/"


def test_a_scanned_receipt_leads_straight_to_the_dossier(office, clerk):
    dossier = office.accepted()

    response = clerk.get("/quay/", {"q": f"https://motcua.example/tra-cuu/?ma={dossier.code}"})

    assert response["Location"] == f"/quay/ho-so/{dossier.code}/"


def test_nothing_found_says_what_to_do(clerk):
    assert "Không tìm thấy hồ sơ nào" in text_of(clerk.get("/quay/", {"q": "Nguyễn Văn Không Có"}))


def test_another_desk_finds_nothing_of_ours(office, clerk):
    dossier = office.filed()
    other = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE)

    page = text_of(signed_in(other).get("/quay/", {"q": dossier.code}))

    assert f"khớp với “{dossier.code}”" in page


def test_finished_dossiers_wait_in_their_own_tab(office, clerk):
    dossier = office.signed()

    assert dossier.code not in text_of(clerk.get("/quay/"))
    assert dossier.code in text_of(clerk.get("/quay/?muc=cho-tra"))


def test_ten_thousand_dossiers_feel_like_ten(office, clerk):
    many_dossiers(office, 10_000)
    clerk.get("/quay/")

    with at_most(12):
        first = clerk.get("/quay/")

    assert "1.000+" in text_of(first)
    assert first.context["next"]


def test_pages_follow_one_another_without_a_gap(office, clerk):
    many_dossiers(office, 120)
    seen, url = [], "/quay/"
    while url:
        response = clerk.get(url if url.startswith("/") else f"/quay/{url}")
        seen += [row.dossier.code for row in response.context["rows"]]
        url = response.context["next"]

    assert len(seen) == len(set(seen)) == Dossier.objects.count()


def test_a_bent_cursor_begins_anew(office, clerk):
    dossier = office.filed()

    assert dossier.code in text_of(clerk.get("/quay/?sau=hom-qua~42"))


def test_who_is_not_a_clerk_is_told_so(office, settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False

    assert signed_in(office.officer).get("/quay/").status_code == 403
    assert signed_in(office.citizen).get("/quay/").status_code == 403


def test_who_is_not_signed_in_is_led_to_the_door(client):
    assert client.get("/quay/")["Location"].startswith("/staff/sign-in/")
