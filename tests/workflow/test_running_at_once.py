"""Of several who do the same step in the same second one does it; the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.journal.models import Act
from motcua.orgs.models import Duty
from motcua.workflow.errors import NotWaiting
from motcua.workflow.models import Task
from motcua.workflow.operations import complete_task
from tests.factories import MONDAY, office, posting
from tests.workflow.makers import chain, gateway, step
from tests.workflow.offices import course_of, published

ROUNDS = 10


@pytest.mark.django_db(transaction=True)
def test_of_three_who_do_a_step_at_once_one_does_it_and_nothing_is_doubled():
    home = office()
    who = [
        home.officer,
        *(posting(home.unit, Duty.HANDLE, name=name) for name in ("Rơ Mah Lan", "Hồ Văn Tư")),
    ]
    ids = [f"t{number}" for number in range(ROUNDS)]
    published(
        "".join(step(own, role="handle", hours="1") for own in ids) + chain("s", *ids, "e"), of=home.unit
    )
    course = course_of(home.accepted())

    for own in ids:
        task = course.tasks.open().get(node=own)
        refused = f"Quy trình không chờ ở bước “{own}”: có thể ai đó vừa làm xong, hoặc chưa tới lượt."
        assert sorted(done_at_once(task, who)) == [refused, refused, "done"]

    course.refresh_from_db()
    assert course.ended_at == MONDAY
    assert Task.objects.count() == ROUNDS
    assert Act.objects.filter(subject=course.subject, verb="course.step-done").count() == ROUNDS


def done_at_once(task, who) -> list[str]:
    together = Barrier(len(who))

    def do(officer) -> str:
        together.wait()
        try:
            complete_task(task_id=task.pk, officer=officer, at=MONDAY)
        except NotWaiting as refusal:
            return str(refusal)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(who)) as pool:
        return list(pool.map(do, who))


@pytest.mark.django_db(transaction=True)
def test_two_branches_done_at_once_are_both_done_and_joined_once():
    home = office()
    colleague = posting(home.unit, Duty.HANDLE, name="Rơ Mah Lan")
    inside = gateway("g", "parallel") + gateway("j", "parallel")
    inside += "".join(step(own, role="handle", hours="1") for own in "abc")
    inside += chain("s", "g", "a", "j", "c", "e") + chain("g", "b", "j")
    published(inside, of=home.unit)
    course = course_of(home.accepted())
    work = [(course.tasks.get(node="a"), home.officer), (course.tasks.get(node="b"), colleague)]
    together = Barrier(2)

    def do(pair) -> None:
        together.wait()
        try:
            complete_task(task_id=pair[0].pk, officer=pair[1], at=MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(do, work))

    assert list(course.tasks.open().values_list("token", flat=True)) == ["c"]
