"""Photos of one paper become one PDF of a draft, straight and cut to the sheet; the photos stay behind it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from motcua.accounts.citizens import Citizen
from motcua.dossiers.errors import NothingToBind
from motcua.dossiers.models import Draft
from motcua.dossiers.operations.saving import locked_draft
from motcua.papers import taking_in
from motcua.papers.errors import PaperNotFound
from motcua.papers.models import MediaType, Paper, PaperQuerySet
from motcua.papers.previews import bound
from motcua.papers.rules import FILE_NAME_BYTES

ENDING = ".pdf"


@transaction.atomic
def bind_in_draft(*, draft_id: uuid.UUID, citizen: Citizen, key: str, at: datetime) -> Paper:
    """
    Bind the photos sent for ``key``, in the order in which they came, into one PDF in their place.

    :raises NothingToBind: if there are not two photos.
    """
    draft = locked_draft(draft_id, citizen)
    photos = list(photos_for(draft, key))
    if len(photos) < 2:
        raise NothingToBind
    made = Paper.objects.create(
        owner=photos[0].owner,
        kind=key,
        title=photos[0].title,
        file_name=_named(photos[0].file_name),
        file=taking_in.keep_own(bound([photo.file for photo in photos]), at=at),
        uploaded_at=at,
        uploaded_by_id=citizen.actor.user_id,
        attached_to=draft.subject,
    )
    Paper.objects.filter(pk__in=[photo.pk for photo in photos]).update(attached_to=behind(draft, made.pk))
    draft.save(update_fields=draft.touch(at=at))
    return made


@transaction.atomic
def unbind_in_draft(*, draft_id: uuid.UUID, citizen: Citizen, paper_id: uuid.UUID, at: datetime) -> None:
    """
    Put the photos back in the place of the PDF made of them.

    :raises PaperNotFound: if it was not made of photos of this draft.
    """
    draft = locked_draft(draft_id, citizen)
    back = Paper.objects.attached_to(behind(draft, paper_id)).update(attached_to=draft.subject)
    if not back:
        raise PaperNotFound
    Paper.objects.filter(pk=paper_id, attached_to=draft.subject).update(attached_to="")
    draft.save(update_fields=draft.touch(at=at))


def photos_for(draft: Draft, key: str) -> PaperQuerySet:
    mine = Paper.objects.attached_to(draft.subject).filter(kind=key)
    return mine.exclude(file__media_type=MediaType.PDF).select_related("file").order_by("uploaded_at", "pk")


def bound_in(draft: Draft) -> set[uuid.UUID]:
    """Return which papers of a draft were made of photos."""
    made = Paper.objects.filter(attached_to__startswith=behind(draft)).values_list("attached_to", flat=True)
    return {uuid.UUID(attached_to.rpartition(":")[2]) for attached_to in made}


def behind(draft: Draft, paper_id: uuid.UUID | None = None) -> str:
    """Return what the photos of a bound PDF are attached to; without one, how that begins."""
    return f"{draft.subject}:bound:{paper_id or ''}"


def _named(photo: str) -> str:
    stem = photo.rpartition(".")[0] or photo
    return stem.encode()[: FILE_NAME_BYTES - len(ENDING)].decode(errors="ignore") + ENDING
