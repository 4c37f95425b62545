"""The draft of the result, as a document and as pictures of its pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.facts import Stage
from motcua.dossiers.decisions import Proposal
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.batches import note_opened
from motcua.dossiers.previews import Signer, preview, preview_pages, to_sign
from motcua.dossiers.queries import read_by_staff
from motcua.dossiers.to_sign import proposal_to_sign, version_of_result
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers.models import MediaType
from motcua.web.desk import proposals
from motcua.web.desk.access import for_deciders
from motcua.web.ui import files, staff


@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def document(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Send the draft as a PDF: of what was proposed, or of what is typed in the form that was sent."""
    dossier = _read(posting, code)
    proposal = proposals.read(dossier, request.POST) if request.method == "POST" else _proposed(dossier)
    if proposal is None:
        raise Http404
    if request.method == "GET" and posting.holds(Duty.SIGN, Duty.SEAL):
        version = version_of_result(dossier, proposal)
        note_opened(posting=posting, ref=dossier.subject, version=version, at=staff.now())
    content = to_sign(dossier) if request.method != "POST" else None
    content = content or preview(dossier, proposal, at=staff.now(), signer=signer_of(posting, dossier))
    return files.shown(content, media_type=MediaType.PDF, name=_("Dự thảo %(code)s.pdf") % {"code": code})


@require_safe
@for_deciders
def picture(request: HttpRequest, posting: Posting, code: str, page: int) -> HttpResponse:
    """Send one page of what was proposed as a picture."""
    dossier = _read(posting, code)
    proposal = _proposed(dossier)
    if proposal is None:
        raise Http404
    pages = preview_pages(dossier, proposal, at=staff.now(), signer=signer_of(posting, dossier))
    if not 1 <= page <= len(pages):
        raise Http404
    return files.shown(
        pages[page - 1],
        media_type=MediaType.PNG,
        name=_("Dự thảo %(code)s, trang %(page)s.png") % {"code": code, "page": page},
    )


def _proposed(dossier: Dossier) -> Proposal | None:
    return proposal_to_sign(dossier) if dossier.stage == Stage.SIGN else Proposal.of(dossier)


def _read(posting: Posting, code: str) -> Dossier:
    return read_by_staff(posting, code, at=staff.now(), what="preview")


def signer_of(posting: Posting, dossier: Dossier) -> Signer:
    """Return the reader as signer, when they may sign; otherwise the place stays empty."""
    if posting.may(Duty.SIGN, dossier.deciding_unit_id):
        return Signer(posting.actor.name, posting.title)
    return Signer()
