"""Waiting for the applicant, for money, for an agency: each rule with the numbers of its law."""

from datetime import date, timedelta

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.clocks import clock_facts, reckon
from motcua.dossiers.errors import (
    AskedOfNobody,
    MoveNotAllowed,
    OpinionAwaited,
    OpinionTermPast,
    PaidTooLittle,
    ReceiptMissing,
    SayHowMuch,
    SupplementAlreadyAsked,
    SupplementTooLate,
)
from motcua.dossiers.explaining import explained
from motcua.dossiers.models import Dossier, Letter, Wait
from motcua.dossiers.operations.waiting import Question
from motcua.dossiers.states import State
from motcua.dossiers.tasks import run_out
from motcua.journal.models import Act
from motcua.kernel.legal_time import VIETNAM, Effect
from motcua.notices.models import Notice
from motcua.orgs.models import Duty
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return make.office()


def ask(office, dossier, at=make.MONDAY):
    who = office.clerk if dossier.state == State.FILED else office.officer
    return dossiers.ask_for_supplement(code=dossier.code, officer=who, items=["Bản rõ"], reason="Mờ", at=at)


def give(office, dossier, at):
    return dossiers.supplement(code=dossier.code, viewer=office.citizen, answers={}, papers=[], at=at)


def local(moment):
    return moment.astimezone(VIETNAM)


def test_in_handling_it_is_asked_within_three_working_days_of_reception(office):
    dossier = office.taken_up()  # Monday 9 March 2026

    asked = ask(office, dossier, make.MONDAY + 3 * DAY)  # Thursday

    assert asked.waits.get().phase == "handling"


def test_on_the_fourth_working_day_it_is_too_late(office):
    dossier = office.taken_up()

    with pytest.raises(SupplementTooLate, match=r"12/03/2026 \(Điều 19 khoản 5 Nghị định 118/2025"):
        ask(office, dossier, make.MONDAY + 4 * DAY)


def test_fifteen_days_are_waited_to_the_end_of_the_last(office):
    asked = ask(office, office.filed())  # until Tuesday 24 March 2026

    assert local(asked.supplement_due_at).isoformat() == "2026-03-24T23:59:59+07:00"


def test_once_at_reception_and_once_in_handling(office):
    dossier = ask(office, office.filed())
    give(office, dossier, make.MONDAY + DAY)
    dossiers.accept(code=dossier.code, clerk=office.clerk, at=make.MONDAY + DAY)
    in_handling = ask(
        office,
        dossiers.take_up(code=dossier.code, officer=office.officer, at=make.MONDAY + DAY),
        make.MONDAY + DAY,
    )
    back = give(office, in_handling, make.MONDAY + 2 * DAY)

    with pytest.raises(SupplementAlreadyAsked, match="Điều 19 khoản 5"):
        ask(office, back, make.MONDAY + 2 * DAY)
    assert back.state == State.FILED


def test_what_was_not_completed_is_closed_once_by_the_system_and_told(office):
    dossier = ask(office, office.filed())
    late = make.MONDAY + 16 * DAY

    assert run_out(at=make.MONDAY + 14 * DAY)["closed"] == 0
    assert [run_out(at=late)["closed"], run_out(at=late)["closed"]] == [1, 0]

    dossier.refresh_from_db()
    closing = Act.objects.get(subject=dossier.subject, verb="dossier.close")
    assert (dossier.state, closing.actor_id) == (State.STOPPED, None)
    assert "Điều 9 Luật Khiếu nại" in closing.data["complaint"]
    assert Letter.objects.filter(kind=Letter.Kind.STOPPING).count() == 1


def test_the_applicant_hears_that_it_was_closed(office):
    dossier = ask(office, office.filed())
    run_out(at=make.MONDAY + 16 * DAY)

    follow(dossier, "dossier.close")

    assert Notice.objects.get(title=f"Hồ sơ {dossier.code} đã khép lại").recipient.startswith("person:")


