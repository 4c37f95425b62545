"""Files for a supplement are kept on the server as they come, before the applicant sends them all."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from motcua.accounts.citizens import Citizen
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.filing import owners_of
from motcua.dossiers.operations.moves import lock_for
from motcua.dossiers.states import Move
from motcua.papers import operations as papers
from motcua.papers.models import Paper


def waiting_place(dossier: Dossier) -> str:
    """Return the opaque subject under which files wait for the supplement."""
    return f"supplement:{dossier.pk}"


def staged_papers(dossier: Dossier, citizen: Citizen) -> QuerySet[Paper]:
    """Return the citizen's files that wait to be sent with the supplement."""
    mine = Paper.objects.owned_by(*owners_of(citizen))
    return mine.attached_to(waiting_place(dossier)).select_related("file")


@transaction.atomic
def stage_for_supplement(
    *,
    code: str,
    citizen: Citizen,
    key: str,
    title: str,
    content: IO[bytes],
    file_name: str,
    at: datetime,
) -> Paper:
    """
    Keep one file for the supplement that was asked for. See ``papers.operations.store`` for refusals.

    :raises MoveNotAllowed: if nothing was asked.
    """
    dossier = lock_for(Move.SUPPLEMENT, code=code, viewer=citizen)
    paper = papers.store(
        content=content,  # type: ignore[arg-type]
        file_name=file_name,
        title=title,
        kind=key,
        owner=owners_of(citizen)[0],
        uploaded_by=citizen.actor.user_id,
        at=at,
    )
    papers.attach(papers=[paper], to=waiting_place(dossier))
    return paper


@transaction.atomic
def unstage(*, code: str, citizen: Citizen, paper_id: uuid.UUID) -> None:
    """Take a file out of the supplement. It stays with its owner."""
    dossier = lock_for(Move.SUPPLEMENT, code=code, viewer=citizen)
    staged_papers(dossier, citizen).filter(pk=paper_id).update(attached_to="")
