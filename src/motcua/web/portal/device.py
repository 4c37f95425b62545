"""The browser somebody helps from, as a mark that says nothing of it: one device behind many people shows."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "motcua_device"
ONE_YEAR = 365 * 24 * 3600
_NEW = "_new_device"


def mark_of(request: HttpRequest) -> str:
    """Return the mark of this browser; the cookie itself is kept nowhere."""
    key = request.COOKIES.get(COOKIE, "")
    if not key:
        key = vars(request).setdefault(_NEW, secrets.token_urlsafe(16))
    return salted_hmac("portal.device", key).hexdigest()[:16]


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let a browser be known again for a year. Only helpers get this, and their page says so."""
    if new := vars(request).get(_NEW):
        response.set_cookie(
            COOKIE, new, max_age=ONE_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    return response


def telephones() -> str:
    """Return where the telephones of the demonstration are shown; "" outside of it."""
    return settings.MOTCUA_SMS_URL if settings.DEMO else ""
