"""The simulator as a WSGI application: pages for people, endpoints for the application, faults on command."""

import json
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from authlib.oauth2 import OAuth2Error

from motcua.exchange.loopback import Faulty, is_local
from motcua.exchange.vneid.simulator import pages
from motcua.exchange.vneid.simulator.people import Account, Citizen
from motcua.exchange.vneid.simulator.provider import Client, HttpRequest, HttpResponse, Provider

COOKIE = "vneid_mo_phong"  # localhost shares cookies between ports: the name must be ours alone
FAULTS = ("", "down", "garbage", "token", "userinfo", "nonce", "signature", "issuer", "subject")
TRIES = 5
PAUSE = 300
MAX_BODY = 20_000


class Simulator(Faulty):
    """The pages and endpoints of one provider."""

    faults = FAULTS

    def __init__(
        self,
        *,
        issuer: str,
        clients: Iterable[Client],
        people: Mapping[str, Citizen],
        delay: float = 0.0,
        fault: str = "",
    ) -> None:
        self.provider = Provider(issuer=issuer, clients=clients)
        self.people = people
        super().__init__(delay=delay, fault=fault)
        self.sessions: dict[str, str] = {}
        self.wrong: dict[str, list[float]] = {}

    def set_fault(self, fault: str) -> None:
        super().set_fault(fault)
        self.provider.fault = fault

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
    ) -> list[bytes]:
        response = self.answer(_request(environ))
        status = HTTPStatus(response.status)
        length = ("Content-Length", str(len(response.body)))
        start_response(f"{status.value} {status.phrase}", [*response.headers, length])
        return [response.body]

    def answer(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/control":
            kind = request.headers.get("Content-Type", "")
            status, said = self.control(local=request.from_loopback, kind=kind, body=request.body)
            return HttpResponse(status.value, said, (("Content-Type", "application/json; charset=utf-8"),))
        time.sleep(self.delay)
        if self.fault == "down":
            return HttpResponse(503, b"Service Unavailable", (("Content-Type", "text/plain"),))
        if request.path == "/favicon.ico":
            return HttpResponse(204)
        handler = {
            "/": self._front,
            "/.well-known/openid-configuration": self._discovery,
            "/jwks": self._jwks,
            "/authorize": self._authorize,
            "/token": self._token,
            "/userinfo": self._userinfo,
            "/logout": self._logout,
        }.get(request.path)
        if handler is None:
            return pages.page(pages.message("Không có trang này", ""), status=404)
        return handler(request)

    def _front(self, request: HttpRequest) -> HttpResponse:
        return pages.page(pages.front(self.people.values()))

    def _discovery(self, request: HttpRequest) -> HttpResponse:
        if self.fault == "garbage":
            return pages.page(pages.message("Bảo trì", "Không phải tài liệu mà ứng dụng chờ đợi."))
        return _json(self.provider.metadata())

    def _jwks(self, request: HttpRequest) -> HttpResponse:
        return _json(self.provider.jwks())

    # The authorization endpoint: who are you, and do you agree?

    def _authorize(self, request: HttpRequest) -> HttpResponse:
        citizen = self._signed_in(request)
        try:
            grant = self.provider.get_consent_grant(request, end_user=citizen)
        except OAuth2Error as error:
            if error.redirect_uri:
                refused: HttpResponse = self.provider.handle_error_response(None, error)
                return refused
            return pages.page(pages.message("Yêu cầu không đúng", str(error)), status=400)
        if request.method == "POST":
            return self._decided(request, grant, citizen)
        if citizen is None or grant.prompt == "login":
            return pages.page(pages.sign_in(self.people.values()))
        return pages.page(pages.consent(citizen))

    def _decided(self, request: HttpRequest, grant: Any, citizen: Citizen | None) -> HttpResponse:
        form = {name: values[0] for name, values in parse_qs(request.form).items()}
        step = form.get("step", "")
        if step == "deny":
            return self._respond(request, grant, None)
        if step == "allow" and citizen is not None:
            company = next((c for c in citizen.businesses if c.tax_code == form.get("account")), None)
            return self._respond(request, grant, Account(citizen, company))
        if step in {"choose", "sign-in"}:
            return self._sign_in(form)
        return pages.page(pages.sign_in(self.people.values()), headers=[_cookie("", life=0)])

    def _respond(self, request: HttpRequest, grant: Any, account: Account | None) -> HttpResponse:
        response: HttpResponse = self.provider.create_authorization_response(
            request, grant_user=account, grant=grant
        )
        return response

    def _sign_in(self, form: Mapping[str, str]) -> HttpResponse:
        number = "".join(form.get("number", "").split())
        citizen = self.people.get(number)
        tries = [at for at in self.wrong.get(number, []) if time.time() - at < PAUSE]
        if (citizen is not None and citizen.locked) or len(tries) >= TRIES:
            return pages.page(pages.locked(), status=403)
        if citizen is None or not self._is_right(form, citizen):
            self.wrong[number] = [*tries, time.time()]
            sentence = "Số định danh hoặc mã không đúng. Bạn xem lại rồi nhập lại."
            return pages.page(pages.sign_in(self.people.values(), error=sentence, number=number), status=422)
        session = secrets.token_urlsafe(24)
        self.sessions[session] = citizen.number
        return pages.page(pages.consent(citizen), headers=[_cookie(session, life=1800)])

    @staticmethod
    def _is_right(form: Mapping[str, str], citizen: Citizen) -> bool:
        """The demo lets one choose a citizen without a passcode; whoever types a number needs it."""
        chosen = form.get("step") == "choose"
        return chosen or secrets.compare_digest(form.get("passcode", "").encode(), citizen.passcode.encode())

    def _signed_in(self, request: HttpRequest) -> Citizen | None:
        return self.people.get(self.sessions.get(request.cookies.get(COOKIE, ""), ""))

    # Endpoints for the application

    def _token(self, request: HttpRequest) -> HttpResponse:
        if self.fault == "token":
            return _json({"error": "server_error"}, status=500)
        response: HttpResponse = self.provider.create_token_response(request)
        return response

    def _userinfo(self, request: HttpRequest) -> HttpResponse:
        if self.fault == "userinfo":
            return _json({"error": "server_error"}, status=500)
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        account = self.provider.account_of(token) if scheme.lower() == "bearer" else None
        if account is None:
            challenge = ("WWW-Authenticate", 'Bearer error="invalid_token"')
            return _json({"error": "invalid_token"}, status=401, headers=[challenge])
        claims = account.claims()
        if self.fault == "subject":
            claims["sub"] = "nguoi-khac"
        return _json(claims)

    def _logout(self, request: HttpRequest) -> HttpResponse:
        """RP-initiated logout: with an id_token_hint at once, else after a question."""
        self.sessions.pop(request.cookies.get(COOKIE, ""), None)
        try:
            response: HttpResponse | None = self.provider.create_endpoint_response("end_session", request)
        except OAuth2Error as error:
            return pages.page(pages.message("Yêu cầu không đúng", str(error)), status=400)
        forget = _cookie("", life=0)
        if response is None:
            return pages.page(pages.message("Bạn đã đăng xuất khỏi VNeID mô phỏng", ""), headers=[forget])
        return HttpResponse(response.status, response.body, (*response.headers, forget))


def _request(environ: Mapping[str, Any]) -> HttpRequest:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), MAX_BODY)
    body = environ["wsgi.input"].read(length) if length else b""
    content_type = environ.get("CONTENT_TYPE", "")
    is_form = content_type.startswith("application/x-www-form-urlencoded")
    cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    return HttpRequest(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", "/"),
        query=environ.get("QUERY_STRING", ""),
        form=body.decode() if is_form else "",
        headers={"Authorization": environ.get("HTTP_AUTHORIZATION", ""), "Content-Type": content_type},
        cookies={name: morsel.value for name, morsel in cookies.items()},
        from_loopback=is_local(environ),
        body=body,
    )


def _json(content: object, *, status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    body = json.dumps(content, ensure_ascii=False).encode()
    types = (("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store"))
    return HttpResponse(status, body, (*types, *headers))


def _cookie(value: str, *, life: int) -> tuple[str, str]:
    return ("Set-Cookie", f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}")
