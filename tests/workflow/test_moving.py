"""Dossiers under way go on by another version once it was tried; a course that is stuck is set right."""

from decimal import Decimal

import pytest

from motcua.dossiers.errors import NotYourDuty, SayWhy
from motcua.journal.models import Act
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Duty
from motcua.workflow.errors import CourseNotFound, NoWayTo
from motcua.workflow.models import Course, Task
from motcua.workflow.moving import try_move
from motcua.workflow.operations import (
    claim_task,
    complete_task,
    move_courses,
    publish_process,
    set_right,
)
from tests.factories import MONDAY, Office, office, posting
from tests.workflow.makers import chain, gateway, step
from tests.workflow.offices import ROW, course_of, draft, published
from tests.workflow.test_following import LATER, STUCK, here

pytestmark = pytest.mark.django_db
DAY = LATER.date()

NEXT = (
    step("nhan", "Tiếp nhận", role="handle", hours="2", operation="take-up")
    + step("xm", "Xác minh", role="handle", hours="4")
    + step("t2", "Trình dự thảo", role="handle", hours="10", operation="propose")
    + step("duyet", "Ký nháy", role="review", hours="4", operation="agree")
    + chain("s", "nhan", "xm", "t2", "duyet", "e")
)


@pytest.fixture
def home() -> Office:
    return office()


def chief(home: Office):
    return posting(home.unit, Duty.ADMINISTER, name="Ksor Trưởng")


def replaced(home: Office, inside: str):
    drafted = draft(inside, of=home.unit, at=LATER)
    return publish_process(version_id=drafted.pk, by=posting(home.unit, Duty.ADMINISTER), at=LATER)


def test_what_moving_would_do_is_tried_and_nothing_changes(home):
    published(ROW, of=home.unit)
    dossier = home.taken_up()
    new = replaced(home, NEXT)
    before = course_of(dossier).state

    (trial,) = try_move(version=new, on=DAY)

    assert (trial.code, trial.becomes, trial.why_not) == (
        dossier.code,
        (("Trình dự thảo", "Trình dự thảo"),),
        "",
    )
    assert (course_of(dossier).state, course_of(dossier).version_id) != (before, new.pk)


def test_open_work_goes_on_as_what_it_has_become(home):
    published(ROW, of=home.unit)
    dossier = home.taken_up()
    work = Task.objects.open().get()
    claim_task(task_id=work.pk, officer=home.officer, at=MONDAY)
    new = replaced(home, NEXT)

    move_courses(version_id=new.pk, mapping=None, by=chief(home), at=LATER)

    moved = Task.objects.open().get()
    assert (moved.pk, moved.node, moved.claimed_by_id) == (work.pk, "t2", home.officer.officer_id)
    assert (moved.opened_at, moved.hours) == (work.opened_at, Decimal(10))
    course = course_of(dossier)
    assert course.version == new
    assert Act.objects.filter(subject=course.subject, verb="course.moved").exists()
    assert try_move(version=new, on=DAY) == ()


def test_what_cannot_move_says_why_and_stays_the_others_move(home):
    published(ROW, of=home.unit)
    first, second = home.accepted(), home.taken_up()
    new = replaced(home, NEXT.replace('id="nhan" name="Tiếp nhận"', 'id="n" name="Nhận"').replace(
        'sourceRef="nhan"', 'sourceRef="n"').replace('targetRef="nhan"', 'targetRef="n"').replace(
        'operation="take-up"', ""))  # fmt: skip

    found = {each.code: each for each in move_courses(
        version_id=new.pk, mapping={"nhan": "nothing"}, by=chief(home), at=LATER)}  # fmt: skip

    assert "“Tiếp nhận”" in found[first.code].why_not
    assert (found[second.code].why_not, course_of(second).version) == ("", new)
    assert course_of(first).version != new


def test_a_mapping_given_by_hand_wins_over_the_guess(home):
    published(ROW, of=home.unit)
    dossier = home.taken_up()
    new = replaced(home, NEXT)

    move_courses(version_id=new.pk, mapping={"trinh": "xm"}, by=chief(home), at=LATER)

    assert here(dossier) == ["xm"]


SIDES = (
    step("nhan", role="handle", hours="1", operation="take-up")
    + gateway("g", "parallel") + gateway("j", "parallel")
    + step("a", "Việc A", role="handle", hours="1") + step("b", "Việc B", role="handle", hours="1")
    + step("c", "Việc C", role="handle", hours="1")
    + chain("s", "nhan", "g", "a", "j", "c", "e") + chain("g", "b", "j")
)  # fmt: skip


def test_a_branch_that_is_done_stays_done_in_the_other_version(home):
    published(SIDES, of=home.unit)
    dossier = home.taken_up()
    complete_task(task_id=Task.objects.open().get(node="b").pk, officer=home.officer, at=LATER)
    new = replaced(home, SIDES.replace("Việc A", "Việc A mới"))

    move_courses(version_id=new.pk, mapping=None, by=chief(home), at=LATER)
    assert here(dossier) == ["a"]
    complete_task(task_id=Task.objects.open().get(node="a").pk, officer=home.officer, at=LATER)

    assert here(dossier) == ["c"]


def test_who_does_not_administer_the_process_moves_nothing(home):
    published(ROW, of=home.unit)
    home.taken_up()
    new = replaced(home, NEXT)

    with pytest.raises(NotAdministrator):
        move_courses(version_id=new.pk, mapping=None, by=home.head, at=LATER)


def stuck(home: Office) -> Course:
    published(STUCK, of=home.unit)
    return course_of(home.proposed())


def test_the_head_sets_a_stuck_course_right(home):
    course = stuck(home)

    set_right(
        dossier_id=course.dossier_id, nodes=["trinh", "b"], officer=home.head, reason="Đã trình", at=LATER
    )

    course.refresh_from_db()
    assert (course.stuck_because, sorted(here(course.dossier))) == ("", ["b", "trinh"])
    act = Act.objects.get(subject=course.subject, verb="course.set-right")
    assert act.data["reason"] == "Đã trình"


def test_a_course_whose_state_is_lost_is_set_right_too(home):
    course = stuck(home)
    Course.objects.filter(pk=course.pk).update(state="{}")

    set_right(dossier_id=course.dossier_id, nodes=["a", "b"], officer=home.head, reason="Làm lại", at=LATER)

    assert sorted(here(course.dossier)) == ["a", "b"]


def test_setting_right_has_its_limits(home):
    course = stuck(home)
    own = course.dossier_id

    with pytest.raises(NoWayTo):  # the other branch would be waited for for ever
        set_right(dossier_id=own, nodes=["a"], officer=home.head, reason="x", at=LATER)
    with pytest.raises(SayWhy):
        set_right(dossier_id=own, nodes=["a", "b"], officer=home.head, reason=" ", at=LATER)
    with pytest.raises(NotYourDuty):
        set_right(dossier_id=own, nodes=["a", "b"], officer=home.officer, reason="x", at=LATER)
    with pytest.raises(CourseNotFound):
        set_right(
            dossier_id=own,
            nodes=["a", "b"],
            officer=office("H21.118", "064190001299").head,
            reason="x",
            at=LATER,
        )
