"""
Who is asking: the citizen or the posting behind a request, and the decorators that demand one.

Every face uses these and nothing lower. One query each, however often it is asked within a request.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_htmx.http import HttpResponseClientRedirect

from motcua.accounts.citizens import Citizen
from motcua.accounts.queries import citizen_of_user
from motcua.journal.actor import Actor
from motcua.orgs.models import Appointment, Duty, Officer
from motcua.orgs.postings import Posting, posting_of

View = Callable[..., HttpResponse]
SEEN = "seen"
TOUCH_EVERY = 300
"""Seconds between two renewals of a session in use: not a write for every click."""


def origin(request: HttpRequest) -> str | None:
    """
    Return the network address the request came from.

    ``X-Forwarded-For`` counts only as far as MOTCUA_TRUSTED_PROXIES of our own wrote it.
    """
    trusted: int = settings.MOTCUA_TRUSTED_PROXIES
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    direct = request.META.get("REMOTE_ADDR", "")
    address = hops[-trusted].strip() if 0 < trusted <= len(hops) and hops[0] else direct
    try:
        return str(ip_address(address))
    except ValueError:  # a Unix socket, or nonsense
        return None


def citizen(request: HttpRequest, *, face: str = "portal") -> Citizen | None:
    """Return the citizen signed in, or None."""
    known: Citizen | None = _once(request, "citizen", _citizen)
    return known and replace(known, actor=replace(known.actor, face=face))


def posting(request: HttpRequest, *, face: str = "desk") -> Posting | None:
    """Return the officer signed in with the duties held today, or None. An officer without posts has none."""
    known: Posting | None = _once(request, "posting", _posting)
    return known and replace(known, actor=replace(known.actor, face=face))


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor, where one is demanded."""
    if not settings.MOTCUA_STAFF_SECOND_FACTOR:
        return True
    return any(r["method"] == "mfa" for r in get_authentication_records(request, request.user))


def unfinished(request: HttpRequest) -> str:
    """Return the name of the page where an officer's sign-in has to be completed first, or ""."""
    if getattr(request.user, "password_is_temporary", False):
        return "account_change_password"
    return "" if has_second_factor(request) else "second_factor"


def citizen_required(face: str) -> Callable[[View], View]:
    """Give the view ``citizen=``; send whoever is not signed in to do so, and back here afterwards."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            who = citizen(request, face=face)
            if who is not None:
                _keep_open(request)
                return view(request, *args, citizen=who, **kwargs)
            if request.user.is_authenticated:
                return _wrong_account(request, "citizen")
            return to_sign_in(request, "sign_in")

        return guarded

    return decorate


def staff_required(*duties: Duty, face: str) -> Callable[[View], View]:
    """
    Give the view ``posting=`` of an officer who holds one of ``duties`` somewhere; of any officer without.

    Whoever is not signed in is led to do so; whoever has a password given by an administrator to choose
    their own, and whoever lacks the second factor to enrol one.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            who = posting(request, face=face)
            if who is None:
                signed_in = request.user.is_authenticated
                return _wrong_account(request, "staff") if signed_in else to_sign_in(request, "account_login")
            if page := unfinished(request):
                return to_sign_in(request, page)
            if duties and not who.holds(*duties):
                return _wrong_duty(request, who, duties)
            _keep_open(request)
            return view(request, *args, posting=who, **kwargs)

        return guarded

    return decorate


def to_sign_in(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to a page of signing in, and from there back to the page the person is on."""
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)  # a redirect would pass for "saved"
    url = f"{reverse(name)}?{urlencode({'next': page_of(request)})}"
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)


def page_of(request: HttpRequest) -> str:
    """Return the page the person is looking at: for a POST or a piece of a page, the one around it."""
    around = request.headers.get("HX-Current-URL", "")
    if request.method not in {"GET", "HEAD"}:
        around = around or request.headers.get("Referer", "")
    elif not around:
        return request.get_full_path()
    return safe_next(request, around) or "/"


def safe_next(request: HttpRequest, url: str) -> str:
    """Return ``url`` if it stays on this site, else ""."""
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(url, allowed_hosts=hosts, require_https=request.is_secure())
    return url if is_ours else ""


def _once(request: HttpRequest, name: str, find: Callable[[HttpRequest], Any]) -> Any:
    cache = vars(request).setdefault("_identity", {})
    if name not in cache:
        cache[name] = find(request) if request.user.is_authenticated else None
    return cache[name]


def _citizen(request: HttpRequest) -> Citizen | None:
    return citizen_of_user(_user_id(request), at=timezone.now(), address=origin(request))


def _posting(request: HttpRequest) -> Posting | None:
    on = timezone.localdate()
    appointments = list(
        Appointment.objects.filter(
            Q(to_on=None) | Q(to_on__gt=on), officer__user_id=_user_id(request), from_on__lte=on
        )
        .select_related("post", "officer")
        .order_by("pk")
    )
    if not appointments:  # nobody, or an officer between two posts
        officer = Officer.objects.filter(user_id=_user_id(request)).first()
        return posting_of(officer, on=on, address=origin(request)) if officer else None
    officer = appointments[0].officer
    actor = Actor(user_id=officer.user_id, name=officer.full_name, address=origin(request))
    duties = frozenset((a.post.unit_id, Duty(duty)) for a in appointments for duty in a.post.duties)
    return Posting(actor=actor, officer_id=officer.pk, title=appointments[0].post.title, duties=duties)


def _user_id(request: HttpRequest) -> int:
    assert request.user.pk is not None, "asked only of people who signed in"
    return request.user.pk


def _keep_open(request: HttpRequest) -> None:
    """Let the session run anew from now on: it ends after hours without use, not in the middle of work."""
    now = int(timezone.now().timestamp())
    if now - request.session.get(SEEN, 0) >= TOUCH_EVERY:
        request.session[SEEN] = now


def _wrong_account(request: HttpRequest, wanted: str) -> HttpResponse:
    context = {"wanted": wanted, "next": page_of(request)}
    return render(request, "sign_in/wrong_account.html", context, status=HTTPStatus.FORBIDDEN)


def _wrong_duty(request: HttpRequest, who: Posting, duties: tuple[Duty, ...]) -> HttpResponse:
    context = {"posting": who, "duties": [duty.label for duty in duties], "home": home_of(who)}
    return render(request, "sign_in/wrong_duty.html", context, status=HTTPStatus.FORBIDDEN)


HOMES = (
    ((Duty.RECEIVE,), "/quay/"),
    ((Duty.HANDLE, Duty.REVIEW, Duty.SIGN, Duty.SEAL), "/xu-ly/"),
    ((Duty.ASK,), "/xu-ly/noi-bo/"),
    ((Duty.ADMINISTER,), "/quan-tri/"),
)


def home_of(who: Posting | None) -> str:
    """Return where somebody's work begins."""
    return next((url for duties, url in HOMES if who and who.holds(*duties)), "/")
