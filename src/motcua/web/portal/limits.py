"""
How often one address may ask a question that could be used to guess codes.

A commune's people may share one address (mobile networks do that), so the limits are wide.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from motcua.web.ui import tallies
from motcua.web.ui.views import too_many_requests

View = Callable[..., HttpResponse]
WINDOW = 600  # seconds


def limited(name: str, *, times: int, asks: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Answer 429 after ``times`` requests that ask, from one address, within ten minutes."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if asks(request) and tallies.count(name, request, window=WINDOW) > times:
                return too_many_requests(request, retry_after=tallies.left(WINDOW))
            return view(request, *args, **kwargs)

        return inner

    return decorate
