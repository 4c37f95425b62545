"""
Every page there is, found as people find them: by links, by buttons, and by forms sent with nothing in them.

Nothing is kept: what a button changed is rolled back once its page has been read.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.html import Element, parse_html
from django.urls import Resolver404, resolve

from motcua.web.ui.models import Tally

SITE = "http://testserver"
TYPED = (
    "",
    "zzzzqqq",
    "khai sinh",
    "Siu Blơk",
    "Chư Prông",
)  # nothing, nobody's, a procedure, a person, a place
ENOUGH = 12  # addresses that differ only in what stands in their place
PART = "part"
PASSED_BY = {"next"}  # where to go afterwards: not another page
AROUND = 3  # an element and the two it stands in decide how it looks and how it is reached
LOOKED_AT = {"class", "type", "role"}
NOT_TYPED = {"hidden", "submit", "button", "image", "reset", "file", "radio", "checkbox"}


@dataclass(frozen=True)
class Answer:
    """What one visitor was shown at one address, and what led there."""

    visitor: str
    url: str
    how: str
    route: str
    status: int
    headers: Mapping[str, str]
    html: str
    templates: frozenset[str]

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html") and "<html" in self.html

    @property
    def language(self) -> str:
        return self.headers["Content-Language"]

    @cached_property
    def paths(self) -> "frozenset[Path]":
        """What stands where."""
        return frozenset(paths(parse_html(self.html)))

    def __str__(self) -> str:
        return f"{self.visitor}: {self.how} {self.url} ({self.status})"


def route_of(url: str) -> str:
    """Return the address as Django knows it, without the parts that vary; "" when there is none."""
    try:
        return resolve(urlsplit(url).path).route
    except Resolver404:
        return ""


def attributes(element: Element) -> dict[str, str]:
    return {name: unescape(value or "") for name, value in element.attributes}


def elements(root: Element, *names: str, deep: bool = True) -> Iterator[tuple[Element, dict[str, str]]]:
    """Yield every element of these names in the order of the page, with its attributes."""
    for child in root.children:
        if isinstance(child, str):
            continue
        if not names or child.name in names:
            yield child, attributes(child)
        if deep:
            yield from elements(child, *names)


@dataclass
class Crawl:
    """One visitor's way through the site."""

    visitor: str
    client: Client
    within: tuple[str, ...] = ("/",)
    enough: int = ENOUGH
    found: list[Answer] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    _queue: deque[str] = field(default_factory=deque)
    _known: set[object] = field(default_factory=set)
    _alike: Counter[object] = field(default_factory=Counter)

    def walk(self, starts: Iterable[str]) -> None:
        for start in starts:
            self._enqueue(start)
        while self._queue:
            self._open(self._queue.popleft())

    def _enqueue(self, url: str) -> None:
        """Note an address of this site, once; of its query only what makes another page."""
        parts = urlsplit(urljoin(SITE, url))
        if f"{parts.scheme}://{parts.netloc}" != SITE or not parts.path.startswith(self.within):
            return
        asked = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in PASSED_BY]
        address = parts.path + (f"?{urlencode(asked)}" if asked else "")
        kind = (route_of(address), *sorted(k for k, _ in asked))
        if address not in self._known and self._alike[kind] < self.enough:
            self._known.add(address)
            self._alike[kind] += 1
            self._queue.append(address)

    def _open(self, url: str) -> None:
        answer = self._ask("GET", url)
        if answer and answer.is_page:
            page = parse_html(answer.html)
            for _, link in elements(page, "a", "img"):
                self._enqueue(urljoin(SITE + url, link.get("href", link.get("src", ""))))
            for form, about in elements(page, "form"):
                self._fill(url, form, about)
            for _, part in elements(page):
                if address := part.get("hx-get"):
                    self._fetch(urlsplit(urljoin(SITE + url, address)).path)

    def _fetch(self, path: str) -> None:
        """Ask for a part of a page, as its script does."""
        if path not in self._known:
            self._known.add(path)
            self._ask("GET", f"{path}?q=khai+sinh", how=PART)

    def _fill(self, url: str, form: Element, about: Mapping[str, str]) -> None:
        action = urljoin(SITE + url, about.get("action", "") or url)
        if about.get("method", "get").lower() == "get":
            fields = [f for _, f in elements(form, "input") if f.get("name")]
            for typed in TYPED:
                given = {f["name"]: f.get("value") if f.get("type") == "hidden" else typed for f in fields}
                self._enqueue(f"{urlsplit(action).path}?{urlencode(given)}")
            return
        for button, elsewhere in _buttons(form):
            to = urljoin(SITE + url, elsewhere) if elsewhere else action
            self._press(urlsplit(to), form, button, came_from=url)

    def _press(self, action, form: Element, button: tuple[str, str], *, came_from: str) -> None:
        address = action.path + (f"?{action.query}" if action.query else "")
        sent = _with_nothing(form) | dict([button] if button[0] else [])
        key = (route_of(came_from), route_of(address), button, *sorted(sent))
        if key in self._known:
            return
        self._known.add(key)
        said = f"POST {dict([button])} on {came_from}:"
        cookies = copy(self.client.cookies)
        point = transaction.savepoint()
        answer = self._ask("POST", address, sent, how=said)
        if answer is None and self.led_to:
            self._ask("GET", self.led_to, how=said)
        transaction.savepoint_rollback(point)
        self.client.cookies = cookies

    led_to: str = ""

    def _ask(self, method: str, url: str, data=None, *, how: str = "") -> Answer | None:
        """Return what was shown; None for a redirect, whose target is queued after a GET."""
        cache.clear()  # limits are tried elsewhere
        Tally.objects.all().delete()
        response = self.client.generic(
            method,
            url,
            urlencode(data or {}, doseq=True) if method == "POST" else "",
            content_type="application/x-www-form-urlencoded",
            headers={"HX-Request": "true"} if how == PART else {},
        )
        self.reached.add(route_of(url))
        content = _content(response)
        assert response.status_code != 500, f"{self.visitor} {method} {url}: {response.status_code}"
        if location := response.headers.get("Location", ""):
            target = urljoin(SITE + url, location)
            self.led_to = target.removeprefix(SITE) if target.startswith(SITE) else ""
            if method == "GET":
                self._enqueue(target)
            return None
        answer = Answer(
            visitor=self.visitor,
            url=url,
            how=how or method,
            route=route_of(url),
            status=response.status_code,
            headers=dict(response.headers.items()),
            html=content,
            templates=frozenset(t.name for t in getattr(response, "templates", []) if t.name),
        )
        self.found.append(answer)
        return answer


