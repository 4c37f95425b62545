"""The gallery of the design system, and the one setting that is the reader's own: the theme."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from motcua.web.ui import gallery as samples
from motcua.web.ui.context import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600

ERROR_TEMPLATES = {
    "400": "400.html",
    "403": "403.html",
    "403_csrf": "403_csrf.html",
    "404": "404.html",
    "410": "410.html",
    "429": "429.html",
    "500": "500.html",
    "offline": "offline.html",
}


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "ui/gallery/index.html", samples.citizen() | {"error_names": ERROR_TEMPLATES})


@require_GET
def citizen_page(request: HttpRequest) -> HttpResponse:
    """Show a citizen's dossier page made of the components."""
    return render(request, "ui/gallery/citizen_page.html", samples.citizen())


@require_GET
def staff_page(request: HttpRequest) -> HttpResponse:
    """Show an officer's work list made of the components."""
    return render(request, "ui/gallery/staff_page.html", samples.staff())


@require_GET
def error_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one error page, to be looked at; it is no error, so the status is 200."""
    if name not in ERROR_TEMPLATES:
        raise Http404
    return render(request, ERROR_TEMPLATES[name])


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie for a year and go back; anything else means "as my device"."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def too_many_requests(request: HttpRequest, *, retry_after: int) -> HttpResponse:
    """Answer 429 with the designed page; ``retry_after`` is in seconds."""
    context = {"minutes": max(1, round(retry_after / 60))}
    response = render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(retry_after)
    return response


def gone(request: HttpRequest, *, reason: str = "", url: str = "", link: str = "") -> HttpResponse:
    """Answer 410 with the designed page; ``url`` and ``link`` lead to what took its place."""
    context = {"reason": reason, "url": url, "link": link}
    return render(request, "410.html", context, status=HTTPStatus.GONE)
