"""A thousand forms are interrupted while they are filled in: no answer that was acknowledged is lost."""

import http.client
import itertools
import json
import os
import random
import secrets
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from motcua.jobs.embedded import scratch
from tests.e2e.servers import Site, own_database

FORMS = int(os.environ.get("INTERRUPTED_FORMS", "150"))
FIELDS = ("a", "b", "c", "d")
AT_ONCE = 24  # most of them wait for a server that starts again
KILLS = max(4, FORMS // 30)
SEED = 20261124
PATIENCE = 60.0  # seconds without an answer after which it is no interruption but a fault
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("servers")]


@dataclass
class Window:
    """A tab: speaks what ``draft.js`` speaks. One entry for each answer waits until it is acknowledged."""

    form: "Form"
    written: dict[str, str] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    waiting: dict[str, dict[str, Any]] = field(default_factory=dict)

    def type(self, key: str, value: str) -> None:
        save = secrets.token_hex(12)
        seen = [self.written.get(key, ""), *self.own]
        self.own.append(save)
        change = {"save": save, "key": key, "names": key, "boxes": [[key, value]], "seen": seen}
        self.waiting[key] = change
        self.form.typed[save] = change

    def crash(self) -> "Window":
        """The window is gone; the next one finds what was waiting on the machine."""
        return Window(self.form, dict(self.written), list(self.own), dict(self.waiting))

    def send(self) -> bool:
        """Send what waits; False when no answer came."""
        if not self.waiting:
            return True
        sent = list(self.waiting.values())
        status, said = self.form.post({"changes": sent})
        if status == 401:
            self.form.sign_in_again()
            return False
        if status != 200:
            return False
        self.form.acknowledged.update(said["kept"])
        self.own += said["known"]
        for change in sent:
            if change["save"] in said["kept"]:
                del self.waiting[change["key"]]
        for clash in said["conflicts"]:
            self._choose(clash)
        return True

    def _choose(self, clash: dict[str, str]) -> None:
        """Both are shown: now mine is kept, now the other's."""
        self.form.seen["conflict"] += 1
        mine = self.waiting.pop(clash["key"])
        if self.form.chance.random() < 0.5:
            self.own.append(clash["now"])
            self.type(clash["key"], mine["boxes"][0][1])
        else:
            self.written[clash["key"]] = clash["now"]

    def until_acknowledged(self) -> None:
        until = time.monotonic() + PATIENCE
        while self.waiting:
            if not self.send():
                assert time.monotonic() < until, "no answer for long"
                time.sleep(0.05 + self.form.chance.random() / 5)


