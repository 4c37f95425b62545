"""Signing in and out."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView, PasswordChangeView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.exchange.vneid import adapter as vneid
from motcua.exchange.vneid.check import check
from motcua.web.ui.identity import citizen, home_of, posting, safe_next, unfinished

LOOKED_UP_WITHIN = 2.0
"""Seconds to find out whether VNeID can end its session too; leaving must not hang."""


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the two ways in."""
    next_url = safe_next(request, request.GET.get("next", ""))
    if citizen(request) and next_url:
        return HttpResponseRedirect(next_url)
    context = {
        "next": next_url,
        "open": bool(settings.MOTCUA_VNEID_URL),
        "simulated": settings.DEMO,
        "name": _name(request),
        "home": home_of(posting(request)),
        "staff_url": f"{reverse('account_login')}?{urlencode({'next': next_url})}"
        if _is_for_staff(next_url)
        else reverse("account_login"),
    }
    return render(request, "sign_in/sign_in.html", context)


def _name(request: HttpRequest) -> str:
    who = posting(request) or citizen(request)
    return who.actor.name if who else ""


def _is_for_staff(next_url: str) -> bool:
    return urlsplit(next_url).path.startswith(("/quay/", "/xu-ly/", "/can-bo/", "/quan-tri/", "/staff/"))


@require_http_methods(["GET", "POST"])
@never_cache
def to_vneid(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to VNeID; an address somebody kept leads to the page with the button."""
    if request.method == "GET" or not settings.MOTCUA_VNEID_URL:
        next_url = safe_next(request, request.GET.get("next", ""))
        query = f"?{urlencode({'next': next_url})}" if next_url else ""
        return HttpResponseRedirect(reverse("sign_in") + query)
    return vneid.start(request, provider_id)


@require_safe
@never_cache
def from_vneid(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Receive the person back."""
    if not settings.MOTCUA_VNEID_URL:
        return HttpResponseRedirect(reverse("sign_in"))
    return vneid.callback(request, provider_id)


class StaffSignIn(LoginView):  # type: ignore[misc]
    """User name and password; the second factor comes after, by itself."""

    template_name = "sign_in/staff.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        who = posting(request)
        if who is not None and not unfinished(request):
            return HttpResponseRedirect(safe_next(request, request.GET.get("next", "")) or home_of(who))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class Password(PasswordChangeView):  # type: ignore[misc]
    template_name = "sign_in/password.html"


@require_http_methods(["GET", "POST"])
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on POST: here, and at VNeID when it answers; a GET asks first."""
    if request.method == "GET":
        return render(request, "sign_in/sign_out.html", {"name": _name(request)})
    signed_out = reverse("signed_out")
    elsewhere = vneid.sign_out_url(request.session, return_to=request.build_absolute_uri(signed_out))
    target = safe_next(request, request.POST.get("next", "")) or signed_out
    logout(request, show_message=False)
    if elsewhere and check(timeout=LOOKED_UP_WITHIN).ok:
        target = elsewhere
    elif elsewhere:
        target = f"{signed_out}?vneid=open"
    return HttpResponseRedirect(target)


@never_cache
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that it is done; ``vneid=open`` that VNeID could not be told."""
    return render(request, "sign_in/signed_out.html", {"vneid_open": request.GET.get("vneid") == "open"})


@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "sign_in/inactive.html", status=403)