def _content(response: HttpResponseBase) -> str:
    if isinstance(response, StreamingHttpResponse):
        b"".join(response)  # read to its end, which closes the file
        return ""
    assert isinstance(response, HttpResponse)
    return response.content.decode(errors="replace")


def _buttons(form: Element) -> set[tuple[tuple[str, str], str]]:
    """Return name and value of each button, and where it leads instead of the form's own way."""
    found = set()
    for element, button in elements(form, "button", "input"):
        kind = button.get("type", "submit" if element.name == "button" else "text")
        if kind == "submit" and "aria-disabled" not in button:
            found.add(((button.get("name", ""), button.get("value", "")), button.get("formaction", "")))
    return found


def _with_nothing(form: Element) -> dict[str, str]:
    """Return what a browser sends when every box is emptied and nothing is chosen."""
    sent = {}
    for element, box in elements(form, "input", "textarea", "select"):
        kind = box.get("type", "text") if element.name == "input" else "text"
        if kind == "hidden" or kind not in NOT_TYPED:
            sent[box.get("name", "")] = box.get("value", "") if kind == "hidden" else ""
    return sent


Path = tuple[tuple[object, ...], ...]


def paths(element: Element, above: Path = ()) -> Iterator[Path]:
    """Yield what each element is and what it stands in: no words, and like brothers alike."""
    for child, about in elements(element, deep=False):
        kept = sorted((k, v) for k, v in about.items() if k in LOOKED_AT or k.startswith("aria-c"))
        here = (*above, (child.name, *kept))
        yield here
        yield from paths(child, here)


def unlike(answers: Iterable[Answer]) -> tuple[list[Answer], list[Answer]]:
    """
    Return the pages that hold an element, in what stands around it, that no page before them holds; and
    those that do not, but are the first of their address, answer and language.
    """
    elsewhere: set[Path] = set()
    met: set[object] = set()
    new, first = [], []
    for answer in answers:
        if not answer.is_page:
            continue
        holds = {path[-AROUND:] for path in answer.paths}
        kind = (answer.language, answer.route, answer.status)
        if holds - elsewhere:
            new.append(answer)
        elif kind not in met:
            first.append(answer)
        elsewhere |= holds
        met.add(kind)
    return new, first
