"""What the acts on documents share: the lock, the rule, the act in the journal, a file that is kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files import File

from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.text import tidy
from motcua.orgs.postings import Posting
from motcua.papers import operations as papers
from motcua.papers.models import Paper
from motcua.workfiles.errors import DocumentNotFound, SaySomething
from motcua.workfiles.models import Incoming, Outgoing
from motcua.workfiles.policies import why_not
from motcua.workfiles.states import Act


@dataclass(frozen=True)
class Upload:
    """A file as it came."""

    content: File[bytes]
    name: str


def lock_outgoing(act: Act, document_id: uuid.UUID, posting: Posting) -> Outgoing:
    """
    Return the document held until the transaction ends, once ``posting`` may do ``act``.

    :raises DocumentNotFound: if it is not theirs to see.
    :raises StepNotAllowed, NotYourTask: if it is not theirs to do now.
    """
    document = held(document_id, posting)
    if refusal := why_not(act, posting, document):
        raise refusal
    return document


def held(document_id: uuid.UUID, posting: Posting) -> Outgoing:
    """Return the document held until the transaction ends. :raises DocumentNotFound: if it is not theirs."""
    found = Outgoing.objects.visible_to(posting).select_for_update(of=("self",))
    document = found.select_related("unit", "author").filter(pk=document_id).first()
    if document is None:
        raise DocumentNotFound
    return document


def lock_incoming(document_id: uuid.UUID, posting: Posting) -> Incoming:
    """Return the document held until the transaction ends. :raises DocumentNotFound: if it is not theirs."""
    found = Incoming.objects.visible_to(posting).select_for_update(of=("self",))
    document = found.select_related("unit").filter(pk=document_id).first()
    if document is None:
        raise DocumentNotFound
    return document


def record(
    verb: str, document: Incoming | Outgoing, posting: Posting | None, at: datetime, **data: Any
) -> None:
    actor = posting.actor if posting else SYSTEM
    journal.record(verb, subject=document.subject, actor=actor, at=at, unit=document.unit_id, **data)


def keep_file(upload: Upload, document: Incoming | Outgoing, posting: Posting, at: datetime) -> Paper:
    """Keep a file of a document, not bound to it yet. See ``papers.operations.store`` for what it refuses."""
    return papers.store(
        content=upload.content,
        file_name=upload.name,
        title=document.title,
        kind="document",
        owner=f"unit:{document.unit_id}",
        uploaded_by=posting.actor.user_id,
        at=at,
    )


def bind(paper: Paper, document: Incoming | Outgoing) -> Paper:
    """Bind a kept file to its document for good."""
    return papers.attach(papers=[paper], to=document.subject)[0]


def said(text: str) -> str:
    """:raises SaySomething: if nothing is said."""
    text = text.strip()
    if not tidy(text):
        raise SaySomething
    return text
