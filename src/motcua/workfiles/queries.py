"""Reading documents, each through ``visible_to``; who opens one leaves a reading."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.contrib.postgres.lookups import Unaccent
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower

from motcua.journal import operations as journal
from motcua.kernel.legal_time import VIETNAM, working_days_left
from motcua.kernel.text import fold, tidy
from motcua.orgs.calendars import calendars_for
from motcua.orgs.models import Appointment, Officer
from motcua.orgs.postings import Posting
from motcua.papers.models import Paper
from motcua.workfiles.errors import DocumentNotFound
from motcua.workfiles.models import Comment, Incoming, Outgoing, Version
from motcua.workfiles.states import FollowUp, Step

PAGE = 50
T = TypeVar("T", Incoming, Outgoing)


@dataclass(frozen=True)
class IncomingLine:
    """One line of the list; ``days_left`` are working days, negative when it is late."""

    document: Incoming
    days_left: int | None
    late: bool


def incoming_list(
    posting: Posting, *, state: str = "", mine: bool = False, q: str = "", page: int = 1
) -> QuerySet[Incoming]:
    """Return one page and one more: of what is being seen to the earliest due first, else the newest."""
    rows = Incoming.objects.visible_to(posting).select_related("unit", "handler")
    if state:
        rows = rows.filter(state=state)
    if mine:
        rows = rows.filter(handler_id=posting.officer_id, state=FollowUp.ASSIGNED)
    if condition := _about(q):
        said = Concat("origin", Value(" "), "symbol", Value(" "), "title", output_field=TextField())
        rows = rows.alias(said=Lower(Unaccent(said))).filter(condition)
    order = ("due_at", "pk") if mine or state == FollowUp.ASSIGNED else ("-year", "-number", "pk")
    return rows.order_by(*order)[(page - 1) * PAGE : page * PAGE + 1]


def outgoing_list(
    posting: Posting, *, issued: bool = False, q: str = "", page: int = 1
) -> QuerySet[Outgoing]:
    """Return one page and one more: those being written, or those that went out; the newest first."""
    rows = Outgoing.objects.visible_to(posting).select_related("unit", "author")
    rows = rows.filter(step=Step.ISSUED) if issued else rows.exclude(step=Step.ISSUED)
    if condition := _about(q):
        said = Concat("symbol", Value(" "), "title", output_field=TextField())
        rows = rows.alias(said=Lower(Unaccent(said))).filter(condition)
    return rows.order_by("-issued_at" if issued else "-begun_at", "pk")[(page - 1) * PAGE : page * PAGE + 1]


def _about(q: str) -> Q | None:
    found = Q()
    for word in fold(tidy(q)).split():
        found &= Q(said__contains=word)
    return found or None


def lines_of(documents: list[Incoming], *, now: datetime) -> list[IncomingLine]:
    """Return the lines with their late marks. One query for all calendars."""
    on = now.astimezone(VIETNAM).date()
    calendars = calendars_for({document.unit_id for document in documents}, around=on)
    found = []
    for document in documents:
        due = document.due_at if document.state == FollowUp.ASSIGNED else None
        left = working_days_left(now=now, due_at=due, calendar=calendars[document.unit_id]) if due else None
        found.append(IncomingLine(document, left, bool(due and due < now)))
    return found


def read_incoming(posting: Posting, document_id: uuid.UUID, *, at: datetime) -> Incoming:
    """
    Return one document that came, and note who read it.

    :raises DocumentNotFound: if it is not theirs to see; the same as if there were none.
    """
    rows = Incoming.objects.visible_to(posting)
    found = rows.select_related("unit", "handler", "instructed_by", "received_by", "came_from")
    return _read(found.filter(pk=document_id).first(), posting, "incoming", at)


def read_outgoing(posting: Posting, document_id: uuid.UUID, *, at: datetime) -> Outgoing:
    """Return one document of the unit, and note who read it. :raises DocumentNotFound: as above."""
    rows = Outgoing.objects.visible_to(posting)
    found = rows.select_related("unit", "author", "agreed_by", "signed_by", "signed_file", "answers")
    return _read(found.filter(pk=document_id).first(), posting, "outgoing", at)


def _read(found: T | None, posting: Posting, what: str, at: datetime) -> T:
    if found is None:
        raise DocumentNotFound
    journal.record_reading(subject=found.subject, reader=posting.actor, what=what, at=at)
    return found


def file_of(posting: Posting, paper_id: uuid.UUID, *, at: datetime) -> Paper:
    """
    Return a file of a document, and note who read it.

    Of a document that came from a unit of ours, the signed one of that unit.

    :raises DocumentNotFound: if the document is not theirs to see.
    """
    paper = Paper.objects.select_related("file").filter(pk=paper_id).first()
    kind, _colon, key = paper.attached_to.partition(":") if paper else ("", "", "")
    seen = Incoming.objects.visible_to(posting)
    allowed = (
        (kind == "incoming" and seen.filter(pk=key).exists())
        or (kind == "outgoing" and Outgoing.objects.visible_to(posting).filter(pk=key).exists())
        or (kind == "outgoing" and seen.filter(came_from__signed_file=paper_id).exists())
    )
    if paper is None or not allowed:
        raise DocumentNotFound
    journal.record_reading(
        subject=paper.attached_to, reader=posting.actor, what=f"file {paper.file_id[:12]}", at=at
    )
    return paper


def files_of(document: Incoming) -> list[Paper]:
    """Return the files of a document that came: its scans, or the signed one it came by."""
    own = list(Paper.objects.attached_to(document.subject).order_by("uploaded_at", "pk"))
    signed = document.came_from.signed_file if document.came_from else None
    return [*own, *([signed] if signed else [])]


def versions_of(document: Outgoing) -> list[Version]:
    """Return the versions, the newest first."""
    return list(document.versions.select_related("author", "paper").order_by("-number"))


def comments_of(document: Outgoing) -> list[Comment]:
    """Return the comments with their answers, oldest first, the open ones before the others."""
    found = Comment.objects.filter(version__document=document, answers=None)
    found = found.select_related("author", "version", "resolved_by").prefetch_related("replies__author")
    return sorted(found, key=lambda each: (each.resolved_at is not None, each.at, each.pk))


def colleagues(unit_id: int, *, on: date) -> list[Officer]:
    """Return who holds a post in the unit on ``on``, by name: to whom work can be given."""
    held = Appointment.objects.filter(Q(to_on=None) | Q(to_on__gt=on), from_on__lte=on, post__unit_id=unit_id)
    found = Officer.objects.filter(pk__in=held.values("officer"), user__is_active=True)
    return list(found.order_by("full_name", "pk"))
