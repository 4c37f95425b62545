"""Whether VNeID answers, for the page that says if all is connected."""

import time
from functools import partial

import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings

from motcua.exchange.connection import Connection
from motcua.exchange.vneid.client import discover

NAME = "Đăng nhập bằng VNeID"


def check(timeout: float = 3.0) -> Connection:
    """Ask the provider to describe itself; never raises."""
    url = settings.MOTCUA_VNEID_URL
    if not url:
        return Connection(NAME, ok=False, detail="Chưa khai báo MOTCUA_VNEID_URL.")
    start = time.monotonic()
    try:
        discover(url, partial(requests.get, timeout=timeout))
    except (requests.RequestException, OAuth2Error) as error:
        detail = f"Không trả lời đúng: {type(error).__name__}."
        return Connection(NAME, ok=False, detail=detail, address=url, seconds=time.monotonic() - start)
    seconds = time.monotonic() - start
    return Connection(NAME, ok=True, detail="Trả lời đúng.", address=url, seconds=seconds)
