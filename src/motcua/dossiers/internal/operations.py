"""Papers of an officer who asks for a unit, kept until their dossier is filed or completed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.db.models import QuerySet

from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.internal.errors import AsksNowhere
from motcua.dossiers.operations.filing import owners_of
from motcua.papers import operations as papers
from motcua.papers.models import Paper

LONGEST_TITLE = 1000


@transaction.atomic
def keep_paper(
    *, asker: Asker, key: str, title: str, content: File[bytes], file_name: str, at: datetime
) -> Paper:
    """
    Keep a file until its dossier is sent. See ``papers.operations.store``.

    :raises AsksNowhere: if none of their posts asks for a unit.
    """
    if not asker.units:
        raise AsksNowhere(unit="")
    return papers.store(
        content=content,
        file_name=file_name,
        title=title[:LONGEST_TITLE],
        kind=key,
        owner=owners_of(asker)[0],
        uploaded_by=asker.actor.user_id,
        at=at,
    )


def kept_papers(asker: Asker, ids: Iterable[uuid.UUID]) -> QuerySet[Paper]:
    """Return those of ``ids`` that are the officer's and wait for their dossier."""
    return Paper.objects.owned_by(*owners_of(asker)).free().filter(pk__in=list(ids))
