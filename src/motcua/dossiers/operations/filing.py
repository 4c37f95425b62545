"""A dossier comes in: filed online, received over the counter, completed, withdrawn."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Business, Person
from motcua.catalogue.facts import Channel, RequiredPaper
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.errors import (
    AnswersIncomplete,
    ApplicantNotYours,
    IdempotencyKeyReused,
    PaperNotYours,
    PapersMissing,
)
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.operations.moves import lock_for, move_to, record
from motcua.dossiers.operations.numbers import next_dossier_number
from motcua.dossiers.operations.reception import begin_term, issue_receipt
from motcua.dossiers.policies import why_not_receive_for
from motcua.dossiers.rules import code_of
from motcua.dossiers.states import Move, State
from motcua.eforms import rules as eforms
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.papers.models import Paper


@dataclass(frozen=True)
class Handed:
    """One paper handed in. ``paper_id`` is empty for one that stays on paper at the counter."""

    key: str
    title: str
    paper_id: uuid.UUID | None = None
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True)
class Request:
    """What is filed: for whom, where, with which answers and papers."""

    version: ProcedureVersion
    deciding_unit: Unit
    receiving_unit: Unit
    applicant: Person | Business
    answers: Mapping[str, Any]
    papers: Sequence[Handed] = field(default_factory=tuple)

    def digest(self) -> str:
        """Return the hash of the content, to tell a repeated request from another one with the same key."""
        parts = [
            self.version.code,
            self.deciding_unit.pk,
            type(self.applicant).__name__,
            self.applicant.pk,
            dict(self.answers),
            [[handed.key, str(handed.paper_id)] for handed in self.papers],
        ]
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def said(self) -> str:
        """Return the hash of what was said at the counter. A second click sends its scans once more."""
        parts = [
            self.version.code,
            self.deciding_unit.pk,
            _named(self.applicant),
            dict(self.answers),
            [[handed.key, handed.title, handed.originals, handed.copies] for handed in self.papers],
        ]
        return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def file(*, request: Request, filer: Citizen, at: datetime, idempotency_key: str | None = None) -> Dossier:
    """
    File a dossier online and give it its code.

    The same ``idempotency_key`` of the same person gives the same dossier, however often it comes.

    :raises ApplicantNotYours: if the filer is neither the applicant nor its representative.
    :raises ProcedureNotFiledHere: if the procedure or the unit does not take it.
    :raises AnswersIncomplete: with a sentence for each answer.
    :raises PapersMissing: if a required paper is not there.
    :raises PaperNotYours: if a file is not the filer's, or is used elsewhere.
    :raises IdempotencyKeyReused: if the key came with another content.
    """
    try:
        with transaction.atomic():
            return _file(request, filer, at, idempotency_key)
    except (IntegrityError, PaperNotYours) as error:
        earlier = _filed_before(request, filer, idempotency_key)
        if earlier is None:
            raise error
        return earlier


def _file(request: Request, filer: Citizen, at: datetime, idempotency_key: str | None) -> Dossier:
    _check_applicant(request.applicant, filer)
    answers = checked_answers(request)
    papers = _take_papers(request, owners_of(filer))
    dossier = _new_dossier(
        request, answers, at, filer_id=filer.person_id, channel=Channel.ONLINE, state=State.FILED
    )
    dossier.idempotency_key = idempotency_key
    dossier.request_digest = request.digest() if idempotency_key else ""
    _save_new(dossier, request, papers)
    record(dossier, Move.FILE, viewer=filer, at=at, opens=True, papers=_paper_facts(papers))
    return dossier


def _filed_before(request: Request, filer: Citizen, key: str | None) -> Dossier | None:
    if key is None:
        return None
    earlier = Dossier.objects.filter(filer_id=filer.person_id, idempotency_key=key).first()
    if earlier and earlier.request_digest != request.digest():
        raise IdempotencyKeyReused(code=earlier.code)
    return earlier


def receive_at_counter(
    *, request: Request, clerk: Posting, at: datetime, idempotency_key: str | None = None
) -> Dossier:
    """
    Receive a paper dossier over the counter: one act files it, accepts it and prints the receipt.

    The same ``idempotency_key`` of the same desk gives the same dossier, however often it comes.

    :raises NotYourDuty: if the clerk does not receive for that desk.
    :raises AnswersIncomplete: with a sentence for each answer.
    :raises IdempotencyKeyReused: if the key came with another content.
    """
    try:
        with transaction.atomic():
            return _receive(request, clerk, at, idempotency_key)
    except (IntegrityError, PaperNotYours) as error:
        earlier = _received_before(request, idempotency_key)
        if earlier is None:
            raise error
        return earlier


def _receive(request: Request, clerk: Posting, at: datetime, idempotency_key: str | None) -> Dossier:
    if refusal := why_not_receive_for(clerk, request.receiving_unit):
        raise refusal
    answers = checked_answers(request)
    papers = _take_papers(request, owners_of(clerk))
    dossier = _new_dossier(request, answers, at, filer_id=None, channel=Channel.COUNTER, state=State.RECEIVED)
    dossier.idempotency_key = idempotency_key
    dossier.request_digest = request.said() if idempotency_key else ""
    begin_term(dossier, at=at)
    _save_new(dossier, request, papers)
    letter = issue_receipt(dossier, clerk=clerk, at=at)
    record(
        dossier,
        Move.RECEIVE,
        viewer=clerk,
        at=at,
        opens=True,
        papers=_paper_facts(papers),
        due_at=dossier.due_at and dossier.due_at.isoformat(),
        letter=letter.number,
    )
    return dossier


def _received_before(request: Request, key: str | None) -> Dossier | None:
    """
    Return the dossier this desk has already received under ``key``, or None.

    :raises IdempotencyKeyReused: if the key came with another content.
    """
    if key is None:
        return None
    desk = request.receiving_unit
    earlier = Dossier.objects.filter(filer=None, receiving_unit=desk, idempotency_key=key).first()
    if earlier and earlier.request_digest != request.said():
        raise IdempotencyKeyReused(code=earlier.code)
    return earlier


@transaction.atomic
def supplement(
    *,
    code: str,
    citizen: Citizen,
    answers: Mapping[str, Any],
    papers: Sequence[Handed],
    at: datetime,
) -> Dossier:
    """
    Complete a dossier as it was asked: corrected answers and more papers. The desk looks at it again.

    :raises MoveNotAllowed: if nothing was asked.
    """
    dossier = lock_for(Move.SUPPLEMENT, code=code, viewer=citizen)
    request = _as_request(dossier, {**dossier.answers, **answers}, papers)
    dossier.answers = checked_answers(request)
    added = _take_papers(request, owners_of(citizen), complete=False)
    _hold_papers(dossier, added)
    move_to(dossier, Move.SUPPLEMENT, at=at)
    dossier.save()
    record(dossier, Move.SUPPLEMENT, viewer=citizen, at=at, papers=_paper_facts(added))
    return dossier


@transaction.atomic
def withdraw(*, code: str, citizen: Citizen, reason: str, at: datetime) -> Dossier:
    """The applicant stops the dossier, from receipt until decision (Decree 118/2025/NĐ-CP, Art. 21)."""
    dossier = lock_for(Move.WITHDRAW, code=code, viewer=citizen)
    move_to(dossier, Move.WITHDRAW, at=at)
    dossier.due_at = None
    dossier.save()
    record(dossier, Move.WITHDRAW, viewer=citizen, at=at, reason=reason.strip())
    return dossier


def owners_of(viewer: Viewer) -> tuple[str, ...]:
    """Return the opaque owners whose uploaded papers ``viewer`` may hand in."""
    if isinstance(viewer, Citizen):
        return (f"person:{viewer.person_id}",)
    return (f"officer:{viewer.officer_id}",)


def checked_answers(request: Request) -> dict[str, Any]:
    """
    Return the answers in their one spelling.

    :raises AnswersIncomplete: with a sentence for each answer that is missing or wrong.
    """
    form = request.version.form
    if form is None:
        return dict(request.answers)
    result = eforms.check(form.definition, request.answers)
    if result.problems:
        raise AnswersIncomplete(count=len(result.problems), problems=result.problems)
    return result.answers


def _check_applicant(applicant: Person | Business, filer: Citizen) -> None:
    if isinstance(applicant, Person) and applicant.pk == filer.person_id:
        return
    if isinstance(applicant, Business) and applicant.pk in filer.business_ids:
        return
    raise ApplicantNotYours


def _required(request: Request) -> list[RequiredPaper]:
    """Return the papers that must be there whatever the case; the others are for the clerk to judge."""
    return [
        paper
        for paper in request.version.facts.papers
        if paper.required and not paper.when and not paper.case and not paper.present_only
    ]


def _take_papers(
    request: Request, owners: Sequence[str], *, complete: bool = True
) -> list[tuple[Handed, Paper | None]]:
    """Check that the files are the filer's and free, and hold their rows."""
    wanted = [handed.paper_id for handed in request.papers if handed.paper_id]
    found = {
        paper.pk: paper
        for paper in Paper.objects.owned_by(*owners)
        .filter(pk__in=wanted)
        .select_for_update(of=("self",))
        .order_by("pk")
    }
    for paper_id in wanted:
        if paper_id not in found or found[paper_id].attached_to.startswith("dossier:"):
            raise PaperNotYours(paper=paper_id)
    if complete:
        handed_in = {handed.key for handed in request.papers}
        missing = [p.name for p in _required(request) if p.key and p.key not in handed_in]
        if missing:
            raise PapersMissing(names="; ".join(missing), papers=missing)
    return [(h, found[h.paper_id] if h.paper_id else None) for h in request.papers]


