from datetime import timedelta

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.errors import DossierNotFound, NotYourDuty, SayWhy
from motcua.dossiers.holding.errors import (
    AlreadyYours,
    BegunAlready,
    HolderIsHere,
    NotAColleague,
    NotSentByYou,
    TakenUpByAnother,
)
from motcua.dossiers.holding.tasks import release_left_behind
from motcua.dossiers.lateness import measured
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import read_by_staff
from motcua.dossiers.states import State, Turn
from motcua.dossiers.timeliness import Where
from motcua.journal.models import Act
from motcua.journal.outbox import followers_of
from motcua.notices.models import Notice
from motcua.orgs.models import Appointment, Duty
from tests import factories as make

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(hours=2)


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def colleague(office):
    return make.posting(office.unit, Duty.HANDLE, name="Ksor Hà")


@pytest.fixture
def elsewhere():
    return make.posting(make.unit("H21.118"), Duty.HANDLE, Duty.REVIEW, name="Đinh Hmunh")


def leaves(posting):
    Appointment.objects.filter(officer_id=posting.officer_id).update(to_on=make.MONDAY.date())


def tell_last():
    act = Act.objects.latest("pk")
    for follow in followers_of(act.verb):
        follow(act)


def told() -> set[str]:
    return set(Notice.objects.values_list("recipient", flat=True))


def user(posting) -> str:
    return f"user:{posting.actor.user_id}"


def assign(office, dossier, to, by=None, **more):
    by = by or office.head
    return dossiers.assign(code=dossier.code, head=by, to=to.officer_id, at=LATER, **more)


def test_the_second_to_take_up_hears_who_has_it(office, colleague):
    dossier = office.taken_up()

    with pytest.raises(TakenUpByAnother, match="Trần Thị Bình đã nhận"):
        dossiers.take_up(code=dossier.code, officer=colleague, at=LATER)


def test_the_head_gives_a_dossier_and_it_is_taken_up(office, colleague):
    given = assign(office, office.accepted(), colleague)

    assert (given.turn, given.assigned_to_id) == (Turn.OFFICER, colleague.officer_id)
    assert given.state == State.IN_HANDLING


def test_the_head_gives_what_a_colleague_holds_to_another(office, colleague):
    given = assign(office, office.taken_up(), colleague, reason="Bình đi học")

    assert list(Dossier.objects.waiting_for(colleague)) == [given]
    assert not Dossier.objects.waiting_for(office.officer).exists()


def test_both_are_told_of_it(office, colleague):
    assign(office, office.taken_up(), colleague)

    tell_last()

    assert {user(colleague), user(office.officer)} <= told()


@pytest.mark.parametrize("who", ["officer", "clerk", "signer"])
def test_nobody_but_the_head_gives(office, colleague, who):
    dossier = office.taken_up()

    with pytest.raises(NotYourDuty):
        assign(office, dossier, colleague, by=getattr(office, who))


def test_the_head_of_another_unit_sees_nothing_to_give(office, colleague, elsewhere):
    dossier = office.taken_up()

    with pytest.raises(DossierNotFound):
        assign(office, dossier, colleague, by=elsewhere)


def test_it_is_given_to_nobody_outside_the_unit(office, elsewhere):
    dossier = office.taken_up()

    for to in (elsewhere, office.signer, office.clerk, office.officer):
        with pytest.raises(NotAColleague):
            assign(office, dossier, to)


def test_who_is_at_work_keeps_their_dossier(office, colleague):
    dossier = office.taken_up()

    with pytest.raises(HolderIsHere, match="Trần Thị Bình đang làm việc"):
        dossiers.take_over(code=dossier.code, officer=colleague, reason="Nhanh hơn", at=LATER)


def test_what_somebody_left_is_taken_over_with_a_reason(office, colleague):
    dossier = office.taken_up()
    leaves(office.officer)

    with pytest.raises(SayWhy):
        dossiers.take_over(code=dossier.code, officer=colleague, reason=" ", at=LATER)
    taken = dossiers.take_over(code=dossier.code, officer=colleague, reason="Bình chuyển đi", at=LATER)
    tell_last()

    assert taken.assigned_to_id == colleague.officer_id
    assert {user(office.officer), user(office.head)} <= told()


