"""An identity card is scanned, or its square code photographed: whoever holds it is the applicant."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.queries import often_received
from motcua.kernel.errors import Refusal
from motcua.kernel.identity_card import IdentityCard, NotACard, looks_like_card, read_card
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.papers.photographed import codes_in
from motcua.web.counter.access import for_clerks
from motcua.web.ui import inputs, staff

LATELY = timedelta(days=30)
LONGEST = 1000
BOX = "code"


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def card(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Read a card; lead on to the procedure with its holder filled in. Nothing is kept here."""
    if request.method != "POST":
        return staff.show(request, "counter/card.html")
    try:
        found = _read(request)
    except Refusal as refusal:
        # The kernel knows no language: its sentences are said in the reader's here.
        said = _(str(refusal.message)).format(**refusal.facts)
        wrong = {"errors": [(BOX, said)], "error": said}
        return staff.show(request, "counter/card.html", wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    codes = often_received(posting, since=staff.now() - LATELY)
    versions = ProcedureVersion.objects.filter(code__in=codes, to_on=None)
    today = staff.now().astimezone(VIETNAM).date()
    context = {
        "card": found,
        "born": inputs.split_date(found.birth_date),
        "misfits": [str(one) for one in found.misfits(today)],
        "usual": sorted(versions, key=lambda version: codes.index(version.code)),
    }
    return staff.show(request, "counter/card.html", context)


def _read(request: HttpRequest) -> IdentityCard:
    """
    Return the card of the photo, or of what the scanner typed.

    :raises Refusal: if neither can be read, with what to do about it.
    """
    text = request.POST.get(BOX, "").replace("\x00", "")[:LONGEST]
    if photo := request.FILES.get("photo"):
        assert photo.file is not None
        texts = codes_in(photo.file, file_name=photo.name or "")
        text = next((each for each in texts if looks_like_card(each)), "")
    if not text:
        raise NotACard
    return read_card(text)
