"""Papers are taken in first; a dossier then names them."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile

from motcua.dossiers.operations.filing import owners_of
from motcua.papers.operations import store
from motcua.web.api.auth import Key, caller
from motcua.web.api.responses import also
from motcua.web.api.schemas.filing import Key as PaperKey
from motcua.web.api.schemas.filing import PaperStored
from motcua.web.api.schemas.text import Line

router = Router()


@router.post(
    "/papers",
    auth=Key("papers:write"),
    response=also(PaperStored, 400, 401, 403, 413, 415, 422, status=201),
    summary="Upload a paper",
)
def upload_paper(
    request: HttpRequest,
    file: UploadedFile = File(..., description="PDF, JPEG, PNG or WebP, judged by its content"),
    key: PaperKey = Form("", description="The `key` of the required paper that it is"),
    title: Line = Form("", description="What it is called; its file name when empty"),
) -> PaperStored:
    """Keep one file. It lies on the disk under its hash when 201 is answered; the same content is kept once."""
    who = caller(request).viewer()
    paper = store(
        content=file,
        file_name=file.name or "",
        title=title,
        kind=key,
        owner=owners_of(who)[0],
        uploaded_by=who.actor.user_id,
        at=timezone.now(),
    )
    return PaperStored(
        id=paper.pk,
        key=paper.kind,
        title=paper.title,
        file_name=paper.file_name,
        sha256=paper.file_id,
        uploaded_at=paper.uploaded_at,
    )
