from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from motcua.orgs.models import Duty, UnitKind
from motcua.papers import templates
from motcua.papers.models import TemplateVersion
from tests import factories as make
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
URL = "/quan-tri/mau/"


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture(autouse=True)
def shipped():
    templates.keep_shipped(at=timezone.now() - timedelta(days=30))


@pytest.fixture
def admin():
    return signed_in(make.posting(make.unit("H21", UnitKind.PROVINCE), Duty.ADMINISTER))


def upload(text: str, **more):
    on = timezone.localdate()
    return {
        "file": SimpleUploadedFile("receipt.typ", text.encode()),
        "from_on-day": on.day,
        "from_on-month": on.month,
        "from_on-year": on.year,
        "because": "Quyết định 12/QĐ-UBND",
        "act": "replace",
    } | more


def reworded() -> str:
    return templates.shipped("receipt").text.replace("Nội dung yêu cầu giải quyết", "Việc cần giải quyết")


def test_every_official_form_is_listed_with_what_is_in_force(admin):
    page = admin.get(URL).content.decode()

    for name in templates.NAMES:
        assert f'href="{URL}{name}/"' in page
    assert "Theo phần mềm" in page


def test_the_file_in_force_comes_down_and_an_edited_one_takes_its_place(admin):
    down = admin.get(f"{URL}receipt/1.typ")
    assert down.content.decode() == templates.shipped("receipt").text
    assert 'filename="receipt-1.typ"' in down["Content-Disposition"]

    page = admin.post(f"{URL}receipt/thay/", upload(reworded()), follow=True).content.decode()

    assert "Bản số 2 có hiệu lực" in page
    assert "Quyết định 12/QĐ-UBND" in page
    in_force = templates.source_at("receipt", timezone.now())
    assert in_force is not None
    assert in_force.text == reworded()
    assert "Thay mẫu Giấy tiếp nhận" in admin.get("/quan-tri/nhat-ky/").content.decode()


def test_looking_at_a_file_changes_nothing(admin):
    answer = admin.post(f"{URL}receipt/thay/", upload(reworded(), act="preview"))

    assert answer.content.startswith(b"%PDF-")
    assert TemplateVersion.objects.filter(template="receipt").count() == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"file": SimpleUploadedFile("a.typ", b"#undefined")}, "Quốc hiệu"),
        ({"file": SimpleUploadedFile("a.typ", b"\xff\xfe")}, "UTF-8"),
        ({"file": SimpleUploadedFile("a.typ", b"x" * 70_000)}, "64 KB"),
        ({"file": ""}, "Hãy chọn"),
        ({"because": ""}, "căn cứ hoặc lý do"),
        ({"from_on-year": "2020"}, "từ hôm nay trở đi"),
    ],
)
def test_what_is_wrong_is_said(admin, more, said):
    answer = admin.post(f"{URL}receipt/thay/", upload(reworded()) | more)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert TemplateVersion.objects.filter(template="receipt").count() == 1


def test_an_earlier_wording_comes_back(admin):
    admin.post(f"{URL}receipt/thay/", upload(reworded()))

    given = upload("", because="Nhầm")
    del given["file"]
    page = admin.post(f"{URL}receipt/1/dung-lai/", given, follow=True).content.decode()

    assert "(như bản số 1)" in page
    assert templates.source_at("receipt", timezone.now()) is None


@pytest.mark.parametrize("name", ["receipt", "register-2018"])
def test_a_wording_is_shown_filled(admin, name):
    assert admin.get(f"{URL}{name}/1.pdf").content.startswith(b"%PDF-")


def test_what_is_no_form_is_not_there(admin):
    for address in ("building-permit/", "official/", "receipt/99.typ", "receipt/99.pdf"):
        assert admin.get(URL + address).status_code == HTTPStatus.NOT_FOUND


def test_a_ward_looks_but_does_not_replace():
    ward = signed_in(make.posting(make.unit("H21.117", UnitKind.WARD), Duty.ADMINISTER))

    assert ward.get(f"{URL}receipt/").status_code == HTTPStatus.OK
    assert ward.get(f"{URL}receipt/thay/").status_code == HTTPStatus.FORBIDDEN
    assert ward.post(f"{URL}receipt/thay/", upload(reworded())).status_code == HTTPStatus.FORBIDDEN
    assert TemplateVersion.objects.filter(template="receipt").count() == 1
