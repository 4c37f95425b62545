"""Drafts: where somebody else has to confirm a declaration before it is filed."""

import uuid

from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localdate
from ninja import Router
from ninja.responses import Status

from motcua.accounts.models import Business
from motcua.dossiers import operations
from motcua.dossiers.destination import destination_online
from motcua.dossiers.models import Draft
from motcua.dossiers.queries import draft_for
from motcua.web.api.applicants import applicant_of
from motcua.web.api.auth import caller, with_key
from motcua.web.api.responses import also
from motcua.web.api.schemas.drafts import AnswersGiven, DraftGiven, DraftStanding, Invitation

router = Router()


@router.post(
    "/drafts",
    **with_key("dossiers:file"),
    response=also(DraftStanding, 400, 401, 403, 413, 415, 422, status=201),
    summary="Begin a draft",
)
def begin_draft(request: HttpRequest, wanted: DraftGiven) -> Status[DraftStanding]:
    """Keep answers without filing them, so that co-declarants can be asked; nothing reaches an office."""
    who, now = caller(request), timezone.now()
    goes_to = destination_online(procedure=wanted.procedure, unit=wanted.unit, on=localdate(now))
    applicant = applicant_of(wanted.applicant, who)
    draft = operations.start_draft(
        version=goes_to.version,
        citizen=who.citizen(),
        unit=goes_to.deciding_unit,
        business_id=applicant.pk if isinstance(applicant, Business) else None,
        answers=wanted.answers,
        at=now,
    )
    return Status(201, DraftStanding.of(draft, on=localdate(now)))


@router.get(
    "/drafts/{draft}",
    **with_key("dossiers:file"),
    response=also(DraftStanding, 401, 403, 404),
    summary="Read a draft",
)
def get_draft(request: HttpRequest, draft: uuid.UUID) -> DraftStanding:
    """Return how far its co-declarants are; once all are `confirmed`, file with its `draft`."""
    return _standing(request, draft)


@router.put(
    "/drafts/{draft}",
    **with_key("dossiers:file"),
    response=also(DraftStanding, 400, 401, 403, 404, 409, 413, 415, 422),
    summary="Replace the answers of a draft",
)
def replace_answers(request: HttpRequest, draft: uuid.UUID, wanted: AnswersGiven) -> DraftStanding:
    """A confirmation of what reads otherwise then is `void`, and both sides are told."""
    operations.save_answers(
        draft_id=draft, citizen=caller(request).citizen(), answers=wanted.answers, at=timezone.now()
    )
    return _standing(request, draft)


@router.post(
    "/drafts/{draft}/confirmations",
    **with_key("dossiers:file"),
    response=also(DraftStanding, 400, 401, 403, 404, 409, 413, 415, 422, status=201),
    summary="Ask a co-declarant to confirm",
)
def invite_co_declarant(request: HttpRequest, draft: uuid.UUID, wanted: Invitation) -> Status[DraftStanding]:
    """Asked again, an earlier invitation ends. They confirm with their own account, or at a desk."""
    operations.invite(
        draft_id=draft,
        citizen=caller(request).citizen(),
        key=wanted.co_declarant,
        number=wanted.number,
        at=timezone.now(),
    )
    return Status(201, _standing(request, draft))


def _standing(request: HttpRequest, draft_id: uuid.UUID) -> DraftStanding:
    draft: Draft = draft_for(caller(request).citizen(), draft_id)
    return DraftStanding.of(draft, on=localdate())
