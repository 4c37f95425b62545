"""What is kept for a supplement before its applicant sends it all: files as they come, answers as typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from motcua.accounts.citizens import Citizen
from motcua.dossiers.asked import check_numbers
from motcua.dossiers.limits import open_wait
from motcua.dossiers.models import Dossier, Wait
from motcua.dossiers.operations.filing import owners_of
from motcua.dossiers.operations.handing_in import Handed
from motcua.dossiers.operations.moves import lock_for
from motcua.dossiers.states import Move
from motcua.papers import operations as papers
from motcua.papers.models import Paper


def staged_papers(dossier: Dossier, citizen: Citizen) -> QuerySet[Paper]:
    """Return the citizen's files that wait to be sent with the supplement."""
    mine = Paper.objects.owned_by(*owners_of(citizen))
    place = _waiting_place(_wait_of(dossier))
    return (
        mine.filter(attached_to__startswith=place)
        .select_related("file__signature_check")
        .order_by("uploaded_at", "pk")
    )


def item_of(paper: Paper) -> int | None:
    """Return the number of the thing asked that a waiting file is for."""
    return int(paper.attached_to.rpartition(":")[2]) or None


def staged_handed(dossier: Dossier, citizen: Citizen) -> list[Handed]:
    """Return the waiting files as they are handed in."""
    return [
        Handed(key=paper.kind, title=paper.title, paper_id=paper.pk, copies=1, item=item_of(paper))
        for paper in staged_papers(dossier, citizen)
    ]


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
    item: int | None = None,
) -> Paper:
    """
    Keep one file for the supplement that was asked for. See ``papers.operations.store`` for refusals.

    :raises MoveNotAllowed: if nothing was asked.
    :raises NoSuchItem: if ``item`` was not.
    """
    dossier = lock_for(Move.SUPPLEMENT, code=code, viewer=citizen)
    wait = _wait_of(dossier)
    check_numbers(wait, [item])
    paper = papers.store(
        content=content,  # type: ignore[arg-type]
        file_name=file_name,
        title=title,
        kind=key,
        owner=owners_of(citizen)[0],
        uploaded_by=citizen.actor.user_id,
        at=at,
    )
    papers.attach(papers=[paper], to=f"{_waiting_place(wait)}{item or 0}")
    return paper


@transaction.atomic
def unstage(*, code: str, citizen: Citizen, paper_id: uuid.UUID) -> None:
    """Take a file out of the supplement. It stays with its owner."""
    dossier = lock_for(Move.SUPPLEMENT, code=code, viewer=citizen)
    staged_papers(dossier, citizen).filter(pk=paper_id).update(attached_to="")


@transaction.atomic
def keep_answers(*, code: str, citizen: Citizen, answers: Mapping[str, str]) -> None:
    """Keep answers as they were typed, wrong ones too, until the supplement is sent."""
    dossier = lock_for(Move.SUPPLEMENT, code=code, viewer=citizen)
    wait = _wait_of(dossier)
    wait.content = {**wait.content, "typed": {**typed_answers(dossier), **answers}}
    wait.save(update_fields=["content"])


def typed_answers(dossier: Dossier) -> dict[str, str]:
    """Return the answers kept and not sent."""
    typed: dict[str, str] = _wait_of(dossier).content.get("typed", {})
    return typed


def _wait_of(dossier: Dossier) -> Wait:
    wait = open_wait(dossier)
    assert wait is not None, "a supplement was asked for"
    return wait


def _waiting_place(wait: Wait) -> str:
    """Return how the opaque subjects begin under which files wait; the number of the thing follows."""
    return f"supplement:{wait.pk}:"
