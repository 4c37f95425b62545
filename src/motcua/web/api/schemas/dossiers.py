"""Dossiers as the API shows them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from motcua.dossiers.asked import Asked, things_asked
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.dossiers.queries import Event, Tracking
from motcua.dossiers.states import State, Turn
from motcua.papers.models import IssuedPaper
from motcua.papers.verification import Verdict
from motcua.web.api.schemas.text import Answer

BASE = "/api/v1"


class Links(Answer):
    """Where to read on; ``track`` needs no key."""

    self: str
    track: str

    @classmethod
    def of(cls, code: str) -> Links:
        return cls(self=f"{BASE}/dossiers/{code}", track=f"{BASE}/track/{code}")


class StateShown(Answer):
    """``number`` is that of the national list (TrangThaiHoSo)."""

    number: int
    name: str

    @classmethod
    def of(cls, state: State) -> StateShown:
        return cls(number=state.value, name=str(state.label))


class TurnShown(Answer):
    """Who must do something now."""

    key: str
    name: str

    @classmethod
    def of(cls, turn: Turn) -> TurnShown:
        return cls(key=turn.value, name=str(turn.label))


class Standing(Answer):
    """Where a dossier is now: the answer to filing and to every act."""

    code: str
    state: StateShown
    turn: TurnShown
    stage: str | None
    due_at: datetime | None
    supplement_due_at: datetime | None
    links: Links

    @classmethod
    def of(cls, dossier: Dossier) -> Standing:
        return cls(**_standing(dossier))


def _standing(dossier: Dossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "state": StateShown.of(State(dossier.state)),
        "turn": TurnShown.of(dossier.turn),
        "stage": dossier.stage,
        "due_at": dossier.due_at,
        "supplement_due_at": dossier.supplement_due_at,
        "links": Links.of(dossier.code),
    }


class DossierLine(Standing):
    """One dossier in a list."""

    procedure: str
    procedure_name: str
    applicant: str
    receiving_unit: str
    deciding_unit: str
    filed_at: datetime

    @classmethod
    def of(cls, dossier: Dossier) -> DossierLine:
        return cls(**_standing(dossier), **_line(dossier))


def _line(dossier: Dossier) -> dict[str, Any]:
    return {
        "procedure": dossier.version.code,
        "procedure_name": dossier.version.name,
        "applicant": dossier.applicant_name,
        "receiving_unit": dossier.receiving_unit.code,
        "deciding_unit": dossier.deciding_unit.code,
        "filed_at": dossier.filed_at,
    }


class DossierPage(Answer):
    """One page of a list; ``next`` is the address of the following one, null on the last."""

    items: list[DossierLine]
    next: str | None


class PaperLine(Answer):
    """One paper of a dossier; ``line`` names it when it is checked."""

    line: int
    key: str
    title: str
    id: uuid.UUID | None
    file_name: str
    sha256: str
    originals: int
    copies: int
    check: str
    note: str

    @classmethod
    def of(cls, held: DossierPaper) -> PaperLine:
        paper = held.paper
        return cls(
            line=held.pk,
            key=held.key,
            title=held.title,
            id=paper.pk if paper else None,
            file_name=paper.file_name if paper else "",
            sha256=paper.file_id if paper else "",
            originals=held.originals,
            copies=held.copies,
            check=held.check_result,
            note=held.note,
        )


class AskedLine(Answer):
    """
    One thing the office asked to be completed: a paper, or the answer to ``question`` (a key of the form).

    ``line`` is the paper it replaces; ``came`` are the lines of the papers that came for it.
    """

    number: int
    text: str
    key: str
    question: str
    line: int | None
    came: list[int]
    answered: bool

    @classmethod
    def of(cls, asked: Asked) -> AskedLine:
        item = asked.item
        return cls(
            number=asked.number,
            text=item.text,
            key=item.key,
            question=item.question,
            line=item.line,
            came=[paper.pk for paper in asked.came],
            answered=asked.answered,
        )


class EventLine(Answer):
    """One line of the dossier's story."""

    at: datetime
    what: str
    who: str
    details: list[str]

    @classmethod
    def of(cls, event: Event) -> EventLine:
        return cls(at=event.at, what=event.what, who=event.who, details=list(event.details))


