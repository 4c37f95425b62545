"""Every address of the API. What no operation answers is answered here, as a problem too."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from motcua.web.api.errors import BodyTooBig, MethodNotAllowed, NotFound
from motcua.web.api.problems import problem
from motcua.web.api.service import service

View = Callable[..., HttpResponse]
BESIDE_THE_FILE = 1024 * 1024  # of a multipart body: its other fields and boundaries


def guarded(view: View) -> View:
    """Refuse what is too big before it is read, and say 405 as a problem."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _length(request) > settings.MOTCUA_MAX_FILE_MB * 1024 * 1024 + BESIDE_THE_FILE:
            return problem(BodyTooBig(limit_mb=settings.MOTCUA_MAX_FILE_MB))
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            answer = problem(MethodNotAllowed(method=request.method))
            answer["Allow"] = response["Allow"]
            return answer
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return inner


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem(NotFound())


def _patterns() -> list[URLPattern]:
    """Return the service's addresses; its root is only a name, from which it finds its own prefix."""
    found = []
    for pattern in service.urls[0]:
        assert isinstance(pattern, URLPattern)
        pattern.callback = nothing_here if pattern.name == "api-root" else guarded(pattern.callback)
        found.append(pattern)
    return found


app_name = "api"
urlpatterns = [*_patterns(), re_path(r"^(?P<rest>.*)$", nothing_here, name="nothing")]
