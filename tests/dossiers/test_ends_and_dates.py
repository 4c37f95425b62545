"""A dossier ends early, or late with an apology; its result is granted in part, refused, corrected."""

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.errors import (
    AdjustedOnlyOnline,
    AlreadyExtended,
    ExtensionTooLate,
    GuideTheApplicant,
    MoveNotAllowed,
    NewDateNotLater,
    NewDateOff,
    NothingToSign,
    NotYourDuty,
    SayGround,
    SayWhy,
)
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.states import State
from motcua.kernel.legal_time import VIETNAM
from motcua.papers.models import IssuedPaper, Status
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office():
    return make.office()


def test_an_applicant_withdraws_until_the_decision_and_gets_a_notice(office):
    dossier = office.agreed()

    dossiers.withdraw(code=dossier.code, viewer=office.citizen, reason="", at=make.MONDAY)

    letter = Letter.objects.get(kind=Letter.Kind.STOPPING)
    assert letter.content["citation"] == "Điều 21 Nghị định 118/2025/NĐ-CP"


def test_after_the_decision_nothing_is_withdrawn(office):
    dossier = office.signed()

    with pytest.raises(MoveNotAllowed):
        dossiers.withdraw(code=dossier.code, viewer=office.citizen, reason="", at=make.MONDAY)


def test_adjusting_returns_a_proposal_to_whoever_examines(office):
    dossier = office.agreed()

    adjusted = dossiers.adjust(
        code=dossier.code,
        citizen=office.citizen,
        answers={"content": "Khai sinh cho con thứ hai"},
        papers=[],
        at=make.MONDAY,
    )

    assert (adjusted.stage, adjusted.answers["content"]) == ("examine", "Khai sinh cho con thứ hai")
    assert adjusted.due_at == dossier.due_at


def test_what_was_filed_before_the_decree_is_not_adjusted(office):
    dossier = office.filed()
    Dossier.objects.filter(pk=dossier.pk).update(filed_at=make.MONDAY.replace(year=2025))

    with pytest.raises(AdjustedOnlyOnline, match="Điều 21 khoản 2"):
        dossiers.adjust(code=dossier.code, citizen=office.citizen, answers={}, papers=[], at=make.MONDAY)


def stop(office, dossier, who=None, citation="Điều 5 Luật Hộ tịch"):
    return dossiers.stop(
        code=dossier.code,
        officer=who or office.head,
        reason="Tòa án đang thụ lý tranh chấp",
        citation=citation,
        at=make.MONDAY,
    )


def test_the_head_stops_a_dossier_with_its_ground(office):
    stopped = stop(office, office.taken_up())

    assert (stopped.state, stopped.due_at) == (State.STOPPED, None)
    assert "khiếu nại đến" in Letter.objects.get(kind=Letter.Kind.STOPPING).content["complaint"]


def test_an_officer_does_not_stop_one_nor_anybody_without_a_ground(office):
    dossier = office.taken_up()

    with pytest.raises(NotYourDuty):
        stop(office, dossier, office.officer)
    with pytest.raises(SayGround):
        stop(office, dossier, citation=" ")


def test_not_accepting_guides_the_applicant(office):
    dossier = office.filed()

    with pytest.raises(GuideTheApplicant):
        dossiers.refuse(
            code=dossier.code, clerk=office.clerk, reason="x", guidance=" ", citation="", at=make.MONDAY
        )


def extend(office, dossier, on=date(2026, 3, 19), at=make.MONDAY):  # it is due on Thursday the 12th
    return dossiers.propose_extension(
        code=dossier.code, officer=office.officer, reason="Đông hồ sơ", new_due_on=on, at=at
    )


def sign_extension(office, dossier, at=make.MONDAY):
    return dossiers.sign_extension(code=dossier.code, signer=office.signer, at=at)


def test_a_signed_apology_moves_the_due_date(office):
    dossier = office.taken_up()
    extend(office, dossier)

    extended = sign_extension(office, dossier)

    assert extended.due_at.astimezone(VIETNAM).isoformat() == "2026-03-19T17:00:00+07:00"
    letter = Letter.objects.get(kind=Letter.Kind.APOLOGY)
    assert letter.content["old_due_at"].startswith("2026-03-12")


def test_until_it_is_signed_it_waits_for_the_signer_and_moves_nothing(office):
    dossier = office.taken_up()

    proposed = extend(office, dossier)

    assert proposed.due_at == dossier.due_at
    assert list(Dossier.objects.waiting_for(office.signer)) == [dossier]


def test_a_new_date_is_given_once(office):
    dossier = office.taken_up()
    extend(office, dossier)
    sign_extension(office, dossier)

    with pytest.raises(AlreadyExtended, match="Điều 19 khoản 6"):
        extend(office, dossier, date(2026, 3, 26))
    with pytest.raises(AlreadyExtended):
        sign_extension(office, dossier)


