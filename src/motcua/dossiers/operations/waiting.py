"""The dossier waits: for what is missing, for money, for the opinion of another agency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from motcua.dossiers.asked import items_for, kept
from motcua.dossiers.clocks import reckon
from motcua.dossiers.errors import (
    AskedOfNobody,
    NotAskedFor,
    NothingAsked,
    OpinionTermPast,
    PaidTooLittle,
    ReceiptMissing,
    SayHowMuch,
)
from motcua.dossiers.limits import open_opinions, wait_rule
from motcua.dossiers.models import Dossier, Letter, Wait
from motcua.dossiers.once_only.again import Reason, ask_again
from motcua.dossiers.operations.checking import PaperCheck, keep_checks
from motcua.dossiers.operations.issuing import issue_letter
from motcua.dossiers.operations.moves import lock_for, lock_for_system, move_to, record, said
from motcua.dossiers.rules import ends_at
from motcua.dossiers.states import EXAMINED, FILED, Move, Place, State
from motcua.dossiers.waits import Kind, WaitRule, named
from motcua.kernel.legal_time import VIETNAM, Effect
from motcua.kernel.text import tidy
from motcua.orgs.calendars import calendar_for
from motcua.orgs.postings import Posting


@transaction.atomic
def ask_for_supplement(
    *,
    code: str,
    officer: Posting,
    items: Sequence[str],
    reason: str,
    at: datetime,
    checks: Mapping[int, PaperCheck] | None = None,
    questions: Sequence[str] = (),
    again: Reason | None = None,
) -> Dossier:
    """
    Ask the applicant, once and fully, for what is missing; the letter says what and why.

    ``items`` are papers, in words; ``questions`` are those of the form to be answered anew. How often, how
    soon, and what it does to the term is a dated rule (``waits.py``). ``again``: why what the state holds is
    asked for all the same.

    :raises NothingAsked: if there are neither.
    :raises NoSuchQuestion: if the form has none of that name.
    :raises SayWhy: if no reason is given.
    :raises SupplementAlreadyAsked: if the law of the day of filing allows no further request in this phase.
    :raises SupplementTooLate: if it allows none so long after reception.
    :raises ReasonForAskingAgainMissing: if the state holds what is asked for and no reason is given.
    """
    items = [item.strip() for item in items if item.strip()]
    if not items and not questions:
        raise NothingAsked
    reason = said(reason)
    dossier = lock_for(Move.ASK_FOR_SUPPLEMENT, code=code, viewer=officer, at=at)
    keep_checks(dossier, checks or {})
    rule = wait_rule(dossier, Kind.SUPPLEMENT)
    asked = ask_again(
        dossier, items_for(dossier, items, questions), again or Reason(), officer=officer, at=at
    )
    items = [item.told for item in asked]
    wait = _wait(dossier, rule, at=at, items=kept(asked), reason=reason)
    move_to(dossier, Move.ASK_FOR_SUPPLEMENT, at=at)
    dossier.supplements += 1
    dossier.supplement_due_at = wait.until_at
    _stop_the_term(dossier, rule)
    dossier.save()
    letter = issue_letter(dossier, Letter.Kind.SUPPLEMENT, officer, at, items=items, reason=reason)
    record(
        dossier,
        Move.ASK_FOR_SUPPLEMENT,
        viewer=officer,
        at=at,
        items=items,
        reason=reason,
        letter=letter.number,
        **_told(wait),
    )
    return dossier


def end_supplement(dossier: Dossier, *, changed: Sequence[str], at: datetime) -> Wait:
    """
    End the wait: back to the desk where the term is counted anew, else to where it was. The caller saves.

    ``changed`` are the questions answered anew; what was typed and not sent is no longer kept.
    """
    wait = _end(dossier, Kind.SUPPLEMENT, at=at, changed=list(changed), typed={})
    move_to(dossier, Move.SUPPLEMENT, at=at, to=FILED if wait.effect == Effect.ANEW else _came_from(wait))
    _go_on(dossier, wait)
    return wait


@transaction.atomic
def ask_for_payment(*, code: str, officer: Posting, what: str, amount: int, at: datetime) -> Dossier:
    """
    Ask the applicant to meet a financial obligation: ``amount`` in đồng, for ``what``.

    :raises SayHowMuch: if what or how much is not said.
    """
    what = tidy(what)
    if not what or amount <= 0:
        raise SayHowMuch
    dossier = lock_for(Move.ASK_FOR_PAYMENT, code=code, viewer=officer, at=at)
    rule = wait_rule(dossier, Kind.PAYMENT)
    wait = _wait(dossier, rule, at=at, what=what, amount=amount)
    move_to(dossier, Move.ASK_FOR_PAYMENT, at=at)
    _stop_the_term(dossier, rule)
    dossier.save()
    record(dossier, Move.ASK_FOR_PAYMENT, viewer=officer, at=at, what=what, amount=amount, **_told(wait))
    return dossier


@transaction.atomic
def record_payment(*, code: str, officer: Posting, receipt: str, amount: int, at: datetime) -> Dossier:
    """
    Record that the obligation is met: the number of the receipt and what was paid.

    :raises ReceiptMissing: if either is not said.
    :raises PaidTooLittle: if it is less than was asked.
    """
    receipt = tidy(receipt)
    if not receipt or amount <= 0:
        raise ReceiptMissing
    dossier = lock_for(Move.RECORD_PAYMENT, code=code, viewer=officer, at=at)
    wait = _end(dossier, Kind.PAYMENT, at=at, receipt=receipt, paid=amount)
    if amount < wait.content["amount"]:
        raise PaidTooLittle(paid=_dotted(amount), asked=_dotted(wait.content["amount"]))
    move_to(dossier, Move.RECORD_PAYMENT, at=at, to=_came_from(wait))
    _go_on(dossier, wait)
    dossier.save()
    record(
        dossier,
        Move.RECORD_PAYMENT,
        viewer=officer,
        at=at,
        receipt=receipt,
        amount=amount,
        due_at=dossier.due_at and dossier.due_at.isoformat(),
    )
    return dossier


@dataclass(frozen=True)
class Question:
    """What is asked of which agency, to be answered by the end of ``by``."""

    agency: str
    question: str
    by: date


@transaction.atomic
def ask_opinion(*, code: str, officer: Posting, question: Question, at: datetime) -> Dossier:
    """
    Ask another agency for its opinion, in writing and with a term (Decree 118/2025/NĐ-CP, Art. 19.4b).

    :raises AskedOfNobody: if the agency or the question is not said.
    :raises OpinionTermPast: if the term is not after today.
    """
    agency, asked = tidy(question.agency), question.question.strip()
    if not agency or not asked:
        raise AskedOfNobody
    if question.by <= at.astimezone(VIETNAM).date():
        raise OpinionTermPast
    dossier = lock_for(Move.ASK_OPINION, code=code, viewer=officer, at=at)
    rule = wait_rule(dossier, Kind.OPINION)
    wait = _wait(dossier, rule, at=at, agency=agency, question=asked)
    wait.until_at = datetime.combine(question.by, time(23, 59, 59), VIETNAM)
    wait.save(update_fields=["until_at"])
    move_to(dossier, Move.ASK_OPINION, at=at)
    record(dossier, Move.ASK_OPINION, viewer=officer, at=at, agency=agency, question=asked, **_told(wait))
    return dossier


@transaction.atomic
def record_opinion(
    *, code: str, officer: Posting, answer: str, at: datetime, opinion: int | None = None
) -> Dossier:
    """
    Keep what the agency answered. ``opinion`` is the id of the wait, the oldest open one when not given.

    :raises SayWhy: if the answer is empty.
    :raises NotAskedFor: if no such opinion is awaited.
    """
    answer = said(answer)
    dossier = lock_for(Move.RECORD_OPINION, code=code, viewer=officer, at=at)
    wait = _opinion(dossier, opinion)
    wait.ended_at, wait.content = at, {**wait.content, "answer": answer}
    wait.save(update_fields=["ended_at", "content"])
    move_to(dossier, Move.RECORD_OPINION, at=at, to=dossier.place)
    record(
        dossier,
        Move.RECORD_OPINION,
        viewer=officer,
        at=at,
        agency=wait.content["agency"],
        answer=answer,
        late=wait.late,
    )
    return dossier


@transaction.atomic
def report_late_opinion(*, wait_id: int, at: datetime) -> bool:
    """
    Tell the desk that an agency is late with its opinion (Decree 118/2025/NĐ-CP, Art. 19.4c).

    Return False when there is nothing to report: answered, reported before, not yet late, or moved on.
    """
    dossier = lock_for_system(Move.REPORT_LATE_OPINION, waits=wait_id)
    wait = Wait.objects.filter(pk=wait_id, ended_at=None, reported_at=None, until_at__lt=at).first()
    if dossier is None or wait is None:
        return False
    wait.reported_at = at
    wait.save(update_fields=["reported_at"])
    agency = wait.content["agency"]
    move_to(dossier, Move.REPORT_LATE_OPINION, at=at, to=dossier.place)
    record(dossier, Move.REPORT_LATE_OPINION, viewer=None, at=at, agency=agency, **_told(wait))
    return True


@dataclass(frozen=True)
class Why:
    """Why dates move, and under which text."""

    reason: str
    citation: str


@transaction.atomic
def move_wait_end(*, wait_id: int, why: Why, at: datetime) -> bool:
    """
    Derive the end of a wait for the applicant anew, because the calendar is another.

    Return False when nothing moves: it is over, has no end, or ends when it did.
    """
    dossier = lock_for_system(Move.MOVE_WAIT_END, waits=wait_id)
    wait = Wait.objects.filter(pk=wait_id, ended_at=None).first()
    rule = named(wait.rule) if wait else None
    if dossier is None or wait is None or wait.until_at is None or rule is None:
        return False
    old, wait.until_at = wait.until_at, _until(dossier, rule, wait.asked_at)
    if wait.until_at is None or wait.until_at == old:
        return False
    wait.save(update_fields=["until_at"])
    if wait.kind == Kind.SUPPLEMENT:
        dossier.supplement_due_at = wait.until_at
        dossier.save(update_fields=["supplement_due_at"])
    record(
        dossier,
        Move.MOVE_WAIT_END,
        viewer=None,
        at=at,
        kind=wait.kind,
        old_until_at=old.isoformat(),
        until_at=wait.until_at.isoformat(),
        reason=why.reason,
        citation=why.citation,
    )
    return True


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _opinion(dossier: Dossier, wait_id: int | None) -> Wait:
    found = next((w for w in open_opinions(dossier) if wait_id in {None, w.pk}), None)
    if found is None:
        raise NotAskedFor
    return found


def _wait(dossier: Dossier, rule: WaitRule, *, at: datetime, **content: Any) -> Wait:
    """Begin to wait under ``rule``, which is kept with the wait."""
    return Wait.objects.create(
        dossier=dossier,
        kind=rule.kind.value,
        phase=rule.phase.value,
        came_from=dossier.state,
        asked_at=at,
        until_at=_until(dossier, rule, at),
        effect=rule.effect.value,
        rule=rule.id,
        citation=rule.citation,
        content=content,
    )


def _until(dossier: Dossier, rule: WaitRule, asked_at: datetime) -> datetime | None:
    if rule.wait is None:
        return None
    calendar = calendar_for(dossier.deciding_unit_id, around=asked_at.astimezone(VIETNAM).date())
    return ends_at(rule.wait, start=asked_at, calendar=calendar)


def _end(dossier: Dossier, kind: Kind, *, at: datetime, **content: Any) -> Wait:
    wait: Wait = dossier.waits.get(kind=kind.value, ended_at=None)
    wait.ended_at, wait.content = at, {**wait.content, **content}
    wait.save(update_fields=["ended_at", "content"])
    return wait


def _came_from(wait: Wait) -> Place:
    return EXAMINED if wait.came_from == State.IN_HANDLING else Place(State(wait.came_from))


def _stop_the_term(dossier: Dossier, rule: WaitRule) -> None:
    """There is no due date while the term stands still, or until it is counted anew."""
    if rule.effect != Effect.GOES_ON:
        dossier.due_at = None


def _go_on(dossier: Dossier, wait: Wait) -> None:
    """Set the due date anew where the term had only stood still."""
    if wait.effect == Effect.SUSPENDED and dossier.accepted_at:
        found = reckon(dossier)
        dossier.due_at = found.ends_at if found else None


def _told(wait: Wait) -> dict[str, Any]:
    return {
        "until_at": wait.until_at and wait.until_at.isoformat(),
        "effect": wait.effect,
        "rule": wait.rule,
        "legal_basis": wait.citation,
    }
