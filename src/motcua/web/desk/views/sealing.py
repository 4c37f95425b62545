"""Digitised results that wait for the agency's own signature, for whoever keeps its key."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.digitising import queries
from motcua.dossiers.digitising.asked import asked_of
from motcua.dossiers.digitising.keeping import seal
from motcua.dossiers.digitising.models import Digitisation
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.papers.previews import preview
from motcua.web.desk.access import for_sealers
from motcua.web.ui import files, staff

SHOWN_PAGES = 20
MOST = 200


@require_safe
@for_sealers
def to_seal(request: HttpRequest, posting: Posting) -> HttpResponse:
    """List what waits, the oldest first."""
    return staff.show(request, "desk/to_seal.html", {"rows": queries.to_be_sealed(posting)[:MOST]})


@require_http_methods(["GET", "HEAD", "POST"])
@for_sealers
def digitised(request: HttpRequest, posting: Posting, digitisation_id: uuid.UUID) -> HttpResponse:
    """Show a copy with its facts; sign it for the agency."""
    if request.method != "POST":
        return _show(request, queries.sealing_for(posting, digitisation_id, at=staff.now()))
    try:
        seal(digitisation_id=digitisation_id, officer=posting, at=staff.now())
    except Refusal as refusal:
        return _show(request, queries.sealing_for(posting, digitisation_id), refusal)
    messages.success(request, _("Đã ký số của cơ quan; bản số hóa đã vào kho."))
    return redirect("desk:to_seal")


@require_safe
@for_sealers
def page(request: HttpRequest, posting: Posting, digitisation_id: uuid.UUID, number: int) -> HttpResponse:
    """Send one page of the copy as a picture to be read."""
    place = queries.page_at(queries.sealing_for(posting, digitisation_id), number)
    if place is None:
        raise Http404
    return files.small(preview(*place))


def _show(request: HttpRequest, found: Digitisation, refusal: Refusal | None = None) -> HttpResponse:
    numbers = range(1, min(queries.page_count(found), SHOWN_PAGES) + 1)
    context = {
        "found": found,
        "sheets": [(number, ()) for number in numbers],
        "facts": [each for each in asked_of(found) if each.text],
        "refusal": refusal,
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return staff.show(request, "desk/seal.html", context, status=status)
