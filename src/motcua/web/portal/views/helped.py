"""Who helped me, with what and when: everything they did, and the end of it at once."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.citizens import Citizen
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting import queries
from motcua.papers.models import MediaType
from motcua.papers.queries import open_file
from motcua.web.portal import pages, words_of_help
from motcua.web.portal.access import for_citizens
from motcua.web.portal.turning import page_of
from motcua.web.portal.views.downloads import send_file
from motcua.web.ui import files

SIZE = 20


@require_safe
@for_citizens
def helped(request: HttpRequest, citizen: Citizen) -> HttpResponse:
    """List everybody who helped or wanted to."""
    rows = page_of(request, queries.help_of(citizen), SIZE)
    shown = [(each, each.standing(pages.now())) for each in rows.items]
    return pages.show(request, "helped.html", {"rows": rows, "helps": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def one(request: HttpRequest, citizen: Citizen, consent_id: uuid.UUID) -> HttpResponse:
    """Show one time of help with all that was done, or end it at once."""
    consent = queries.help_for(citizen, consent_id)
    if request.method == "POST":
        assisting.end_help(consent_id=consent_id, citizen=citizen, at=pages.now())
        messages.success(request, _("Đã thu hồi. Người đó không mở được gì của bạn nữa."))
        return redirect("portal:helped_one", consent_id)
    context = {
        "consent": consent,
        "standing": consent.standing(pages.now()),
        "deeds": words_of_help.told(queries.deeds_under(consent)),
        "drafts": list(consent.drafts.select_related("version", "dossier")),
    }
    return pages.show(request, "helped_one.html", context)


@require_safe
@for_citizens
def evidence(request: HttpRequest, citizen: Citizen, consent_id: uuid.UUID) -> HttpResponse:
    """Send the client what is kept as their consent; recorded words to be played elsewhere."""
    paper = queries.proof_of(queries.help_for(citizen, consent_id))
    if paper is None:
        raise Http404
    if paper.file.media_type == MediaType.WAV:
        return files.saved(open_file(paper.file), media_type=MediaType.WAV, name=paper.file_name)
    return send_file(paper)
