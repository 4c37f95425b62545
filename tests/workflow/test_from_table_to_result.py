"""From an office's own table to a dossier that reached its signer, without a line of BPMN."""

import pytest

from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import Dossier
from motcua.workflow.models import ProcessVersion
from motcua.workflow.operations import complete_task, import_tables, publish_process
from motcua.workflow.queries import known_digests
from motcua.workflow.staffing import staffed_in
from motcua.workflow.tables.reading import read_tables
from motcua.workflow.tables.report import Against, Fate, outcomes
from motcua.workflow.terms import legal_hours_of
from tests.factories import MONDAY, office
from tests.workflow.offices import BY, CODE, administrator, course_of
from tests.workflow.workbooks import book

pytestmark = pytest.mark.django_db

TABLE = [
    (f"Mã thủ tục: {CODE}",),
    ("Bước", "Nội dung", "Người thực hiện", "Thời gian", "Thao tác", "Nếu không đạt"),
    ("B1", "Nhận hồ sơ từ Một cửa", "Công chức Tư pháp - Hộ tịch", "0,5 ngày", "Nhận thụ lý", ""),
    ("B2", "Dự thảo giấy khai sinh", "Công chức Tư pháp - Hộ tịch", "1 ngày", "Trình", ""),
    ("B3", "Kiểm tra dự thảo", "Lãnh đạo phòng", "4 giờ", "", "B2"),
    ("B4", "Đồng ý trình ký", "Lãnh đạo phòng", "2 giờ", "Đồng ý", ""),
]


def test_a_table_leads_a_dossier_to_its_signer():
    home = office()
    against = Against(known_digests(home.unit), legal_hours_of, staffed_in(home.unit, on=MONDAY.date()))
    found = outcomes(read_tables("qt.xlsx", book({"Khai sinh": TABLE})), against)
    assert [(each.fate, each.faults) for each in found] == [(Fate.NEW, ())]
    import_tables(outcomes=found, unit=home.unit, source="qt.xlsx", by=BY, at=MONDAY)
    draft = ProcessVersion.objects.get()
    publish_process(version_id=draft.pk, by=administrator(home.unit), at=MONDAY)
    course = course_of(home.accepted())

    proposal = {"decision": Decision.GRANT, "fields": home.result_fields()}
    for who, more in (
        (home.officer, {}),
        (home.officer, {"arguments": proposal}),
        (home.head, {"way": "B3-dat-B4"}),
        (home.head, {}),
    ):
        complete_task(task_id=course.tasks.open().get().pk, officer=who, at=MONDAY, **more)

    dossier = Dossier.objects.get(pk=course.dossier_id)
    course.refresh_from_db()
    assert (dossier.stage, course.ended_at) == ("sign", MONDAY)
    assert list(course.tasks.order_by("id").values_list("title", flat=True)) == [row[1] for row in TABLE[2:]]
