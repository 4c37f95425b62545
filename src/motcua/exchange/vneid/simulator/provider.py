"""The provider proper: authlib's authorization code grant with PKCE and OpenID Connect, kept in memory."""

import json
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, InvalidRequestError, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from authlib.oidc.rpinitiated import EndSessionEndpoint
from joserfc.jwk import KeySet, RSAKey

from motcua.exchange.vneid.simulator.people import Account

CODE_LIFE = 60
TOKEN_LIFE = 300
SCOPES = ("openid", "profile", "email")
ALGORITHM = "RS256"


@dataclass(frozen=True)
class HttpRequest:
    """What arrived. ``query`` and ``form`` are url-encoded."""

    method: str
    path: str
    query: str = ""
    form: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    from_loopback: bool = True
    body: bytes = b""


@dataclass(frozen=True)
class HttpResponse:
    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Client(ClientMixin):  # type: ignore[misc]
    """An application that may ask who somebody is: one, known from the start."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...] = ()

    @property
    def client_metadata(self) -> dict[str, Any]:
        return {"post_logout_redirect_uris": self.post_logout_redirect_uris}

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """The request must name it."""

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(s for s in (scope or "").split() if s in SCOPES)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(self.client_secret, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass(frozen=True)
class Code:
    """One permission, to be exchanged once and soon."""

    client_id: str
    redirect_uri: str
    scope: str
    account: Account
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None
    auth_time: int
    expires_at: float

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None: ...

    def get_amr(self) -> None: ...


class _Request(OAuth2Request):  # type: ignore[misc]
    """Parameters of the protocol come from the query at /authorize and from the form elsewhere."""

    def __init__(self, request: HttpRequest, parameters: str) -> None:
        # The simulator listens on loopback, where plain HTTP is in order.
        super().__init__(request.method, f"https://loopback{request.path}", headers=request.headers)
        lists = parse_qs(parameters, keep_blank_values=True)
        self.payload = BasicOAuth2Payload({name: values[0] for name, values in lists.items()})
        self.payload._datalist = lists

    @property
    def args(self) -> Mapping[str, str]:
        return self._values()

    @property
    def form(self) -> Mapping[str, str]:
        return self._values()

    def _values(self) -> Mapping[str, str]:
        values: Mapping[str, str] = self.payload.data
        return values


class Provider(AuthorizationServer):  # type: ignore[misc]
    """``issuer`` is the address under which browsers and the application reach it."""

    def __init__(self, *, issuer: str, clients: Iterable[Client]) -> None:
        super().__init__(scopes_supported=SCOPES)
        self.issuer = issuer
        self.clients = {client.client_id: client for client in clients}
        self.key_id = secrets.token_hex(8)
        self.key = _new_key(self.key_id)
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, tuple[Account, float]] = {}
        self.nonces: set[str] = set()
        self.fault = ""
        bearer = BearerTokenGenerator(
            lambda **_: secrets.token_urlsafe(32), expires_generator=lambda *_: TOKEN_LIFE
        )
        self.register_token_generator("default", bearer)
        self.register_grant(_CodeGrant, [_S256(required=True), _IdToken(require_nonce=False)])
        self.register_endpoint(_EndSession)

    def query_client(self, client_id: str) -> Client | None:
        return self.clients.get(client_id)

    def save_token(self, token: Mapping[str, Any], request: OAuth2Request) -> None:
        self.tokens[token["access_token"]] = (request.user, time.time() + TOKEN_LIFE)

    def create_oauth2_request(self, request: HttpRequest | OAuth2Request) -> OAuth2Request:
        if isinstance(request, OAuth2Request):
            return request
        from_query = request.path == "/authorize" or request.method == "GET"
        return _Request(request, request.query if from_query else request.form)

    def handle_response(self, status: int, body: Any, headers: Iterable[tuple[str, str]]) -> HttpResponse:
        content = json.dumps(body) if isinstance(body, dict) else str(body)
        return HttpResponse(status, content.encode(), tuple(headers))

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""

    def account_of(self, access_token: str) -> Account | None:
        account, expires_at = self.tokens.get(access_token, (None, 0.0))
        return account if time.time() < expires_at else None

    def metadata(self) -> dict[str, object]:
        """Return the discovery document (OpenID Connect Discovery 1.0, section 3)."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "scopes_supported": list(SCOPES),
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def jwks(self) -> dict[str, object]:
        return {"keys": [self.key.as_dict(private=False)]}


def _new_key(key_id: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "kid": key_id}, private=True)


class _CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        data = request.payload.data
        self.server.nonces.add(data.get("nonce", ""))
        self.server.codes[code] = Code(
            client_id=request.client.client_id,
            redirect_uri=request.payload.redirect_uri,
            scope=request.scope,
            account=request.user,
            nonce=data.get("nonce"),
            code_challenge=data.get("code_challenge"),
            code_challenge_method=data.get("code_challenge_method"),
            auth_time=int(time.time()),
            expires_at=time.time() + CODE_LIFE,
        )

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        """A code is tried once, whatever comes of it."""
        found: Code | None = self.server.codes.pop(code, None)
        if found is None or found.client_id != client.client_id or found.expires_at < time.time():
            return None
        return found

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """Gone already."""

    def authenticate_user(self, authorization_code: Code) -> Account:
        return authorization_code.account


class _S256(CodeChallenge):  # type: ignore[misc]
    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: AuthorizationCodeGrant, redirect_uri: str) -> None:
        """Demand PKCE of everybody (RFC 9700, section 2.1.1), not only of public clients."""
        if not grant.request.payload.data.get("code_challenge"):
            raise InvalidRequestError("Missing 'code_challenge'")
        super().validate_code_challenge(grant, redirect_uri)


class _IdToken(OpenIDCode):  # type: ignore[misc]
    """Carries who signed in and how surely; the rest is for /userinfo."""

    def __call__(self, grant: AuthorizationCodeGrant) -> None:
        self.server: Provider = grant.server
        super().__call__(grant)

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
        return nonce in self.server.nonces

    def resolve_client_private_key(self, client: Client) -> KeySet:
        if self.server.fault == "signature":
            return KeySet([_new_key(self.server.key_id)])
        return KeySet([self.server.key])

    def get_encode_header(self, client: Client) -> dict[str, Any]:
        return {"alg": ALGORITHM, "kid": self.server.key_id}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        issuer = "https://gia-mao.example" if self.server.fault == "issuer" else self.server.issuer
        return {"iss": issuer, "aud": client.client_id, "exp": int(time.time()) + TOKEN_LIFE}

    def get_authorization_code_claims(self, authorization_code: Code) -> dict[str, Any]:
        claims: dict[str, Any] = super().get_authorization_code_claims(authorization_code)
        if self.server.fault == "nonce":
            claims["nonce"] = secrets.token_urlsafe(16)
        return claims

    def generate_user_info(self, user: Account, scope: str) -> dict[str, str]:
        return {name: value for name, value in user.claims().items() if name in {"sub", "loAs", "TechID"}}


class _EndSession(EndSessionEndpoint):  # type: ignore[misc]
    def get_server_jwks(self) -> KeySet:
        return KeySet([self.server.key])

    def get_algorithms(self) -> list[str]:
        return [ALGORITHM]

    def end_session(self, end_session_request: object) -> None:
        """The session is a cookie; the page forgets it."""
