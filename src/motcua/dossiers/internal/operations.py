"""Papers of an officer who asks for a unit, kept until their dossier is filed or completed."""

from __future__ import annotations

from datetime import datetime

from django.core.files import File
from django.db import transaction

from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.internal.errors import AsksNowhere
from motcua.dossiers.operations.loose import keep_loose
from motcua.papers.models import Paper


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
    return keep_loose(viewer=asker, key=key, title=title, content=content, file_name=file_name, at=at)
