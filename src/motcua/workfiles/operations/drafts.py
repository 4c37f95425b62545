"""A document is written: every save a version, comments on its paragraphs, up to the leader and back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.workfiles import legal
from motcua.workfiles.differences import paragraphs
from motcua.workfiles.errors import (
    CommentNotFound,
    CommentsOpen,
    KindUnknown,
    NothingChanged,
    NothingWritten,
    NotYourTask,
    SentToNobody,
    WrittenMeanwhile,
)
from motcua.workfiles.models import Comment, Incoming, Outgoing, Recipient, Version
from motcua.workfiles.operations.shared import Upload, bind, held, keep_file, lock_outgoing, record, said
from motcua.workfiles.policies import why_not_begin
from motcua.workfiles.states import Act, Step, Urgency


@dataclass(frozen=True)
class Heading:
    """What a document is and where it goes; ``outside``: names of those who are no units of ours."""

    kind: str
    title: str
    units: Sequence[Unit] = ()
    outside: Sequence[str] = ()
    urgency: Urgency = Urgency.NONE


@transaction.atomic
def begin_draft(
    *, unit: Unit, heading: Heading, author: Posting, at: datetime, answers: Incoming | None = None
) -> Outgoing:
    """
    Begin a document of ``unit``.

    :raises NotYourTask: if the officer does no work in the unit.
    :raises KindUnknown: if there is no such kind of document today.
    :raises SaySomething: if it is not said what it is about.
    """
    if refusal := why_not_begin(author, unit):
        raise refusal
    if heading.kind not in legal.kinds(at.astimezone(VIETNAM).date()):
        raise KindUnknown(kind=heading.kind)
    title = tidy(said(heading.title))[:500]
    document = Outgoing.objects.create(
        unit=unit, kind=heading.kind, title=title, urgency=heading.urgency.value,
        author_id=author.officer_id, answers=answers, begun_at=at,
    )  # fmt: skip
    to_units = [Recipient(document=document, unit=each, name=each.name) for each in heading.units]
    names = dict.fromkeys(tidy(name)[:300] for name in heading.outside if tidy(name))
    Recipient.objects.bulk_create([*to_units, *(Recipient(document=document, name=name) for name in names)])
    record("outgoing.begin", document, author, at, kind=heading.kind, title=title)
    return document


@transaction.atomic
def save_version(
    *,
    document_id: uuid.UUID,
    author: Posting,
    text: str,
    seen: int,
    at: datetime,
    upload: Upload | None = None,
) -> Version:
    """
    Keep what was written as the next version.

    :param seen: the number of the version that was being edited; 0 for the first.
    :raises WrittenMeanwhile: if somebody else saved one since.
    :raises NothingWritten: if there is neither a text nor a file.
    :raises NothingChanged: if it reads exactly as before.
    """
    document = lock_outgoing(Act.SAVE, document_id, author)
    text = text.replace("\r\n", "\n").strip()
    if not text and upload is None:
        raise NothingWritten
    last = document.versions.select_related("author").order_by("-number").first()
    if last and last.number != seen:
        raise WrittenMeanwhile(who=last.author.full_name, number=last.number)
    if last and upload is None and last.text == text:
        raise NothingChanged(number=last.number)
    paper = bind(keep_file(upload, document, author, at), document) if upload else None
    version = Version.objects.create(
        document=document, number=seen + 1, author_id=author.officer_id, at=at, text=text, paper=paper
    )
    file = paper.file_id if paper else ""
    record("outgoing.version", document, author, at, number=version.number, file=file)
    return version


@transaction.atomic
def comment(
    *, document_id: uuid.UUID, officer: Posting, paragraph: int | None, text: str, at: datetime
) -> Comment:
    """
    Say something of a paragraph of the newest version (from 1), or of the whole.

    :raises DocumentNotFound: if it is not theirs to see.
    :raises NothingWritten: if there is no such paragraph yet.
    :raises SaySomething: if nothing is said.
    """
    document = held(document_id, officer)
    version = document.versions.order_by("-number").first()
    parts = paragraphs(version.text) if version else []
    if version is None or (paragraph is not None and not 1 <= paragraph <= len(parts)):
        raise NothingWritten
    quote = parts[paragraph - 1] if paragraph else ""
    made = Comment.objects.create(
        version=version,
        paragraph=paragraph,
        quote=quote,
        author_id=officer.officer_id,
        at=at,
        text=said(text),
    )
    record("outgoing.comment", document, officer, at, version=version.number, comment=made.pk)
    return made


@transaction.atomic
def answer_comment(
    *, document_id: uuid.UUID, comment_id: int, officer: Posting, text: str, at: datetime
) -> Comment:
    """
    Answer a comment.

    :raises CommentNotFound: if the document has none of that id.
    """
    document = held(document_id, officer)
    asked = _comment(document, comment_id)
    made = Comment.objects.create(
        version=asked.version, answers=asked, author_id=officer.officer_id, at=at, text=said(text)
    )
    record("outgoing.answer", document, officer, at, comment=asked.pk)
    return made


@transaction.atomic
def resolve_comment(*, document_id: uuid.UUID, comment_id: int, officer: Posting, at: datetime) -> Comment:
    """
    Close a comment: whoever made it, or who writes the document, does. Closed before, it stays as it was.

    :raises CommentNotFound: if the document has none of that id.
    :raises NotYourTask: if the officer neither made it nor writes the document.
    """
    document = held(document_id, officer)
    found = _comment(document, comment_id)
    if officer.officer_id not in {found.author_id, document.author_id}:
        raise NotYourTask(duty=document.author.full_name, unit=document.unit.name)
    if found.resolved_at is None:
        found.resolved_by_id, found.resolved_at = officer.officer_id, at
        found.save(update_fields=["resolved_by", "resolved_at"])
        record("outgoing.resolve", document, officer, at, comment=found.pk)
    return found


def _comment(document: Outgoing, comment_id: int) -> Comment:
    comments = Comment.objects.select_for_update(of=("self",)).select_related("version")
    found = comments.filter(pk=comment_id, version__document=document, answers=None).first()
    if found is None:
        raise CommentNotFound
    return found


@transaction.atomic
def submit(*, document_id: uuid.UUID, author: Posting, at: datetime) -> Outgoing:
    """
    Put the newest version before who reviews it.

    :raises NothingWritten: if there is none.
    :raises SentToNobody: if it goes nowhere.
    """
    document = lock_outgoing(Act.SUBMIT, document_id, author)
    last = document.versions.order_by("-number").first()
    if last is None:
        raise NothingWritten
    if not document.recipients.exists():
        raise SentToNobody
    return _step(document, Step.SUBMITTED, "outgoing.submit", author, at, version=last.number)


@transaction.atomic
def agree(*, document_id: uuid.UUID, head: Posting, at: datetime) -> Outgoing:
    """
    Agree that the document is signed as it stands.

    :raises CommentsOpen: if a comment is not resolved.
    """
    document = lock_outgoing(Act.AGREE, document_id, head)
    count = open_comments(document)
    if count:
        raise CommentsOpen(count=count)
    document.agreed_by_id = head.officer_id
    return _step(document, Step.AGREED, "outgoing.agree", head, at)


@transaction.atomic
def return_draft(*, document_id: uuid.UUID, leader: Posting, reason: str, at: datetime) -> Outgoing:
    """
    Send the document back to who writes it.

    :raises SaySomething: if it is not said why.
    """
    document = lock_outgoing(Act.RETURN, document_id, leader)
    document.agreed_by = None
    return _step(document, Step.DRAFT, "outgoing.return", leader, at, reason=said(reason))


def open_comments(document: Outgoing) -> int:
    return Comment.objects.filter(version__document=document, answers=None, resolved_at=None).count()


def _step(
    document: Outgoing, step: Step, verb: str, posting: Posting, at: datetime, **data: object
) -> Outgoing:
    document.step = step
    document.save()
    record(verb, document, posting, at, **data)
    return document
