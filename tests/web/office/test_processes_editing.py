"""A draft written as a table of steps, without a script; the same kind of draft as a drawing."""

import pytest
from django.urls import reverse

from motcua.catalogue.facts import Channel, Term, TermUnit, Way
from motcua.orgs.models import Duty
from motcua.workflow.models import ProcessVersion
from tests import factories as make
from tests.web.led import WITH_A_CHOICE
from tests.web.staff_pages import text_of
from tests.workflow.makers import chain, flow, gateway, process, step
from tests.workflow.offices import CODE, draft

BRANCHED = (
    step("xem", "Xem xét", role="handle", hours="4")
    + gateway("chia", "parallel")
    + step("mot", "Hỏi thuế", role="handle", hours="2")
    + step("hai", "Hỏi đất đai", role="handle", hours="2")
    + gateway("gop", "parallel")
    + chain("s", "xem", "chia", "mot", "gop", "e")
    + flow("chia", "hai")
    + flow("hai", "gop")
)


@pytest.fixture
def procedure(province):
    terms = (Term(amount=5, unit=TermUnit.WORKING_DAYS),)
    ways = (Way(channel=Channel.ONLINE, terms=terms),)
    make.publish(make.PROCEDURE.model_copy(update={"ways": ways}))
    for duty in (Duty.RECEIVE, Duty.HANDLE, Duty.REVIEW, Duty.SIGN):
        make.posting(province.commune, duty, name=f"Cán bộ {duty}")


def boxes(page):
    """Return what a browser would send back of the page, unchanged."""
    typed = page.context["typed"]
    sent = {"seen": page.context["seen"], "key": [each.key for each in typed]}
    for each in typed:
        for part in ("content", "who", "role", "hours", "act", "back", "form"):
            sent[f"{part}-{each.key}"] = getattr(each, part)
    return sent


def steps_of(version):
    return [node.name for node in version.model.graph.nodes if node.kind == "userTask"]


@pytest.fixture
def address(admin, procedure):
    begun = admin.post(reverse("office:process_new"), {"procedure": CODE, "owner": "tinh"})
    return begun["Location"]


def test_a_new_process_has_the_usual_steps_and_no_hours(admin, address):
    page = admin.get(address)
    version = ProcessVersion.objects.get()

    assert steps_of(version)[0] == "Tiếp nhận hồ sơ"
    assert "Soát xét dự thảo" in steps_of(version)
    assert {each.hours for each in page.context["typed"]} == {""}
    refused = admin.post(reverse("office:process_publish", args=[version.process_id]))
    assert "chưa ghi số giờ" in text_of(refused)


def test_steps_are_added_moved_and_dropped_before_anything_is_kept(admin, address):
    page = admin.get(address)
    keys = [each.key for each in page.context["typed"]]

    page = admin.post(address, boxes(page) | {"act": f"add:{keys[0]}"})
    fresh = page.context["typed"][1].key
    sent = boxes(page) | {f"content-{fresh}": "Vào sổ", f"hours-{fresh}": "0,5 ngày"}
    page = admin.post(address, sent | {"act": f"down:{fresh}"})
    page = admin.post(address, boxes(page) | {"act": f"drop:{keys[-1]}"})
    before = steps_of(ProcessVersion.objects.get())
    done = admin.post(address, boxes(page), follow=True)

    after = steps_of(ProcessVersion.objects.get())
    assert "Vào sổ" not in before
    assert after == [before[0], before[1], "Vào sổ", *before[2:-1]]
    assert "Đã lưu bản nháp số 1." in text_of(done)


def test_a_table_with_hours_and_a_way_back_is_published(admin, address):
    page = admin.get(address)
    keys = [each.key for each in page.context["typed"]]
    sent = boxes(page) | {f"hours-{key}": "4 giờ" for key in keys} | {f"back-{keys[3]}": keys[2]}

    admin.post(address, sent)
    again = admin.get(address).context["typed"]
    version = ProcessVersion.objects.get()
    done = admin.post(
        reverse("office:process_publish", args=[version.process_id]), {"seen": version.digest}, follow=True
    )

    assert again[3].back == again[2].key
    assert "Đã công bố bản số 1." in text_of(done)


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("content", "", "Hãy ghi nội dung công việc."),
        ("hours", "hai buổi rưỡi", "Hãy ghi thời gian như"),
        ("role", "administer", "Hãy chọn một trong những mục đã cho."),
        ("act", "no-such-act", "Hãy chọn một trong những mục đã cho."),
        ("back", "b4", "Chỉ trả lại được về một bước ở trước."),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_kept(admin, address, part, value, said):
    page, digest = admin.get(address), ProcessVersion.objects.get().digest

    answer = admin.post(address, boxes(page) | {f"{part}-b2": value})

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert ProcessVersion.objects.get().digest == digest


def test_who_saves_over_a_newer_draft_is_told(admin, address):
    page = admin.get(address)
    draft()

    answer = admin.post(address, boxes(page) | {"content-b0": "Của tôi"})

    assert "vừa lưu một bản khác" in text_of(answer)
    assert "Của tôi" in answer.content.decode()


def test_a_process_with_branches_keeps_its_ways(admin, procedure):
    version = draft(BRANCHED)
    address = reverse("office:process_steps", args=[version.process_id])
    page = admin.get(address)

    admin.post(address, boxes(page) | {"content-b1": "Hỏi chi cục thuế", "hours-b1": "1 ngày"})

    after = ProcessVersion.objects.get().model.graph
    assert not page.context["sheet"].free
    assert after.node("mot").name == "Hỏi chi cục thuế"
    assert after.node("mot").step.hours == 8
    assert after.flows == version.model.graph.flows


def test_a_drawn_process_with_a_way_back_is_a_table_too(admin, procedure):
    version = draft(WITH_A_CHOICE)

    page = admin.get(reverse("office:process_steps", args=[version.process_id]))

    (row,) = page.context["typed"]
    assert page.context["sheet"].free
    assert row.back == row.key


def test_a_drawing_that_is_sent_becomes_the_draft(admin, procedure):
    version = draft()
    address = reverse("office:process_draw", args=[version.process_id])
    drawn = process(step("nhan", "Nhận", role="handle", hours="4") + chain("s", "nhan", "e")).decode()

    done = admin.post(address, {"content": drawn, "seen": version.digest}, follow=True)

    assert "Đã lưu bản nháp số 1." in text_of(done)
    assert steps_of(ProcessVersion.objects.get()) == ["Nhận"]


def test_a_drawing_outside_the_subset_is_shown_again_with_each_element(admin, procedure):
    version = draft()
    drawn = process('<scriptTask id="ma" name="Chạy mã"/>' + chain("s", "ma", "e")).decode()

    answer = admin.post(
        reverse("office:process_draw", args=[version.process_id]), {"content": drawn, "seen": version.digest}
    )

    assert answer.status_code == 422
    assert "Chạy mã" in text_of(answer)
    assert "scriptTask" in text_of(answer)
    assert answer.context["content"] == drawn
    assert ProcessVersion.objects.get().digest == version.digest


def test_without_the_tool_the_page_leads_to_the_table(admin, procedure):
    version = draft()

    page = text_of(admin.get(reverse("office:process_draw", args=[version.process_id])))

    assert "Máy chủ chưa có trình vẽ bpmn-js." in page
    assert "Sửa bằng bảng các bước" in page
