"""The authority as a WSGI application: stamps at ``/``, its list and root beside, faults on command."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from asn1crypto import tsp

from motcua.exchange.loopback import Faulty, is_local
from motcua.papers import demo_ca, demo_crl
from motcua.papers.time_authority import demo_authority, refusal

FAULTS = ("", "down", "refuse", "garbage", "other-hash", "other-nonce")
"""``other-hash`` and ``other-nonce``: a good stamp, of something else than was asked."""
MAX_BODY = 10_000
REPLY = "application/timestamp-reply"
Reply = tuple[HTTPStatus, str, bytes]


class Stamps(Faulty):
    """``given`` counts stamps."""

    faults = FAULTS

    def __init__(self, *, delay: float = 0.0, fault: str = "") -> None:
        self.given = 0
        super().__init__(delay=delay, fault=fault)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
    ) -> Iterable[bytes]:
        length = min(int(environ.get("CONTENT_LENGTH") or 0), MAX_BODY)
        body = environ["wsgi.input"].read(length) if length else b""
        status, kind, content = self._answer(environ, body)
        headers = [("Content-Type", kind), ("Content-Length", str(len(content)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [content]

    def _answer(self, environ: Mapping[str, Any], body: bytes) -> Reply:
        path = environ.get("PATH_INFO") or "/"
        if path == "/control":
            kind = environ.get("CONTENT_TYPE", "")
            status, said = self.control(local=is_local(environ), kind=kind, body=body)
            return status, "application/json", said
        time.sleep(self.delay)
        if self.fault == "down":
            return HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", b""
        if environ["REQUEST_METHOD"] == "POST" and path == "/":
            return self._stamp(body)
        if path == "/root.crl":
            return HTTPStatus.OK, "application/pkix-crl", demo_crl.crl(datetime.now(UTC))
        if path == "/root.pem":
            return HTTPStatus.OK, "application/x-pem-file", demo_ca.root()
        return HTTPStatus.NOT_FOUND, "text/plain", b""

    def _stamp(self, body: bytes) -> Reply:
        if self.fault == "garbage":
            return HTTPStatus.OK, REPLY, b"\x30\x03nonsense"
        if self.fault == "refuse":
            return HTTPStatus.OK, REPLY, refusal("time_not_available").dump()
        try:
            asked = tsp.TimeStampReq.load(body, strict=True)
            given = demo_authority(datetime.now(UTC)).answer(self._twisted(asked))
        except (ValueError, TypeError, KeyError):
            return HTTPStatus.OK, REPLY, refusal("bad_data_format").dump()
        self.given += 1
        return HTTPStatus.OK, REPLY, given.dump()

    def _twisted(self, asked: tsp.TimeStampReq) -> tsp.TimeStampReq:
        if self.fault == "other-hash":
            asked["message_imprint"]["hashed_message"] = b"\x00" * 32
        if self.fault == "other-nonce":
            asked["nonce"] = 1
        return asked

    def obey(self, wish: Mapping[str, Any]) -> Mapping[str, Any]:
        """``{"revoke": "<serial, hex>"}`` takes a certificate back."""
        if serial := wish.get("revoke"):
            demo_crl.revoke(int(serial, 16), at=datetime.now(UTC))
        return {"given": self.given}
