"""The files of a dossier for staff: papers handed in, letters, the signed result. Each face mounts them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers import declarations, letters
from motcua.dossiers.evidence import give_evidence
from motcua.dossiers.operations.batches import note_opened
from motcua.dossiers.readings import (
    form_read_by_staff,
    letter_read_by_staff,
    paper_read_by_staff,
    paper_seen_by_staff,
    result_read_by_staff,
)
from motcua.dossiers.to_sign import version_of_letter
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers.models import MediaType
from motcua.papers.previews import preview as preview_of
from motcua.papers.queries import open_file
from motcua.papers.rules import proves_identity
from motcua.papers.watermarks import stamped
from motcua.web.ui import files, staff


@require_safe
def paper(request: HttpRequest, posting: Posting, paper_id: int) -> HttpResponse:
    """Send a paper handed in; one that proves identity with the reader's name and purpose over it."""
    line, found = paper_read_by_staff(posting, paper_id, at=staff.now())
    if not proves_identity(line.title):
        return files.shown(open_file(found), media_type=found.file.media_type, name=found.file_name)
    purpose = _("Chỉ dùng để giải quyết hồ sơ %(code)s") % {"code": line.dossier.code}
    copy = stamped(found, purpose=purpose, reader=f"{posting.actor.name}, {posting.title}", at=staff.now())
    return files.shown(copy, media_type=MediaType.PDF, name=f"{line.title} {line.dossier.code}.pdf")


@require_safe
def preview(request: HttpRequest, posting: Posting, paper_id: int) -> HttpResponse:
    """Send the first page of a paper as a small picture."""
    return files.small(preview_of(paper_seen_by_staff(posting, paper_id).file))


@require_safe
def letter(request: HttpRequest, posting: Posting, letter_id: uuid.UUID) -> HttpResponse:
    """Send an official letter as a PDF, to be printed."""
    found = letter_read_by_staff(posting, letter_id, at=staff.now())
    if request.method == "GET" and found.awaits_head and posting.may(Duty.SIGN, found.unit_id):
        version = version_of_letter(found)
        note_opened(posting=posting, ref=letters.subject_of(found), version=version, at=staff.now())
    content = letters.content_of(found, tracking_url=tracking_url(found.dossier.code))
    name = f"{letters.official_name(found)} {found.dossier.code}.pdf"
    return files.shown(content, media_type=MediaType.PDF, name=name)


@require_safe
def form(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Send the declaration as it stands, as the official form."""
    content = declarations.of_dossier(form_read_by_staff(posting, code, at=staff.now()), at=staff.now())
    if content is None:
        raise Http404
    return files.shown(
        content, media_type=MediaType.PDF, name=_("Tờ khai %(code)s") % {"code": code} + ".pdf"
    )


@require_safe
def result(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Send the signed result."""
    found = result_read_by_staff(posting, code, at=staff.now())
    return files.shown(open_file(found), media_type=found.file.media_type, name=f"{found.title} {code}.pdf")


@require_POST
def evidence(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Give everything kept of a dossier, to be handed to a court or to who decides a complaint."""
    content = give_evidence(viewer=posting, code=code, tracking_url=tracking_url(code), at=staff.now())
    return files.saved(content, media_type="application/zip", name=f"Gói chứng cứ {code}.zip")


def tracking_url(code: str) -> str:
    """Return the address printed on receipts, where anybody follows the dossier."""
    return f"{settings.BASE_URL}/tra-cuu/?ma={code}"