class ResultShown(Answer):
    """The issued result; check it at ``link``."""

    verify_code: str
    title: str
    number: str
    sha256: str
    link: str

    @classmethod
    def of(cls, issued: IssuedPaper) -> ResultShown:
        return cls(
            verify_code=issued.verify_code,
            title=issued.title,
            number=issued.number,
            sha256=issued.file_id,
            link=f"{BASE}/verify/{issued.verify_code}",
        )


class DossierWhole(DossierLine):
    """
    A dossier to those who may see all of it. ``proposal`` is shown to staff only.

    ``asked`` is what the last request for a supplement asked for, and what came for each thing.
    """

    channel: str
    named: dict[str, str]
    answers: dict[str, Any]
    papers: list[PaperLine]
    asked: list[AskedLine]
    accepted_at: datetime | None
    ended_at: datetime | None
    proposal: dict[str, Any] | None
    result: ResultShown | None
    story: list[EventLine]

    @classmethod
    def whole(cls, dossier: Dossier, story: list[Event], *, for_staff: bool) -> DossierWhole:
        papers = list(dossier.papers.select_related("paper").order_by("pk"))
        return cls(
            **_standing(dossier),
            **_line(dossier),
            channel=dossier.channel,
            named=dossier.applicant,
            answers=dossier.answers,
            papers=[PaperLine.of(p) for p in papers],
            asked=[AskedLine.of(each) for each in things_asked(dossier, papers)],
            accepted_at=dossier.accepted_at,
            ended_at=dossier.ended_at,
            proposal=dossier.proposal if for_staff else None,
            result=ResultShown.of(dossier.result) if dossier.result else None,
            story=[EventLine.of(event) for event in story],
        )


class TrackingShown(Answer):
    """How far a dossier is, for anybody who knows its code: no name, no procedure, no paper."""

    code: str
    state: StateShown
    turn: TurnShown
    steps_done: int
    steps: int
    due_at: datetime | None

    @classmethod
    def of(cls, found: Tracking) -> TrackingShown:
        return cls(
            code=found.code,
            state=StateShown.of(found.state),
            turn=TurnShown.of(found.turn),
            steps_done=found.steps_done,
            steps=found.steps,
            due_at=found.due_at,
        )


class SignatureShown(Answer):
    """Whether the file kept by the office is as it was signed, by somebody trusted, and why."""

    valid: bool
    reasons: list[str]


class IssuedShown(Answer):
    """
    An issued paper as anybody who holds it may check it: the holder's name is masked.

    Compare ``sha256`` with that of the file in hand; ``status`` is ``in_force``, ``revoked`` or ``replaced``.
    """

    verify_code: str
    title: str
    number: str
    issued_at: datetime
    issuer: str
    signer: str
    signer_post: str
    holder_masked: str
    status: str
    ended_at: datetime | None
    ended_because: str
    replaced_by: str | None
    sha256: str
    signature: SignatureShown

    @classmethod
    def of(cls, issued: IssuedPaper, verdict: Verdict) -> IssuedShown:
        return cls(
            verify_code=issued.verify_code,
            title=issued.title,
            number=issued.number,
            issued_at=issued.issued_at,
            issuer=issued.issuer_name,
            signer=issued.signer_name,
            signer_post=issued.signer_post,
            holder_masked=issued.holder_masked,
            status=issued.status,
            ended_at=issued.ended_at,
            ended_because=issued.ended_because,
            replaced_by=issued.replaced_by.verify_code if issued.replaced_by else None,
            sha256=issued.file_id,
            signature=SignatureShown(
                valid=verdict.valid, reasons=[str(reason) for reason in verdict.reasons]
            ),
        )
