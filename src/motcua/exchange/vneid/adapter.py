"""VNeID wired into allauth: the settings name ``SocialAccounts``, the addresses name the two views."""

from base64 import urlsafe_b64encode
from functools import cached_property, partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import requests
import structlog
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.signals import user_logged_in
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from motcua.accounts.models import User
from motcua.exchange.vneid.client import claims_of, discover, recognise, verified
from motcua.exchange.vneid.messages import Claims, Discovery
from motcua.kernel.errors import Refusal

PROVIDER_ID = "vneid"
SESSION_KEY = "vneid"
PROBLEM_PAGE = "sign_in/vneid_problem.html"  # the faces own the look
logger = structlog.get_logger()


def nonce_of(code_verifier: str) -> str:
    """
    Return the nonce that goes with a PKCE verifier.

    Both must be fresh and bound to the browser's session; deriving one from the other keeps one secret.
    """
    digest = sha256(b"nonce:" + code_verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """Sends people to VNeID with PKCE and a nonce; ignores what the browser would add to the request."""

    def get_pkce_params(self) -> dict[str, str]:
        params: dict[str, str] = super().get_pkce_params()
        return params | {"nonce": nonce_of(params["code_verifier"])}

    def get_oauth2_adapter(self, request: HttpRequest) -> "Protocol":
        return Protocol(request, PROVIDER_ID)

    def redirect_from_request(self, request: HttpRequest) -> HttpResponse:
        next_url = get_next_redirect_url(request)
        try:
            response: HttpResponse = self.redirect(request, process=AuthProcess.LOGIN, next_url=next_url)
        except (requests.RequestException, OAuth2Error) as error:
            response = render_authentication_error(
                request, self, exception=error, extra_context={"state": {"next": next_url}}
            )
        return response

    def extract_extra_data(self, data: Any) -> dict[str, str]:
        """What is known of a person is kept once, with the person."""
        return {"sub": data["sub"]}


class Protocol(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The code flow, with every check of OpenID Connect Core that allauth leaves out."""

    nonce = ""

    @cached_property
    def discovery(self) -> Discovery:
        return discover(settings.MOTCUA_VNEID_URL, self._get)

    @property
    def openid_config(self) -> dict[str, Any]:
        return self.discovery.model_dump()

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        self.nonce = nonce_of(pkce_code_verifier or "")
        return super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        id_token = kwargs["response"].get("id_token", "")
        about = verified(
            id_token,
            discovery=self.discovery,
            client_id=app.client_id,
            nonce=self.nonce,
            get=self._get,
        )
        claims = claims_of(self._userinfo(token.token), subject=about["sub"])
        login = self.get_provider().sociallogin_from_response(request, {"sub": claims.sub})
        login.claims = claims
        login.sign_out = {"at": self.discovery.end_session_endpoint, "id_token": id_token}
        return login

    def _userinfo(self, access_token: str) -> Any:
        headers = {"Authorization": f"Bearer {access_token}"}
        response = self._get(self.discovery.userinfo_endpoint, headers=headers)
        response.raise_for_status()
        return response.json()

    @property
    def _get(self) -> Any:
        return partial(requests.get, timeout=settings.MOTCUA_VNEID_TIMEOUT)


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    """Where VNeID sends people back to."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            # Before the state is used up, so that loading the page again can still succeed.
            self.adapter.discovery  # noqa: B018
        except (requests.RequestException, OAuth2Error) as error:
            again = {"again": request.get_full_path()}
            failed: HttpResponse = render_authentication_error(
                request, self.adapter.get_provider(), exception=error, extra_context=again
            )
            return failed
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the person to VNeID (POST)."""
    provider = SocialAccounts(request).get_provider(request, provider_id)
    return provider.redirect_from_request(request)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    view = Callback.adapter_view(Protocol(request, provider_id))
    response: HttpResponse = view(request)
    return response


class SocialAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """One provider, known from the settings; who comes back is a ``Person``."""

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        if provider != PROVIDER_ID or not settings.MOTCUA_VNEID_URL:
            raise SocialApp.DoesNotExist
        return SocialApp(
            provider="openid_connect",
            provider_id=PROVIDER_ID,
            name="VNeID",
            client_id=settings.MOTCUA_VNEID_CLIENT_ID,
            secret=settings.MOTCUA_VNEID_SECRET,
            settings={
                "server_url": settings.MOTCUA_VNEID_URL,
                "oauth_pkce_enabled": True,
                "scope": ["openid", "profile"],
                "token_auth_method": "client_secret_basic",
            },
        )

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        return Provider(request, app=self.get_app(request, provider=provider))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person, and make the account of VNeID point to theirs: the identity number decides."""
        claims: Claims = sociallogin.claims
        address = get_account_adapter().get_client_ip(request)
        try:
            with transaction.atomic():
                recognised = recognise(claims, at=timezone.now(), address=address)
                _link(sociallogin, recognised.user)
        except Refusal as refusal:
            raise ImmediateHttpResponse(_problem(request, "refused", refusal=refusal)) from refusal

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Provider,
        error: str = AuthError.UNKNOWN,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        context = extra_context or {}
        state = context.get("state")
        reason = _reason(error, exception, has_state=state is not None)
        logger.warning("vneid_sign_in_failed", reason=reason, error=repr(exception))
        next_url = (state or {}).get("next") or ""
        page = _problem(request, reason, next=next_url, again=context.get("again", ""))
        raise ImmediateHttpResponse(page)


def _reason(error: str, exception: Exception | None, *, has_state: bool) -> str:
    if error == AuthError.CANCELLED:
        return "cancelled"
    if isinstance(exception, requests.RequestException):
        return "unreachable"
    return "distrusted" if exception is not None or has_state else "too-late"


STATUS = {"cancelled": 200, "unreachable": 503, "distrusted": 502, "too-late": 400, "refused": 409}


def _problem(request: HttpRequest, reason: str, **context: object) -> HttpResponse:
    return render(request, PROBLEM_PAGE, {"reason": reason, **context}, status=STATUS[reason])


def _link(login: SocialLogin, user: User) -> None:
    account: SocialAccount = login.account
    if account.pk is None or account.user_id != user.pk:
        account.user = user
        account.save()
    login.user = user


@receiver(user_logged_in)
def remember_how_to_sign_out(
    sender: object, request: HttpRequest, sociallogin: SocialLogin | None = None, **_: object
) -> None:
    if sociallogin is not None:
        request.session[SESSION_KEY] = sociallogin.sign_out


def sign_out_url(session: Any, *, return_to: str) -> str | None:
    """
    Return where to end the session at VNeID too, or None when it is not open or cannot be ended.

    On a shared computer whoever comes next would otherwise be taken for the one who left.
    """
    known = session.get(SESSION_KEY) or {}
    if not known.get("at"):
        return None
    query = {"id_token_hint": known["id_token"], "post_logout_redirect_uri": return_to}
    return f"{known['at']}?{urlencode(query)}"