def test_the_day_before_is_in_time_and_the_due_day_is_not(office):
    dossier = office.taken_up()
    extend(office, dossier, at=make.MONDAY + 2 * DAY)

    with pytest.raises(ExtensionTooLate, match="11/03/2026"):
        sign_extension(office, dossier, at=make.MONDAY + 3 * DAY)


def test_a_new_date_is_later_and_a_working_day(office):
    dossier = office.taken_up()

    with pytest.raises(NewDateNotLater):
        extend(office, dossier, date(2026, 3, 12))
    with pytest.raises(NewDateOff, match="Chủ nhật"):
        extend(office, dossier, date(2026, 3, 15))


def test_nothing_proposed_is_nothing_to_sign(office):
    with pytest.raises(NothingToSign):
        sign_extension(office, office.taken_up())


def test_the_system_prepares_an_apology_once(office):
    dossier = office.taken_up()
    prepare: dict[str, Any] = {
        "dossier_id": str(dossier.pk),
        "reason": "Đông hồ sơ",
        "new_due_on": date(2026, 3, 19),
    }

    assert dossiers.prepare_extension(**prepare, at=make.MONDAY)
    assert not dossiers.prepare_extension(**prepare, at=make.MONDAY)


def propose(office, dossier, decision, citation="Điều 16 Luật Hộ tịch"):
    return dossiers.propose(
        code=dossier.code,
        officer=office.officer,
        decision=decision,
        fields=office.result_fields(),
        reason="Thiếu điều kiện",
        citation=citation,
        at=make.MONDAY,
    )


def test_what_is_granted_in_part_is_refused_in_part_in_writing(office):
    dossier = propose(office, office.taken_up(), Decision.GRANT_PARTLY)
    dossiers.agree(code=dossier.code, head=office.head, at=make.MONDAY)

    signed = dossiers.sign(code=dossier.code, signer=office.signer, at=make.MONDAY)

    letter = Letter.objects.get(kind=Letter.Kind.REFUSAL)
    assert letter.content["citation"] == "Điều 16 Luật Hộ tịch"
    assert "90 ngày" in letter.content["complaint"]
    assert signed.result is not None
    assert signed.result.template != "refusal-decision"


def test_what_is_not_wholly_granted_needs_a_ground(office):
    dossier = office.taken_up()

    with pytest.raises(SayGround):
        propose(office, dossier, Decision.REFUSE, citation=" ")


def report(office, dossier, at=make.MONDAY):
    return dossiers.report_error(code=dossier.code, viewer=office.citizen, error="Sai chữ đệm", at=at)


def correct(office, dossier):
    return dossiers.propose_correction(
        code=dossier.code, officer=office.officer, fields={"content": "Đúng"}, note="Chữ đệm", at=make.MONDAY
    )


def test_an_error_is_answered_within_three_working_days(office):
    dossier = report(office, office.signed())

    assert dossier.corrections.get().due_at.astimezone(VIETNAM).date() == date(2026, 3, 12)
    assert (dossier.state, dossier.stage) == (State.FINISHED, "examine")


def test_a_corrected_result_replaces_the_wrong_one_under_its_number(office):
    wrong = report(office, office.signed()).result
    correct(office, Dossier.objects.get())

    corrected = dossiers.sign_correction(
        code=Dossier.objects.get().code, signer=office.signer, at=make.MONDAY
    )

    old = IssuedPaper.objects.get(pk=wrong.pk)
    assert corrected.result is not None
    assert corrected.proposal is not None
    assert (old.status, old.replaced_by) == (Status.REPLACED, corrected.result)
    assert corrected.result.number == old.number
    assert corrected.proposal["fields"]["content"] == "Đúng"


def test_what_was_handed_over_comes_back_and_is_handed_over_again(office):
    dossier = office.signed()
    dossiers.hand_over(code=dossier.code, clerk=office.clerk, to="", at=make.MONDAY)
    report(office, dossier)

    declined = dossiers.decline_correction(
        code=dossier.code, officer=office.officer, reason="Đúng như giấy chứng sinh", at=make.MONDAY
    )

    assert (declined.state, declined.stage) == (State.FINISHED, None)
    dossiers.hand_over(code=dossier.code, clerk=office.clerk, to="", at=make.MONDAY)


def test_an_error_is_looked_into_once_at_a_time(office):
    dossier = report(office, office.signed())

    with pytest.raises(MoveNotAllowed):
        report(office, dossier)


def test_an_answer_says_why(office):
    dossier = report(office, office.signed())

    with pytest.raises(SayWhy):
        dossiers.decline_correction(code=dossier.code, officer=office.officer, reason=" ", at=make.MONDAY)
