"""A gateway that keeps the last messages in memory and shows them: the telephones of the demonstration."""

from __future__ import annotations

import html
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from motcua.exchange.loopback import Faulty, is_local

KEPT = 50
MAX_BODY = 20_000
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Điện thoại mô phỏng</title>
<h1>Điện thoại mô phỏng</h1>
<p>Tin nhắn mà các máy điện thoại lẽ ra đã nhận, mới nhất ở trên.</p>{rows}</html>"""
ROW = "<article><h2>{to}</h2><p>{text}</p><p><small>{at}</small></p></article>"

Start = Callable[[str, list[tuple[str, str]]], object]


class Telephones(Faulty):
    """``POST /messages`` takes a message, ``GET /`` shows them."""

    faults = ("", "down", "refuse")

    def __init__(self, *, delay: float = 0.0, fault: str = "") -> None:
        super().__init__(delay=delay, fault=fault)
        self.messages: deque[dict[str, str]] = deque(maxlen=KEPT)

    def __call__(self, environ: dict[str, Any], start_response: Start) -> list[bytes]:
        length = min(int(environ.get("CONTENT_LENGTH") or 0), MAX_BODY)
        body = environ["wsgi.input"].read(length) if length else b""
        status, kind, content = self._answer(environ, body)
        headers = [("Content-Type", kind), ("Content-Length", str(len(content)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [content]

    def _answer(self, environ: Mapping[str, Any], body: bytes) -> tuple[HTTPStatus, str, bytes]:
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        if (method, path) == ("POST", "/control"):
            kind = str(environ.get("CONTENT_TYPE", ""))
            return (*self._as_json(*self.control(local=is_local(environ), kind=kind, body=body)),)
        time.sleep(self.delay)
        if self.fault == "down":
            return HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", b""
        if (method, path) == ("POST", "/messages"):
            return self._take(body)
        if method in {"GET", "HEAD"} and path == "/":
            return HTTPStatus.OK, "text/html; charset=utf-8", self.page().encode()
        return HTTPStatus.NOT_FOUND, "text/plain", b""

    def _take(self, body: bytes) -> tuple[HTTPStatus, str, bytes]:
        if self.fault == "refuse":
            return self._as_json(HTTPStatus.FORBIDDEN, b"{}")
        try:
            said = json.loads(body)
            kept = {"to": str(said["to"]), "text": str(said["text"]), "at": time.strftime("%H:%M:%S")}
        except (ValueError, KeyError, TypeError):
            return self._as_json(HTTPStatus.BAD_REQUEST, b"{}")
        self.messages.appendleft(kept)
        return self._as_json(HTTPStatus.ACCEPTED, b"{}")

    @staticmethod
    def _as_json(status: HTTPStatus, content: bytes) -> tuple[HTTPStatus, str, bytes]:
        return status, "application/json", content

    def page(self) -> str:
        rows = (
            ROW.format(**{key: html.escape(text) for key, text in each.items()}) for each in self.messages
        )
        return PAGE.format(rows="".join(rows) or "<p>Chưa có tin nhắn nào.</p>")
