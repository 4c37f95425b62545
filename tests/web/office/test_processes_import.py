"""Importing processes through the pages: faults by row, nothing kept unseen, only what changed."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.catalogue.facts import Channel, Term, TermUnit, Way
from motcua.orgs.models import Duty
from motcua.workflow.models import ProcessVersion
from tests import factories as make
from tests.web.staff_pages import text_of
from tests.workflow.makers import chain, process, step
from tests.workflow.workbooks import USUAL, book, code, titled

TABLES = 300
WRONG = (("B1", "Tiếp nhận", "Công chức Bộ phận Một cửa", "hai buổi rưỡi", ""), *USUAL[1:])


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": default}


def catalogue(count):
    terms = (Term(amount=5, unit=TermUnit.WORKING_DAYS),)
    ways = (Way(channel=Channel.ONLINE, terms=terms),)
    for number in range(1, count + 1):
        make.publish(make.PROCEDURE.model_copy(update={"code": code(number), "ways": ways}))


def uploaded(client, content, name="quy trình.xlsx", owner="tinh"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("office:process_import"), {"file": file, "owner": owner})


def workbook(count, wrong=(), changed=()):
    sheets = {}
    for number in range(1, count + 1):
        rows = WRONG if number in wrong else USUAL
        if number in changed:
            rows = (("B1", "Tiếp nhận hồ sơ", *rows[0][2:]), *rows[1:])
        sheets[f"Bảng {number}"] = titled(number, rows)
    return book(sheets)


def test_faults_are_said_by_sheet_and_row_and_the_rest_is_kept(province, admin):
    catalogue(3)
    url = uploaded(admin, workbook(3, wrong={2}))["Location"]

    page = admin.get(url)
    nothing_yet = ProcessVersion.objects.count()
    listed = admin.get(reverse("office:process_import_faults", args=[url.split("/")[-2]]), {"cho": "tinh"})
    done = admin.post(url, follow=True)

    said = text_of(page)
    assert "không hiểu thời gian “hai buổi rưỡi”" in said
    assert (page.context["counts"]["new"], page.context["counts"]["faulty"]) == (2, 1)
    rows = list(csv.reader(StringIO(listed.content.decode("utf-8-sig"))))
    assert rows[1][:3] == [code(2), "Bảng 2", "5"]
    assert nothing_yet == 0
    assert "Đã giữ 2 bản nháp; 1 bảng có lỗi chưa nhập." in text_of(done)
    assert ProcessVersion.objects.count() == 2


def test_a_mended_workbook_of_three_hundred_changes_only_what_changed(province, admin):
    catalogue(TABLES)
    first = uploaded(admin, workbook(TABLES, wrong={7, 250}))["Location"]
    admin.post(first)

    second = uploaded(admin, workbook(TABLES, changed={9}))["Location"]
    page = admin.get(second)
    before = dict(ProcessVersion.objects.values_list("pk", "digest"))
    admin.post(second)

    counts = page.context["counts"]
    assert (counts["new"], counts["changed"], counts["same"], counts["faulty"]) == (2, 1, TABLES - 3, 0)
    after = dict(ProcessVersion.objects.values_list("pk", "digest"))
    assert len(after) == TABLES
    assert sum(before.get(pk) != digest for pk, digest in after.items()) == 3


def test_every_element_outside_the_subset_is_named(province, admin):
    inside = '<scriptTask id="ma" name="Chạy mã"/><serviceTask id="may" name="Gọi máy"/>' + chain(
        "s", "ma", "may", "e"
    )
    url = uploaded(admin, process(inside), "vẽ.bpmn")["Location"]

    page = admin.get(url)

    said = text_of(page)
    assert page.status_code == 422
    assert "Chạy mã" in said
    assert "scriptTask" in said
    assert "Gọi máy" in said
    assert "serviceTask" in said


def test_a_file_of_bpmn_becomes_the_draft_of_a_procedure(province, admin):
    catalogue(1)
    inside = step("mot", "Một bước", role="handle", hours="2") + chain("s", "mot", "e")
    url = uploaded(admin, process(inside), f"{code(1)}.bpmn")["Location"]

    page = admin.get(url)
    unknown = admin.post(url, {"procedure": "9.999999", "main": "p"})
    done = admin.post(url, {"procedure": code(1), "main": "p"}, follow=True)

    assert page.context["form"].initial["procedure"] == code(1)
    assert "Một bước" in text_of(page)
    assert "Không có thủ tục nào mang mã" in text_of(unknown)
    assert "Đã giữ bản nháp số 1." in text_of(done)
    assert ProcessVersion.objects.get().source == f"{code(1)}.bpmn"


@pytest.mark.parametrize("owner", ["tinh", "999999", ""])
def test_nobody_imports_for_whom_they_do_not_administer(province, mayor, owner):
    answer = uploaded(mayor, workbook(1), owner=owner)

    assert answer.status_code == 404


def test_a_commune_imports_its_own(province, mayor):
    catalogue(1)
    for duty in (Duty.RECEIVE, Duty.HANDLE, Duty.REVIEW, Duty.SIGN):
        make.posting(province.commune, duty, name=f"Cán bộ {duty}")
    url = uploaded(mayor, workbook(1), owner=str(province.commune.pk))["Location"]

    mayor.post(url)

    assert ProcessVersion.objects.get().process.unit == province.commune


@pytest.mark.parametrize(("name", "content"), [("bảng.docx", b"x"), ("bảng.xlsx", b"not a workbook")])
def test_what_is_no_workbook_is_refused_in_words(province, admin, name, content):
    answer = uploaded(admin, content, name)
    page = admin.get(answer["Location"]) if answer.status_code == 302 else answer

    assert page.status_code == 422
    assert "tệp" in text_of(page).lower()
