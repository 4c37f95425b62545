"""Documents come in: numbered without gaps, seen to by somebody, in time or late."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from motcua.journal.models import Act, Reading
from motcua.journal.queries import broken_at
from motcua.notices.models import Notice
from motcua.orgs.models import Duty
from motcua.workfiles import operations as work
from motcua.workfiles.errors import (
    AlreadyDone,
    DocumentNotFound,
    DueBeforeToday,
    HandlerElsewhere,
    NotAssigned,
    NotYourTask,
    SayWhatItIs,
)
from motcua.workfiles.models import Incoming
from motcua.workfiles.queries import file_of, files_of, incoming_list, lines_of, read_incoming
from motcua.workfiles.states import FollowUp
from tests import factories as make
from tests.workfiles.factory import ON_IT, desk, upload

AT_ONCE = 8


@pytest.fixture
def here(db):
    return desk()


@pytest.mark.django_db(transaction=True)
def test_clerks_who_take_numbers_at_once_get_each_its_own_and_leave_no_gap():
    here = desk()
    clerks = [here.clerk, make.posting(here.unit, Duty.SEAL, name="Văn Thư Hai")]
    together = Barrier(AT_ONCE)

    def register(place):
        together.wait()
        try:
            with transaction.atomic():
                made = work.register(
                    unit=here.unit, on_it=ON_IT, clerk=clerks[place % 2], at=make.MONDAY
                ).number
                if place == 3:  # this one's scan fails: its number is the next one's
                    raise ZeroDivisionError
                return made
        except ZeroDivisionError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = [number for number in pool.map(register, range(AT_ONCE)) if number]

    assert sorted(given) == list(range(1, AT_ONCE))


def test_numbers_run_on_in_the_year_and_begin_anew_the_next(here):
    numbers = [here.incoming(at).number for at in (make.MONDAY, make.MONDAY, make.MONDAY + timedelta(366))]

    assert numbers == [1, 2, 1]


def test_each_unit_has_its_own_book(here):
    here.incoming()

    other = work.register(unit=here.other, on_it=ON_IT, clerk=here.other_clerk, at=make.MONDAY)

    assert other.number == 1


def test_the_scan_is_kept_with_it_and_the_act_names_it(here):
    document = here.incoming(files=[upload(make.PNG, "công văn.png")])

    act = Act.objects.get(subject=document.subject)
    assert [paper.file_name for paper in files_of(document)] == ["công văn.png"]
    assert act.data["files"] == [files_of(document)[0].file_id]
    assert broken_at(document.subject) is None


@pytest.mark.parametrize("said", [replace(ON_IT, origin=" "), replace(ON_IT, title="")])
def test_what_it_is_must_be_said(here, said):
    with pytest.raises(SayWhatItIs):
        work.register(unit=here.unit, on_it=said, clerk=here.clerk, at=make.MONDAY)


def test_only_who_keeps_the_books_gives_numbers(here):
    with pytest.raises(NotYourTask):
        work.register(unit=here.unit, on_it=ON_IT, clerk=here.author, at=make.MONDAY)
    with pytest.raises(NotYourTask):
        work.register(unit=here.unit, on_it=ON_IT, clerk=here.other_clerk, at=make.MONDAY)


def instructed(here, due_on=date(2026, 3, 11)):
    return work.instruct(
        document_id=here.incoming().pk, leader=here.leader, instruction="Anh Soạn tham mưu trả lời",
        handler=here.officer(here.author), due_on=due_on, at=make.MONDAY,
    )  # fmt: skip


def test_the_leader_says_who_sees_to_it_and_they_are_told(here):
    document = instructed(here)

    told = Notice.objects.get(recipient=f"user:{here.author.actor.user_id}")
    assert document.state == FollowUp.ASSIGNED
    assert list(incoming_list(here.author, mine=True)) == [document]
    assert str(document.pk) in told.link


def test_a_day_off_means_the_end_of_the_next_working_day(here):
    document = instructed(here, due_on=date(2026, 3, 14))  # a Saturday

    assert document.due_at.date() == date(2026, 3, 16)


def test_it_is_late_by_the_calendar_of_the_unit(here):
    document = instructed(here)

    before, after = (lines_of([document], now=make.MONDAY + timedelta(days=days))[0] for days in (1, 5))
    assert (before.late, before.days_left) == (False, 1)
    assert (after.late, after.days_left) == (True, -2)  # Thursday and Friday


def test_work_is_given_only_to_who_works_there_and_not_for_yesterday(here):
    document = here.incoming()
    said = {"leader": here.leader, "instruction": "Xử lý", "at": make.MONDAY, "document_id": document.pk}

    with pytest.raises(HandlerElsewhere):
        work.instruct(handler=here.officer(here.other_clerk), due_on=None, **said)
    with pytest.raises(DueBeforeToday):
        work.instruct(handler=here.officer(here.author), due_on=date(2026, 3, 6), **said)
    with pytest.raises(NotYourTask):
        work.instruct(handler=here.officer(here.author), due_on=None, **{**said, "leader": here.author})


def test_who_sees_to_it_says_what_came_of_it_once(here):
    document = instructed(here)

    done = work.finish(document_id=document.pk, officer=here.author, outcome="Đã trả lời", at=make.MONDAY)

    assert done.state == FollowUp.DONE
    with pytest.raises(AlreadyDone):
        work.finish(document_id=document.pk, officer=here.author, outcome="Nữa", at=make.MONDAY)


def test_nobody_finishes_what_was_given_to_nobody_or_to_another(here):
    with pytest.raises(NotAssigned):
        work.finish(document_id=here.incoming().pk, officer=here.author, outcome="Xong", at=make.MONDAY)
    with pytest.raises(NotYourTask):
        work.finish(document_id=instructed(here).pk, officer=here.clerk, outcome="Xong", at=make.MONDAY)


def test_another_unit_and_an_administrator_see_nothing(here):
    document = here.incoming(files=[upload(make.PNG, "a.png")])
    paper = files_of(document)[0]
    admin = make.posting(here.unit, Duty.ADMINISTER, Duty.ASK, name="Quản trị")

    for viewer in (here.other_clerk, admin):
        assert list(Incoming.objects.visible_to(viewer)) == []
        with pytest.raises(DocumentNotFound):
            read_incoming(viewer, document.pk, at=make.MONDAY)
        with pytest.raises(DocumentNotFound):
            file_of(viewer, paper.pk, at=make.MONDAY)


def test_opening_it_and_its_file_is_noted(here):
    document = here.incoming(files=[upload(make.PNG, "a.png")])

    read_incoming(here.author, document.pk, at=make.MONDAY)
    file_of(here.author, files_of(document)[0].pk, at=make.MONDAY)

    assert [r.what.split()[0] for r in Reading.objects.order_by("pk")] == ["incoming", "file"]


def test_words_find_it_with_or_without_tone_marks(here):
    document = here.incoming()

    assert list(incoming_list(here.author, q="quy hoach bxd")) == [document]
    assert list(incoming_list(here.author, q="khai sinh")) == []
