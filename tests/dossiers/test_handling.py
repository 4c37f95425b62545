from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.errors import (
    DossierNotFound,
    HeldByAnother,
    MoveNotAllowed,
    NothingAsked,
    NotYourDuty,
    OwnProposal,
    SayWhy,
    SupplementAlreadyAsked,
)
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.states import State, Turn
from motcua.journal.models import Act
from motcua.journal.queries import broken_at
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


def test_accepting_starts_the_term_and_numbers_the_receipt(office):
    dossier = office.accepted()

    due = dossier.due_at.astimezone(VIETNAM)
    assert (due.date(), due.hour) == (date(2026, 3, 12), 17)
    assert Letter.objects.get().number == 1


def test_a_second_clerk_is_told_that_it_was_accepted(office):
    dossier = office.accepted()

    with pytest.raises(MoveNotAllowed, match="Đã tiếp nhận"):
        dossiers.accept(code=dossier.code, clerk=office.clerk, at=make.MONDAY)


def test_an_officer_does_not_accept(office):
    dossier = office.filed()

    with pytest.raises(NotYourDuty):
        dossiers.accept(code=dossier.code, clerk=office.officer, at=make.MONDAY)


def test_a_clerk_of_another_desk_does_not_see_it(office):
    other = make.posting(make.unit("H21.118.MC", UnitKind.DESK), Duty.RECEIVE)
    dossier = office.filed()

    with pytest.raises(DossierNotFound):
        dossiers.accept(code=dossier.code, clerk=other, at=make.MONDAY)


def test_what_is_missing_is_asked_for_once(office):
    dossier = office.filed()
    ask = {
        "code": dossier.code,
        "officer": office.clerk,
        "items": ["Giấy chứng sinh rõ nét"],
        "reason": "Ảnh bị mờ",
        "at": make.MONDAY,
    }
    dossiers.ask_for_supplement(**ask)
    dossiers.supplement(code=dossier.code, viewer=office.citizen, answers={}, papers=[], at=make.MONDAY)

    with pytest.raises(SupplementAlreadyAsked, match="Điều 16 khoản 3"):
        dossiers.ask_for_supplement(**ask)


def test_an_empty_request_for_more_is_refused(office):
    dossier = office.filed()

    with pytest.raises(NothingAsked):
        dossiers.ask_for_supplement(
            code=dossier.code, officer=office.clerk, items=[" "], reason="x", at=make.MONDAY
        )


def test_the_term_is_counted_anew_after_a_supplement(office):
    dossier = office.accepted()
    dossiers.ask_for_supplement(
        code=dossier.code,
        officer=make.posting(office.unit, Duty.HANDLE, name="Hai"),
        items=["Bản rõ"],
        reason="Mờ",
        at=make.MONDAY,
    )
    later = make.MONDAY + timedelta(days=7)
    dossiers.supplement(code=dossier.code, viewer=office.citizen, answers={}, papers=[], at=later)

    again = dossiers.accept(code=dossier.code, clerk=office.clerk, at=later)

    assert again.due_at is not None
    assert again.due_at.astimezone(VIETNAM).date() == date(2026, 3, 19)


def test_a_refusal_says_why(office):
    dossier = office.filed()

    with pytest.raises(SayWhy):
        dossiers.refuse(
            code=dossier.code,
            clerk=office.clerk,
            reason=" ",
            guidance="Nộp ở xã",
            citation="",
            at=make.MONDAY,
        )


def test_the_turn_goes_from_hand_to_hand(office):
    turns = [office.filed().turn, office.accepted().turn, office.proposed().turn, office.agreed().turn]

    assert turns == [Turn.DESK, Turn.OFFICER, Turn.HEAD, Turn.SIGNER]


def test_the_head_returns_a_proposal_with_a_reason(office):
    dossier = office.proposed()

    returned = dossiers.send_back(code=dossier.code, officer=office.head, reason="Sai họ tên", at=make.MONDAY)

    assert returned.turn == Turn.OFFICER


