"""How often one address may ask without a key. Light: it stops guessing codes, not working."""

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from motcua.web.ui import tallies

WINDOW = 60  # seconds
PER_WINDOW = 300


class Public(BaseThrottle):
    """Count by address and minute. ``API_PUBLIC_PER_MINUTE`` in the settings is another limit; 0 lifts it."""

    def allow_request(self, request: HttpRequest) -> bool:
        most: int = getattr(settings, "API_PUBLIC_PER_MINUTE", PER_WINDOW)
        return not most or tallies.count("api", request, window=WINDOW) <= most

    def wait(self) -> float:
        return tallies.left(WINDOW)
