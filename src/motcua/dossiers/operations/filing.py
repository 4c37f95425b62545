"""A dossier comes in: filed online, or received over the counter."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Business, Person
from motcua.catalogue.facts import Channel
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.assisting.hands import named_in
from motcua.dossiers.delivery.ways import Delivery
from motcua.dossiers.errors import (
    AnswersIncomplete,
    ApplicantNotYours,
    BlockReleased,
    IdempotencyKeyReused,
    PaperNotYours,
    PapersMissing,
    ProcedureNotFiledHere,
    ReservedNumberUsed,
)
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.internal.policies import why_not_ask, why_not_file_as
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.operations.blocks import ReservedNumber as ReservedNumber
from motcua.dossiers.operations.blocks import take_reserved_number
from motcua.dossiers.operations.co_declared import confirmed, end_draft, signatures_on
from motcua.dossiers.operations.handing_in import Handed as Handed
from motcua.dossiers.operations.handing_in import hand_in
from motcua.dossiers.operations.issuing import issue_receipt
from motcua.dossiers.operations.moves import record
from motcua.dossiers.operations.numbers import next_dossier_number
from motcua.dossiers.operations.reception import begin_term
from motcua.dossiers.operations.together import together
from motcua.dossiers.policies import why_not_receive_for
from motcua.dossiers.routing import decides, why_not_receive_at
from motcua.dossiers.rules import code_of
from motcua.dossiers.snapshots import taken
from motcua.dossiers.states import Move, State
from motcua.dossiers.wanted import facts_for, missing
from motcua.eforms import rules as eforms
from motcua.journal.rows import insert
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting

Applicant = Person | Business | Unit


@dataclass(frozen=True)
class Request:
    """What is filed: for whom, where, with which answers and papers."""

    version: ProcedureVersion
    deciding_unit: Unit
    receiving_unit: Unit
    applicant: Applicant
    answers: Mapping[str, Any]
    papers: Sequence[Handed] = field(default_factory=tuple)
    draft: Draft | None = None  # whose confirmations count, and which ends with the filing
    signed: Collection[str] = ()  # co-declarants whose signature the clerk sees on the paper declaration
    unsigned_because: str = ""  # why the clerk receives it without the other signatures
    delivery: Delivery | None = None  # where the result is to go, if they said it at the counter

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


def file(
    *, request: Request, filer: Citizen | Asker, at: datetime, idempotency_key: str | None = None
) -> Dossier:
    """
    File a dossier online and give it its code.

    The same ``idempotency_key`` of the same person or unit gives the same dossier, however often it comes.

    :raises ApplicantNotYours: if the filer is neither the applicant nor its representative.
    :raises AsksItself: if a unit asks itself.
    :raises ProcedureNotFiledHere: if the unit does not decide the procedure.
    :raises AnswersIncomplete: with a sentence for each answer.
    :raises CoDeclarantsAwaited: if somebody else has to confirm these answers first.
    :raises DraftAlreadySubmitted: if the draft was filed before, as another dossier.
    :raises PapersMissing: if a required paper is not there.
    :raises PaperNotYours: if a file is not the filer's, or is used elsewhere.
    :raises IdempotencyKeyReused: if the key came with another content.
    """
    try:
        with transaction.atomic():
            with together():
                dossier = _file(request, filer, at, idempotency_key)
            if request.draft:
                end_draft(request.draft, dossier, at=at)
            return dossier
    except (IntegrityError, Refusal) as error:  # what was filed before is no longer free, or no longer asked
        earlier = _filed_before(request, filer, idempotency_key)
        if earlier is None:
            raise error
        return earlier


def _file(request: Request, filer: Citizen | Asker, at: datetime, idempotency_key: str | None) -> Dossier:
    _check_applicant(request, filer)
    check_unit(request, at)
    on = at.astimezone(VIETNAM).date()
    answers = checked_answers(request, on=on)
    confirmations = confirmed(request, filer, on=on) if isinstance(filer, Citizen) else {}
    check_complete(request, answers, on=on)
    dossier = new_dossier(
        request, answers, at, filer_id=_person(filer), channel=Channel.ONLINE, state=State.FILED
    )
    dossier.idempotency_key = idempotency_key
    dossier.request_digest = request.digest() if idempotency_key else ""
    handing = hand_in(request.papers, to=dossier, owners=owners_of(filer))
    save_new(dossier, next_dossier_number(agency=request.deciding_unit, on=dossier.filed_on))
    record(dossier, Move.FILE, viewer=filer, at=at, opens=True, papers=handing.said(), **confirmations)
    return dossier


def _person(filer: Citizen | Asker) -> int | None:
    return filer.person_id if isinstance(filer, Citizen) else None


def _filed_before(request: Request, filer: Citizen | Asker, key: str | None) -> Dossier | None:
    if key is None:
        return None
    unit = request.applicant.pk if isinstance(request.applicant, Unit) else None
    filed = Dossier.objects.filter(filer_id=_person(filer), asking_unit_id=unit, idempotency_key=key)
    earlier = filed.first()
    if earlier and earlier.request_digest != request.digest():
        raise IdempotencyKeyReused(code=earlier.code)
    return earlier


def receive_at_counter(
    *,
    request: Request,
    clerk: Posting,
    at: datetime,
    idempotency_key: str | None = None,
    reserved: ReservedNumber | None = None,
) -> Dossier:
    """
    Receive a paper dossier over the counter: one act files it, accepts it and prints the receipt.

    The same ``idempotency_key`` of the same desk gives the same dossier, however often it comes. One that
    was received without the network brings its ``reserved`` number: day and term are those of that moment,
    the act is of now and says both.

    :raises NotYourDuty: if the clerk does not receive for that desk.
    :raises ProcedureNotFiledHere: if the unit does not decide the procedure.
    :raises AnswersIncomplete: with a sentence for each answer.
    :raises CoDeclarantsAwaited: if somebody else has to sign too, and the clerk does not say why not.
    :raises IdempotencyKeyReused: if the key came with another content.
    :raises Refusal: what ``take_reserved_number`` refuses, too.
    """
    try:
        with transaction.atomic():
            return _receive(request, clerk, at, idempotency_key, reserved)
    except (IntegrityError, PaperNotYours, ReservedNumberUsed, BlockReleased) as error:
        earlier = _received_before(request, idempotency_key, reserved)
        if earlier is None:
            raise error
        return earlier


def _receive(
    request: Request,
    clerk: Posting,
    at: datetime,
    idempotency_key: str | None,
    reserved: ReservedNumber | None,
) -> Dossier:
    if refusal := why_not_receive_for(clerk, request.receiving_unit):
        raise refusal
    came_at = reserved.received_at if reserved else at
    check_unit(request, came_at)
    on = came_at.astimezone(VIETNAM).date()
    if refusal := why_not_receive_at(request.version, request.deciding_unit, request.receiving_unit, on):
        raise refusal
    answers = checked_answers(request, on=on)
    signatures = signatures_on(request, on=on)
    check_complete(request, answers, on=on)
    dossier = new_dossier(
        request, answers, came_at, filer_id=None, channel=Channel.COUNTER, state=State.RECEIVED
    )
    dossier.idempotency_key = idempotency_key
    dossier.request_digest = request.said() if idempotency_key else ""
    begin_term(dossier, at=came_at)
    papers = hand_in(request.papers, to=dossier, owners=owners_of(clerk)).said()
    if reserved:
        save_new(dossier, take_reserved_number(reserved, dossier=dossier, at=at))
    else:
        save_new(dossier, next_dossier_number(agency=request.deciding_unit, on=dossier.filed_on))
    signatures.keep(dossier, clerk=clerk, at=came_at)
    letter = issue_receipt(dossier, clerk=clerk, at=came_at)
    record(
        dossier,
        Move.RECEIVE,
        viewer=clerk,
        at=at,
        opens=True,
        papers=papers,
        due_at=dossier.due_at and dossier.due_at.isoformat(),
        letter=letter.number,
        **signatures.said,
        **({"received_at": came_at.isoformat(), "block": str(reserved.block_id)} if reserved else {}),
    )
    return dossier


def _received_before(request: Request, key: str | None, reserved: ReservedNumber | None) -> Dossier | None:
    """
    Return the dossier this desk has already received under ``key``, or None.

    :raises IdempotencyKeyReused: if the key came with another content.
    """
    if key is None:
        return None
    desk = request.receiving_unit
    earlier = _at_desk(desk).filter(idempotency_key=key).first()
    other_number = earlier and reserved and earlier.number != reserved.number
    if earlier and (other_number or earlier.request_digest != request.said()):
        raise IdempotencyKeyReused(code=earlier.code)
    return earlier


def _at_desk(desk: Unit) -> QuerySet[Dossier]:
    return Dossier.objects.filter(filer=None, asking_unit=None, receiving_unit=desk)


def owners_of(viewer: Viewer) -> tuple[str, ...]:
    """Return the opaque owners whose uploaded papers ``viewer`` may hand in."""
    if isinstance(viewer, Citizen):
        return (f"person:{viewer.person_id}",)
    return (f"officer:{viewer.officer_id}",)


def checked_answers(request: Request, *, on: date) -> dict[str, Any]:
    """
    Return the answers in their one spelling, as asked on the day of filing.

    :raises AnswersIncomplete: with a sentence for each answer that is missing or wrong.
    """
    form = request.version.form
    if form is None:
        return dict(request.answers)
    result = eforms.check(form.definition, request.answers, on=on)
    if result.problems:
        raise AnswersIncomplete(count=len(result.problems), problems=result.problems)
    return result.answers


def _check_applicant(request: Request, filer: Citizen | Asker) -> None:
    applicant = request.applicant
    if isinstance(filer, Asker):
        if refusal := why_not_ask(filer, applicant, request.deciding_unit):
            raise refusal
        return
    if isinstance(applicant, Person) and applicant.pk == filer.person_id:
        return
    if isinstance(applicant, Business) and applicant.pk in filer.business_ids:
        return
    raise ApplicantNotYours


def check_unit(request: Request, at: datetime) -> None:
    if request.version.facts.interlinked:
        raise ProcedureNotFiledHere(
            reason=_("đây là nhóm thủ tục liên thông, nộp một lần trên Cổng, mỗi phần là một hồ sơ.")
        )
    unit = request.deciding_unit
    if refusal := why_not_file_as(request.version, request.applicant):
        raise refusal
    if not decides(request.version, unit, at.astimezone(VIETNAM).date()):
        raise ProcedureNotFiledHere(reason=_("%(unit)s không giải quyết thủ tục này.") % {"unit": unit.name})


def check_complete(request: Request, answers: Mapping[str, Any], *, on: date) -> None:
    """Papers that must be there in every case, or by the answers; the others are for the clerk to judge."""
    facts = facts_for(request.version, answers, on=on)
    names = missing(facts.papers, (handed.key for handed in request.papers))
    if names:
        raise PapersMissing(names="; ".join(names), papers=names)


def new_dossier(
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
        asking_unit=applicant if isinstance(applicant, Unit) else None,
        filer_id=filer_id,
        applicant=_named(applicant),
        answers=answers,
        state=state,
        filed_at=at,
        snapshot=taken(request.version, unit=request.deciding_unit, at=at),
        **(request.delivery.columns() if request.delivery else {}),
        **named_in(request.draft),
    )


def _named(applicant: Applicant) -> dict[str, str]:
    """Return how the applicant is named today, to be kept as it is."""
    if isinstance(applicant, Unit):
        return {
            "kind": "unit",
            "name": applicant.name,
            "number": applicant.code,
            "address": applicant.address,
            "phone": applicant.phone,
            "email": "",
        }
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


def save_new(dossier: Dossier, number: int) -> None:
    """Save a new dossier. Its number is taken last, under a lock of its agency and day only."""
    dossier.number = number
    dossier.code = code_of(agency=dossier.agency.code, on=dossier.filed_on, number=number)
    insert(dossier)


def as_request(dossier: Dossier, answers: Mapping[str, Any], papers: Sequence[Handed]) -> Request:
    applicant = dossier.person or dossier.business or dossier.asking_unit
    assert applicant is not None, "a constraint holds that there is one"
    return Request(
        version=dossier.version,
        deciding_unit=dossier.deciding_unit,
        receiving_unit=dossier.receiving_unit,
        applicant=applicant,
        answers=answers,
        papers=papers,
    )
