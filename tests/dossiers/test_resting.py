"""What rests is reminded a few times, its deletion announced, and only then carried out."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError

from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Confirmation, Draft
from motcua.dossiers.operations import resting
from motcua.dossiers.operations.resting import look_after_drafts, remind_co_declarants
from motcua.dossiers.tasks import look_after_drafts as nightly
from motcua.journal.models import Act
from motcua.notices.models import Notice
from motcua.papers.models import Paper
from tests import factories as make
from tests.co_declarants import pair_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return pair_of()


def day(number: int) -> datetime:
    return make.MONDAY + timedelta(days=number)


def told(pair, beginning: str) -> int:
    return Notice.objects.filter(
        recipient=f"person:{pair.office.citizen.person_id}", title__startswith=beginning
    ).count()


def test_the_owner_is_reminded_twice_then_told_the_day_and_the_draft_goes_only_then(pair):
    done = {number: look_after_drafts(at=day(number)) for number in (6, 7, 8, 14, 21, 22, 50)}

    draft = pair.now()
    assert done == {6: {}, 7: {"remind": 1}, 8: {}, 14: {"remind": 1}, 21: {"announce": 1}, 22: {}, 50: {}}
    assert draft.delete_on == day(51).date()
    assert told(pair, "Bạn chưa nộp hồ sơ") == 2
    assert told(pair, "Bản nháp sẽ bị xóa ngày 29/04/2026") == 1
    assert look_after_drafts(at=day(51)) == {"delete": 1}
    assert not Draft.objects.exists()
    assert told(pair, "Bản nháp đã bị xóa") == 1
    assert Paper.objects.get().attached_to == ""
    verbs = Act.objects.filter(subject=draft.subject).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["draft.remind", "draft.remind", "draft.announce", "draft.discard"]


def test_whoever_works_on_it_or_keeps_it_starts_the_rest_anew(pair):
    for number in (7, 14, 21):
        look_after_drafts(at=day(number))

    dossiers.keep_draft(draft_id=pair.draft.pk, citizen=pair.office.citizen, at=day(50))

    assert pair.now().delete_on is None
    assert look_after_drafts(at=day(52)) == {}
    assert look_after_drafts(at=day(57)) == {"remind": 1}


def test_a_filed_one_is_left_alone(pair):
    pair.confirm(pair.invite())
    pair.file()

    assert look_after_drafts(at=day(400)) == {}


def test_after_a_long_outage_nothing_is_skipped(pair):
    assert look_after_drafts(at=day(300)) == {"remind": 1}
    assert look_after_drafts(at=day(300)) == {}


def test_the_database_deletes_no_date_unannounced(pair):
    draft = pair.now()
    draft.delete_on = day(1).date()

    with pytest.raises(IntegrityError, match="draft_not_deleted_unannounced"):
        draft.save()


def test_who_was_asked_to_confirm_a_deleted_draft_is_told(pair):
    pair.invite()

    for number in (7, 14, 21, 51):
        look_after_drafts(at=day(number))

    assert Notice.objects.filter(
        recipient=f"person:{pair.other.person_id}", title__contains="đã bị xóa"
    ).exists()
    assert not Confirmation.objects.exists()


def test_a_co_declarant_who_does_not_answer_is_reminded_twice_then_the_declarant_is_told(pair):
    pair.invite()

    done = {number: remind_co_declarants(at=day(number)) for number in (2, 3, 4, 6, 9)}

    assert done == {2: {}, 3: {"remind": 1}, 4: {}, 6: {"remind": 1}, 9: {"announce": 1}}
    reminders = Notice.objects.filter(
        recipient=f"person:{pair.other.person_id}", title__startswith="Nhắc lại"
    )
    assert reminders.count() == 2
    assert told(pair, "Ksor H Lan chưa trả lời") == 1


def test_who_answered_is_not_reminded(pair):
    pair.confirm(pair.invite())

    assert remind_co_declarants(at=day(30)) == {}


def test_one_that_cannot_be_looked_after_leaves_no_other_alone(pair, monkeypatch):
    office = pair.office
    dossiers.start_draft(version=office.version, citizen=office.citizen, unit=office.unit, at=make.MONDAY)
    tell = resting._tell

    def fail_once(draft: Draft, *more: Any) -> None:
        if draft.pk == pair.draft.pk:
            raise RuntimeError
        tell(draft, *more)

    monkeypatch.setattr(resting, "_tell", fail_once)

    assert look_after_drafts(at=day(7)) == {"remind": 1}
    assert pair.now().reminders == 0


def test_the_nightly_work_does_both(pair):
    pair.invite()

    with time_machine.travel(day(8), tick=False):
        nightly(0)
        nightly(0)

    assert told(pair, "Bạn chưa nộp hồ sơ") == 1
    assert Confirmation.objects.get().reminders == 1
