"""The desk looks at a dossier: papers checked one by one, accepted, asked for more, or not accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.catalogue.facts import Channel
from motcua.dossiers import legal
from motcua.dossiers.errors import NothingAsked
from motcua.dossiers.models import Dossier, DossierPaper, Letter
from motcua.dossiers.operations.moves import lock_for, move_to, record, said
from motcua.dossiers.operations.numbers import next_letter_number
from motcua.dossiers.rules import due_for, term_of
from motcua.dossiers.states import Move
from motcua.kernel.legal_time import VIETNAM, CountedDay
from motcua.orgs.calendars import calendar_for
from motcua.orgs.postings import Posting


@dataclass(frozen=True)
class PaperCheck:
    """What the clerk found about one paper of the dossier."""

    result: DossierPaper.Check
    note: str = ""


@transaction.atomic
def check_papers(*, code: str, clerk: Posting, checks: Mapping[int, PaperCheck], at: datetime) -> Dossier:
    """
    Keep what the clerk found on each paper, before deciding.

    ``checks`` is keyed by the id of the dossier's paper. Not an act of its own: the decision records it.
    """
    dossier = lock_for(Move.ACCEPT, code=code, viewer=clerk)
    _keep_checks(dossier, checks)
    return dossier


@transaction.atomic
def accept(
    *, code: str, clerk: Posting, at: datetime, checks: Mapping[int, PaperCheck] | None = None
) -> Dossier:
    """
    Accept a filed dossier: the term begins, the receipt and appointment slip gets its number.

    The term runs from full, valid reception (Decree 118/2025/NĐ-CP, Art. 17.3); after a supplement it is
    counted anew from the start (Art. 19.3).

    :raises MoveNotAllowed: if it is not waiting at the desk.
    :raises NotYourDuty: if the clerk does not receive for this desk.
    """
    dossier = lock_for(Move.ACCEPT, code=code, viewer=clerk)
    _keep_checks(dossier, checks or {})
    move_to(dossier, Move.ACCEPT, at=at)
    begin_term(dossier, at=at)
    dossier.save()
    letter = issue_receipt(dossier, clerk=clerk, at=at)
    record(
        dossier,
        Move.ACCEPT,
        viewer=clerk,
        at=at,
        due_at=dossier.due_at and dossier.due_at.isoformat(),
        letter=letter.number,
    )
    return dossier


@transaction.atomic
def ask_for_supplement(
    *,
    code: str,
    officer: Posting,
    items: Sequence[str],
    reason: str,
    at: datetime,
    checks: Mapping[int, PaperCheck] | None = None,
) -> Dossier:
    """
    Ask the applicant, once and fully, for what is missing; the letter says what and why.

    :raises NothingAsked: if ``items`` is empty.
    :raises SayWhy: if no reason is given.
    :raises SupplementAlreadyAsked: if the law of the day of filing allows no further request.
    """
    items = [item.strip() for item in items if item.strip()]
    if not items:
        raise NothingAsked
    reason = said(reason)
    dossier = lock_for(Move.ASK_FOR_SUPPLEMENT, code=code, viewer=officer)
    _keep_checks(dossier, checks or {})
    move_to(dossier, Move.ASK_FOR_SUPPLEMENT, at=at)
    wait = legal.value("supplement.wait_days", at.astimezone(VIETNAM).date())
    dossier.supplements += 1
    dossier.supplement_due_at = at + timedelta(days=wait)
    dossier.due_at = None
    dossier.save()
    letter = _issue_letter(dossier, Letter.Kind.SUPPLEMENT, officer, at, items=items, reason=reason)
    record(
        dossier,
        Move.ASK_FOR_SUPPLEMENT,
        viewer=officer,
        at=at,
        items=items,
        reason=reason,
        letter=letter.number,
    )
    return dossier


@transaction.atomic
def refuse(*, code: str, clerk: Posting, reason: str, guidance: str, citation: str, at: datetime) -> Dossier:
    """
    Do not accept a dossier, saying why, under which text, and what the applicant can do.

    :raises SayWhy: if no reason is given.
    """
    reason = said(reason)
    dossier = lock_for(Move.REFUSE, code=code, viewer=clerk)
    move_to(dossier, Move.REFUSE, at=at)
    dossier.save()
    facts: dict[str, Any] = {"reason": reason, "guidance": guidance.strip(), "citation": citation.strip()}
    letter = _issue_letter(dossier, Letter.Kind.REFUSAL, clerk, at, **facts)
    record(dossier, Move.REFUSE, viewer=clerk, at=at, letter=letter.number, **facts)
    return dossier


def begin_term(dossier: Dossier, *, at: datetime) -> None:
    """Start the term at ``at``. The caller saves."""
    dossier.accepted_at = at
    days = explain_due(dossier, accepted_at=at)
    dossier.due_at = days[0] if days else None


def explain_due(
    dossier: Dossier, *, accepted_at: datetime | None = None
) -> tuple[datetime, tuple[CountedDay, ...]] | None:
    """Return the due moment and each day that led there, or None when the law sets no term."""
    accepted_at = accepted_at or dossier.accepted_at
    if accepted_at is None:
        return None
    calendar = calendar_for(dossier.deciding_unit_id, around=accepted_at.astimezone(VIETNAM).date())
    term = term_of(dossier.version.facts, Channel(dossier.channel))
    found = due_for(term, accepted_at=accepted_at, calendar=calendar)
    return (found.at, found.days) if found else None


def issue_receipt(dossier: Dossier, *, clerk: Posting, at: datetime) -> Letter:
    """Make the receipt and appointment slip (form 01 of Circular 03/2025/TT-VPCP)."""
    papers = [
        {"title": p.title, "originals": p.originals, "copies": p.copies, "file": p.paper_id is not None}
        for p in dossier.papers.order_by("pk")
    ]
    term = term_of(dossier.version.facts, Channel(dossier.channel))
    return _issue_letter(
        dossier,
        Letter.Kind.RECEIPT,
        clerk,
        at,
        papers=papers,
        term=term.model_dump(mode="json") if term else None,
        due_at=dossier.due_at and dossier.due_at.isoformat(),
    )


def _issue_letter(
    dossier: Dossier, kind: Letter.Kind, officer: Posting, at: datetime, **content: Any
) -> Letter:
    year = at.astimezone(VIETNAM).year
    unit = dossier.receiving_unit
    return Letter.objects.create(
        dossier=dossier,
        kind=kind,
        unit=unit,
        year=year,
        number=next_letter_number(unit=unit, kind=kind, year=year),
        content={"officer": officer.actor.name, "title": officer.title, **content},
        issued_at=at,
    )


def _keep_checks(dossier: Dossier, checks: Mapping[int, PaperCheck]) -> None:
    if not checks:
        return
    papers = list(dossier.papers.filter(pk__in=checks))
    for paper in papers:
        paper.check_result = checks[paper.pk].result
        paper.note = checks[paper.pk].note
    DossierPaper.objects.bulk_update(papers, ["check_result", "note"])
