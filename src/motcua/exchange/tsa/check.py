"""Whether the service of time stamps gives stamps, for the page that says if all is connected."""

import asyncio
import time
from hashlib import sha256

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pyhanko.sign.timestamps import TimestampRequestError

from motcua.exchange.connection import Connection
from motcua.papers.loops import outside_any_loop
from motcua.papers.timestamps import Service

NAME = _("Dịch vụ cấp dấu thời gian")


def check() -> Connection:
    """Ask for one stamp of nothing; never raises."""
    url = settings.MOTCUA_TSA_URL
    if not url:
        return Connection(str(NAME), ok=False, detail=gettext("Chưa khai báo MOTCUA_TSA_URL."))
    start = time.monotonic()
    asked = Service(url).async_timestamp(sha256(b"").digest(), "sha256")
    try:
        outside_any_loop(lambda: asyncio.run(asked))
    except TimestampRequestError as error:
        detail = gettext("Không trả lời đúng: %(error)s.") % {"error": error}
        return Connection(str(NAME), ok=False, detail=detail, address=url, seconds=time.monotonic() - start)
    seconds = time.monotonic() - start
    return Connection(str(NAME), ok=True, detail=gettext("Trả lời đúng."), address=url, seconds=seconds)
