"""Whether the SMS gateway answers, for the page that says if all is connected."""

import time

import requests
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.exchange.connection import Connection

NAME = _("Tin nhắn SMS")


def check(timeout: float = 3.0) -> Connection:
    """Ask whether anybody is there, without sending anything; never raises."""
    url = settings.MOTCUA_SMS_URL
    if not url:
        detail = gettext("Chưa khai báo MOTCUA_SMS_URL: không nhắn được mã đồng ý.")
        return Connection(str(NAME), ok=False, detail=detail)
    start = time.monotonic()
    try:
        requests.head(url, timeout=timeout, allow_redirects=False)
    except requests.RequestException as error:
        detail = gettext("Không trả lời đúng: %(error)s.") % {"error": type(error).__name__}
        return Connection(str(NAME), ok=False, detail=detail, address=url, seconds=time.monotonic() - start)
    seconds = time.monotonic() - start
    return Connection(str(NAME), ok=True, detail=gettext("Trả lời đúng."), address=url, seconds=seconds)
