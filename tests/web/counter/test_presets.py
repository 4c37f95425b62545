"""The desk's usual answers stand on the page; nobody's own do."""

import pytest

from motcua.dossiers.models import CounterPreset, Dossier
from motcua.journal.models import Act
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make
from tests.papers.test_photographed import CARD
from tests.sign_in import signed_in
from tests.web.counter.test_receive import URL, typed
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def clerk(office):
    return signed_in(office.clerk)


def save(office, clerk, **changes):
    return clerk.post(URL, typed(office, clerk.get(URL), act="preset", **changes))


def test_the_next_page_opens_with_the_usual_answers(office, clerk):
    said = text_of(save(office, clerk))

    assert "Đăng ký khai sinh cho con" in said
    assert "Đăng ký khai sinh cho con</textarea>" in clerk.get(URL).content.decode()
    assert not Dossier.objects.exists()


def test_nothing_of_the_person_is_kept(office, clerk):
    save(office, clerk, **{"a-phone": "0912345678"})

    assert list(CounterPreset.objects.get().answers) == ["content"]
    assert "0912345678" not in str(Act.objects.filter(verb="counter.preset").values_list("data", flat=True))


def test_another_desk_has_its_own(office, clerk):
    save(office, clerk)
    elsewhere = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE, name="Ksor Nhân")

    assert "Đăng ký khai sinh cho con</textarea>" not in signed_in(elsewhere).get(URL).content.decode()


def test_saved_empty_it_is_forgotten(office, clerk):
    save(office, clerk)

    said = text_of(save(office, clerk, **{"a-content": ""}))

    assert "nay để trống" in said
    assert CounterPreset.objects.get().answers == {}


def test_a_card_and_the_usual_answers_leave_only_the_receiving(office, clerk):
    save(office, clerk)

    page = clerk.post(URL, {"act": "card", "code": CARD})

    assert page.context["first_open"] == ""
    assert page.context["visitor"].full_name == "Rơ Mah H'Đinh"
    assert "xác nhận đã thấy" in text_of(page)


def test_without_them_the_first_open_box_is_named(office, clerk):
    assert clerk.post(URL, {"act": "card", "code": CARD}).context["first_open"] == "a-content"


def test_a_card_scanned_into_the_box_of_the_number_is_read(office, clerk):
    data = typed(
        office, clerk.get(URL), act="lookup", **{"v-identity_number": CARD, "v-full_name": "Người trước"}
    )

    page = clerk.post(URL, data)

    visitor = page.context["visitor"]
    assert (visitor.full_name, visitor.identity_number) == ("Rơ Mah H'Đinh", "064190001234")
    assert visitor.birth_date == "1990-11-27"


def test_a_card_that_cannot_be_read_is_said_beside_the_number_and_the_rest_stays(office, clerk):
    wrong = CARD.replace("27111990", "31021990")

    page = clerk.post(URL, typed(office, clerk.get(URL), act="lookup", **{"v-identity_number": wrong}))

    assert "Ngày trên mã thẻ (31021990)" in dict(page.context["errors"])["v-identity_number"]
    assert page.context["visitor"].full_name == "Rơ Châm Bích"


def test_a_card_scanned_where_a_procedure_is_looked_for_is_read(office, clerk):
    page = clerk.get("/quay/nhan/", {"q": CARD})

    assert page.context["card"].number == "064190001234"
