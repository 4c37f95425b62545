"""Whether VNeID answers, for the page that says if all is connected."""

import time
from functools import partial

import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.exchange.connection import Connection
from motcua.exchange.vneid.client import discover

NAME = _("Đăng nhập bằng VNeID")


def check(timeout: float = 3.0) -> Connection:
    """Ask the provider to describe itself; never raises."""
    url = settings.MOTCUA_VNEID_URL
    if not url:
        return Connection(str(NAME), ok=False, detail=gettext("Chưa khai báo MOTCUA_VNEID_URL."))
    start = time.monotonic()
    try:
        discover(url, partial(requests.get, timeout=timeout))
    except (requests.RequestException, OAuth2Error) as error:
        detail = gettext("Không trả lời đúng: %(error)s.") % {"error": type(error).__name__}
        return Connection(str(NAME), ok=False, detail=detail, address=url, seconds=time.monotonic() - start)
    seconds = time.monotonic() - start
    return Connection(str(NAME), ok=True, detail=gettext("Trả lời đúng."), address=url, seconds=seconds)
