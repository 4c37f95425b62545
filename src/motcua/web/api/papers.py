"""Papers are taken in first; a dossier then names them."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from motcua.dossiers.operations.filing import owners_of
from motcua.papers.operations import store
from motcua.web.api.auth import caller, with_key
from motcua.web.api.responses import also
from motcua.web.api.schemas.filing import Key, PaperStored
from motcua.web.api.schemas.text import Line

router = Router()

Upload = Annotated[UploadedFile, File(description="PDF, JPEG, PNG or WebP, judged by its content")]
OfPaper = Annotated[Key, Form("", description="The `key` of the required paper that it is")]
Title = Annotated[Line, Form("", description="What it is called; its file name when empty")]


@router.post(
    "/papers",
    **with_key("papers:write"),
    response=also(PaperStored, 400, 401, 403, 413, 415, 422, status=201),
    summary="Upload a paper",
)
def upload_paper(
    request: HttpRequest,
    file: Upload,
    key: OfPaper,
    title: Title,
) -> Status[PaperStored]:
    """Keep one file: on the disk, under its hash, when 201 is answered. The same content is kept once."""
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
    stored = PaperStored(
        id=paper.pk,
        key=paper.kind,
        title=paper.title,
        file_name=paper.file_name,
        sha256=paper.file_id,
        uploaded_at=paper.uploaded_at,
    )
    return Status(201, stored)
