"""Filing a dossier, and reading those one may see."""

import uuid
from datetime import datetime
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext
from ninja import Header, Query, Router
from ninja.responses import Status

from motcua.dossiers import operations
from motcua.dossiers.destination import destination_online
from motcua.dossiers.operations.filing import Handed, Request
from motcua.dossiers.queries import dossier_for, dossier_list, draft_for, read_by_staff, story
from motcua.dossiers.states import State
from motcua.orgs.postings import Posting
from motcua.web.api.applicants import applicant_of
from motcua.web.api.auth import caller, with_key
from motcua.web.api.errors import RequestInvalid
from motcua.web.api.paging import PAGE, next_page
from motcua.web.api.responses import also
from motcua.web.api.schemas.dossiers import DossierLine, DossierPage, DossierWhole, Standing
from motcua.web.api.schemas.filing import Filing, PaperGiven, RepeatKey
from motcua.web.api.schemas.text import Code, Line

router = Router()

IdempotencyKey = Annotated[RepeatKey, Header(alias="Idempotency-Key")]
StateAsked = Annotated[State | None, Query(None, description="Number of a state (TrangThaiHoSo)")]
UnitAsked = Annotated[Code, Query("", description="Code of the unit that received it or decides it")]
Cursor = Annotated[Line, Query("", description="What `next` of the page before carries")]


@router.post(
    "/dossiers",
    **with_key("dossiers:file"),
    response=also(Standing, 400, 401, 403, 404, 409, 413, 415, 422, status=201),
    summary="File a dossier",
)
def file_dossier(
    request: HttpRequest,
    wanted: Filing,
    idempotency_key: IdempotencyKey,
) -> Status[Standing]:
    """
    File a dossier for the person of the key, or for a business that they represent.

    Send the same `Idempotency-Key` again whenever an answer was lost: the same content is answered 201 with
    the same dossier, filed once; another content is answered 409. `state` is that of the moment. Where the
    answers call for somebody else's confirmation, 409 `draft.co-declarants-awaited`: begin a draft with the
    same answers, invite them, and file with its `draft`.
    """
    who = caller(request)
    now = timezone.now()
    goes_to = destination_online(procedure=wanted.procedure, unit=wanted.unit, on=localdate(now))
    titles = {paper.key: paper.name for paper in goes_to.version.facts.papers}
    dossier = operations.file(
        request=Request(
            version=goes_to.version,
            deciding_unit=goes_to.deciding_unit,
            receiving_unit=goes_to.receiving_unit,
            applicant=applicant_of(wanted.applicant, who),
            answers=wanted.answers,
            papers=[handed(paper, titles) for paper in wanted.papers],
            draft=draft_for(who.citizen(), wanted.draft) if wanted.draft else None,
        ),
        filer=who.citizen(),
        at=now,
        idempotency_key=idempotency_key,
    )
    return Status(201, Standing.of(dossier))


@router.get(
    "/dossiers",
    **with_key("dossiers:read"),
    response=also(DossierPage, 401, 403, 422),
    summary="List dossiers",
)
def list_dossiers(
    request: HttpRequest,
    state: StateAsked = None,
    unit: UnitAsked = "",
    page: Cursor = "",
) -> DossierPage:
    """Return the dossiers the key's user may see: the earliest due first, those without a due date last."""
    found = dossier_list(
        caller(request).viewer(), state=state, unit=unit, after=_checked_cursor(page), size=PAGE
    )
    return DossierPage(
        items=[DossierLine.of(dossier) for dossier in found.dossiers], next=next_page(request, found.after)
    )


@router.get(
    "/dossiers/{code}",
    **with_key("dossiers:read"),
    response=also(DossierWhole, 401, 403, 404),
    summary="Read a dossier",
)
def get_dossier(request: HttpRequest, code: Code) -> DossierWhole:
    """Return the whole to its owner, or to an officer whose unit has it; the officer's reading is noted."""
    who = caller(request).viewer()
    if not isinstance(who, Posting):
        dossier = dossier_for(who, code)
        return DossierWhole.whole(dossier, story(dossier, for_staff=False), for_staff=False)
    with transaction.atomic():
        dossier = read_by_staff(who, code, at=timezone.now(), what="dossier")
    return DossierWhole.whole(dossier, story(dossier, for_staff=True), for_staff=True)


def handed(paper: PaperGiven, titles: dict[str, str]) -> Handed:
    """Return the paper under the name its procedure gives it."""
    return Handed(key=paper.key, title=titles.get(paper.key, paper.key), paper_id=paper.id, copies=1)


def _checked_cursor(page: str) -> str:
    """
    Return ``page`` if it is one of our cursors.

    :raises RequestInvalid: otherwise.
    """
    due, _, key = page.partition("~")
    try:
        if page:
            uuid.UUID(key)
        if due:
            assert datetime.fromisoformat(due).tzinfo
    except (ValueError, AssertionError) as error:
        raise RequestInvalid(
            count=1, problems={"page": gettext("Hãy lấy trang tiếp theo từ mục next.")}
        ) from error
    return page
