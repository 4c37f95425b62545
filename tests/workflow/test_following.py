"""A course follows its dossier, whoever acts on it and wherever: the desk, the portal, the interface."""

from datetime import timedelta

import pytest
from django.db import connection

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations import succession
from motcua.dossiers.operations.waiting import Question
from motcua.dossiers.states import Move
from motcua.journal.models import Act
from motcua.orgs.models import Duty, Succession
from motcua.workflow.effects import EFFECTS
from motcua.workflow.engine import Run
from motcua.workflow.models import Course, Task
from motcua.workflow.operations import complete_task
from motcua.workflow.queries import stuck_for
from tests.factories import MONDAY, Office, office, posting, unit
from tests.workflow.makers import chain, flow, gateway, step
from tests.workflow.offices import course_of, published

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
NEXT_DAY = MONDAY + timedelta(days=1)
WHOLE = (
    step("don", "Tiếp nhận", role="receive", hours="1", operation="accept")
    + step("nhan", "Nhận thụ lý", role="handle", hours="2", operation="take-up")
    + step("xem", "Thẩm định", role="handle", hours="4")
    + step("trinh", "Trình dự thảo", role="handle", hours="4", operation="propose")
    + step("duyet", "Ký nháy", role="review", hours="2", operation="agree")
    + step("ky", "Ký", role="sign", hours="2", operation="sign")
    + step("tra", "Trả kết quả", role="receive", hours="1", operation="hand-over")
    + chain("s", "don", "nhan", "xem", "trinh", "duyet", "ky", "tra", "e")
)
BEHIND_DESK = (
    step("nhan", "Nhận thụ lý", role="handle", hours="2", operation="take-up")
    + step("trinh", "Trình dự thảo", role="handle", hours="4", operation="propose")
    + chain("s", "nhan", "trinh", "e")
)


@pytest.fixture
def home() -> Office:
    home = office()
    published(WHOLE, of=home.unit)
    return home


def here(dossier) -> list[str]:
    return list(
        Task.objects.open().filter(course__dossier=dossier).order_by("pk").values_list("node", flat=True)
    )


def test_every_act_has_its_effect():
    assert EFFECTS.keys() == set(Move)


def test_the_course_begins_at_filing_where_the_desk_has_a_step_in_it(home):
    dossier = home.filed()

    assert here(dossier) == ["don"]
    assert Task.objects.get().unit == home.desk


def test_else_it_begins_when_the_desk_has_accepted():
    home = office()
    published(BEHIND_DESK, of=home.unit)

    dossier = home.filed()
    assert not Course.objects.exists()
    dossiers.accept(code=dossier.code, clerk=home.clerk, at=MONDAY)

    assert here(dossier) == ["nhan"]


def test_who_receives_at_the_counter_has_done_the_step_of_the_desk(home):
    request = home.request(papers=[])
    request = type(request)(**{**vars(request), "papers": [home.handed(f"officer:{home.clerk.officer_id}")]})

    dossier = dossiers.receive_at_counter(request=request, clerk=home.clerk, at=MONDAY)

    assert here(dossier) == ["nhan"]
    assert Task.objects.get(node="don").done_by_id == home.clerk.officer_id


def test_acts_on_the_pages_of_the_dossier_lead_its_course_to_the_end(home):
    dossier = home.signed()
    assert here(dossier) == ["tra"]

    dossiers.hand_over(code=dossier.code, clerk=home.clerk, to="", at=LATER)

    course = course_of(dossier)
    assert (here(dossier), course.ended_at, course.ended_by) == ([], LATER, "")
    done = dict(course.tasks.values_list("node", "done_by__full_name"))
    assert done["trinh"] == "Trần Thị Bình"
    assert done["xem"] is None  # nobody said it was done: the proposal went past it


def test_a_step_with_an_act_is_done_once_whichever_way_it_is_done(home):
    dossier = home.accepted()
    work = Task.objects.open().get(node="nhan")

    course = complete_task(task_id=work.pk, officer=home.officer, at=LATER)

    work.refresh_from_db()
    assert (work.done_by_id, work.ended_at) == (home.officer.officer_id, LATER)
    assert here(dossier) == ["xem"]
    assert not Act.objects.filter(subject=course.subject, verb="course.step-done").exists()