def _new_dossier(
    request: Request,
    answers: dict[str, Any],
    at: datetime,
    *,
    filer_id: int | None,
    channel: Channel,
    state: State,
) -> Dossier:
    applicant = request.applicant
    return Dossier(
        agency=request.deciding_unit,
        filed_on=at.astimezone(VIETNAM).date(),
        version=request.version,
        receiving_unit=request.receiving_unit,
        deciding_unit=request.deciding_unit,
        channel=channel.value,
        person=applicant if isinstance(applicant, Person) else None,
        business=applicant if isinstance(applicant, Business) else None,
        filer_id=filer_id,
        applicant=_named(applicant),
        answers=answers,
        state=state,
        filed_at=at,
    )


def _named(applicant: Person | Business) -> dict[str, str]:
    """Return how the applicant is named today, to be kept as it is."""
    if isinstance(applicant, Business):
        return {
            "kind": "business",
            "name": applicant.name,
            "number": applicant.tax_code,
            "address": applicant.address,
            "phone": applicant.representative.phone,
            "email": applicant.representative.email,
        }
    return {
        "kind": "person",
        "name": applicant.full_name,
        "number": applicant.identity_number,
        "birth_date": applicant.birth_date,
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
    }


def _save_new(dossier: Dossier, request: Request, papers: Sequence[tuple[Handed, Paper | None]]) -> None:
    """Save a new dossier. Its number is taken last, under a lock of its agency and day only."""
    dossier.number = next_dossier_number(agency=request.deciding_unit, on=dossier.filed_on)
    dossier.code = code_of(agency=request.deciding_unit.code, on=dossier.filed_on, number=dossier.number)
    dossier.save(force_insert=True)
    _hold_papers(dossier, papers)


def _hold_papers(dossier: Dossier, papers: Sequence[tuple[Handed, Paper | None]]) -> None:
    DossierPaper.objects.bulk_create(
        DossierPaper(
            dossier=dossier,
            key=handed.key,
            title=handed.title,
            paper=paper,
            originals=handed.originals,
            copies=handed.copies,
        )
        for handed, paper in papers
    )
    files = [paper.pk for _, paper in papers if paper]
    if files:
        Paper.objects.filter(pk__in=files).update(attached_to=dossier.subject)


def _paper_facts(papers: Sequence[tuple[Handed, Paper | None]]) -> list[dict[str, str]]:
    return [
        {"key": handed.key, "title": handed.title, "sha256": paper.file_id if paper else ""}
        for handed, paper in papers
    ]


def _as_request(dossier: Dossier, answers: Mapping[str, Any], papers: Sequence[Handed]) -> Request:
    applicant = dossier.person or dossier.business
    assert applicant is not None, "a constraint holds that there is one"
    return Request(
        version=dossier.version,
        deciding_unit=dossier.deciding_unit,
        receiving_unit=dossier.receiving_unit,
        applicant=applicant,
        answers=answers,
        papers=papers,
    )
