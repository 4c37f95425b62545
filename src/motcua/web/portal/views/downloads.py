"""Files of mine: letters, papers handed in, the result."""

from __future__ import annotations

import uuid
from typing import cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers import declarations, letters
from motcua.dossiers.queries import dossier_for, draft_for, letter_for
from motcua.dossiers.states import State
from motcua.papers.models import IssuedPaper, MediaType, Paper
from motcua.papers.previews import preview as preview_of
from motcua.papers.queries import open_file
from motcua.papers.vault.models import HeldPaper
from motcua.web.portal import pages
from motcua.web.portal.access import for_citizens
from motcua.web.portal.pages import HIDDEN
from motcua.web.ui import files


@require_safe
@for_citizens
def letter(request: HttpRequest, citizen: Citizen, code: str, letter_id: uuid.UUID) -> HttpResponse:
    """Send an official letter about the dossier as a PDF."""
    found = letter_for(citizen, letter_id)
    if found.dossier.code != code:
        raise Http404
    url = f"{settings.BASE_URL}{reverse('portal:track')}?ma={code}"
    content = letters.content_of(found, tracking_url=url)
    name = f"{letters.official_name(found)} {code}.pdf"
    return _careful(HttpResponse(content, content_type=MediaType.PDF), name)


@require_safe
@for_citizens
def paper(request: HttpRequest, citizen: Citizen, code: str, paper_id: int) -> HttpResponse:
    """Send a paper handed in with the dossier."""
    return send_file(_handed_in(citizen, code, paper_id))


@require_safe
@for_citizens
def preview(request: HttpRequest, citizen: Citizen, code: str, paper_id: int) -> HttpResponse:
    """Send the first page of a paper handed in as a small picture."""
    return files.small(preview_of(_handed_in(citizen, code, paper_id).file))


def _handed_in(citizen: Citizen, code: str, paper_id: int) -> Paper:
    dossier = dossier_for(citizen, code)
    held = dossier.papers.select_related("paper__file").filter(pk=paper_id).first()
    if held is None or held.paper is None:
        raise Http404
    return held.paper


@require_safe
@for_citizens
def draft_paper(
    request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID, paper_id: uuid.UUID
) -> HttpResponse:
    """Send back a file of a draft, so that its owner can look at what was sent."""
    return send_file(_sent(citizen, draft_id, paper_id))


@require_safe
@for_citizens
def draft_preview(
    request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID, paper_id: uuid.UUID
) -> HttpResponse:
    """Send the first page of a file of a draft as a small picture."""
    return files.small(preview_of(_sent(citizen, draft_id, paper_id).file))


def _sent(citizen: Citizen, draft_id: uuid.UUID, paper_id: uuid.UUID) -> Paper:
    draft = draft_for(citizen, draft_id)
    mine = Paper.objects.owned_by(f"person:{citizen.person_id}").attached_to(draft.subject)
    found = mine.select_related("file").filter(pk=paper_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
@for_citizens
def draft_form(request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID) -> HttpResponse:
    """Send the declaration as it would be filed, marked as not filed."""
    return _form(declarations.of_draft(draft_for(citizen, draft_id), at=pages.now()), "")


@require_safe
@for_citizens
def form(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Send the declaration as it was filed and stands now."""
    return _form(declarations.of_dossier(dossier_for(citizen, code), at=pages.now()), code)


def _form(content: bytes | None, code: str) -> HttpResponse:
    if content is None:
        raise Http404
    name = _("Tờ khai %(code)s") % {"code": code}
    return files.shown(content, media_type=MediaType.PDF, name=f"{name.strip()}.pdf")


@require_safe
@for_citizens
def result(request: HttpRequest, citizen: Citizen, code: str) -> HttpResponse:
    """Send the signed result."""
    dossier = dossier_for(citizen, code)
    if dossier.result is None or dossier.state not in {State.FINISHED, State.HANDED_OVER}:
        raise Http404
    return send_file(dossier.result, f"{dossier.result.title} {code}.pdf")


def send_file(paper: Paper | IssuedPaper | HeldPaper, name: str = "") -> HttpResponse:
    """Send the content of a paper to somebody who has been let to it."""
    content = FileResponse(open_file(paper.file), content_type=paper.file.media_type)
    return _careful(cast("HttpResponse", content), name or getattr(paper, "file_name", ""))


def _careful(response: HttpResponse, name: str) -> HttpResponse:
    """Show it in the browser under its own name, as what it is, with nothing in it allowed to run."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = HIDDEN
    return response
