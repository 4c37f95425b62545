"""Every part has a clock of its own; the whole has one day: that of the latest part."""

from datetime import datetime, timedelta

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.operations.completing import supplement
from motcua.dossiers.operations.handing_in import Handed
from motcua.dossiers.states import State
from motcua.interlinked.prospects import Why
from motcua.interlinked.queries import beside, track, whole
from motcua.kernel.legal_time import VIETNAM
from motcua.notices.models import Notice
from tests import factories as make
from tests.interlinked.world import dossier_of, news_of, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return world()


def hanoi(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


def test_before_anything_is_received_the_one_day_is_reckoned_ahead_part_by_part(here):
    filing = here.file(hanoi(9, 9))

    found = whole(filing, now=hanoi(9, 9))

    assert [line.prospect.why for line in found.lines] == [Why.FROM_FILING, Why.AFTER, Why.AFTER]
    assert [line.prospect.at for line in found.lines] == [hanoi(10, 17), hanoi(12, 17), hanoi(12, 17)]
    assert (found.result_day, found.appointed) == (hanoi(12, 17), False)


def test_a_term_that_has_not_begun_does_not_lie_in_the_past(here):
    filing = here.file(hanoi(9, 9))

    found = whole(filing, now=hanoi(16, 9))

    assert found.lines[0].prospect.at == hanoi(17, 17)


def test_the_term_of_a_part_is_that_of_the_group_and_begins_with_its_reception(here):
    filing = here.born(hanoi(9, 9))  # signed at 10:00
    residence, card = dossier_of(filing, "residence"), dossier_of(filing, "insurance")

    here.police.receive(residence, hanoi(10, 8, 30))
    here.insurance.receive(card, hanoi(9, 14))

    found = whole(filing, now=hanoi(10, 9))
    assert dossier_of(filing, "residence").due_at == hanoi(12, 17)
    assert dossier_of(filing, "insurance").due_at == hanoi(11, 17)
    assert (found.result_day, found.appointed) == (hanoi(12, 17), True)


def test_one_part_asked_for_more_leaves_the_clock_of_the_others(here):
    filing = here.born(hanoi(9, 9))
    residence, card = dossier_of(filing, "residence"), dossier_of(filing, "insurance")
    here.police.receive(residence, hanoi(9, 11))
    here.insurance.receive(card, hanoi(9, 11))

    dossiers.ask_for_supplement(
        code=residence.code, officer=here.police.officer, items=["Hợp đồng thuê"], reason="Thiếu",
        at=hanoi(9, 15),
    )  # fmt: skip

    found = whole(filing, now=hanoi(9, 16))
    assert dossier_of(filing, "insurance").due_at == hanoi(11, 17)
    assert (found.lines[1].prospect.why, found.result_day) == (Why.ASKED, None)


def test_completed_the_part_is_counted_anew_and_the_one_day_is_there_again(here):
    filing = here.born(hanoi(9, 9))
    residence, card = dossier_of(filing, "residence"), dossier_of(filing, "insurance")
    here.police.receive(residence, hanoi(9, 11))
    here.insurance.receive(card, hanoi(9, 11))
    dossiers.ask_for_supplement(
        code=residence.code, officer=here.police.officer, items=["Hợp đồng thuê"], reason="Thiếu",
        at=hanoi(9, 15),
    )  # fmt: skip
    paper = make.paper(f"person:{here.citizen.person_id}", key="hop-dong")
    supplement(
        code=residence.code, viewer=here.citizen, at=hanoi(11, 9), answers={},
        papers=[Handed(key="hop-dong", title="Hợp đồng thuê", paper_id=paper.pk, item=1)],
    )  # fmt: skip

    here.police.receive(residence, hanoi(11, 14))

    assert whole(filing, now=hanoi(11, 15)).result_day == hanoi(13, 17)


def test_with_all_results_nothing_is_left_to_wait_for(here):
    filing = here.born(hanoi(9, 9))
    for key, agency in (("residence", here.police), ("insurance", here.insurance)):
        dossier = dossier_of(filing, key)
        agency.receive(dossier, hanoi(9, 11))
        agency.decide(dossier, hanoi(10, 9))
    news_of(filing)

    found = whole(filing, now=hanoi(10, 10))

    assert (found.given, found.over, found.result_day) == (3, True, None)


def test_a_late_part_is_named_in_the_apology_with_the_new_day_of_the_whole(here):
    filing = here.born(hanoi(9, 9))
    residence = dossier_of(filing, "residence")
    here.police.receive(residence, hanoi(9, 11))
    here.police.take_up(residence, hanoi(9, 12))
    new_due = hanoi(16, 17)
    dossiers.propose_extension(
        code=residence.code, officer=here.police.officer, reason="Xác minh chỗ ở", new_due_on=new_due.date(),
        at=hanoi(10, 9),
    )  # fmt: skip

    dossiers.sign_extension(code=residence.code, signer=here.police.signer, at=hanoi(10, 10))
    news_of(filing)

    told = Notice.objects.get(title__contains="trễ hẹn")
    assert "Đăng ký thường trú" in told.title
    assert "Công an xã Chư Prông" in told.body
    assert "17:00 ngày 16/03/2026" in told.body


def test_an_office_sees_whose_the_other_parts_are_and_how_far_but_nothing_in_them(here):
    filing = here.born(hanoi(9, 9))

    seen = beside(dossier_of(filing, "residence"))

    assert seen is not None
    assert (seen.code, seen.place, len(seen.parts)) == (filing.code, 2, 3)
    assert [other.unit for other in seen.parts] == [
        a.unit.name for a in (here.commune, here.police, here.insurance)
    ]
    others = [other.part.dossier for other in seen.parts if other.part.dossier]
    assert {"answers", "applicant", "person_id"} <= others[0].get_deferred_fields()


def test_whoever_has_the_code_sees_how_many_parts_are_done_and_by_when(here):
    filing = here.born(hanoi(9, 9))

    found = track(filing.code.lower(), now=hanoi(9, 11))

    assert found is not None
    assert (found.done, found.parts) == (1, 3)
    assert track("H21.117.MC-260309-0999", now=hanoi(9, 11)) is None


def test_a_change_of_the_calendar_reckons_with_the_term_of_the_group(here):
    from motcua.dossiers.operations.recomputing import CalendarChange, recompute
    from motcua.orgs.models import CalendarDecision

    filing = here.born(hanoi(9, 9))
    here.police.receive(dossier_of(filing, "residence"), hanoi(9, 11))
    day = hanoi(10, 0).date()
    CalendarDecision.objects.create(unit=None, on=day, working=False, reason="Bão", citation="QĐ")

    moved = recompute(CalendarChange(None, day, day + timedelta(days=1), "Bão", "QĐ"), at=hanoi(9, 12))

    assert (moved, dossier_of(filing, "residence").due_at) == (1, hanoi(12, 17))
    assert dossier_of(filing, "residence").state == State.RECEIVED


def test_a_part_that_others_wait_for_says_so(here):
    filing = here.file(hanoi(9, 9))

    found = whole(filing, now=hanoi(9, 9))

    assert found.lines[0].holds_up == ("Đăng ký thường trú", "Thẻ bảo hiểm y tế")
    assert found.lines[1].holds_up == ()
