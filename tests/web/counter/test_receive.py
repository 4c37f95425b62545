import io
import re
import unicodedata

import pytest

from motcua.accounts.models import Person
from motcua.catalogue.facts import RequiredPaper
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.states import State
from motcua.journal.models import Reading
from motcua.orgs.models import Duty, UnitKind
from motcua.papers.models import Paper
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import at_most, text_of

pytestmark = pytest.mark.django_db
CODE = make.PROCEDURE.code
URL = f"/quay/nhan/{CODE}/"


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def clerk(office):
    return signed_in(office.clerk)


def typed(office, page, **changes) -> dict[str, object]:
    """Return the form as a clerk would send it for somebody new."""
    key = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert key
    return {
        "act": "receive",
        "key": key[1],
        "v-full_name": "Rơ Châm Bích",
        "v-identity_number": "064 199 000 777",
        "v-birth_date-year": "1999",
        "v-phone": "0912 345 678",
        "unit": office.unit.pk,
        "a-content": "Đăng ký khai sinh cho con",
        "p-0-originals": "1",
        "p-0-copies": "0",
        **changes,
    }


def scan() -> io.BytesIO:
    file = io.BytesIO(make.PNG)
    file.name = "giấy chứng sinh.png"
    return file


@pytest.mark.parametrize(
    "q", ["khai sinh", "khai sinh dang ky", unicodedata.normalize("NFD", "Đăng ký khai sinh")]
)
def test_a_procedure_is_found_as_people_type(clerk, q):
    assert URL in clerk.get("/quay/nhan/", {"q": q}).content.decode()


def test_a_code_leads_straight_to_its_page(clerk):
    assert clerk.get("/quay/nhan/", {"q": CODE})["Location"] == URL


def test_what_the_desk_often_receives_stands_ready(office, clerk):
    clerk.post(URL, typed(office, clerk.get(URL)))

    assert URL in clerk.get("/quay/nhan/").content.decode()


def test_the_usual_papers_and_the_own_unit_stand_ready(office, clerk):
    page = clerk.get(URL).content.decode()

    assert re.search(r'name="p-0-originals"\s+value="1"', page)
    assert re.search(rf'value="{office.unit.pk}"\s+selected', page)


def test_one_click_receives_registers_and_offers_the_receipt(office, clerk):
    response = clerk.post(URL, typed(office, clerk.get(URL)), follow=True)

    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.channel) == (State.RECEIVED, "counter")
    assert Person.objects.get(identity_number="064199000777").birth_date == "1999"
    assert f"/quay/phieu/{Letter.objects.get().pk}.pdf" in response.content.decode()


def test_the_same_page_sent_twice_is_one_dossier(office, clerk):
    data = typed(office, clerk.get(URL))

    first = clerk.post(URL, {**data, "p-0-file": scan()})
    second = clerk.post(URL, {**data, "p-0-file": scan()})

    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == Letter.objects.count() == 1


def test_somebody_without_a_number_is_registered_once_by_two_clicks(office, clerk):
    data = typed(office, clerk.get(URL), **{"v-identity_number": ""})

    clerk.post(URL, data)
    clerk.post(URL, data)

    assert Person.objects.filter(full_name="Rơ Châm Bích").count() == 1
    assert Dossier.objects.count() == 1


def test_another_content_under_the_same_key_is_asked_about(office, clerk):
    data = typed(office, clerk.get(URL))
    clerk.post(URL, data)

    response = clerk.post(URL, {**data, "a-content": "Việc khác hẳn"})

    assert "Phiếu này đã được tiếp nhận rồi." in text_of(response)
    assert clerk.post(URL, typed(office, response, **{"a-content": "Việc khác hẳn"})).status_code == 302
    assert Dossier.objects.count() == 2


def test_every_mistake_is_said_at_once_and_nothing_is_lost(office, clerk):
    wrong = {"v-full_name": "", "v-phone": "0912 345 678", "a-content": "", "a-note": "gọi trước"}

    response = clerk.post(URL, typed(office, clerk.get(URL), **wrong))

    said, page = text_of(response), response.content.decode()
    assert response.status_code == 422
    assert "Còn 2 chỗ cần sửa" in said
    assert 'value="gọi trước"' in page
    assert 'value="0912345678"' in page
    assert not Person.objects.filter(identity_number="064199000777").exists()


