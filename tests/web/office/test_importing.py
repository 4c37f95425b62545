"""Importing procedures: looked through first, then published exactly so."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.operations import import_records
from motcua.journal.models import Act
from motcua.orgs.models import Duty
from tests import factories as make
from tests.web.staff_pages import text_of

NEW = make.PROCEDURE.model_copy(update={"code": "1.000656", "name": "Thủ tục đăng ký khai tử"})
CHANGED = make.PROCEDURE.model_copy(update={"decision": "163/QĐ-BTP"})


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": default}


def file_of(*records, name="danh mục.jsonl", broken=""):
    lines = [record.model_dump_json() for record in records] + ([broken] if broken else [])
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def uploaded(client, file):
    return client.post(reverse("office:import"), {"file": file})["Location"]


def mark_of(page):
    return page.context["result"].mark


def test_the_difference_is_shown_and_nothing_changes_before_it_is_published(province, admin):
    make.publish()
    url = uploaded(admin, file_of(CHANGED, NEW, broken='{"kind": "procedure", "code": "sai"}'))

    page = admin.get(url)

    said = text_of(page)
    assert "1 Thêm mới" in said
    assert "1 Thay đổi" in said
    assert "Quyết định công bố Sau: 163/QĐ-BTP" in said
    assert "danh mục.jsonl:3, mục code: Giá trị không đúng mẫu" in said
    assert ProcedureVersion.objects.count() == 1

    done = admin.post(url, {"seen": mark_of(page)}, follow=True)

    assert "Đã công bố: 1 thủ tục mới, 1 thủ tục đổi, 0 biểu mẫu." in text_of(done)
    assert ProcedureVersion.objects.filter(to_on=None).count() == 2
    assert ProcedureVersion.objects.filter(code=CHANGED.code).count() == 2
    act = Act.objects.get(verb="catalogue.imported")
    assert (act.data["added"], act.data["changed"]) == (["1.000656"], [CHANGED.code])


def test_a_second_press_finds_it_done(province, admin):
    url = uploaded(admin, file_of(make.FORM, NEW))
    seen = mark_of(admin.get(url))
    admin.post(url, {"seen": seen})

    again = admin.post(url, {"seen": seen}, follow=True)

    assert "Tệp này đã được công bố" in text_of(again)
    assert ProcedureVersion.objects.count() == 1


def test_what_was_not_looked_through_is_not_published(province, admin):
    url = uploaded(admin, file_of(make.FORM, NEW))
    seen = mark_of(admin.get(url))
    import_records(records=[NEW.model_copy(update={"decision": "1/QĐ-BTP"})], at=make.MONDAY)

    answer = admin.post(url, {"seen": seen})

    assert answer.status_code == 409
    assert "Danh mục đã thay đổi từ lúc bạn xem" in text_of(answer)
    assert ProcedureVersion.objects.get(to_on=None).facts.decision == "1/QĐ-BTP"
    assert admin.post(url, {"seen": mark_of(answer)}).status_code == 302


def test_what_the_province_completed_is_kept_and_said(province, admin):
    make.publish()
    crawled = make.PROCEDURE.model_copy(update={"short_name": "", "decided_by": "", "decision": "163/QĐ-BTP"})

    page = admin.get(uploaded(admin, file_of(crawled)))

    assert "1 Giữ bản của tỉnh" in text_of(page)
    assert "Tệp này không có gì mới để công bố." in text_of(page)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Hãy chọn tệp danh mục thủ tục."),
        (SimpleUploadedFile("bảng.xlsx", b"x"), "Không nhập được tệp “bảng.xlsx”"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(province, admin, file, sentence):
    answer = admin.post(reverse("office:import"), {"file": file} if file else {})

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_file_too_large_is_refused(province, admin, settings):
    settings.MOTCUA_MAX_FILE_MB = 0

    answer = admin.post(reverse("office:import"), {"file": file_of(NEW)})

    assert "lớn hơn 0 MB" in text_of(answer)


def test_a_file_that_is_not_json_is_explained(province, admin):
    page = admin.get(uploaded(admin, SimpleUploadedFile("x.json", b"\xff{")))

    assert "1 Chỗ không nhập được" in text_of(page)
    assert "x.json:1: Tệp không đúng cú pháp" in text_of(page)


def test_a_colleague_does_not_find_my_file(province, admin):
    url = uploaded(admin, file_of(NEW))
    colleague = province.client(make.posting(province.unit, Duty.ADMINISTER, name="Người Khác"))

    assert colleague.get(url).status_code == 302


def test_a_name_cannot_leave_its_folder(province, admin, tmp_path):
    uploaded(admin, SimpleUploadedFile("../../ra ngoài.json", json.dumps([]).encode()))

    assert [path.name for path in tmp_path.rglob("*.json")] == ["ra ngoài.json"]
    assert (tmp_path / "imports").is_dir()
