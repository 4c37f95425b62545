"""A citizen fills in a form, one section at a time; every step is kept on the server."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Business, Person
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.co_declarants import signed_for
from motcua.dossiers.confirmation_notices import tell_gone
from motcua.dossiers.errors import DraftNotFound, ProcedureNotFiledHere
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only.operations import keep_sources
from motcua.dossiers.operations.binding import behind
from motcua.dossiers.operations.filing import Handed, Request, file
from motcua.dossiers.operations.saving import locked_draft
from motcua.dossiers.operations.vaulting import hand_in_what_was_read
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.orgs.models import Unit
from motcua.orgs.queries import desk_of
from motcua.papers import operations as papers
from motcua.papers.models import Paper


@transaction.atomic
def start_draft(
    *,
    version: ProcedureVersion,
    citizen: Citizen,
    at: datetime,
    business_id: int | None = None,
    unit: Unit | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Draft:
    """Begin a form. ``answers`` holds what the state already knows."""
    return Draft.objects.create(
        person_id=citizen.person_id,
        business_id=business_id if business_id in citizen.business_ids else None,
        version=version,
        unit=unit,
        answers=dict(answers or {}),
        started_at=at,
        saved_at=at,
    )


@transaction.atomic
def attach_to_draft(
    *,
    draft_id: uuid.UUID,
    citizen: Citizen,
    key: str,
    title: str,
    content: BinaryIO | File[bytes],
    file_name: str,
    at: datetime,
) -> Paper:
    """Store an uploaded paper with the draft. See ``papers.operations.store`` for what is refused."""
    draft = locked_draft(draft_id, citizen)
    paper = papers.store(
        content=content,
        file_name=file_name,
        title=title,
        kind=key,
        owner=f"person:{citizen.person_id}",
        uploaded_by=citizen.actor.user_id,
        at=at,
    )
    papers.attach(papers=[paper], to=draft.subject)
    draft.save(update_fields=draft.touch(at=at))
    return paper


@transaction.atomic
def remove_from_draft(*, draft_id: uuid.UUID, citizen: Citizen, paper_id: uuid.UUID, at: datetime) -> None:
    """Take a paper out of the draft, with the photos behind it. The file stays with its owner."""
    draft = locked_draft(draft_id, citizen)
    Paper.objects.filter(pk=paper_id, attached_to=draft.subject).update(attached_to="")
    Paper.objects.attached_to(behind(draft, paper_id)).update(attached_to="")
    draft.save(update_fields=draft.touch(at=at))


@transaction.atomic
def keep_draft(*, draft_id: uuid.UUID, citizen: Citizen, at: datetime) -> Draft:
    """Keep a draft that rests: its owner still needs it, so it is not deleted."""
    draft = locked_draft(draft_id, citizen)
    draft.save(update_fields=draft.touch(at=at))
    return draft


@transaction.atomic
def discard_draft(*, draft_id: uuid.UUID, citizen: Citizen, at: datetime) -> None:
    """Throw a draft away, when its owner says so."""
    throw_away(locked_draft(draft_id, citizen), actor=citizen.actor, at=at)


def throw_away(draft: Draft, *, actor: Actor, at: datetime) -> None:
    """
    Remove a draft that the caller holds; whoever was asked to confirm it is told.

    Its papers stay with their owner, as those never handed in.
    """
    tell_gone(draft, at=at)
    journal.record("draft.discard", subject=draft.subject, actor=actor, at=at)
    Paper.objects.filter(attached_to__in=[draft.subject, signed_for(draft)]).update(attached_to="")
    Paper.objects.filter(attached_to__startswith=behind(draft)).update(attached_to="")
    draft.delete()


@transaction.atomic
def submit_draft(*, draft_id: uuid.UUID, citizen: Citizen, at: datetime) -> Dossier:
    """
    File what was filled in. A second click gives the same dossier.

    Raises what ``file`` raises; the draft is kept as it was.

    :raises ProcedureNotFiledHere: if no unit was chosen.
    :raises CoDeclarantsAwaited: if somebody else has to confirm first.
    """
    draft = Draft.objects.select_for_update(of=("self",)).select_related(
        "version__form", "unit", "person", "business", "dossier"
    )
    found = draft.filter(pk=draft_id, person_id=citizen.person_id).first()
    if found is None:
        raise DraftNotFound
    if found.dossier:
        return found.dossier
    if found.unit is None:
        raise ProcedureNotFiledHere(reason=_("hãy chọn cơ quan giải quyết."))
    hand_in_what_was_read(found, citizen=citizen, at=at)
    request = Request(
        version=found.version,
        deciding_unit=found.unit,
        receiving_unit=desk_of(found.unit, on=at.date()),
        applicant=_applicant(found),
        answers=found.answers,
        papers=[
            Handed(key=paper.kind, title=paper.title, paper_id=paper.pk, copies=1)
            for paper in Paper.objects.attached_to(found.subject)
        ],
        draft=found,
    )
    dossier = file(request=request, filer=citizen, at=at, idempotency_key=found.subject)
    keep_sources(draft=found, dossier=dossier)
    return dossier


def _applicant(draft: Draft) -> Person | Business:
    return draft.business or draft.person
