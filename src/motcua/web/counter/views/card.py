"""An identity card is scanned, or its square code photographed: whoever holds it is the applicant."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from motcua.kernel.errors import Refusal
from motcua.kernel.identity_card import NotACard, looks_like_card, read_card
from motcua.orgs.postings import Posting
from motcua.papers.photographed import codes_in
from motcua.web.counter import starting
from motcua.web.counter.access import for_clerks
from motcua.web.ui import staff

BOX = "code"


@require_http_methods(["GET", "HEAD", "POST"])
@for_clerks
def card(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Read a card; lead on to the procedure with its holder filled in. Nothing is kept here."""
    if request.method != "POST":
        return staff.show(request, "counter/card.html")
    return read(request, posting, lambda: _text(request))


def read(request: HttpRequest, posting: Posting, text_of: Callable[[], str]) -> HttpResponse:
    """Show the card, or what to do about a text that is none."""
    try:
        return _shown(request, posting, text_of())
    except Refusal as refusal:
        said = starting.said(refusal)
        wrong = {"errors": [(BOX, said)], "error": said}
        return staff.show(request, "counter/card.html", wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _shown(request: HttpRequest, posting: Posting, text: str) -> HttpResponse:
    found = read_card(text)
    context = {
        "card": found,
        "scanned": text.strip(),
        "misfits": [str(one) for one in found.misfits(starting.today())],
        "usual": starting.usual(posting),
    }
    return staff.show(request, "counter/card.html", context)


def _text(request: HttpRequest) -> str:
    """
    Return what the photo holds, or what the scanner typed.

    :raises Refusal: if the photo cannot be read, with what to do about it.
    """
    text = request.POST.get(BOX, "").replace("\x00", "")[: starting.LONGEST]
    if photo := request.FILES.get("photo"):
        assert photo.file is not None
        texts = codes_in(photo.file, file_name=photo.name or "")
        text = next((each for each in texts if looks_like_card(each)), "")
    if not text:
        raise NotACard
    return text