def test_signing_issues_a_numbered_result(office):
    dossier = office.signed()

    assert dossier.state == State.FINISHED
    assert dossier.result.number.startswith("1/2026")


def test_a_refusal_is_signed_too(office):
    dossier = office.proposed(decision=Decision.REFUSE)
    dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)

    signed = dossiers.sign(code=dossier.code, signer=office.signer, at=make.MONDAY)

    assert signed.result is not None
    assert signed.result.template == "refusal-decision"


def test_a_result_is_handed_over_once(office):
    dossier = office.signed()
    dossiers.hand_over(code=dossier.code, clerk=office.clerk, to="", at=make.MONDAY)

    with pytest.raises(MoveNotAllowed):
        dossiers.hand_over(code=dossier.code, clerk=office.clerk, to="", at=make.MONDAY)


def test_every_act_of_the_whole_path_is_chained(office):
    dossier = office.signed()

    verbs = Act.objects.filter(subject=dossier.subject).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == [
        f"dossier.{verb}" for verb in ("file", "accept", "take-up", "propose", "agree", "sign")
    ]
    assert broken_at(dossier.subject) is None


def test_the_work_list_holds_what_waits_for_the_officer(office):
    office.filed()
    accepted = office.accepted()

    waiting = Dossier.objects.waiting_for(office.officer)

    assert list(waiting) == [accepted]


def test_a_colleague_does_not_propose_what_another_holds(office):
    dossier = office.taken_up()
    colleague = make.posting(office.unit, Duty.HANDLE, name="Ksor Hà")

    with pytest.raises(HeldByAnother, match="Trần Thị Bình thụ lý"):
        dossiers.propose(code=dossier.code, officer=colleague, at=make.MONDAY, **granted(office))


def test_the_head_proposes_in_place_of_whoever_holds_it(office):
    dossier = office.taken_up()

    proposed = dossiers.propose(code=dossier.code, officer=office.head, at=make.MONDAY, **granted(office))

    assert proposed.turn == Turn.HEAD
    assert proposed.assigned_to_id == office.head.officer_id


def test_the_head_of_another_unit_does_not(office):
    dossier = office.taken_up()
    elsewhere = make.unit("H21.118")
    posting = make.posting(elsewhere, Duty.REVIEW)
    both = replace(posting, duties=posting.duties | {(office.unit.pk, Duty.SIGN)})

    with pytest.raises(NotYourDuty):
        dossiers.propose(code=dossier.code, officer=both, at=make.MONDAY, **granted(office))


def test_what_a_colleague_holds_does_not_wait_for_me(office):
    held, free = office.taken_up(), office.accepted()
    colleague = make.posting(office.unit, Duty.HANDLE, name="Ksor Hà")

    assert list(Dossier.objects.waiting_for(colleague)) == [free]
    assert set(Dossier.objects.waiting_for(office.officer)) == {held, free}


def granted(office):
    return {"decision": Decision.GRANT, "fields": office.result_fields()}


def test_who_proposed_does_not_agree_while_a_colleague_could(office):
    dossier = office.taken_up()
    dossiers.propose(
        code=dossier.code,
        officer=office.head,
        decision=Decision.GRANT,
        fields=office.result_fields(),
        at=make.MONDAY,
    )
    colleague = make.posting(office.unit, Duty.REVIEW, name="Siu H’Lan")

    with pytest.raises(OwnProposal, match="Siu H’Lan"):
        dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)
    agreed = dossiers.agree(code=dossier.code, head=colleague, at=make.MONDAY)

    assert agreed.turn == Turn.SIGNER


def test_the_one_head_of_a_small_unit_agrees_to_their_own_proposal(office):
    dossier = office.taken_up()
    dossiers.propose(
        code=dossier.code,
        officer=office.head,
        decision=Decision.GRANT,
        fields=office.result_fields(),
        at=make.MONDAY,
    )

    agreed = dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)

    assert agreed.turn == Turn.SIGNER
