"""What is answered to a request that Django refuses before any page sees it, such as one for another host."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request as page

from motcua.web.api.errors import HostUnknown, MalformedBody
from motcua.web.api.problems import problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer programs with a problem document, people with a page."""
    if request.path.startswith("/api/"):
        return problem(HostUnknown() if isinstance(exception, DisallowedHost) else MalformedBody())
    return page(request, exception)
