"""Pages already answered, opened in a real browser: no database while it looks at them."""

import mimetypes
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.web.every_page.crawl import Answer

CHROMIUM = shutil.which("chromium")
OF_THE_SERVER = {"Content-Length", "Date", "Server"}


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Shelf(ThreadingHTTPServer):
    """
    Serves one answer at a time, whatever page is asked for, and the static files.

    ``parts`` are what a script may fetch, by address; it is told of anything else that nothing has changed.
    """

    def __init__(self, fonts: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.fonts = fonts
        self.answer: Answer | None = None
        self.parts: dict[str, str] = {}
        Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.server_port}"

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    server: Shelf
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, answer = urlsplit(self.path).path, self.server.answer
        if path.startswith("/static/"):
            self._static(path.removeprefix("/static/"))
        elif answer and self.headers["Sec-Fetch-Dest"] == "document":
            kept = {name: value for name, value in answer.headers.items() if name not in OF_THE_SERVER}
            self._send(answer.html.encode(), kept, answer.status)
        elif path in self.server.parts:
            self._send(self.server.parts[path].encode(), {"Content-Type": "text/html; charset=utf-8"})
        else:
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()

    def _static(self, name: str) -> None:
        found = self.server.fonts / Path(name).name if name.startswith("fonts/") else finders.find(name)
        kind = mimetypes.guess_type(name)[0] or "font/woff2"
        self._send(Path(str(found)).read_bytes(), {"Content-Type": kind, "Cache-Control": "max-age=3600"})

    def _send(self, body: bytes, headers: dict[str, str], status: int = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@dataclass
class Window:
    """Shows the answers of a crawl, one after the other; ``faults`` are what the browser complained about."""

    browser: Browser
    shelf: Shelf
    script: str = ""
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.browser.new_context(locale="vi-VN", reduced_motion="reduce")
        if self.script:
            context.add_init_script(self.script)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.shelf.answer}: {error}"))
        self.page.on("console", self._note)

    def _note(self, said: ConsoleMessage) -> None:
        refused = "Failed to load resource" in said.text  # Chromium calls an honest 404 or 422 an error
        if said.type == "error" and not refused:
            self.faults.append(f"{self.shelf.answer}: {said.text}")

    def show(self, answer: Answer) -> Page:
        self.shelf.answer = answer
        self.page.goto(self.shelf.address + answer.url)
        return self.page
