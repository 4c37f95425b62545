"""An office's own documents, page by page, without scripts."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from motcua.workfiles.models import Incoming, Outgoing
from motcua.workfiles.states import FollowUp, Step
from tests import factories as make
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of
from tests.workfiles.factory import Desk, desk, upload

pytestmark = pytest.mark.django_db
SAID = {"origin": "Bộ Xây dựng", "title": "Rà soát quy hoạch", "symbol": "12/BXD"}


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def here() -> Desk:
    return desk()


def test_the_clerk_enters_a_scan_and_gets_its_number(here):
    scan = SimpleUploadedFile("công văn.png", make.PNG)

    answer = signed_in(here.clerk).post("/xu-ly/van-ban/den/moi/", {**SAID, "file": scan}, follow=True)

    document = Incoming.objects.get()
    assert f"Số đến: {document}." in text_of(answer)
    assert "công văn.png" in text_of(answer)
    assert document.title in text_of(signed_in(here.author).get("/xu-ly/van-ban/"))


def test_an_error_says_what_to_mend_and_takes_no_number(here):
    browser = signed_in(here.clerk)

    refused = browser.post("/xu-ly/van-ban/den/moi/", {**SAID, "title": ""})

    assert refused.status_code == 422
    browser.post("/xu-ly/van-ban/den/moi/", SAID)
    assert Incoming.objects.get().number == 1


def test_instructed_seen_to_and_answered(here):
    document = here.incoming()
    address = f"/xu-ly/van-ban/den/{document.pk}/"
    said = {"act": "instruct", "instruction": "Tham mưu", "handler": str(here.author.officer_id)}

    signed_in(here.leader).post(address, said)
    mine = signed_in(here.author)
    assert document.title in text_of(mine.get("/xu-ly/van-ban/?muc=cho-toi"))
    mine.post(address, {"act": "finish", "outcome": "Đã trả lời"})

    document.refresh_from_db()
    assert (document.state, document.outcome) == (FollowUp.DONE, "Đã trả lời")


def test_whose_duty_it_is_not_is_told_and_changes_nothing(here):
    document = here.incoming()
    said = {"act": "instruct", "instruction": "X", "handler": str(here.author.officer_id)}

    refused = signed_in(here.author).post(f"/xu-ly/van-ban/den/{document.pk}/", said)

    nobody = signed_in(here.leader).post(f"/xu-ly/van-ban/den/{document.pk}/", {**said, "handler": ""})

    document.refresh_from_db()
    assert (refused.status_code, nobody.status_code) == (422, 422)
    assert "Hãy chọn người xử lý." in text_of(nobody)
    assert document.state == FollowUp.REGISTERED


def test_from_the_first_word_to_the_number(here):
    author, head, leader, clerk = (
        signed_in(who) for who in (here.author, here.head, here.leader, here.clerk)
    )
    said = {"kind": "CV", "title": "Trả lời", "to": "xã Chư Prông\nBáo Gia Lai"}
    edit = author.post("/xu-ly/van-ban/di/moi/", said)["Location"]
    author.post(edit, {"text": "Đoạn một.\nĐoạn hai.", "seen": "0"})
    document = Outgoing.objects.get()
    page = f"/xu-ly/van-ban/di/{document.pk}/"
    head.post(page, {"act": "comment", "paragraph": "2", "text": "Viết rõ"})
    author.post(edit, {"text": "Đoạn một.\nĐoạn hai rõ hơn.", "seen": "1"})
    assert "hai rõ hơn." in text_of(head.get(f"{page}so-sanh/?moi=2"))
    author.post(page, {"act": "submit"})
    assert head.post(page, {"act": "agree"}).status_code == 422  # the comment is open
    comment = document.versions.get(number=1).comments.get()
    author.post(page, {"act": "answer", "comment": str(comment.pk), "text": "Đã sửa"})
    author.post(page, {"act": "resolve", "comment": str(comment.pk)})
    head.post(page, {"act": "agree"})
    scan = SimpleUploadedFile("ký.png", make.PNG)
    assert leader.post(page, {"act": "sign", "signed": scan}).status_code == 422  # it bears no signature
    scan.seek(0)
    leader.post(page, {"act": "sign", "signed": scan, "how": "paper"})
    clerk.post(page, {"act": "issue", "sign": "SXD"})

    document.refresh_from_db()
    assert (document.step, document.symbol) == (Step.ISSUED, "01/SXD")
    assert [each.name for each in document.recipients.filter(unit=None)] == ["Báo Gia Lai"]
    assert "01/SXD" in text_of(signed_in(here.other_clerk).get("/xu-ly/van-ban/"))


def test_what_was_typed_over_anothers_version_is_not_lost(here):
    document = here.draft()
    address = f"/xu-ly/van-ban/di/{document.pk}/sua/"
    signed_in(here.head).post(address, {"text": "Của trưởng phòng", "seen": "1"})

    refused = signed_in(here.author).post(address, {"text": "Của tôi", "seen": "1"})

    assert refused.status_code == 422
    assert "Của tôi" in refused.content.decode()
    assert document.versions.count() == 2


def test_another_unit_meets_nothing(here):
    document, came = here.draft(), here.incoming(files=[upload(make.PNG, "a.png")])
    other = signed_in(here.other_clerk)

    for address in (
        f"di/{document.pk}/", f"di/{document.pk}/sua/", f"di/{document.pk}/so-sanh/", f"den/{came.pk}/",
    ):  # fmt: skip
        assert other.get(f"/xu-ly/van-ban/{address}").status_code == 404
    assert document.title not in text_of(other.get("/xu-ly/van-ban/di/"))


def test_the_register_is_shown_and_sent_as_a_sheet(here):
    here.incoming()
    browser, days = (
        signed_in(here.clerk),
        "first-day=1&first-month=3&first-year=2026&last-day=31&last-month=3",
    )

    shown = browser.get(f"/xu-ly/van-ban/so/?book=den&{days}&last-year=2026")
    sent = browser.get(f"/xu-ly/van-ban/so/?book=den&{days}&last-year=2026&format=xlsx")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(sent.content)).get_sheet_by_index(0).to_python()
    assert "12/BXD-QH" in text_of(shown)
    assert rows[1][:4] == ["1", "09/03/2026", "Bộ Xây dựng", "12/BXD-QH"]
    assert browser.get("/xu-ly/van-ban/so/?first-day=45&first-month=1&first-year=2026").status_code == 422
