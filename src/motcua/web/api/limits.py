"""How often one address may ask without a key. Light: it stops guessing codes, not working."""

from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from motcua.web.ui.identity import origin

WINDOW = 60  # seconds
PER_WINDOW = 300


class Public(BaseThrottle):
    """
    Count in Django's cache, by address and minute.

    With the cache of one process each server process counts for itself: the true limit is this one times
    their number. ``API_PUBLIC_PER_MINUTE`` in the settings replaces it; 0 lifts it.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        most: int = getattr(settings, "API_PUBLIC_PER_MINUTE", PER_WINDOW)
        return not most or self._count(request) <= most

    def wait(self) -> float:
        return WINDOW - time() % WINDOW

    def _count(self, request: HttpRequest) -> int:
        key = f"api:{origin(request)}:{int(time()) // WINDOW}"
        cache.add(key, 0, timeout=WINDOW)
        try:
            return cache.incr(key)
        except ValueError:  # dropped from the cache between the two lines
            return 1
