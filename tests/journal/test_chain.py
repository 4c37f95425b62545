import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.journal.models import Act
from motcua.journal.queries import broken_at
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db

ACTOR = Actor(user_id=None, name="Siu Blơk")


def record(number: int = 1) -> Act:
    with transaction.atomic():
        journal.record("test.done", subject="test:1", actor=ACTOR, at=MONDAY, opens=number == 1, n=number)
    return Act.objects.get(subject="test:1", number=number)


def test_each_act_holds_the_hash_of_the_act_before():
    first, second = record(1), record(2)

    assert second.previous == first.hash
    assert broken_at("test:1") is None


def test_many_acts_at_once_continue_each_chain():
    record(1)
    with transaction.atomic():
        for subjects in (("test:1", "test:2"), ("test:2",)):
            acts = {subject: {"n": 1, "why": "bão số 4"} for subject in subjects}
            journal.record_many("test.moved", acts=acts, actor=ACTOR, at=MONDAY)

    numbers = Act.objects.values_list("subject", "number").order_by("subject", "number")
    assert list(numbers) == [("test:1", 1), ("test:1", 2), ("test:2", 1), ("test:2", 2)]
    assert broken_at("test:1") is None
    assert broken_at("test:2") is None


def test_many_acts_are_each_followed():
    before = ProcrastinateJob.objects.filter(task_name="journal.follow").count()

    with transaction.atomic():
        acts: dict[str, dict[str, str]] = {f"test:{number}": {} for number in range(3)}
        journal.record_many("test.moved", acts=acts, actor=ACTOR, at=MONDAY)

    assert ProcrastinateJob.objects.filter(task_name="journal.follow").count() == before + 3


def test_an_act_changed_behind_our_back_shows():
    record(1)
    record(2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_act DISABLE TRIGGER act_append_only")
        cursor.execute("UPDATE journal_act SET data = '{\"n\": 9}' WHERE number = 1")
        cursor.execute("ALTER TABLE journal_act ENABLE TRIGGER act_append_only")

    assert broken_at("test:1") == 1


def test_an_act_removed_behind_our_back_shows():
    for number in (1, 2, 3):
        record(number)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_act DISABLE TRIGGER act_append_only")
        cursor.execute("DELETE FROM journal_act WHERE number = 2")
        cursor.execute("ALTER TABLE journal_act ENABLE TRIGGER act_append_only")

    assert broken_at("test:1") == 2


@pytest.mark.parametrize("change", [lambda a: a.delete(), lambda a: a.save(update_fields=["verb"])])
def test_the_database_refuses_to_change_or_remove_an_act(change):
    act = record()

    with pytest.raises(DatabaseError, match="append-only"):
        change(act)


def test_a_second_first_act_is_refused():
    record()

    with pytest.raises(IntegrityError, match="act_number_once_per_subject"):
        record()
