"""motcua processes: tables and files of BPMN into drafts, drafts into force."""

import argparse

import pytest

from motcua.jobs.commands import processes
from motcua.orgs.models import Officer
from motcua.workflow.bpmn.writing import written
from motcua.workflow.models import ProcessVersion
from tests.factories import office
from tests.workflow.makers import EXPORTS
from tests.workflow.offices import ROW, administrator, draft
from tests.workflow.workbooks import USUAL, book, titled

pytestmark = pytest.mark.django_db


def say(*arguments) -> tuple[int, str]:
    parser = argparse.ArgumentParser()
    processes.add_arguments(parser)
    with processes.console.capture() as said:
        code = processes.run(parser.parse_args([str(each) for each in arguments]))
    return code, said.get()


def workbook(folder, *numbers, rows=USUAL):
    path = folder / "quy-trinh.xlsx"
    sheets = {f"QT {n}": titled(n, rows) for n in numbers}
    path.write_bytes(book({"Khai sinh": _birth(rows), **sheets}))
    return path


def _birth(rows):
    return [("Mã thủ tục: 1.001193",), *titled(0, rows)[3:]]


SHORT = [(step, content, who, "4 giờ", form) for step, content, who, _hours, form in USUAL]


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path):
    office()

    code, said = say("import", workbook(tmp_path, rows=SHORT), "--dry-run")

    assert code == 0
    assert "+ 1.001193 (trang “Khai sinh”, dòng 3)" in said
    assert "Sẽ thêm 1 quy trình, đổi 0; không đổi 0, có lỗi 0." in said
    assert not ProcessVersion.objects.exists()


def test_faults_are_said_by_row_and_the_rest_is_kept(tmp_path):
    office()

    code, said = say("import", workbook(tmp_path, 5, rows=SHORT))

    assert code == 1
    assert "! 1.000005 (trang “QT 5”, dòng 5) Cấp giấy phép loại 5" in said
    assert "    thủ tục không có trong danh mục đang có hiệu lực." in said
    assert "Đã thêm 1 quy trình, đổi 0; không đổi 0, có lỗi 1." in said
    assert ProcessVersion.objects.get().process.procedure == "1.001193"


def test_hours_beyond_the_term_are_said(tmp_path):
    office()

    code, said = say("import", workbook(tmp_path, rows=USUAL))

    assert code == 1
    assert "vượt thời hạn 24 giờ: thừa 8 giờ." in said


def test_a_file_of_bpmn_is_kept_for_its_procedure():
    office()

    code, said = say("import", EXPORTS / "signavio.bpmn", "--procedure", "1.001193")

    assert (code, said) == (0, "+ 1.001193 Xét duyệt\n")
    assert ProcessVersion.objects.get().main == "sid-p"


def test_a_file_of_bpmn_outside_the_subset_is_refused(tmp_path):
    path = tmp_path / "a.bpmn"
    path.write_bytes(written(draft(ROW).definitions).replace(b"userTask", b"serviceTask"))

    code, said = say("import", path, "--procedure", "1.001193")

    assert code == 1
    assert "việc của máy “Tiếp nhận” (serviceTask, mã nhan): không chạy được ở đây." in said


def test_drafts_are_published_by_an_administrator(tmp_path):
    home = office()
    draft(of=home.unit)
    name = Officer.objects.get(pk=administrator(home.unit).officer_id).user.username

    code, said = say("publish", "1.001193", "1.000002", "--by", name, "--unit", home.unit.code)

    assert code == 1
    assert said == "+ 1.001193 bản số 1\n! 1.000002: không có bản nháp.\n"


def test_an_unknown_office_account_or_file_is_said(tmp_path):
    assert say("import", tmp_path / "none.xlsx")[0] == 1
    assert "Không có đơn vị" in say("import", tmp_path / "a.xlsx", "--unit", "H99")[1]
    assert "Không có cán bộ" in say("publish", "1.001193", "--by", "nobody")[1]


def test_the_table_of_what_runs_is_printed_or_written(tmp_path):
    path = tmp_path / "bpmn.md"

    assert "| `userTask` |" in say("subset")[1]
    assert say("subset", "--write", path)[0] == 0
    assert "| `userTask` |" in path.read_text(encoding="utf-8")
