"""Who may open a page, and what becomes of what they had typed when their session has ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.accounts.errors import ConsentNotFound, MandateNotFound
from motcua.dossiers.errors import ConfirmationNotFound, DossierNotFound, DraftNotFound
from motcua.interlinked.errors import FilingNotFound
from motcua.kernel.errors import Refusal
from motcua.web.portal import pages, stand_in
from motcua.web.ui import identity, stash

View = Callable[..., HttpResponse]

AUTOSAVE = "X-Autosave"
NOT_THERE = (
    DossierNotFound,
    DraftNotFound,
    ConfirmationNotFound,
    ConsentNotFound,
    MandateNotFound,
    FilingNotFound,
)


def for_citizens(view: View) -> View:
    """
    Give the view the citizen signed in; refusals that nobody else answered become pages.

    Without a session, what was posted is kept and shown again after signing in.
    """

    def inner(request: HttpRequest, *args: Any, citizen: Citizen, **kwargs: Any) -> HttpResponse:
        if "draft_id" in kwargs:
            return stand_in.through(view, request, citizen, **kwargs)
        return view(request, citizen, *args, **kwargs)

    guarded = identity.citizen_required("portal")(answered(inner))

    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated and not is_autosave(request):
            return _sign_in_and_come_back(request)
        return guarded(request, *args, **kwargs)

    return outer


def _sign_in_and_come_back(request: HttpRequest) -> HttpResponse:
    if stash.put(request):
        sentence = _(
            "Phiên đăng nhập đã hết giờ. Những gì bạn vừa điền vẫn còn: hãy đăng nhập lại để làm tiếp."
        )
        messages.info(request, sentence)
    if request.headers.get("HX-Request"):
        return identity.to_sign_in(request, "sign_in")
    return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.path})}")


def is_autosave(request: HttpRequest) -> bool:
    return AUTOSAVE in request.headers


def answered(view: View) -> View:
    """Turn refusals of a public page into pages."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NOT_THERE as refusal:
            return pages.not_found(request, refusal)
        except Refusal as refusal:
            return pages.refused(request, refusal)

    return inner