def test_told_late_a_request_still_says_the_days_it_gave(office):
    dossier = ask(office, office.filed())
    give(office, dossier, make.MONDAY + DAY)

    follow(dossier, "dossier.ask-for-supplement")

    assert "Hạn: 23:59 ngày 24/03/2026." in Notice.objects.get(title__startswith="Cần bổ sung").body


def test_an_applicant_who_was_faster_than_the_system_keeps_the_dossier(office):
    dossier = ask(office, office.filed())
    wait = Wait.objects.get()
    give(office, dossier, make.MONDAY + 15 * DAY)

    assert dossiers.close(wait_id=wait.pk, at=make.MONDAY + 16 * DAY) is False


def test_a_sectors_own_law_suspends_and_the_dossier_goes_back_to_its_officer(office):
    feasibility = make.PROCEDURE.model_copy(update={"code": "1.013239", "field": "Hoạt động xây dựng"})
    office.version = make.publish(feasibility)
    monday = make.MONDAY.replace(month=8, day=3)  # in force since 1 July 2026
    dossier = office.taken_up(monday)
    before = dossier.due_at

    asked = ask(office, dossier, monday + DAY)
    back = give(office, asked, monday + 3 * DAY)

    # From Wednesday 5 August; Saturday the 22nd is worked for 31 August, 1 and 2 September are off.
    assert local(asked.supplement_due_at).date() == date(2026, 9, 3)
    assert (back.state, back.stage) == (State.IN_HANDLING, "examine")
    # Tuesday and Wednesday ended with the clock standing: Thursday, Friday, Monday instead.
    assert (local(before).date(), local(back.due_at).date()) == (date(2026, 8, 6), date(2026, 8, 10))


def test_the_desk_takes_in_what_an_applicant_brings(office):
    dossier = ask(office, office.filed())

    given = dossiers.supplement(
        code=dossier.code, viewer=office.clerk, answers={"content": "Khác"}, papers=[], at=make.MONDAY + DAY
    )

    assert given.state == State.FILED


def pay(office, dossier, amount=10_000, receipt="0001", at=make.MONDAY + 2 * DAY):
    return dossiers.record_payment(
        code=dossier.code, officer=office.clerk, receipt=receipt, amount=amount, at=at
    )


def owe(office, dossier, what="Lệ phí trước bạ", amount=10_000):
    return dossiers.ask_for_payment(
        code=dossier.code, officer=office.officer, what=what, amount=amount, at=make.MONDAY
    )


def test_the_term_stands_still_until_the_money_is_there(office):
    dossier = office.taken_up()
    before = dossier.due_at

    owing = owe(office, dossier)
    paid = pay(office, dossier)

    assert owing.due_at is None
    assert (paid.state, paid.stage) == (State.IN_HANDLING, "examine")
    assert paid.due_at == before + DAY  # of Monday to Wednesday, Tuesday was to be counted and was not
    facts = clock_facts(paid)
    assert facts is not None
    assert [stop.effect for stop in facts.stops] == [Effect.SUSPENDED]


def extend(office, dossier):
    """Due on Thursday 12 March; from now on Tuesday the 17th."""
    dossiers.propose_extension(
        code=dossier.code, officer=office.officer, reason="Chờ", new_due_on=date(2026, 3, 17), at=make.MONDAY
    )
    return dossiers.sign_extension(code=dossier.code, signer=office.signer, at=make.MONDAY)


def both_ways(dossier):
    """Return the due date as it is reckoned, and as the page explains it."""
    fresh = Dossier.objects.get(pk=dossier.pk)
    reckoned, story = reckon(fresh), explained(fresh, list(Act.objects.filter(subject=fresh.subject)))
    assert reckoned is not None
    assert story is not None
    assert (fresh.due_at, story.due.left) == (story.due.ends_at, reckoned.left)
    return local(reckoned.at).date(), local(story.due.at).date()


def test_what_is_waited_for_after_a_new_date_was_given_does_not_count_against_it(office):
    dossier = extend(office, office.taken_up())
    owe(office, dossier)  # on Tuesday

    paid = pay(office, dossier, at=make.MONDAY + 2 * DAY)

    assert local(paid.due_at).date() == date(2026, 3, 18)  # Tuesday was lost
    assert both_ways(dossier) == (date(2026, 3, 18), date(2026, 3, 18))


