"""
The ways of a dossier of the demo through the law, each to its end or to where it stands today.

Each is made of real operations in their order; ``turns`` says how often which is taken.
"""

from __future__ import annotations

from datetime import date, timedelta

from motcua.dossiers import operations as dossiers
from motcua.dossiers.decisions import Decision
from motcua.dossiers.models import Letter
from motcua.dossiers.operations.waiting import Question
from motcua.jobs.seed.answers import answer
from motcua.jobs.seed.tale import PARTS, Moments, Tale
from motcua.kernel.legal_time import ONE_DAY, VIETNAM

SLOW_OFFICER = PARTS | {"propose": 0.8, "agree": 0.05, "sign": 0.05}
SLOW_HEAD = PARTS | {"propose": 0.4, "agree": 0.8}
SLOW_SIGNER = PARTS | {"propose": 0.35, "sign": 0.9}


def ordinary(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield from tale.handled()
    yield from tale.handed_over()


def half_filled(tale: Tale) -> Moments:
    """A form begun and left: nothing is filed."""
    yield tale.at
    form = tale.version.form
    assert form is not None, "publishing gives every procedure a form"
    draft = dossiers.start_draft(
        version=tale.version, citizen=tale.citizen, at=tale.at, unit=tale.office.unit
    )
    answers = answer(form.definition, tale.person, tale.random, tale.at.astimezone(VIETNAM).date())
    for section in form.definition.sections[: len(form.definition.sections) // 2]:
        yield tale.after(0.05, 0.15)
        dossiers.save_section(
            draft_id=draft.pk, citizen=tale.citizen, section_key=section.key, answers=answers, at=tale.at
        )


# -- the desk


def refused_at_desk(tale: Tale) -> Moments:
    yield from tale.begin()
    yield tale.after(0.5, 7)
    said = tale.say("refused_at_desk")
    dossiers.refuse(code=tale.code, clerk=tale.clerk, at=tale.at, **said)
    yield from tale.letter_signed(Letter.Kind.REFUSAL, tale.clerk)


def supplement_waits(tale: Tale) -> Moments:
    yield from tale.begin()
    yield tale.after(0.5, 7)
    tale.ask_for_supplement(tale.clerk)


def supplemented(tale: Tale) -> Moments:
    yield from supplement_waits(tale)
    yield tale.after(4, 40)
    tale.supplement()
    yield tale.after(0.5, 6)
    tale.accept()
    yield from tale.handled()
    yield from tale.handed_over()


def never_supplemented(tale: Tale) -> Moments:
    """Closed by the system when the days to complete it are over."""
    yield from supplement_waits(tale)
    wait = tale.open_wait()
    assert wait.until_at is not None, "the rule sets the days"
    yield tale.sweep_at(wait.until_at)
    dossiers.close(wait_id=wait.pk, at=tale.at)


def late_at_desk(tale: Tale) -> Moments:
    yield from tale.begin()
    yield from tale.accepted(28, 40)
    yield from tale.handled(1.05)
    yield from tale.handed_over()


def unopened(tale: Tale) -> Moments:
    tale.just_now()
    yield from tale.begin()


def waits_at_desk(tale: Tale) -> Moments:
    yield from tale.begin()


def adjusted(tale: Tale) -> Moments:
    """The citizen adds a paper while the office is at work."""
    yield from tale.come_in()
    yield tale.after(0.5, 4)
    added = tale.paper("bo-sung", "Giấy tờ bổ sung", f"person:{tale.person.pk}")
    dossiers.adjust(code=tale.code, citizen=tale.citizen, answers={}, papers=[added], at=tale.at)
    yield from tale.handled()
    yield from tale.handed_over()


def withdrawn(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield tale.after(1, 10)
    reason = tale.say("withdrawn")["reason"]
    by = tale.citizen if tale.online else tale.clerk
    dossiers.withdraw(code=tale.code, viewer=by, reason=reason, at=tale.at)


# -- the office


def with_officer(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield tale.after(0.3, 2)
    tale.take_up()


def with_head(tale: Tale) -> Moments:
    yield from with_officer(tale)
    yield tale.after(1, 4)
    tale.propose()


def with_signer(tale: Tale) -> Moments:
    yield from with_head(tale)
    if tale.reviewed:
        yield tale.after(0.3, 2)
        tale.agree()


def fetched_later(tale: Tale) -> Moments:
    """The result lies at the desk."""
    yield from tale.come_in()
    yield from tale.handled(0.3)


def supplemented_in_handling(tale: Tale) -> Moments:
    """What the officer finds missing within three working days; the term is counted anew."""
    yield from with_officer(tale)
    yield tale.after(1, 8)
    tale.ask_for_supplement(tale.officer)
    yield tale.after(6, 40)
    tale.supplement()
    yield tale.after(0.5, 6)
    tale.accept()
    yield from tale.handled()
    yield from tale.handed_over()


def sent_back(tale: Tale) -> Moments:
    yield from with_head(tale)
    yield tale.after(0.5, 3)
    by = tale.office.head if tale.reviewed else tale.office.signer
    dossiers.send_back(code=tale.code, officer=by, reason=tale.say("sent_back")["reason"], at=tale.at)
    yield from tale.decided(tale.hours_left() * 0.5)
    yield from tale.handed_over()


def refused(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield from tale.handled(decision=Decision.REFUSE)
    yield from tale.handed_over()


def granted_partly(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield from tale.handled(decision=Decision.GRANT_PARTLY)
    yield from tale.handed_over()


def stopped(tale: Tale) -> Moments:
    yield from with_officer(tale)
    yield tale.after(2, 10)
    said = tale.say("stopped")
    dossiers.stop(
        code=tale.code,
        officer=tale.office.head,
        reason=said["reason"],
        citation=said["citation"],
        at=tale.at,
    )
    yield from tale.letter_signed(Letter.Kind.STOPPING, tale.office.signer)


def late_in_handling(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield from tale.handled(tale.random.uniform(1.3, 2), parts=SLOW_OFFICER)
    yield from tale.handed_over()


def late_at_head(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield from tale.handled(tale.random.uniform(0.9, 1.2), parts=SLOW_HEAD)
    yield from tale.handed_over()


def late_at_signer(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield from tale.handled(tale.random.uniform(0.9, 1.2), parts=SLOW_SIGNER)
    yield from tale.handed_over()


# -- waiting for others


def payment_waits(tale: Tale) -> Moments:
    yield from with_officer(tale)
    yield tale.after(0.5, 3)
    said = tale.say("payment")
    dossiers.ask_for_payment(
        code=tale.code, officer=tale.officer, what=said["what"], amount=said["amount"], at=tale.at
    )


def paid(tale: Tale) -> Moments:
    yield from payment_waits(tale)
    yield tale.after(2, 20)
    amount = tale.open_wait().content["amount"]
    receipt = f"{tale.random.randrange(10**6):07d}"
    found = dossiers.record_payment(
        code=tale.code, officer=tale.clerk, receipt=receipt, amount=amount, at=tale.at
    )
    tale.due_at = found.due_at
    yield from tale.decided(tale.hours_left() * 0.5)
    yield from tale.handed_over()


def _asks_opinion(tale: Tale, by: date) -> Moments:
    """Ask another agency, to be answered by the end of ``by``."""
    yield tale.after(0.5, 3)
    said = tale.say("opinion")
    later = max(by, tale.at.astimezone(VIETNAM).date() + ONE_DAY)
    question = Question(agency=said["agency"], question=said["question"], by=later)
    dossiers.ask_opinion(code=tale.code, officer=tale.officer, question=question, at=tale.at)
    tale.opinion = said["answer"]


def _answers(tale: Tale) -> None:
    dossiers.record_opinion(code=tale.code, officer=tale.officer, answer=tale.opinion, at=tale.at)


def opinion_waits(tale: Tale) -> Moments:
    yield from with_officer(tale)
    yield from _asks_opinion(tale, tale.now.astimezone(VIETNAM).date() + 3 * ONE_DAY)


def opinion_answered(tale: Tale) -> Moments:
    yield from with_officer(tale)
    half = tale.office.later(tale.at, hours=tale.hours_left() * 0.5)
    yield from _asks_opinion(tale, half.date())
    yield tale.after(2, max(2.5, tale.hours_left() * 0.4))
    _answers(tale)
    yield from tale.decided(tale.hours_left() * 0.6)
    yield from tale.handed_over()


def opinion_overdue(tale: Tale) -> Moments:
    """The agency lets its days pass, and the dossier its own; the head of the desk is told."""
    yield from with_officer(tale)
    third = tale.office.later(tale.at, hours=tale.hours_left() * 0.3)
    yield from _asks_opinion(tale, third.date())
    wait = tale.open_wait()
    assert wait.until_at is not None, "a question has its term"
    yield tale.sweep_at(wait.until_at)
    dossiers.report_late_opinion(wait_id=wait.pk, at=tale.at)


def late_by_agency(tale: Tale) -> Moments:
    yield from opinion_overdue(tale)
    yield tale.after(tale.hours_left() + tale.random.uniform(3, 12))
    _answers(tale)
    yield from tale.decided(6)
    yield from tale.handed_over()


# -- a new date


def _proposes_extension(tale: Tale) -> None:
    assert tale.due_at is not None, "asked of a procedure with a term"
    later = tale.due_at.astimezone(VIETNAM).date() + timedelta(days=tale.random.randint(3, 7))
    dossiers.propose_extension(
        code=tale.code,
        officer=tale.officer,
        reason=tale.say("extension")["reason"],
        new_due_on=tale.office.calendar.next_working(later),
        at=tale.at,
    )


def _extends(tale: Tale) -> Moments:
    yield from with_officer(tale)
    yield tale.after(tale.hours_left() * 0.5)
    _proposes_extension(tale)
    yield tale.after(0.5, 3)
    tale.sign_extension()


def extended(tale: Tale) -> Moments:
    yield from _extends(tale)
    yield from tale.decided(tale.hours_left() * 0.8)
    yield from tale.handed_over()


def extended_now(tale: Tale) -> Moments:
    """The apology is with the applicant; the officer is still at work."""
    yield from _extends(tale)


def apology_waits(tale: Tale) -> Moments:
    """The apology and its new date wait for who signs."""
    yield from with_officer(tale)
    yield tale.just_now()
    _proposes_extension(tale)


# -- an error in the result


def _with_a_slip(tale: Tale) -> Moments:
    yield from tale.come_in()
    yield from tale.handled(0.3, slip=True)
    yield from tale.handed_over()


def _reports(tale: Tale) -> None:
    slip = tale.slip
    error = (
        f"Mục “{slip.label}” ghi “{slip.wrong}”, đúng là “{slip.right}”."
        if slip
        else "Tôi thấy địa chỉ trên kết quả khác với địa chỉ ghi trên căn cước."
    )
    by = tale.citizen if tale.online else tale.clerk
    dossiers.report_error(code=tale.code, viewer=by, error=error, at=tale.at)


def _proposes_correction(tale: Tale) -> None:
    slip = tale.slip
    assert slip is not None, "the result was issued with a slip"
    dossiers.propose_correction(
        code=tale.code,
        officer=tale.officer,
        fields={slip.key: slip.right},
        note=f"Sửa mục “{slip.label}” từ “{slip.wrong}” thành “{slip.right}” theo hồ sơ.",
        at=tale.at,
    )


def error_reported(tale: Tale) -> Moments:
    yield from _with_a_slip(tale)
    yield tale.just_now()
    _reports(tale)


def correction_waits(tale: Tale) -> Moments:
    yield from _with_a_slip(tale)
    yield tale.reach(tale.office.last_moment(tale.now - 2 * ONE_DAY, tale.random))
    _reports(tale)
    yield tale.after(0.5, 3)
    _proposes_correction(tale)


def corrected(tale: Tale) -> Moments:
    yield from _with_a_slip(tale)
    yield tale.after(8, 60)
    _reports(tale)
    yield tale.after(2, 8)
    _proposes_correction(tale)
    yield tale.after(0.5, 4)
    signed = dossiers.sign_correction(code=tale.code, signer=tale.office.signer, at=tale.at)
    if signed.signing_duty:
        yield tale.after(0.05, 0.4)
        dossiers.sign_correction(code=tale.code, signer=tale.office.sealer, at=tale.at)
    yield from tale.handed_over()


def not_wrong(tale: Tale) -> Moments:
    yield from ordinary(tale)
    yield tale.after(8, 60)
    _reports(tale)
    yield tale.after(2, 12)
    reason = tale.say("not_wrong")["reason"]
    dossiers.decline_correction(code=tale.code, officer=tale.officer, reason=reason, at=tale.at)
    yield from tale.handed_over()