def test_a_proposal_that_is_sent_back_is_proposed_once_more(home):
    dossier = home.agreed()
    assert here(dossier) == ["ky"]

    dossiers.send_back(code=dossier.code, officer=home.signer, reason="Thiếu căn cứ", at=LATER)

    assert here(dossier) == ["trinh"]
    assert Act.objects.filter(subject=course_of(dossier).subject, verb="course.went-to").count() == 2


def test_what_the_applicant_adjusts_is_proposed_once_more(home):
    dossier = home.proposed()

    dossiers.adjust(code=dossier.code, citizen=home.citizen, answers={"note": "Thêm"}, papers=[], at=LATER)

    assert here(dossier) == ["trinh"]


def ask(home: Office, dossier, who) -> None:
    dossiers.ask_for_supplement(
        code=dossier.code, officer=who, items=["Giấy chứng sinh"], reason="Mờ", at=LATER
    )


def bring(home: Office, dossier, at=NEXT_DAY) -> Dossier:
    return dossiers.supplement(
        code=dossier.code, viewer=home.citizen, answers={}, papers=[home.handed()], at=at
    )


def test_while_the_term_stands_still_so_do_the_shares(home):
    dossier = home.taken_up()
    before = Task.objects.open().get(node="xem").due_at
    assert before is not None
    dossiers.ask_for_payment(
        code=dossier.code, officer=home.officer, what="Lệ phí trước bạ", amount=100_000, at=LATER
    )
    assert Task.objects.open().get(node="xem").due_at is None

    dossiers.record_payment(
        code=dossier.code, officer=home.officer, receipt="0001", amount=100_000, at=LATER + timedelta(days=1)
    )

    assert Task.objects.open().get(node="xem").due_at == before + timedelta(days=1)


def test_a_term_counted_anew_begins_the_course_anew(home):
    dossier = home.taken_up()
    ask(home, dossier, home.officer)

    bring(home, dossier)

    assert here(dossier) == ["don"]


def test_a_dossier_received_anew_goes_through_the_desk_again(home):
    dossier = home.filed()
    ask(home, dossier, home.clerk)
    assert here(dossier) == ["don"]
    bring(home, dossier)

    dossiers.accept(code=dossier.code, clerk=home.clerk, at=NEXT_DAY)

    assert here(dossier) == ["nhan"]


@pytest.mark.parametrize("way", ["refuse", "withdraw", "stop"])
def test_what_ends_the_dossier_ends_its_course(home, way):
    dossier = home.filed() if way == "refuse" else home.taken_up()
    if way == "refuse":
        dossiers.refuse(
            code=dossier.code,
            clerk=home.clerk,
            reason="Sai nơi",
            guidance="Nộp tại xã",
            citation="",
            at=LATER,
        )
    elif way == "withdraw":
        dossiers.withdraw(code=dossier.code, viewer=home.citizen, reason="Đổi ý", at=LATER)
    else:
        dossiers.stop(code=dossier.code, officer=home.head, reason="Không đủ", citation="Điều 5", at=LATER)

    course = course_of(dossier)
    assert (here(dossier), course.ended_at, course.ended_by) == ([], LATER, way)


def test_an_opinion_is_asked_and_recorded_by_the_steps_that_wait_for_it():
    home = office()
    inside = (
        step("nhan", role="handle", hours="1", operation="take-up")
        + step("hoi", role="handle", hours="1", operation="ask-opinion")
        + '<intermediateCatchEvent id="cho" name="Sở trả lời"><extensionElements>'
        + '<m:step operation="record-opinion"/></extensionElements><messageEventDefinition/>'
        + "</intermediateCatchEvent>"
        + step("trinh", role="handle", hours="1", operation="propose")
        + chain("s", "nhan", "hoi", "cho", "trinh", "e")
    )
    published(inside, of=home.unit)
    dossier = home.taken_up()
    question = Question(agency="Sở Tư pháp", question="Có đủ không?", by=NEXT_DAY.date() + timedelta(days=3))

    dossiers.ask_opinion(code=dossier.code, officer=home.officer, question=question, at=LATER)
    assert here(dossier) == ["cho"]
    dossiers.record_opinion(code=dossier.code, officer=home.officer, answer="Đủ", at=LATER)

    assert here(dossier) == ["trinh"]


def test_the_heir_of_a_unit_takes_over_its_open_work(home):
    dossier = home.taken_up()
    heir = unit("H21.999", name="Xã mới")
    Succession.objects.create(old=home.unit, new=heir, on=MONDAY.date(), citation="Nghị quyết 1")

    assert succession.pass_all_on(at=NEXT_DAY) == 1

    assert Task.objects.open().get(course__dossier=dossier).unit == heir


