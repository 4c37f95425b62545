"""Pages of processes: the register, one process, publishing with every fault in words, ending."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.journal.models import Act
from motcua.orgs.models import Duty
from motcua.workflow.models import ProcessVersion
from tests import factories as make
from tests.web.staff_pages import text_of
from tests.workflow.makers import chain, flow, gateway, step
from tests.workflow.offices import CODE, ROW, draft

WITHOUT_END = step("nhan", "Tiếp nhận", role="handle", hours="4") + chain("s", "nhan")


@pytest.fixture
def people(province):
    """Somebody for each duty, and the procedure in the catalogue."""
    make.publish()
    for duty in (Duty.HANDLE, Duty.REVIEW, Duty.SIGN):
        make.posting(province.commune, duty, name=f"Cán bộ {duty}")


def page_of(version):
    return reverse("office:process", args=[version.process_id])


def published_by(client, version):
    url = reverse("office:process_publish", args=[version.process_id])
    return client.post(url, {"seen": version.digest}, follow=True)


def test_a_process_is_found_by_name_code_standing_and_office(province, admin, people):
    everywhere, own = draft(), draft(of=province.commune)
    published_by(admin, everywhere)

    def listed(**asked):
        return {row.pk for row in admin.get(reverse("office:processes"), asked).context["rows"]}

    both = {everywhere.process_id, own.process_id}
    assert listed() == both
    assert listed(q=CODE) == both
    assert listed(q="Quy trình") == both
    assert listed(q="zzzqqq") == set()
    assert listed(**{"tinh-trang": "in-force"}) == {everywhere.process_id}
    assert listed(**{"tinh-trang": "draft"}) == {own.process_id}
    assert listed(**{"don-vi": "all"}) == {everywhere.process_id}
    assert listed(**{"don-vi": province.commune.code}) == {own.process_id}


def test_procedures_without_a_process_are_listed(province, admin):
    version = make.publish()

    before = text_of(admin.get(reverse("office:processes"), {"tinh-trang": "none"}))
    draft()
    after = text_of(admin.get(reverse("office:processes"), {"tinh-trang": "none"}))

    assert version.code in before
    assert "1 thủ tục chưa có quy trình" in before
    assert version.code not in after


def test_a_process_is_shown_drawn_and_in_words(province, admin, people):
    ways = flow("hoi", "e", name="Đạt") + flow("hoi", "nhan", name="Trả lại")
    version = draft(
        step("nhan", "Tiếp nhận", role="handle", hours="4", operation="take-up")
        + gateway("hoi")
        + chain("s", "nhan", "hoi")
        + ways
    )

    page = admin.get(page_of(version))

    said = text_of(page)
    assert 'class="bpmn"' in page.content.decode()
    assert "1. Tiếp nhận" in said
    assert "4 giờ" in said
    assert "Trả lại: Tiếp nhận" in said
    assert "đang soạn" in said


def test_what_keeps_a_draft_back_is_said_at_its_step_and_refused(province, admin, people):
    version = draft(WITHOUT_END)

    page = admin.get(page_of(version))
    answer = published_by(admin, version)

    assert "Còn" in text_of(page)
    assert page.context["shown"].lines[0].faults
    assert answer.status_code == 409
    assert not ProcessVersion.objects.filter(published_at__isnull=False).exists()


def test_a_draft_is_published_and_then_ended_with_a_reason(province, admin, people):
    version = draft()

    done = published_by(admin, version)
    end = reverse("office:process_end", args=[version.process_id])
    without = admin.post(end, {"reason": ""})
    ended = admin.post(end, {"reason": "Thủ tục bãi bỏ"}, follow=True)

    assert "Đã công bố bản số 1." in text_of(done)
    assert without.status_code == 422
    assert "không còn dùng cho hồ sơ mới" in text_of(ended)
    version.refresh_from_db()
    assert version.ended_at is not None
    assert Act.objects.get(verb="process.ended").data["reason"] == "Thủ tục bãi bỏ"


def test_a_draft_written_over_since_it_was_seen_is_not_published(province, admin, people):
    version = draft()
    stale = version.digest
    draft(step("mot", "Một bước", role="handle", hours="2") + chain("s", "mot", "e"))

    url = reverse("office:process_publish", args=[version.process_id])
    answer = admin.post(url, {"seen": stale})

    assert answer.status_code == 409
    assert "vừa lưu một bản khác" in text_of(answer)


def test_who_administers_one_commune_changes_nothing_of_everybodys(province, mayor, people):
    everybodys, own = draft(), draft(of=province.commune)

    page = text_of(mayor.get(page_of(everybodys)))
    refused = published_by(mayor, everybodys)
    done = published_by(mayor, own)

    assert "Sửa quy trình" in page
    assert refused.status_code == 403
    assert "Đã công bố bản số 1." in text_of(done)


def test_a_version_is_downloaded_as_bpmn(province, admin):
    version = draft(at=make.MONDAY - timedelta(days=2))

    answer = admin.get(reverse("office:process_source", args=[version.process_id, 1]))

    assert answer.content.decode() == version.content
    assert "quy-trinh-1.001193-ban-1.bpmn" in answer["Content-Disposition"]


def test_an_old_version_is_looked_at_by_its_number(province, admin, people):
    version = draft()
    published_by(admin, version)
    draft(ROW.replace("Tiếp nhận", "Nhận"))

    old = text_of(admin.get(page_of(version), {"ban": "1"}))
    missing = admin.get(page_of(version), {"ban": "9"})

    assert "1. Tiếp nhận" in old
    assert missing.status_code == 404
