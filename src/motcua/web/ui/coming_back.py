"""
A member of staff whose session ended while they typed: nothing is lost, and nobody else reads it.

Every page for staff leaves a signed cookie that says whose it is. A POST that finds no session is kept
for that person (``stash``); they sign in and the same page comes back filled in, still unsent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from motcua.orgs.postings import Posting
from motcua.web.ui import identity, stash

View = Callable[..., HttpResponse]
COOKIE = "typist"
LASTS = 7 * 24 * 3600
"""Seconds: a page left open over a long weekend is still known as its typist's."""


def kept_while_signing_in(view: View) -> View:
    """Keep what a signed-out member of staff posts, and lead them to sign in and back to its page."""

    @wraps(view)
    def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.method == "POST" and not request.headers.get("X-Autosave")
        return view(request, *args, **kwargs) if not typed or _is_in(request) else _to_sign_in(request)

    return outer


def _is_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    page = _page(request)
    if typist := _typist(request):
        if stash.put(request, path=urlsplit(page).path, owner=typist):
            said = _("Phiên làm việc đã hết giờ. Những gì bạn vừa điền còn giữ ở đây và chưa được gửi.")
            messages.warning(request, f"{said} {_('Bạn đăng nhập lại để xem và gửi.')}")
        else:
            said = _("Phiên làm việc đã hết giờ. Những gì bạn vừa điền dài quá nên không giữ được ở đây.")
            messages.error(request, f"{said} {_('Bạn bấm Quay lại của trình duyệt để chép ra trước.')}")
    url = f"{reverse('account_login')}?{urlencode({'next': page})}"
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)  # type: ignore[attr-defined]


def _page(request: HttpRequest) -> str:
    """Return the page with the form: the one around the request, or where the form was sent."""
    around = identity.page_of(request)
    return around if around != "/" else request.get_full_path()


def give_back(request: HttpRequest, posting: Posting) -> None:
    """
    Let ``request.POST`` of a page that is only shown hold what was typed there before signing in.

    Views show what is in it in any case, and act on it only when the method is POST.
    """
    if request.method != "GET" or (kept := stash.take(request, owner=posting.actor.user_id)) is None:
        return
    request.POST = kept  # type: ignore[assignment]
    messages.warning(
        request,
        _("Đây là những gì bạn đã điền trước khi hết phiên. Chưa có gì được gửi: bạn xem lại rồi gửi."),
    )
    if kept.get(stash.HAD_FILES):
        messages.warning(request, _("Tệp đã chọn thì không giữ được: bạn chọn lại tệp."))


def remember_typist(request: HttpRequest, response: HttpResponse) -> None:
    """Note in the browser whose page this is."""
    if not request.user.is_authenticated:
        return
    response.set_signed_cookie(
        COOKIE,
        str(request.user.pk),
        salt=COOKIE,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _typist(request: HttpRequest) -> int | None:
    known = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=LASTS)
    return int(known) if known else None