@dataclass
class Form:
    """One form being filled in, with its log-ins, and everything that was typed and acknowledged."""

    site: Site
    database: str
    cookie: str
    draft: str
    log_ins: list[str]
    chance: random.Random
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)

    def request(self, body: bytes) -> bytes:
        token = "x" * 32
        head = (
            f"POST /ban-nhap/{self.draft}/luu/ HTTP/1.1\r\nHost: 127.0.0.1:{self.site.port}\r\n"
            f"Cookie: {self.cookie}={self.log_ins[0]}; csrftoken={token}\r\nX-CSRFToken: {token}\r\n"
            f"X-Autosave: 1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n"
        )
        return head.encode() + body

    def post(self, said: dict[str, Any]) -> tuple[int, Any]:
        """Return status and answer; 0 when the connection broke, by itself or because it is cut here."""
        whole = self.request(json.dumps(said).encode())
        cut = self.chance.random()
        try:
            with socket.create_connection(("127.0.0.1", self.site.port), timeout=15) as line:
                if cut < 0.06:
                    self.seen["half sent"] += 1
                    line.sendall(whole[: self.chance.randrange(1, len(whole))])
                    return 0, None
                line.sendall(whole)
                if cut < 0.14:
                    self.seen["answer lost"] += 1
                    time.sleep(self.chance.random() / 20)
                    return 0, None
                answer = http.client.HTTPResponse(line, method="POST")
                answer.begin()
                text = answer.read()
        except (OSError, http.client.HTTPException):
            self.seen["broke"] += 1
            return 0, None
        assert answer.status in {200, 401, 502, 503}, (answer.status, text[:500])
        return answer.status, json.loads(text) if answer.status == 200 else None

    def end_session(self) -> None:
        with psycopg.connect(self.database, autocommit=True) as connection:
            gone = connection.execute("DELETE FROM django_session WHERE session_key = %s", [self.log_ins[0]])
        self.seen["expired"] += gone.rowcount

    def sign_in_again(self) -> None:
        assert len(self.log_ins) > 1, "signed out though nobody ended the session"
        self.log_ins = self.log_ins[1:]

    def fill(self) -> None:
        """Type, now in one window, now in two, and be interrupted somewhere."""
        windows = [Window(self)] if self.chance.random() < 0.6 else [Window(self), Window(self)]
        expires = self.chance.randrange(6) if self.chance.random() < 0.3 else -1
        for step in range(self.chance.randrange(2, 5)):
            at = self.chance.randrange(len(windows))
            for key in self.chance.sample(FIELDS, self.chance.randrange(1, 4)):
                windows[at].type(key, f"{key}{step} {secrets.token_hex(3)}")
            if step == expires:
                self.end_session()
            if self.chance.random() < 0.15:
                self.seen["crashed"] += 1
                windows[at] = windows[at].crash()
            windows[at].send()
        for window in itertools.chain(windows, windows):
            window.until_acknowledged()

    def lost(self, answers: dict[str, str], written: dict[str, str]) -> list[str]:
        """Return what is not as acknowledged: the answer standing is the last that knew the others."""
        wrong = []
        for key in FIELDS:
            mine = {s: c for s, c in self.typed.items() if c["key"] == key and s in self.acknowledged}
            last = {s for s in mine if not any(s in c["seen"] for other, c in mine.items() if other != s)}
            if not mine:
                continue
            stands = written.get(key, "")
            if last != {stands} or stands not in mine or answers.get(key) != mine[stands]["boxes"][0][1]:
                wrong.append(f"{self.draft} {key}: {stands} stands, acknowledged {sorted(last)}")
        return wrong


def kill_until(site: Site, forms: list[Form], ended: threading.Event) -> int:
    """Kill the server or one of its workers whenever some more was acknowledged; return how often."""
    for number in itertools.count(1):
        before = acknowledged(forms)
        while acknowledged(forms) < before + max(5, 3 * len(forms) // KILLS):
            if ended.wait(0.05):
                return number - 1
        if number % 6 == 5:
            site.kill("web")
            site.start_web()
        else:
            site.kill_one_child_of("web")
    raise AssertionError


def acknowledged(forms: list[Form]) -> int:
    return sum(len(each.acknowledged) for each in forms)


def test_no_acknowledged_answer_of_a_thousand_interrupted_forms_is_lost():
    with scratch() as home, own_database(f"motcua_drafts_{os.getpid()}") as database:
        site = Site(database=database, home=Path(home) / "site")
        try:
            began = time.monotonic()
            forms = fill_all(site, database)
            took = time.monotonic() - began
            stands = standing(database)
        finally:
            site.stop()

    lost = [line for each in forms for line in each.lost(*stands[each.draft])]
    seen: Counter[str] = sum((each.seen for each in forms), Counter())
    print(len(forms), acknowledged(forms), dict(seen), f"{took:.0f} s")  # noqa: T201
    assert lost == []
    assert acknowledged(forms) > 3 * FORMS
    wanted = {"half sent", "answer lost", "expired", "crashed", "conflict", "killed"}
    assert wanted <= {name for name, times in seen.items() if times}


def fill_all(site: Site, database: str) -> list[Form]:
    prepared = site.prepare("tests.e2e.office_of_drafts")
    site.start_web()
    site.wait_until_ready()
    forms = [
        Form(site, database, prepared["cookie"], chance=random.Random(SEED + n), **each)  # noqa: S311
        for n, each in enumerate(prepared["forms"])
    ]
    ended = threading.Event()
    with ThreadPoolExecutor(1) as killer, ThreadPoolExecutor(AT_ONCE) as people:
        kills = killer.submit(kill_until, site, forms, ended)
        try:
            for done in [people.submit(each.fill) for each in forms]:
                done.result()
        finally:
            ended.set()
        forms[0].seen["killed"] = kills.result()
    return forms


def standing(database: str) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT id, answers, written FROM dossiers_draft").fetchall()
    return {str(draft): (answers, written) for draft, answers, written in rows}
