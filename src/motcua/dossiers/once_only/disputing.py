"""What somebody says is wrong in what a register holds: told to its holder, asked after, answered."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet

from motcua.accounts import population
from motcua.accounts.citizens import Citizen
from motcua.accounts.operations.people import subject_of
from motcua.accounts.population import Discrepancy, Judged, Reported
from motcua.dossiers.models import Draft
from motcua.dossiers.once_only.errors import NothingToDispute, ReasonOfDisputeMissing
from motcua.dossiers.once_only.filling import Origin
from motcua.dossiers.once_only.findings import Finding, read_all
from motcua.dossiers.once_only.models import Dispute
from motcua.dossiers.once_only.operations import LATER
from motcua.dossiers.once_only.queries import known_before, origins_of
from motcua.dossiers.operations.saving import locked_draft
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices
from motcua.papers import operations as papers
from motcua.papers.models import Paper

OTHER = "khac"
"""The paper that proves a dispute is none that the procedure asks for: it goes with the other papers."""
PROVES = "Chứng minh dữ liệu đang giữ là sai: {label}"
Proof = tuple[str, "bytes | BinaryIO | File[bytes]"]
"""A file's name and content."""


def disputes_of(citizen: Citizen) -> QuerySet[Dispute]:
    """Return what a person has said is wrong, the latest first."""
    return Dispute.objects.filter(person_id=citizen.person_id).select_related("dossier", "draft", "paper")


@transaction.atomic
def dispute(
    *,
    draft_id: uuid.UUID,
    citizen: Citizen,
    question: str,
    reason: str,
    at: datetime,
    proof: Proof | None = None,
) -> Dispute:
    """
    Tell the holder that what it holds is wrong; the person goes on with what they say. Twice is once.

    The ``proof`` is handed in with the dossier: the officer sees it there.

    :raises NothingToDispute: where nothing the state holds is gainsaid by the answer.
    :raises ReasonOfDisputeMissing: without a reason.
    :raises Refusal: what keeping the proof refuses.
    """
    draft = locked_draft(draft_id, citizen)
    if already := Dispute.objects.filter(draft=draft, question=question).first():
        return already
    origin, held = _gainsaid(draft, question, on=at.astimezone(VIETNAM).date())
    if not reason.strip():
        raise ReasonOfDisputeMissing
    made = Dispute.objects.create(
        person=draft.person,
        draft=draft,
        question=question,
        label=origin.question.label,
        identity_number=_number_of(draft, held),
        element=held.element,
        held=str(held.value),
        claimed=str(origin.value),
        reason=reason.strip()[:1000],
        paper=_keep(proof, draft, origin.question.label, citizen, at) if proof else None,
        made_at=at,
    )
    _record(made, "person.data-disputed", citizen.actor, at, proof=made.paper_id and str(made.paper_id))
    _tell_holder(made)
    return made


def _gainsaid(draft: Draft, question: str, *, on: date) -> tuple[Origin, Finding]:
    """:raises NothingToDispute: where nothing the state holds is gainsaid by the answer."""
    origin = origins_of(draft, on=on).get(question)
    held = origin.disputable if origin else None
    if origin is None or held is None:
        raise NothingToDispute
    return origin, held


def _keep(proof: Proof, draft: Draft, label: str, citizen: Citizen, at: datetime) -> Paper:
    name, content = proof
    paper = papers.store(
        content=content,
        file_name=name,
        title=PROVES.format(label=label),
        kind=OTHER,
        owner=citizen.owners[0],
        uploaded_by=citizen.actor.user_id,
        at=at,
    )
    return papers.attach(papers=[paper], to=draft.subject)[0]


def _record(made: Dispute, verb: str, actor: Actor, at: datetime, **more: Any) -> None:
    journal.record(
        verb,
        subject=subject_of(made.person),
        actor=actor,
        at=at,
        element=made.element,
        dispute=str(made.pk),
        **{name: value for name, value in more.items() if value is not None},
    )


def _tell_holder(made: Dispute) -> None:
    from motcua.dossiers.once_only.tasks import send_dispute as task

    task.defer(dispute_id=str(made.pk))


def _number_of(draft: Draft, held: Finding) -> str:
    known = read_all(known_before(draft).findings)
    of_them = (f.value for f in known if f.role == held.role and f.element == "person.identity_number")
    return str(next(of_them, draft.person.identity_number))


def send_dispute(*, dispute_id: uuid.UUID, at: datetime, within: float = LATER) -> bool:
    """Report a dispute to the register; return whether it was taken. Reported twice, it is one."""
    made = Dispute.objects.select_related("paper").get(pk=dispute_id)
    if made.sent_at:
        return True
    said = Discrepancy(
        identity_number=made.identity_number,
        item=made.element,
        held=made.held,
        claimed=made.claimed,
        reason=made.reason,
        reference=made.pk.hex,
        paper=made.paper.file_name if made.paper else "",
        paper_sha256=made.paper.file_id if made.paper else "",
    )
    answer = population.register().report(said, within=within)
    if not isinstance(answer, Reported):
        return False
    Dispute.objects.filter(pk=made.pk, sent_at=None).update(sent_at=at, number=answer.number)
    return True


def ask_after(*, dispute_id: uuid.UUID, at: datetime, within: float = LATER) -> bool:
    """
    Ask the holder what it decided, and tell the person; return whether the holder could be asked.

    The holder is asked outside any transaction. An answer that was kept is not asked for again.
    """
    made = Dispute.objects.get(pk=dispute_id)
    if not made.number or made.answered_at:
        return True
    answer = population.register().answer_to(made.number, reference=made.pk.hex, within=within)
    if isinstance(answer, Judged):
        _keep_answer(dispute_id, answer, at)
    return not isinstance(answer, population.Unavailable)


@transaction.atomic
def _keep_answer(dispute_id: uuid.UUID, answer: Judged, at: datetime) -> None:
    made = (
        Dispute.objects.select_for_update(of=("self",)).select_related("person", "dossier").get(pk=dispute_id)
    )
    if made.answered_at:
        return
    made.answered_at, made.corrected, made.answer = answer.at, answer.corrected, answer.reason
    made.save(update_fields=["answered_at", "corrected", "answer"])
    type(made.person).objects.select_for_update(of=("self",)).get(pk=made.person_id)
    _record(made, "person.dispute-answered", SYSTEM, at, corrected=answer.corrected, reason=answer.reason)
    done = "đã sửa" if answer.corrected else "không sửa"
    told = f"Bạn đã báo dữ liệu “{made.held}” là sai (số {made.number}). Nơi giữ {done}. {answer.reason}"
    notices.tell(
        recipient=f"person:{made.person_id}",
        title=f"Nơi giữ dữ liệu {done}: {made.label}",
        body=told.strip(),
        link="/du-lieu-da-bao-sai/",
        dedupe=f"dispute:{made.pk}:answered",
        at=at,
    )