def test_a_supplement_within_the_new_date_counts_anew_and_the_page_says_so(office):
    dossier = extend(office, office.taken_up())
    asked = dossiers.ask_for_supplement(
        code=dossier.code, officer=office.officer, items=["Bản rõ"], reason="Mờ", at=make.MONDAY + 3 * DAY
    )
    give(office, asked, make.MONDAY + 7 * DAY)

    dossiers.accept(code=dossier.code, clerk=office.clerk, at=make.MONDAY + 7 * DAY)

    assert both_ways(dossier) == (date(2026, 3, 19), date(2026, 3, 19))


@pytest.mark.parametrize(("what", "amount"), [("", 10), ("Phí", 0), ("Phí", -1)])
def test_what_and_how_much_must_be_said(office, what, amount):
    with pytest.raises(SayHowMuch):
        owe(office, office.taken_up(), what, amount)


def test_a_receipt_must_be_named_and_cover_it(office):
    dossier = owe(office, office.taken_up())

    with pytest.raises(ReceiptMissing):
        pay(office, dossier, receipt=" ")
    with pytest.raises(PaidTooLittle, match=r"10\.000"):
        pay(office, dossier, amount=9_999)
    assert Wait.objects.get().ended_at is None


def test_a_second_receipt_is_refused(office):
    dossier = owe(office, office.taken_up())
    pay(office, dossier)

    with pytest.raises(MoveNotAllowed):
        pay(office, dossier)


QUESTION = Question("Công an xã Ia Dom", "Nơi cư trú thực tế?", date(2026, 3, 11))


def consult(office, dossier, question=QUESTION):
    return dossiers.ask_opinion(code=dossier.code, officer=office.officer, question=question, at=make.MONDAY)


def test_an_opinion_is_awaited_until_its_term_while_the_clock_runs_on(office):
    dossier = consult(office, office.taken_up())

    with pytest.raises(OpinionAwaited, match="Công an xã Ia Dom đến hết ngày 11/03/2026"):
        propose(office, dossier, make.MONDAY + DAY)
    assert dossier.due_at is not None
    assert propose(office, dossier, make.MONDAY + 3 * DAY).stage == "review"


def test_an_answer_is_kept_and_its_lateness_with_it(office):
    dossier = consult(office, office.taken_up())

    dossiers.record_opinion(
        code=dossier.code, officer=office.officer, answer="Có cư trú", at=make.MONDAY + 3 * DAY
    )

    wait = Wait.objects.get()
    assert (wait.content["answer"], wait.late) == ("Có cư trú", True)


def test_the_head_of_the_desk_hears_once_that_an_agency_is_late(office):
    dossier = consult(office, office.taken_up())
    head = make.posting(office.desk, Duty.REVIEW, name="Trưởng quầy")

    reported = [run_out(at=make.MONDAY + 3 * DAY)["reported"] for _ in range(2)]
    follow(dossier, "dossier.report-late-opinion")

    assert reported == [1, 0]
    assert Notice.objects.get(title__startswith="Chậm trả lời").recipient == f"user:{head.actor.user_id}"


def test_an_opinion_is_asked_of_somebody_about_something_by_a_later_day(office):
    dossier = office.taken_up()

    with pytest.raises(AskedOfNobody):
        consult(office, dossier, Question(" ", "x", date(2026, 3, 11)))
    with pytest.raises(OpinionTermPast):
        consult(office, dossier, Question("Công an xã", "x", make.MONDAY.date()))


def propose(office, dossier, at):
    from motcua.dossiers.decisions import Decision

    return dossiers.propose(
        code=dossier.code,
        officer=office.officer,
        decision=Decision.GRANT,
        fields=office.result_fields(),
        at=at,
    )


def follow(dossier: Dossier, verb: str) -> None:
    from motcua.journal.outbox import followers_of

    act = Act.objects.get(subject=dossier.subject, verb=verb)
    for function in followers_of(verb):
        function(act)
