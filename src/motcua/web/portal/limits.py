"""
How often one address may ask a question that could be used to guess codes.

A commune's people may share one address (mobile networks do that), so the limits are wide.

Counted in Django's cache. With the default cache of one process each worker counts for itself, so the
true limit is this one times the number of workers: enough to stop guessing, cheap to keep.
"""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from motcua.web.ui import identity
from motcua.web.ui.views import too_many_requests

View = Callable[..., HttpResponse]
WINDOW = 600  # seconds


def limited(name: str, *, times: int, asks: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Answer 429 after ``times`` requests that ask, from one address, within ten minutes."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if asks(request) and _count(name, request) > times:
                return too_many_requests(request, retry_after=_left())
            return view(request, *args, **kwargs)

        return inner

    return decorate


def _count(name: str, request: HttpRequest) -> int:
    key = f"limit:{name}:{identity.origin(request)}:{int(time()) // WINDOW}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # dropped from the cache between the two lines
        return 1


def _left() -> int:
    return WINDOW - int(time()) % WINDOW
