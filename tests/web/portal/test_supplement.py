"""Completing a dossier: the page is what was asked."""

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from tests import factories as make
from tests.web.portal.conftest import png

pytestmark = pytest.mark.django_db

BEFORE = "Đăng ký khai sinh cho con"


@pytest.fixture
def asked(office):
    """A dossier of which two papers and one answer were asked for."""
    return dossiers.ask_for_supplement(
        code=office.filed().code,
        officer=office.clerk,
        items=["Giấy chứng sinh: chụp đủ bốn góc", "Sổ hộ khẩu"],
        questions=["content"],
        reason="Ảnh mờ",
        at=make.MONDAY,
    )


@pytest.fixture
def page(asked):
    return f"/ho-so/{asked.code}/bo-sung/"


def fill(mine, page, *, act="next", **more):
    data = {"shown": "content note", "content": BEFORE, "note": "", "act": act}
    return mine.post(page, {**data, **more})


def test_each_thing_asked_has_a_box_of_its_own_with_its_guidance(mine, page):
    shown = mine.get(page)

    boxes = [(box.item, box.title, box.guidance) for box, _files, _wrong in shown.context["boxes"]]
    assert boxes == [(1, "Giấy chứng sinh", "chụp đủ bốn góc"), (2, "Sổ hộ khẩu", "")]
    assert [question.field.key for question in shown.context["questions"]] == ["content"]
    assert [box.key for box, _files, _wrong in shown.context["others"]] == ["khac"]
    assert not shown.context["others_open"]


def test_what_is_sent_is_recorded_against_what_was_asked(mine, page):
    to_send = fill(
        mine,
        page,
        **{"paper-muc-1": png("rõ hơn.png"), "paper-muc-2": png("sổ.png"), "content": "Nội dung đã sửa"},
    ).url

    looked_over = mine.get(to_send)
    mine.post(to_send, {"act": "send"})

    dossier = Dossier.objects.get()
    assert looked_over.context["empty"] == []
    assert "Trước đây:" in looked_over.content.decode()
    assert dossier.state == State.FILED
    assert dossier.answers["content"] == "Nội dung đã sửa"
    came = dossier.papers.exclude(item=None).order_by("item").values_list("item", "key", "title")
    assert list(came) == [(1, "giay-chung-sinh", "Giấy chứng sinh"), (2, "", "Sổ hộ khẩu")]


def test_more_files_for_one_thing_and_papers_not_asked_for(mine, page):
    fill(mine, page, act="send-muc-1", **{"paper-muc-1": [png("trang 1.png"), png("trang 2.png")]})
    to_send = fill(mine, page, **{"paper-khac": png("khác.png")}).url

    mine.post(to_send, {"act": "send"})

    numbers = Dossier.objects.get().papers.order_by("pk").values_list("item", flat=True)
    assert list(numbers) == [None, 1, 1, None]


def test_what_is_still_empty_is_asked_about_once_and_may_be_sent_all_the_same(mine, page):
    to_send = fill(mine, page, **{"paper-muc-1": png("rõ hơn.png")}).url

    looked_over = mine.get(to_send).content.decode()
    mine.post(to_send, {"act": "send"})

    assert "Còn 2 mục bạn chưa gửi gì" in looked_over
    assert "Vẫn gửi phần đã có" in looked_over
    assert Dossier.objects.get().state == State.FILED


def test_an_answer_as_typed_is_kept_while_files_are_sent(mine, page):
    fill(mine, page, act="send-muc-1", content="Đang viết dở", **{"paper-muc-1": png("a.png")})

    assert "Đang viết dở" in mine.get(page).content.decode()


def test_a_wrong_answer_is_said_on_its_page_and_not_sent(mine, page):
    back = fill(mine, page, content="", note="ghi chú mới").url

    shown = mine.get(back).content.decode()
    sent = mine.post(f"{page}gui/", {"act": "send"})

    assert "Hãy ghi: Nội dung đề nghị." in shown
    assert "ghi chú mới" in shown
    assert sent.url == back
    assert Dossier.objects.get().state == State.SUPPLEMENT_ASKED


def test_a_file_that_cannot_be_read_is_said_at_its_box(mine, page):
    broken = png("hỏng.png")
    broken.seek(0)
    broken.truncate()
    broken.write(b"khong phai anh")
    broken.size = 14
    broken.seek(0)

    back = fill(mine, page, **{"paper-muc-2": broken})

    assert back.url.endswith("#f-paper-muc-2")
    assert mine.get(page).context["boxes"][1][2]


def test_the_office_sees_what_came_for_each_thing(office, mine, page, asked, staff):
    to_send = fill(mine, page, content="Nội dung đã sửa", **{"paper-muc-1": png("rõ hơn.png")}).url
    mine.post(to_send, {"act": "send"})
    dossiers.accept(code=asked.code, clerk=office.clerk, at=make.MONDAY)

    seen = staff.get(f"/xu-ly/ho-so/{asked.code}/")

    assert [each.met for each in seen.context["asked"]] == [True, False, True]
    page_text = seen.content.decode()
    assert "rõ hơn.png" in page_text
    assert "Chưa có" in page_text
