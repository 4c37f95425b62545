"""Whether the population register answers, for the page that says if all is connected."""

import time

import requests
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.exchange.connection import Connection

NAME = _("Cơ sở dữ liệu quốc gia về dân cư")


def check(timeout: float = 3.0) -> Connection:
    """Ask for the description of the service, which names nobody; never raises."""
    url = settings.MOTCUA_POPULATION_URL
    if not url:
        return Connection(str(NAME), ok=False, detail=gettext("Chưa khai báo MOTCUA_POPULATION_URL."))
    start = time.monotonic()
    try:
        answer = requests.get(url, params={"wsdl": ""}, timeout=timeout)
        answer.raise_for_status()
    except requests.RequestException as error:
        detail = gettext("Không trả lời đúng: %(error)s.") % {"error": type(error).__name__}
        return Connection(str(NAME), ok=False, detail=detail, address=url, seconds=time.monotonic() - start)
    seconds = time.monotonic() - start
    return Connection(str(NAME), ok=True, detail=gettext("Trả lời đúng."), address=url, seconds=seconds)
