"""The second factor of staff: an authenticator app, a passkey, and recovery codes for a lost telephone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.base.views import ReauthenticateView as CodeReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from motcua.web.ui.identity import has_second_factor, home_of, posting, safe_next, to_sign_in, unfinished

NEXT = "second_factor_next"
PASSWORD = "account_change_password"  # noqa: S105 the name of a page
KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def for_staff(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Citizens have their second factor at VNeID; here it is for officers, before it is asked of them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if posting(request) is None:
            return to_sign_in(request, "account_login")
        if unfinished(request) == PASSWORD and request.path != reverse(PASSWORD):
            return HttpResponseRedirect(f"{reverse(PASSWORD)}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return never_cache(guarded)


@for_staff
def demand(request: HttpRequest) -> HttpResponse:
    """Lead an officer who came without a second factor to use theirs, or to enrol one; then back."""
    next_url = safe_next(request, request.GET.get("next", "")) or home_of(posting(request))
    if has_second_factor(request):
        return HttpResponseRedirect(next_url)
    request.session[NEXT] = next_url
    if is_mfa_enabled(request.user, KINDS):
        kinds = Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True)
        with_code = Authenticator.Type.TOTP in kinds
        name = "mfa_reauthenticate" if with_code else "mfa_reauthenticate_webauthn"
        return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': next_url})}")
    return render(request, "sign_in/enrol.html")


class Index(IndexView):  # type: ignore[misc]
    template_name = "sign_in/second_factor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        keys = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN)
        return context | {
            "keys": keys.order_by("pk"),
            "demanded": settings.MOTCUA_STAFF_SECOND_FACTOR,
            "home": self.request.session.get(NEXT) or home_of(posting(self.request)),
        }


class Authenticate(AuthenticateView):  # type: ignore[misc]
    template_name = "sign_in/code.html"


class _Enrol:
    """Whoever has just proved a new factor has used one in this session."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        newest = Authenticator.objects.filter(user_id=self.request.user.pk, type__in=KINDS).latest("pk")
        record_authentication(self.request, self.request.user, "mfa", id=newest.pk, type=newest.type)
        return response


class AddApp(_Enrol, ActivateTOTPView):  # type: ignore[misc]
    template_name = "sign_in/add_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four letters at a time, as people copy them."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {"secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}


class AddKey(_Enrol, AddWebAuthnView):  # type: ignore[misc]
    template_name = "sign_in/add_key.html"


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    template_name = "sign_in/remove.html"


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "sign_in/remove.html"

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(reverse("mfa_index"))
        response: HttpResponse = super().form_valid(form)
        return response


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "sign_in/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"home": self.request.session.get(NEXT) or home_of(posting(self.request))}


class NewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "sign_in/new_recovery_codes.html"


class AgainByPassword(ReauthenticateView):  # type: ignore[misc]
    template_name = "sign_in/again.html"


class AgainByCode(CodeReauthenticateView):  # type: ignore[misc]
    template_name = "sign_in/again.html"


class AgainByKey(ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "sign_in/again_by_key.html"
