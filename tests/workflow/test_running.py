"""A dossier goes through its process; each step does to it what the operations of dossiers do."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from motcua.dossiers.decisions import Decision
from motcua.dossiers.errors import NotYourDuty, ResultFieldsMissing
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.journal.models import Act
from motcua.orgs.models import Duty
from motcua.workflow.errors import (
    AlreadyRunning,
    ClaimedByAnother,
    NoProcess,
    NotWaiting,
    NotYourStep,
    NoWayBack,
    ProcessFaulty,
    TaskNotFound,
    WayUnknown,
)
from motcua.workflow.models import Course, Task
from motcua.workflow.operations import (
    choose_way,
    claim_task,
    complete_task,
    deliver_message,
    let_timer_go_off,
    publish_process,
    return_to,
    start_for_dossier,
)
from motcua.workflow.timers import let_timers_go_off
from tests.factories import MONDAY, Office, office, posting
from tests.workflow.makers import chain, flow, gateway, step
from tests.workflow.offices import ROW, administrator, course_of, draft, published

pytestmark = pytest.mark.django_db

TUESDAY_NINE = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)  # in Vietnam
LATER = MONDAY + timedelta(hours=1)  # 10:00 on Monday in Vietnam


@pytest.fixture
def home() -> Office:
    return office()


def begun(home: Office, inside: str = ROW) -> Course:
    published(inside, of=home.unit)
    return course_of(home.accepted())


def task(course: Course, node: str) -> Task:
    return course.tasks.open().get(node=node)


def opened(course: Course) -> list[str]:
    return list(course.tasks.open().order_by("id").values_list("token", flat=True))


def do(course: Course, node: str, who, at=LATER, **more) -> Course:
    return complete_task(task_id=task(course, node).pk, officer=who, at=at, **more)


def proposed(home: Office) -> dict[str, object]:
    return {"decision": Decision.GRANT, "fields": home.result_fields()}


def test_a_dossier_begins_its_process_with_its_first_work_open(home):
    course = begun(home)

    first = task(course, "nhan")

    assert (first.title, first.role, first.unit) == ("Tiếp nhận", "handle", home.unit)
    assert Act.objects.get(subject=course.subject).verb == "course.started"


def test_the_share_of_a_step_is_counted_in_working_hours(home):
    course = begun(home)  # opened on Monday at nine; four working hours

    assert task(course, "nhan").due_at == datetime(2026, 3, 9, 7, 30, tzinfo=UTC)


def test_no_share_is_later_than_the_day_of_the_result(home):
    course = begun(home)
    Dossier.objects.filter(pk=course.dossier_id).update(due_at=MONDAY + timedelta(hours=2))

    do(course, "nhan", home.officer)

    assert task(course, "trinh").due_at == MONDAY + timedelta(hours=2)


def test_steps_move_the_dossier_and_the_process_together(home):
    course = begun(home)

    do(course, "nhan", home.officer)
    do(course, "trinh", home.officer, arguments=proposed(home))
    do(course, "duyet", home.head)

    course.refresh_from_db()
    assert course.dossier.stage == "sign"
    assert (opened(course), course.ended_at) == ([], LATER)
    assert [act.verb for act in Act.objects.filter(subject=course.dossier.subject).order_by("number")][
        -3:
    ] == [
        "dossier.take-up",
        "dossier.propose",
        "dossier.agree",
    ]


def test_what_the_dossier_refuses_leaves_the_process_where_it_was(home):
    course = begun(home)
    do(course, "nhan", home.officer)

    with pytest.raises(ResultFieldsMissing):
        do(course, "trinh", home.officer, arguments={"decision": Decision.GRANT, "fields": {}})

    assert opened(course) == ["trinh"]


def test_a_step_is_done_once(home):
    course = begun(home)
    first = task(course, "nhan")
    complete_task(task_id=first.pk, officer=home.officer, at=LATER)

    with pytest.raises(NotWaiting):
        complete_task(task_id=first.pk, officer=home.officer, at=LATER)


def test_a_step_belongs_to_its_duty_and_unit(home):
    course = begun(home)
    first = task(course, "nhan")

    with pytest.raises(NotYourStep):
        complete_task(task_id=first.pk, officer=home.head, at=LATER)
    with pytest.raises(TaskNotFound):
        complete_task(task_id=first.pk, officer=office("H21.118", "064190001299").officer, at=LATER)
    with pytest.raises(TaskNotFound):
        complete_task(task_id=0, officer=home.officer, at=LATER)


def test_the_duty_of_the_act_is_asked_too(home):
    course = begun(home, ROW.replace('role="review"', 'role="handle"'))
    do(course, "nhan", home.officer)
    do(course, "trinh", home.officer, arguments=proposed(home))

    with pytest.raises(NotYourDuty):
        do(course, "duyet", home.officer)

    assert opened(course) == ["duyet"]


def test_claimed_work_is_left_to_who_claimed_it(home):
    course = begun(home)
    colleague = posting(home.unit, Duty.HANDLE, name="Hồ Thị Lan")
    claim_task(task_id=task(course, "nhan").pk, officer=home.officer, at=MONDAY)

    with pytest.raises(ClaimedByAnother, match="Trần Thị Bình đã nhận làm bước “Tiếp nhận”"):
        claim_task(task_id=task(course, "nhan").pk, officer=colleague, at=MONDAY)
    with pytest.raises(ClaimedByAnother):
        do(course, "nhan", colleague)

    assert not Task.objects.waiting_for(colleague).exists()
    assert Task.objects.waiting_for(home.officer).get().claimed_by_id == home.officer.officer_id


def test_each_sees_the_work_of_their_duty_at_their_unit(home):
    course = begun(home)
    other = office("H21.118", "064190001299")

    assert list(Task.objects.waiting_for(home.officer)) == [task(course, "nhan")]
    assert not Task.objects.waiting_for(home.head).exists()
    assert not Task.objects.waiting_for(other.officer).exists()


def test_a_dossier_begins_only_once_and_only_with_a_process(home):
    before = home.filed()
    course = begun(home)

    assert start_for_dossier(dossier_id=before.pk, at=MONDAY).dossier == before
    with pytest.raises(AlreadyRunning):
        start_for_dossier(dossier_id=course.dossier_id, at=MONDAY)
    with pytest.raises(NoProcess):
        start_for_dossier(dossier_id=office("H21.118", "064190001299").filed().pk, at=MONDAY)


def test_a_dossier_under_way_keeps_the_version_it_began_with(home):
    course = begun(home)
    changed = draft(ROW.replace("Trình dự thảo", "Dự thảo văn bản"), of=home.unit)
    publish_process(version_id=changed.pk, by=posting(home.unit, Duty.ADMINISTER), at=LATER)

    do(course, "nhan", home.officer)
    other = course_of(home.accepted(LATER))
    do(other, "nhan", home.officer)

    assert task(course, "trinh").title == "Trình dự thảo"
    assert task(other, "trinh").title == "Dự thảo văn bản"


ASKED = (
    step("a", "Thẩm định", role="handle", hours="1")
    + gateway("g")
    + step("b", "Ký nháy", role="review", hours="1")
    + chain("s", "a", "g", "b", "e")
    + flow("g", "a", name="Làm lại")
)


def test_who_did_the_step_before_chooses_the_way(home):
    course = begun(home, ASKED)
    do(course, "a", home.officer)
    choice = task(course, "g")
    assert (choice.waits, choice.role) == ("choice", "handle")

    with pytest.raises(WayUnknown):
        choose_way(task_id=choice.pk, officer=home.officer, way="s-a", at=LATER)
    choose_way(task_id=choice.pk, officer=home.officer, way="g-b", at=LATER)

    assert opened(course) == ["b"]


def test_a_step_and_its_way_may_be_one_act(home):
    course = begun(home, ASKED)

    do(course, "a", home.officer, way="g-a")
    do(course, "a", home.officer, way="g-b")

    assert opened(course) == ["b"]
    assert Act.objects.filter(subject=course.subject, verb="course.step-done").count() == 2


def test_conditions_see_the_answers_of_the_dossier_and_only_what_they_ask_is_kept(home):
    inside = (
        gateway("g", default="g-b")
        + step("a", role="handle", hours="1")
        + step("b", role="handle", hours="1")
    )
    inside += chain("s", "g") + flow("g", "a", 'content.contains("khai sinh")') + flow("g", "b")
    course = begun(home, inside + chain("a", "e") + chain("b", "e"))

    assert opened(course) == ["a"]
    assert "Đăng ký khai sinh cho con" in course.state
    assert "channel" not in course.state


def test_one_may_return_to_a_step_and_the_dossier_goes_back_with_it(home):
    course = begun(home)
    do(course, "nhan", home.officer)
    do(course, "trinh", home.officer, arguments=proposed(home))

    return_to(
        task_id=task(course, "duyet").pk, officer=home.head, node="trinh", reason="Thiếu căn cứ", at=LATER
    )

    dossier = Dossier.objects.get(pk=course.dossier_id)
    assert (dossier.state, dossier.stage) == (State.IN_HANDLING, "examine")
    assert opened(course) == ["trinh~2"]
    do(course, "trinh", home.officer, arguments=proposed(home))
    assert opened(course) == ["duyet~2"]


def test_one_cannot_return_to_what_was_not_done(home):
    course = begun(home)

    with pytest.raises(NoWayBack):
        return_to(task_id=task(course, "nhan").pk, officer=home.officer, node="duyet", reason="x", at=LATER)


WAIT = '<intermediateCatchEvent id="w" name="Thuế trả lời"><messageEventDefinition/></intermediateCatchEvent>'


def test_a_message_of_another_agency_leads_on(home):
    course = begun(home, WAIT + step("a", role="handle", hours="1") + chain("s", "w", "a", "e"))
    waiting = task(course, "w")
    assert (waiting.waits, Task.objects.waiting_for(home.officer).count()) == ("message", 0)

    with pytest.raises(NotWaiting):
        deliver_message(dossier_id=course.dossier_id, name="Công an trả lời", at=LATER)
    deliver_message(dossier_id=course.dossier_id, name="Thuế trả lời", at=LATER)

    waiting.refresh_from_db()
    assert opened(course) == ["a"]
    assert (waiting.ended_at, waiting.done_by) == (LATER, None)


TIMED = (
    step("a", "Thẩm định", role="handle", hours="8")
    + '<boundaryEvent id="t" attachedToRef="a"><timerEventDefinition><timeDuration>PT8H</timeDuration>'
    + '</timerEventDefinition></boundaryEvent><endEvent id="e2"/>'
    + step("late", "Báo cáo chậm", role="review", hours="1")
    + chain("s", "a", "e")
    + chain("t", "late", "e2")
)


def test_a_timer_goes_off_in_working_time_and_takes_the_step_away(home):
    course = begun(home, TIMED)
    timer, work = task(course, "t"), task(course, "a")
    assert timer.due_at == TUESDAY_NINE

    assert not let_timer_go_off(task_id=timer.pk, at=LATER)
    assert let_timer_go_off(task_id=timer.pk, at=TUESDAY_NINE)

    work.refresh_from_db()
    assert opened(course) == ["late"]
    assert (work.ended_at, work.done_by) == (TUESDAY_NINE, None)


def test_a_timer_whose_step_was_done_in_time_does_not_go_off(home):
    course = begun(home, TIMED)
    timer = task(course, "t")
    do(course, "a", home.officer)

    assert not let_timer_go_off(task_id=timer.pk, at=TUESDAY_NINE)
    assert not let_timer_go_off(task_id=0, at=TUESDAY_NINE)


def test_every_timer_that_is_due_goes_off_by_itself(home):
    first = begun(home, TIMED)
    second = course_of(home.accepted(LATER))

    with time_machine.travel(TUESDAY_NINE, tick=False):
        let_timers_go_off(timestamp=0)

    assert [sorted(opened(course)) for course in (first, second)] == [["late"], ["a", "t"]]


def test_a_process_that_calls_an_act_there_is_not_is_not_published(home):
    inside = step("a", role="handle", hours="1", operation="dance") + chain("s", "a", "e")

    with pytest.raises(ProcessFaulty, match="gọi việc “dance”, là việc không có"):
        publish_process(version_id=draft(inside, home.unit).pk, by=administrator(home.unit), at=MONDAY)


def test_the_database_holds_one_task_a_visit(home):
    course = begun(home)
    same = task(course, "nhan")
    same.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        same.save(force_insert=True)


def test_a_step_costs_few_statements_however_long_the_process(home, django_assert_max_num_queries):
    ids = [f"t{number}" for number in range(20)]
    course = begun(home, "".join(step(own, role="handle", hours="1") for own in ids) + chain("s", *ids, "e"))
    do(course, "t0", home.officer)
    first = task(course, "t1").pk

    with django_assert_max_num_queries(12):
        complete_task(task_id=first, officer=home.officer, at=LATER)