def test_a_scan_survives_a_mistake_elsewhere(office, clerk):
    failed = clerk.post(URL, typed(office, clerk.get(URL), **{"a-content": "", "p-0-file": scan()}))
    held = Paper.objects.get()
    assert re.search(rf'name="p-0-held"\s+value="{held.pk}"', failed.content.decode())

    clerk.post(URL, typed(office, failed, **{"p-0-held": str(held.pk)}))

    assert Dossier.objects.get().papers.get().paper == held


def test_a_file_that_is_none_is_said_beside_its_paper(office, clerk):
    bad = io.BytesIO(b"MZ this is a program")
    bad.name = "giay.exe"

    response = clerk.post(URL, typed(office, clerk.get(URL), **{"p-0-file": bad}))

    assert "không phải PDF hay ảnh" in text_of(response)
    assert not Dossier.objects.exists()


def test_a_scan_of_another_clerk_cannot_be_handed_in(office, clerk):
    stolen = make.paper("officer:999999")

    response = clerk.post(URL, typed(office, clerk.get(URL), **{"p-0-held": str(stolen.pk)}))

    assert response.status_code == 422
    assert not Dossier.objects.exists()


def test_a_missing_paper_is_named(office, clerk):
    response = clerk.post(URL, typed(office, clerk.get(URL), **{"p-0-originals": "0"}))

    assert "Còn thiếu giấy tờ: Giấy chứng sinh." in text_of(response)


def test_whoever_is_known_is_found_by_number(office, clerk):
    page = clerk.get(URL)
    data = typed(office, page, act="lookup", **{"v-full_name": "", "v-identity_number": "064190001234"})

    response = clerk.post(URL, data)

    assert 'value="Siu Blơk"' in response.content.decode()
    assert "Đăng ký khai sinh cho con</textarea>" in response.content.decode()
    assert Reading.objects.get().what == "person"


def test_what_differs_from_the_register_is_said_and_not_taken_over(office, clerk):
    data = typed(office, clerk.get(URL), **{"v-identity_number": "064190001234", "v-full_name": "Siu Blok"})

    response = clerk.post(URL, data, follow=True)

    assert "Sổ đã ghi khác với điều vừa khai, nên giữ như cũ: Siu Blok" in text_of(response)
    assert Person.objects.get(identity_number="064190001234").full_name == "Siu Blơk"


def test_a_business_is_received_through_its_representative(office, clerk):
    more = {"v-tax_code": "5900123451", "v-business_name": "Hợp tác xã Chư Prông"}

    clerk.post(URL, typed(office, clerk.get(URL), **more))

    assert Dossier.objects.get().applicant["name"] == "Hợp tác xã Chư Prông"


def test_any_commune_of_the_province_may_be_the_one_that_decides(office, clerk):
    other = make.unit("H21.118")

    clerk.post(URL, typed(office, clerk.get(URL), unit=other.pk))

    dossier = Dossier.objects.get()
    assert (dossier.deciding_unit, dossier.receiving_unit) == (other, office.desk)


def test_a_unit_that_does_not_decide_this_is_refused(office, clerk):
    response = clerk.post(URL, typed(office, clerk.get(URL), unit=office.desk.pk))

    assert response.status_code == 422
    assert "cơ quan bạn chọn không giải quyết thủ tục này" in text_of(response)


def test_an_unknown_procedure_is_not_found(clerk):
    assert clerk.get("/quay/nhan/9.999999/").status_code == 404


def test_an_officer_does_not_receive(office):
    assert signed_in(office.officer).post(URL, {"act": "receive"}).status_code == 403


def test_a_desk_of_elsewhere_cannot_be_named(office):
    elsewhere = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE, name="Ksor Nhân")
    browser = signed_in(elsewhere)

    browser.post(URL, typed(office, browser.get(URL), desk=office.desk.pk))

    assert Dossier.objects.get().receiving_unit.code == "H21.118.MC"


def test_forty_papers_are_shown_and_counted(office, clerk):
    papers = tuple(RequiredPaper(key=f"giay-{n}", name=f"Giấy tờ số {n}", required=False) for n in range(40))
    make.publish(make.PROCEDURE.model_copy(update={"papers": papers}), at=make.MONDAY)
    clerk.get(URL)

    with at_most(16):
        page = clerk.get(URL)
    clerk.post(URL, typed(office, page, **{"p-39-copies": "2", "p-0-originals": "0"}))

    assert [line.title for line in Dossier.objects.get().papers.all()] == ["Giấy tờ số 39"]
