import re
from http import HTTPStatus

import pytest

from motcua.dossiers.models import Letter
from motcua.journal.queries import acts_of
from motcua.orgs.models import Duty, UnitKind
from motcua.papers.models import IssuedPaper
from tests import factories as make
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
URL = "/quay/so-theo-doi/"
DAY = make.MONDAY.date()


@pytest.fixture
def office():
    return make.office()


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def clerk(office):
    return signed_in(office.clerk)


def asked(office, **more):
    parts = ("day", "month", "year")
    days = {f"{name}-{part}": getattr(DAY, part) for name in ("first", "last") for part in parts}
    return {"desk": office.desk.pk, **days, "purpose": "Lưu sổ", "format": "xlsx"} | more


def test_the_page_asks_for_days_and_purpose(clerk):
    page = clerk.get(URL).content.decode()

    assert 'name="first-day"' in page
    assert "Dùng vào việc gì" in page


@pytest.mark.parametrize(("format", "beginning"), [("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_the_register_comes_as_a_file_and_the_journal_says_so(clerk, office, format, beginning):
    office.accepted()

    answer = clerk.post(URL, asked(office, format=format))

    assert answer.status_code == HTTPStatus.OK
    assert answer.getvalue().startswith(beginning)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert acts_of(office.desk.subject).get().data["purpose"] == "Lưu sổ"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"purpose": " "}, "dùng vào việc gì"),
        ({"first-month": "13"}, "Hãy ghi đủ ngày, tháng, năm"),
        ({"last-year": "2020"}, "Ngày cuối phải từ ngày đầu"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(clerk, office, more, said):
    answer = clerk.post(URL, asked(office, **more))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert not acts_of(office.desk.subject).exists()


def test_the_register_of_another_desk_stays_there(clerk, office):
    other = make.unit("H21.118.MC", UnitKind.DESK)
    make.posting(other, Duty.RECEIVE)

    answer = clerk.post(URL, asked(office, desk=other.pk))

    assert answer.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)
    assert not acts_of(other.subject).exists()


def test_the_clerk_signs_the_receipt_by_a_button_and_opens_the_signed_file(clerk, office):
    dossier = office.accepted()
    letter = Letter.objects.get()
    page = clerk.get(f"/quay/ho-so/{dossier.code}/").content.decode()
    [action] = re.findall(r'action="(/quay/phieu/[^"]+/ky/)"', page)

    answer = clerk.post(action, follow=True)

    page = answer.content.decode()
    assert "Đã ký số" in page
    assert "Rơ Châm Hyao đã ký số" in page
    assert not re.findall(r'action="(/quay/phieu/[^"]+/ky/)"', page)
    assert b"/ByteRange" in clerk.get(f"/quay/phieu/{letter.pk}.pdf").content

    again = clerk.post(action, follow=True)

    assert "đã được ký số" in again.content.decode()
    assert IssuedPaper.objects.count() == 1


def test_the_control_slip_opens_from_the_dossier(clerk, office):
    dossier = office.accepted()
    page = clerk.get(f"/quay/ho-so/{dossier.code}/").content.decode()

    assert f"/quay/ho-so/{dossier.code}/phieu-kiem-soat.pdf" in page
    assert clerk.get(f"/quay/ho-so/{dossier.code}/phieu-kiem-soat.pdf").content.startswith(b"%PDF")
