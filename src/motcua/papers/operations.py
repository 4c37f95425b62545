"""Everything that takes in or ends a paper. What it means for a dossier, the dossier records."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.core.files import File
from django.db import transaction

from motcua.kernel.text import tidy
from motcua.papers import rules, taking_in, uploads
from motcua.papers.errors import (
    AlreadyAttached,
    CannotReplaceItself,
    FileTypeNotAccepted,
    NotInForce,
    PaperNotFound,
    ReasonMissing,
)
from motcua.papers.models import IssuedPaper, MediaType, Paper, Status


@transaction.atomic
def store(
    *,
    content: bytes | BinaryIO | File[bytes],
    file_name: str,
    title: str,
    kind: str,
    owner: str,
    uploaded_by: int | None,
    at: datetime,
    spoken: bool = False,
) -> Paper:
    """
    Keep a file that somebody hands in, and return the paper that names it. Only where it may be ``spoken``,
    recorded words are taken for a paper.

    When this returns, the content lies on the disk under its hash; the same content is kept once. An upload
    that came in parts becomes one paper, however often it is handed in.

    :raises FileNameMissing: if nothing is left of the name without folders and control characters.
    :raises FileNameTooLong: if the name has more than 255 bytes in UTF-8.
    :raises FileTypeNotAccepted: if it is a sound, and nobody was to speak.
    :raises FileTooBig, FileEmpty, FileInfected, and what ``intake.inspect`` raises: about the content,
        whatever the name says.
    """
    arrived = uploads.lock(content) if isinstance(content, uploads.Arrived) else None
    if arrived and arrived.paper:
        return arrived.paper
    name = taking_in.checked_name(file_name)
    file = taking_in.take_in(content, file_name=name, at=at)
    if file.media_type == MediaType.WAV and not spoken:
        raise FileTypeNotAccepted(file_name=name)
    paper = Paper.objects.create(
        owner=owner,
        kind=kind,
        title=tidy(title) or name,
        file_name=rules.named_as_it_is(name, file.media_type),
        file=file,
        uploaded_at=at,
        uploaded_by_id=uploaded_by,
    )
    if arrived:
        uploads.became(arrived, paper)
    return paper


@transaction.atomic
def attach(*, papers: Sequence[uuid.UUID | Paper], to: str) -> list[Paper]:
    """
    Bind papers to a subject such as "dossier:<uuid>"; a paper serves one subject only.

    :raises PaperNotFound: if one of them does not exist.
    :raises AlreadyAttached: if one of them serves another subject.
    """
    wanted = {paper.pk if isinstance(paper, Paper) else paper for paper in papers}
    found = Paper.objects.locked(wanted)
    if len(found) != len(wanted):
        raise PaperNotFound
    for paper in found:
        if paper.attached_to not in ("", to):
            raise AlreadyAttached(title=paper.title)
    Paper.objects.filter(pk__in=wanted).update(attached_to=to)
    for paper in found:
        paper.attached_to = to
    return found


@transaction.atomic
def revoke(*, issued_id: uuid.UUID, because: str, by: int, at: datetime) -> IssuedPaper:
    """
    Take a paper out of force; its check then says so, with the reason.

    :raises ReasonMissing: if no reason is given.
    :raises NotInForce: if it was revoked or replaced before.
    """
    paper = IssuedPaper.objects.locked(issued_id)
    _end(paper, Status.REVOKED, because=because, by=by, at=at)
    paper.save(update_fields=["status", "ended_at", "ended_by_id", "ended_because"])
    return paper


@transaction.atomic
def replace(
    *, issued_id: uuid.UUID, replacement_id: uuid.UUID, because: str, by: int, at: datetime
) -> IssuedPaper:
    """
    Put another issued paper in the place of this one, as when an error is corrected.

    :raises CannotReplaceItself: if both are one.
    :raises ReasonMissing: if no reason is given.
    :raises NotInForce: if either is not in force.
    """
    first, second = sorted((issued_id, replacement_id))  # one order for everybody: no deadlock
    both = {pk: IssuedPaper.objects.locked(pk) for pk in (first, second)}
    paper, replacement = both[issued_id], both[replacement_id]
    if paper == replacement:
        raise CannotReplaceItself(number=paper.number)
    if replacement.status != Status.IN_FORCE:
        raise NotInForce(number=replacement.number)
    _end(paper, Status.REPLACED, because=because, by=by, at=at)
    paper.replaced_by = replacement
    paper.save(update_fields=["status", "ended_at", "ended_by_id", "ended_because", "replaced_by"])
    return paper


def _end(paper: IssuedPaper, status: Status, *, because: str, by: int, at: datetime) -> None:
    if paper.status != Status.IN_FORCE:
        raise NotInForce(number=paper.number)
    if not tidy(because):
        raise ReasonMissing(number=paper.number)
    paper.status = status
    paper.ended_at = at
    paper.ended_by_id = by
    paper.ended_because = tidy(because)
