"""The acts beside the straight way: money, opinions, new dates, changes, ends, corrections."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from motcua.dossiers import operations
from motcua.dossiers.operations.waiting import Question
from motcua.web.api.acts import act, now, papers_of, router
from motcua.web.api.auth import caller
from motcua.web.api.schemas import further_acts as said
from motcua.web.api.schemas.acts import Adjustment, Nothing, Reason
from motcua.web.api.schemas.dossiers import Standing
from motcua.web.api.schemas.text import Code
from motcua.web.ui.staff_files import tracking_url

__all__ = ["router"]  # that of acts, with these added

_NOTHING = Nothing()


@act("ask-for-payment", "Ask for a payment")
def ask_for_payment(request: HttpRequest, code: Code, body: said.PaymentRequest) -> Standing:
    """What for and how many đồng; whether the term stands still is a dated rule."""
    return now(
        operations.ask_for_payment(
            code=code, officer=caller(request).staff(), what=body.what, amount=body.amount, at=timezone.now()
        )
    )


@act("record-payment", "Record that it was paid")
def record_payment(request: HttpRequest, code: Code, body: said.Payment) -> Standing:
    """The number of the receipt and what was paid; the dossier goes back to where it was."""
    return now(
        operations.record_payment(
            code=code,
            officer=caller(request).staff(),
            receipt=body.receipt,
            amount=body.amount,
            at=timezone.now(),
        )
    )


@act("ask-opinion", "Ask another agency for its opinion")
def ask_opinion(request: HttpRequest, code: Code, body: said.OpinionRequest) -> Standing:
    """In writing and with a term (Art. 19.4b)."""
    return now(
        operations.ask_opinion(
            code=code,
            officer=caller(request).staff(),
            question=Question(body.agency, body.question, body.by),
            at=timezone.now(),
        )
    )


@act("record-opinion", "Record what the agency answered")
def record_opinion(request: HttpRequest, code: Code, body: said.Opinion) -> Standing:
    """The oldest opinion awaited, unless another is named."""
    return now(
        operations.record_opinion(
            code=code,
            officer=caller(request).staff(),
            answer=body.answer,
            opinion=body.opinion,
            at=timezone.now(),
        )
    )


@act("propose-extension", "Propose an apology with a new date")
def propose_extension(request: HttpRequest, code: Code, body: said.NewDate) -> Standing:
    """At the latest one day before the due date, and once (Art. 19.6)."""
    return now(
        operations.propose_extension(
            code=code,
            officer=caller(request).staff(),
            reason=body.reason,
            new_due_on=body.new_due_on,
            at=timezone.now(),
        )
    )


@act("sign-extension", "Sign the apology with its new date")
def sign_extension(request: HttpRequest, code: Code, body: Nothing = _NOTHING) -> Standing:
    """The due date moves; the applicant is told."""
    return now(
        operations.sign_extension(
            code=code,
            signer=caller(request).staff(),
            at=timezone.now(),
            tracking_url=tracking_url(code),
        )
    )


@act("adjust", "The applicant changes what was filed online")
def adjust(request: HttpRequest, code: Code, body: Adjustment) -> Standing:
    """Until it is decided (Art. 21.2); the term goes on."""
    citizen = caller(request).citizen()
    return now(
        operations.adjust(
            code=code,
            citizen=citizen,
            answers=body.answers,
            papers=papers_of(citizen, code, body.papers),
            at=timezone.now(),
        )
    )


@act("stop", "The head stops a dossier that cannot be decided")
def stop(request: HttpRequest, code: Code, body: said.Stopping) -> Standing:
    """With its reason and its legal ground."""
    return now(
        operations.stop(
            code=code,
            officer=caller(request).staff(),
            reason=body.reason,
            citation=body.citation,
            at=timezone.now(),
        )
    )


@act("report-error", "Say what is wrong in the result")
def report_error(request: HttpRequest, code: Code, body: said.Error) -> Standing:
    """The applicant, or a clerk for them; answered within three working days (Art. 23.1)."""
    return now(
        operations.report_error(
            code=code, viewer=caller(request).viewer(), error=body.error, at=timezone.now()
        )
    )


@act("decline-correction", "Answer that the result has no error")
def decline_correction(request: HttpRequest, code: Code, body: Reason) -> Standing:
    """And why."""
    return now(
        operations.decline_correction(
            code=code, officer=caller(request).staff(), reason=body.reason, at=timezone.now()
        )
    )


@act("propose-correction", "Propose the corrected result")
def propose_correction(request: HttpRequest, code: Code, body: said.ProposedCorrection) -> Standing:
    """The fields that change, and what was put right."""
    return now(
        operations.propose_correction(
            code=code,
            officer=caller(request).staff(),
            fields=body.fields,
            note=body.note,
            at=timezone.now(),
        )
    )


@act("sign-correction", "Sign the corrected result")
def sign_correction(request: HttpRequest, code: Code, body: Nothing = _NOTHING) -> Standing:
    """It takes the place of the wrong one."""
    return now(operations.sign_correction(code=code, signer=caller(request).staff(), at=timezone.now()))
