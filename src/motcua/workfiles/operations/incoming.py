"""A document comes in: its number, who sees to it by when, what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.notices import operations as notices
from motcua.orgs.calendars import calendar_for
from motcua.orgs.models import Officer, Unit
from motcua.orgs.postings import Posting, posting_of
from motcua.workfiles.errors import DueBeforeToday, HandlerElsewhere, SayWhatItIs
from motcua.workfiles.models import READERS, Incoming, Outgoing
from motcua.workfiles.numbers import INCOMING, next_number
from motcua.workfiles.operations.shared import Upload, bind, keep_file, lock_incoming, record, said
from motcua.workfiles.policies import why_not_finish, why_not_instruct, why_not_register
from motcua.workfiles.states import FollowUp, Urgency


@dataclass(frozen=True)
class OnIt:
    """What stands on a document: who made it, its number and sign, its day, what it is about."""

    origin: str
    title: str
    symbol: str = ""
    dated_on: date | None = None
    urgency: Urgency = Urgency.NONE


@transaction.atomic
def register(
    *, unit: Unit, on_it: OnIt, clerk: Posting, at: datetime, files: Sequence[Upload] = ()
) -> Incoming:
    """
    Give a document that came the next number of its unit and year. Its files are scans, or what was sent.

    :raises NotYourTask: if the officer does not keep the unit's books.
    :raises SayWhatItIs: if its origin or what it is about is not said.
    """
    if refusal := why_not_register(clerk, unit):
        raise refusal
    if not tidy(on_it.origin) or not tidy(on_it.title):
        raise SayWhatItIs
    document = _new(unit, on_it, at, received_by_id=clerk.officer_id)
    document.number = next_number(unit=unit, book=INCOMING, year=document.year)
    document.save()
    kept = [bind(keep_file(upload, document, clerk, at), document) for upload in files]
    record(
        "incoming.register",
        document,
        clerk,
        at,
        number=document.number,
        year=document.year,
        files=[paper.file_id for paper in kept],
    )
    return document


def arrive(*, document: Outgoing, unit: Unit, at: datetime) -> Incoming:
    """Let a document that another unit of ours issued come in at ``unit``, once. The caller issues it."""
    on_it = OnIt(
        origin=document.unit.name,
        title=document.title,
        symbol=document.symbol,
        dated_on=at.astimezone(VIETNAM).date(),
        urgency=Urgency(document.urgency),
    )
    came = _new(unit, on_it, at, came_from=document)
    came.number = next_number(unit=unit, book=INCOMING, year=came.year)
    came.save()
    record("incoming.arrive", came, None, at, number=came.number, year=came.year, symbol=came.symbol)
    return came


def _new(unit: Unit, on_it: OnIt, at: datetime, **more: object) -> Incoming:
    return Incoming(
        unit=unit,
        year=at.astimezone(VIETNAM).year,
        received_at=at,
        origin=tidy(on_it.origin)[:300],
        symbol=tidy(on_it.symbol)[:80],
        dated_on=on_it.dated_on,
        title=tidy(on_it.title)[:500],
        urgency=on_it.urgency.value,
        **more,
    )


@transaction.atomic
def instruct(
    *,
    document_id: uuid.UUID,
    leader: Posting,
    instruction: str,
    handler: Officer,
    due_on: date | None,
    at: datetime,
) -> Incoming:
    """
    Say who sees to a document and by the end of which day; on a day off, of the next working day.

    Said again, the latest holds; the journal keeps both.

    :raises DocumentNotFound, NotYourTask, AlreadyDone: if it is not theirs to say.
    :raises HandlerElsewhere: if that officer has no work in the unit today.
    :raises DueBeforeToday: if the day is past.
    """
    document = lock_incoming(document_id, leader)
    if refusal := why_not_instruct(leader, document):
        raise refusal
    today = at.astimezone(VIETNAM).date()
    if document.unit_id not in posting_of(handler, on=today).units(*READERS):
        raise HandlerElsewhere(officer=handler.full_name, unit=document.unit.name)
    document.instruction, document.state = said(instruction), FollowUp.ASSIGNED
    document.instructed_by_id, document.handler = leader.officer_id, handler
    document.due_at = _end_of(due_on, document.unit_id, today) if due_on else None
    document.save()
    due = document.due_at.isoformat() if document.due_at else None
    record(
        "incoming.instruct",
        document,
        leader,
        at,
        instruction=document.instruction,
        handler=handler.full_name,
        due_at=due,
    )
    if handler.user_id != leader.actor.user_id:
        notices.tell(
            recipient=f"user:{handler.user_id}",
            title=f"Bạn được giao văn bản đến số {document}",
            body=f"{document.title}. {document.instruction}",
            link=f"/xu-ly/van-ban/den/{document.pk}/",
            dedupe=f"{document.subject}:{at.isoformat()}",
            at=at,
        )
    return document


def _end_of(on: date, unit_id: int, today: date) -> datetime:
    if on < today:
        raise DueBeforeToday
    calendar = calendar_for(unit_id, around=on)
    return calendar.closing(calendar.next_working(on))


@transaction.atomic
def finish(*, document_id: uuid.UUID, officer: Posting, outcome: str, at: datetime) -> Incoming:
    """
    Say what came of a document.

    :raises NotAssigned, AlreadyDone, NotYourTask: if it is not theirs to say now.
    :raises SaySomething: if nothing is said.
    """
    document = lock_incoming(document_id, officer)
    if refusal := why_not_finish(officer, document):
        raise refusal
    document.outcome, document.state, document.done_at = said(outcome), FollowUp.DONE, at
    document.save()
    late = bool(document.due_at and at > document.due_at)
    record("incoming.finish", document, officer, at, outcome=document.outcome, late=late)
    return document