def test_one_does_not_take_over_from_oneself_or_from_another_unit(office, elsewhere):
    dossier = office.taken_up()

    with pytest.raises(AlreadyYours):
        dossiers.take_over(code=dossier.code, officer=office.officer, reason="x", at=LATER)
    with pytest.raises(DossierNotFound):
        dossiers.take_over(code=dossier.code, officer=elsewhere, reason="x", at=LATER)


def test_what_an_officer_left_behind_goes_back_to_the_unit_once(office, colleague):
    dossier = office.taken_up()
    leaves(office.officer)

    assert [release_left_behind(at=LATER), release_left_behind(at=LATER)] == [1, 0]

    assert list(Dossier.objects.waiting_for(colleague)) == [dossier]
    taken = dossiers.take_up(code=dossier.code, officer=colleague, at=LATER)
    assert taken.assigned_to_id == colleague.officer_id


def test_the_head_is_told_what_was_left_behind(office):
    office.taken_up()
    leaves(office.officer)
    release_left_behind(at=LATER)

    tell_last()

    assert told() == {user(office.head)}


def test_nothing_is_released_while_its_holder_works_or_it_is_with_others(office):
    office.taken_up()
    proposed = office.proposed()
    assert release_left_behind(at=LATER) == 0
    leaves(office.officer)

    assert release_left_behind(at=LATER) == 1

    assert Dossier.objects.get(pk=proposed.pk).assigned_to_id == office.officer.officer_id


def test_what_was_proposed_is_pulled_back_before_anybody_looks(office):
    dossier = office.proposed()

    pulled = dossiers.pull_back(code=dossier.code, officer=office.officer, reason="Sai số", at=LATER)

    assert (pulled.turn, pulled.assigned_to_id) == (Turn.OFFICER, office.officer.officer_id)
    assert pulled.proposal is not None


def test_once_the_head_has_opened_it_the_officer_asks_them(office):
    dossier = office.proposed()
    read_by_staff(office.head, dossier.code, at=LATER)

    with pytest.raises(BegunAlready, match="Lê Cường đã bắt đầu lúc 11:00"):
        dossiers.pull_back(code=dossier.code, officer=office.officer, at=LATER)


def test_a_colleague_who_only_reads_has_not_begun(office, colleague):
    dossier = office.proposed()
    read_by_staff(colleague, dossier.code, at=LATER)

    assert dossiers.pull_back(code=dossier.code, officer=office.officer, at=LATER).turn == Turn.OFFICER


def test_the_head_pulls_back_what_they_agreed_to_and_the_officer_does_not(office):
    dossier = office.agreed()

    with pytest.raises(NotSentByYou):
        dossiers.pull_back(code=dossier.code, officer=office.officer, at=LATER)
    pulled = dossiers.pull_back(code=dossier.code, officer=office.head, at=LATER)

    assert pulled.turn == Turn.HEAD


def test_the_time_goes_on_where_it_came_back_to(office):
    dossier = office.agreed()
    dossiers.pull_back(code=dossier.code, officer=office.head, at=LATER)

    uses = measured(Dossier.objects.get(pk=dossier.pk), now=LATER + timedelta(minutes=30)).uses

    used = {use.where: use.used for use in uses}
    assert (used[Where.REVIEW], used[Where.SIGNING]) == (timedelta(minutes=30), timedelta(hours=2))


def test_a_correction_is_pulled_back_too(office):
    dossier = office.signed()
    dossiers.report_error(code=dossier.code, viewer=office.citizen, error="Sai tên", at=make.MONDAY)
    dossiers.propose_correction(
        code=dossier.code, officer=office.officer, fields={}, note="Sửa tên", at=make.MONDAY
    )

    pulled = dossiers.pull_back(code=dossier.code, officer=office.officer, at=LATER)

    assert (pulled.state, pulled.turn) == (State.FINISHED, Turn.OFFICER)


def test_nobody_elsewhere_pulls_back(office, elsewhere):
    dossier = office.proposed()

    with pytest.raises(DossierNotFound):
        dossiers.pull_back(code=dossier.code, officer=elsewhere, at=LATER)


def test_a_proposal_pulled_back_is_proposed_again(office):
    dossier = office.proposed()
    dossiers.pull_back(code=dossier.code, officer=office.officer, at=LATER)

    again = dossiers.propose(
        code=dossier.code,
        officer=office.officer,
        decision=Decision.GRANT,
        fields=office.result_fields(),
        at=LATER,
    )

    assert again.turn == Turn.HEAD
