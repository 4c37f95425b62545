"""Papers that come before their dossier: scanned at the counter, or sent up by whoever asks for a unit."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.files import File
from django.db.models import QuerySet

from motcua.dossiers.managers import Viewer
from motcua.dossiers.operations.filing import owners_of
from motcua.papers import operations as papers
from motcua.papers.models import Paper

LONGEST_TITLE = 1000


def keep_loose(
    *, viewer: Viewer, key: str, title: str, content: File[bytes], file_name: str, at: datetime
) -> Paper:
    """Keep a file until its dossier is there. Whoever calls has asked whether ``viewer`` may."""
    return papers.store(
        content=content,
        file_name=file_name,
        title=title[:LONGEST_TITLE],
        kind=key,
        owner=owners_of(viewer)[0],
        uploaded_by=viewer.actor.user_id,
        at=at,
    )


def loose_papers(viewer: Viewer, ids: Iterable[uuid.UUID]) -> QuerySet[Paper]:
    """Return those of ``ids`` that are the viewer's and wait for their dossier."""
    return Paper.objects.owned_by(*owners_of(viewer)).free().filter(pk__in=list(ids))