def test_what_runs_beside_a_step_stays_when_an_act_goes_past_it():
    home = office()
    inside = (
        step("nhan", role="handle", hours="1", operation="take-up")
        + gateway("g", "parallel") + gateway("j", "parallel")
        + step("a", role="handle", hours="1") + step("b", role="handle", hours="1")
        + step("trinh", role="handle", hours="1", operation="propose")
        + step("ky", role="sign", hours="1", operation="sign")
        + chain("s", "nhan", "g", "a", "trinh", "j", "ky", "e") + chain("g", "b", "j")
    )  # fmt: skip
    published(inside, of=home.unit)

    dossier = home.proposed()
    assert here(dossier) == ["b"]
    dossier = home_sign(home, dossier)

    assert here(dossier) == []
    assert course_of(dossier).ended_at == MONDAY


def home_sign(home: Office, dossier) -> Dossier:
    dossiers.agree(code=dossier.code, head=home.head, at=MONDAY)
    return dossiers.sign(code=dossier.code, signer=home.signer, at=MONDAY)


STUCK = (
    step("nhan", role="handle", hours="1", operation="take-up")
    + gateway("g", "parallel") + gateway("j", "parallel") + gateway("x", default="x-a") + gateway("m")
    + step("a", "Bước A", role="handle", hours="1") + step("b", "Bước B", role="handle", hours="1")
    + step("trinh", role="handle", hours="1", operation="propose")
    + chain("s", "nhan", "g", "x", "a", "m", "j", "e")
    + flow("x", "trinh", 'content == "không"') + chain("trinh", "m") + chain("g", "b", "j")
)  # fmt: skip
"""The proposal stands on a branch that was not taken, while other work runs beside."""


def test_a_course_that_cannot_follow_is_stuck_and_the_act_is_done():
    home = office()
    published(STUCK, of=home.unit)

    dossier = home.proposed()

    course = course_of(dossier)
    assert dossier.stage == "review"
    assert "“trinh”" in course.stuck_because
    assert Act.objects.filter(subject=course.subject).latest("number").verb == "course.stuck"
    assert list(stuck_for(home.officer)) == [course]
    assert not stuck_for(posting(unit("H21.998"), Duty.HANDLE, name="Người Khác")).exists()


@pytest.mark.parametrize("failing", ["restore", "start"])
def test_no_fault_of_the_process_not_even_of_the_database_undoes_an_act(home, monkeypatch, failing):
    def broken(*_given, **_more):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
            cursor.fetchone()

    target = "motcua.workflow.engine.Plan." + failing
    with monkeypatch.context() as patched:
        patched.setattr(target, broken)
        dossier = home.accepted() if failing == "restore" else home.filed()

    course = course_of(dossier)
    assert (dossier.state, course.ended_at) == (2 if failing == "restore" else 1, None)
    assert "lỗi ngoài dự kiến" in course.stuck_because


def test_a_stuck_course_still_ends_with_its_dossier():
    home = office()
    published(STUCK, of=home.unit)
    dossier = home.proposed()

    dossiers.withdraw(code=dossier.code, viewer=home.citizen, reason="Đổi ý", at=LATER)

    assert course_of(dossier).ended_by == "withdraw"


def test_a_dossier_without_a_process_costs_one_look_up_at_most(django_assert_num_queries, monkeypatch):
    home = office()
    dossier = home.accepted()
    asked = []
    monkeypatch.setattr("motcua.workflow.queries._said", lambda statement, pk: asked.append(statement))

    dossiers.take_up(code=dossier.code, officer=home.officer, at=LATER)

    assert len(asked) == 1


def test_the_run_is_not_read_for_an_act_the_process_does_not_wait_for(home, monkeypatch):
    dossier = home.taken_up()
    monkeypatch.setattr(Run, "waiting", None)
    question = Question(agency="Sở Tư pháp", question="Có đủ không?", by=NEXT_DAY.date() + timedelta(days=3))

    dossiers.ask_opinion(code=dossier.code, officer=home.officer, question=question, at=LATER)

    assert here(dossier) == ["xem"]


def test_a_refusal_proposed_is_followed_like_any_proposal(home):
    assert here(home.proposed(decision=Decision.REFUSE)) == ["duyet"]
