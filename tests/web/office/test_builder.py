"""An administrator writes a form on pages that need no JavaScript."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from motcua.catalogue.models import ProcedureVersion
from motcua.eforms import documents
from motcua.eforms.definition import FieldGroup, FormField
from motcua.eforms.models import FormDraft, FormSample, FormVersion
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make
from tests.shipped_forms import forms
from tests.sign_in import signed_in

pytestmark = pytest.mark.django_db
URL = "/quan-tri/bieu-mau/"
FORM = f"{URL}to-khai-chung/"
DRAFT = f"{FORM}du-thao/"
BIRTH = next(form for form in forms() if form.code == "dang-ky-khai-sinh")


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    settings.MOTCUA_STAFF_SECOND_FACTOR = False


@pytest.fixture
def version():
    return make.publish(at=timezone.now() - timedelta(days=1))


@pytest.fixture
def admin(version) -> Client:
    return signed_in(make.posting(make.unit("H21", UnitKind.PROVINCE), Duty.ADMINISTER, name="Quản trị tỉnh"))


@pytest.fixture
def draft(admin) -> FormDraft:
    admin.post(f"{FORM}soan/")
    return FormDraft.objects.get()


def now_written() -> Any:
    return FormDraft.objects.get(ended_at=None).definition


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def question(**more: Any) -> dict[str, Any]:
    said = {"seen": 1, "act": "save", "label": "Số nhà", "type": "text", "required": "yes", "max_length": 500}
    return said | more


def test_forms_are_listed_with_who_uses_them_and_what_they_cost(admin):
    shown = page(admin, URL)

    assert "Tờ khai" in shown
    assert f'href="{FORM}"' in shown
    assert "Nhập cùng danh mục thủ tục" in page(admin, FORM)


def test_a_question_is_added_changed_moved_and_taken_out(admin, draft):
    admin.post(f"{DRAFT}them/cau-hoi/?trong=request", question())
    assert now_written().items["so_nha"] == FormField(key="so_nha", label="Số nhà")

    admin.post(f"{DRAFT}sua/cau-hoi/so_nha/", question(seen=2, label="Số nhà, đường", when='content == "x"'))
    assert now_written().items["so_nha"].label == "Số nhà, đường"
    assert now_written().items["so_nha"].when == 'content == "x"'

    moved = admin.post(DRAFT, {"seen": 3, "act": "up:field:so_nha"})
    assert moved["Location"] == f"{DRAFT}#cau-hoi-so_nha"
    assert list(now_written().items) == ["content", "so_nha", "note"]

    admin.post(DRAFT, {"seen": 4, "act": "drop:field:so_nha"})
    assert list(now_written().items) == ["content", "note"]


def test_every_kind_of_thing_can_be_written(admin, draft):
    sent: list[tuple[str, dict[str, Any]]] = [
        ("phan", {"title": "Người mẹ"}),
        ("chu-the", {"title": "Người mẹ", "type": "person", "relation": "mother", "to": "applicant"}),
        ("kiem-tra", {"that": 'content != ""', "say": "Hãy nói rõ.", "at": "content"}),
        ("giay-to", {"paper": "giay-chung-sinh", "when": 'content == "x"'}),
        ("nhom?trong=request", {"title": "Con", "first": "Họ tên", "minimum": "1", "maximum": "9"}),
        ("nguoi-cung-khai", {"title": "Mẹ", "of": "nguoi_me", "confirms": ["request"], "statement": "Đúng."}),
    ]

    for number, (what, facts) in enumerate(sent, start=1):
        word, _mark, query = what.partition("?")
        answer = admin.post(f"{DRAFT}them/{word}/?{query}", {"seen": number, "act": "save", **facts})
        assert answer.status_code == HTTPStatus.FOUND, (what, answer.content.decode())

    form = now_written()
    assert [section.key for section in form.sections] == ["request", "nguoi_me"]
    assert form.subjects[0].relation == "mother"
    assert (form.checks[0].at, form.papers[0].paper) == ("content", "giay-chung-sinh")
    assert form.co_declarants[0].confirms == ("request",)
    group = form.items["con"]
    assert isinstance(group, FieldGroup)
    assert (group.minimum, [each.label for each in group.fields]) == (1, ["Họ tên"])


def test_every_page_of_a_large_form_is_shown(admin):
    file = SimpleUploadedFile("khai-sinh.yaml", documents.written(BIRTH).encode())
    admin.post(f"{URL}moi/", {"act": "file", "file": file})
    here = f"{URL}{BIRTH.code}/du-thao/"
    pages = [here, f"{here}cong-bo/", f"{here}lich-su/", f"{here}sua/bieu-mau/chung/"]
    pages += [f"{here}sua/phan/{section.key}/" for section in BIRTH.sections]
    pages += [f"{here}xem/{section.key}/" for section in BIRTH.sections]
    pages += [f"{here}sua/cau-hoi/{key}/" for key in BIRTH.items]
    pages += [f"{here}sua/chu-the/{subject.key}/" for subject in BIRTH.subjects]
    pages += [f"{here}sua/kiem-tra/{n}/" for n in range(1, len(BIRTH.checks) + 1)]
    pages += [f"{here}sua/giay-to/{n}/" for n in range(1, len(BIRTH.papers) + 1)]
    pages += [f"{here}sua/nguoi-cung-khai/{other.key}/" for other in BIRTH.co_declarants]

    wrong = [url for url in pages if admin.get(url).status_code != HTTPStatus.OK]

    assert wrong == []
    assert len(pages) > 60


def test_saving_every_thing_as_it_stands_changes_nothing(admin):
    file = SimpleUploadedFile("khai-sinh.yaml", documents.written(BIRTH).encode())
    admin.post(f"{URL}moi/", {"act": "file", "file": file})
    here = f"{URL}{BIRTH.code}/du-thao/sua/"
    for url in [f"{here}cau-hoi/{key}/" for key in BIRTH.items] + [f"{here}nguoi-cung-khai/mother/"]:
        form = admin.get(url).context["form"]
        sent = {field.html_name: field.value() for field in form}
        sent["required"] = "yes" if sent.get("required") else ""
        answer = admin.post(
            url, {name: v for name, v in sent.items() if v not in (None, "")} | {"act": "save"}
        )
        assert answer.status_code == HTTPStatus.FOUND, (url, form.errors)

    assert FormDraft.objects.get().revision == 1


def test_a_wrong_expression_stands_at_its_box_and_what_was_typed_stays(admin, draft):
    answer = admin.post(f"{DRAFT}sua/cau-hoi/note/", question(label="Ghi chú mới", when="nobody == 1"))

    shown = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'href="#f-when"' in shown
    assert "“nobody”" in shown
    assert 'value="Ghi chú mới"' in shown
    assert now_written() == make.FORM


def test_who_comes_second_is_told_and_loses_nothing(admin, draft):
    admin.post(f"{DRAFT}them/cau-hoi/?trong=request", question())

    second = admin.post(f"{DRAFT}sua/cau-hoi/note/", question(label="Ghi chú mới"))

    shown = second.content.decode()
    assert second.status_code == HTTPStatus.CONFLICT
    assert "Quản trị tỉnh vừa sửa bản này" in shown
    assert 'value="Ghi chú mới"' in shown
    assert 'name="seen" value="2"' in shown

    admin.post(f"{DRAFT}sua/cau-hoi/note/", question(label="Ghi chú mới", seen=2))
    assert set(now_written().items) == {"content", "note", "so_nha"}
    assert now_written().items["note"].label == "Ghi chú mới"


def test_who_moves_a_thing_second_is_told(admin, draft):
    admin.post(f"{DRAFT}them/cau-hoi/?trong=request", question())

    answer = admin.post(DRAFT, {"seen": 1, "act": "down:field:content"})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "vừa sửa bản này" in answer.content.decode()
    assert list(now_written().items) == ["content", "note", "so_nha"]


def test_the_dictionary_is_searched_and_nothing_is_kept(admin, draft):
    answer = admin.post(
        f"{DRAFT}sua/cau-hoi/note/", question(act="find", find="ngay sinh", label="Sinh ngày")
    )

    shown = answer.content.decode()
    assert 'value="person.birth_date"' in shown
    assert 'value="Sinh ngày"' in shown
    assert now_written() == make.FORM


def test_the_dictionary_is_searched_before_anything_is_written(admin, draft):
    url = f"{DRAFT}them/cau-hoi/?trong=request"
    sent = {"seen": 1, "act": "find", "find": "ngay sinh"}

    whole, part = (admin.post(url, sent, headers=more) for more in ({}, {"HX-Request": "true"}))

    assert whole.status_code == HTTPStatus.OK
    assert "Hãy ghi câu hỏi" not in whole.content.decode()
    for answer in (whole, part):
        assert 'value="person.birth_date"' in answer.content.decode()


def test_what_is_being_written_is_seen_as_the_citizen_will_and_not_kept(admin, draft):
    sent = question(act="look", label="Bạn ở đâu?", help="Ghi số nhà.")

    beside = admin.post(f"{DRAFT}sua/cau-hoi/note/", sent, headers={"HX-Request": "true"}).content.decode()
    whole = admin.post(f"{DRAFT}sua/cau-hoi/note/", sent).content.decode()

    assert '<label for="f-xem-note">' in beside
    assert "Bạn ở đâu?" in beside
    assert "<html" not in beside
    assert "Bạn ở đâu?" in whole.partition('id="preview"')[2]
    assert now_written() == make.FORM


def test_what_cannot_be_read_yet_shows_what_is_kept(admin, draft):
    sent = question(act="look", label="")

    beside = admin.post(f"{DRAFT}sua/cau-hoi/note/", sent, headers={"HX-Request": "true"}).content.decode()

    assert "Chưa xem thử được điều đang gõ" in beside
    assert "Ghi chú" in beside


def test_a_section_is_looked_at_with_its_conditions(admin, draft):
    admin.post(f"{DRAFT}sua/cau-hoi/note/", question(label="Ghi chú", when='content == "x"'))

    assert "Ghi chú" not in page(admin, f"{DRAFT}xem/request/")
    sent = {"shown": "content", "content": "x"}
    assert "Ghi chú" in admin.post(f"{DRAFT}xem/request/", sent).content.decode()
    checked = admin.post(f"{DRAFT}xem/request/", {"shown": "content", "act": "check"}).content.decode()
    assert "Hãy ghi: Nội dung đề nghị" in checked


def test_a_sample_is_filled_kept_run_and_printed(admin, draft):
    made = admin.post(f"{DRAFT}thu/", {"name": "Bà Rơ Mah"})
    sample = FormSample.objects.get()
    here = f"{DRAFT}thu/{sample.pk}/"
    assert made["Location"] == here
    assert "Còn 1 câu sai hoặc thiếu" in page(admin, here)

    sent = {"shown": "content note", "content": "Cấp lại giấy", "act": "next"}
    assert admin.post(f"{here}request/", sent)["Location"] == here
    sample.refresh_from_db()
    assert sample.answers["content"] == "Cấp lại giấy"
    assert "Không câu nào sai" in page(admin, here)
    assert admin.get(f"{here}to-khai.pdf").content.startswith(b"%PDF-")
    assert "Bà Rơ Mah" in page(admin, f"{DRAFT}thu/")

    admin.post(here)
    assert not FormSample.objects.exists()


def test_a_draft_goes_down_as_a_file_and_comes_up_again(admin, draft):
    down = admin.get(f"{DRAFT}bieu-mau.yaml")
    assert documents.read(down.content.decode()).form == make.FORM

    changed = down.content.decode().replace("Ghi chú", "Điều khác")
    admin.post(f"{DRAFT}nap/", {"seen": 1, "file": SimpleUploadedFile("a.yaml", changed.encode())})

    assert now_written().items["note"].label == "Điều khác"
    assert admin.get(f"{FORM}1.yaml").content == documents.written(make.FORM).encode()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"a: [", "Dòng"),
        (b"\xff", "UTF-8"),
        (b"forms:\n  - kind: form\n    code: a\n    title: A\n    sections:\n      - key: X\n", "Dòng 6"),
        (None, "Hãy chọn tệp"),
    ],
)
def test_a_file_that_is_no_form_is_refused_by_line(admin, draft, file, said):
    sent = {"seen": 1} | ({"file": SimpleUploadedFile("a.yaml", file)} if file else {})

    answer = admin.post(f"{DRAFT}nap/", sent)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert now_written() == make.FORM


def test_every_edit_can_be_returned_to(admin, draft):
    admin.post(f"{DRAFT}them/cau-hoi/?trong=request", question())
    assert "Thêm: Câu hỏi “Số nhà”" in page(admin, f"{DRAFT}lich-su/")

    admin.post(f"{DRAFT}lich-su/", {"seen": 2, "revision": 1})

    assert now_written() == make.FORM


def published(seen: int, **more: Any) -> dict[str, Any]:
    on = timezone.localdate()
    day = {"from_on-day": on.day, "from_on-month": on.month, "from_on-year": on.year}
    return {"seen": seen, "because": "Thông tư 1/2026", **day, **more}


def test_differences_are_shown_and_the_form_is_published(admin, draft, version):
    admin.post(f"{DRAFT}them/cau-hoi/?trong=request", question())
    shown = page(admin, f"{DRAFT}cong-bo/")
    assert "Câu hỏi “Số nhà”" in shown
    assert "1 thủ tục dùng biểu mẫu này sẽ dùng bản mới" in shown

    told = admin.post(f"{DRAFT}cong-bo/", published(2), follow=True).content.decode()

    assert "Đã công bố bản số 2" in told
    assert "Thông tư 1/2026" in told
    assert ProcedureVersion.objects.get(to_on=None).form == FormVersion.objects.get(number=2)
    assert "Câu hỏi “Số nhà”" in page(admin, f"{FORM}so-sanh/?tu=1&den=2")
    assert "Công bố biểu mẫu to-khai-chung, bản số 2" in page(admin, "/quan-tri/nhat-ky/")


def test_any_two_versions_are_compared(admin, draft, version):
    for label in ("Một", "Hai"):
        admin.post(f"{FORM}soan/")
        admin.post(f"{DRAFT}them/cau-hoi/?trong=request", question(label=label))
        admin.post(f"{DRAFT}cong-bo/", published(2))

    assert 'name="den"' in page(admin, FORM)
    shown = page(admin, f"{FORM}so-sanh/?tu=3&den=1")
    assert "Câu hỏi “Một”" in shown
    assert "Câu hỏi “Hai”" in shown
    assert admin.get(f"{FORM}so-sanh/?tu=1").status_code == HTTPStatus.NOT_FOUND


def test_what_the_state_knows_stands_in_the_way(admin, draft):
    admin.post(f"{DRAFT}them/cau-hoi/?trong=request", question(label="Ngày sinh của bạn"))

    assert "đang giữ" in page(admin, DRAFT)
    answer = admin.post(f"{DRAFT}cong-bo/", published(2))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert FormVersion.objects.count() == 1

    because = question(
        seen=2, label="Ngày sinh của bạn", asked_because="Người làm chứng không có trong dữ liệu."
    )
    admin.post(f"{DRAFT}sua/cau-hoi/ngay_sinh_cua_ban/", because)
    admin.post(f"{DRAFT}cong-bo/", published(3))
    assert FormVersion.objects.count() == 2


def test_a_draft_is_thrown_away_after_a_second_question(admin, draft):
    assert "Bỏ bản đang soạn" in page(admin, f"{DRAFT}bo/")

    admin.post(f"{DRAFT}bo/", {"seen": 1})

    assert admin.get(DRAFT).status_code == HTTPStatus.NOT_FOUND
    gone = admin.post(DRAFT, {"seen": 1, "act": "up:field:note"}, follow=True).content.decode()
    assert "không có bản nào đang soạn" in gone


def test_a_new_form_begins_with_a_code_and_a_name(admin):
    wrong = admin.post(f"{URL}moi/", {"code": "Sai", "title": "Mới"})
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    answer = admin.post(f"{URL}moi/", {"code": "bieu-mau-moi", "title": "Mới"})

    assert answer["Location"] == f"{URL}bieu-mau-moi/du-thao/"
    assert "Biểu mẫu chưa có phần nào" in page(admin, answer["Location"])
    assert "Mới" in page(admin, f"{URL}bieu-mau-moi/")
    assert "Mới" in page(admin, URL)


@pytest.mark.parametrize("act", ["", "up", "up:", "up:form:", "sideways:field:note", "drop:field:nobody"])
def test_a_button_nobody_has_changes_nothing(admin, draft, act):
    assert admin.post(DRAFT, {"seen": 1, "act": act}).status_code in {HTTPStatus.FOUND, HTTPStatus.CONFLICT}
    assert now_written() == make.FORM


@pytest.mark.parametrize(
    "url",
    [
        "sua/cau-hoi/khong_co/",
        "sua/gi/note/",
        "them/bieu-mau/",
        "them/cau-hoi/",
        "them/nhom/?trong=note",
        "them/cau-hoi/?trong=note",
        "xem/khong_co/",
        "thu/9/",
        "thu/9/request/",
        "thu/9/to-khai.pdf",
    ],
)
def test_what_is_not_there_is_not_found(admin, draft, url):
    assert admin.get(DRAFT + url).status_code == HTTPStatus.NOT_FOUND
