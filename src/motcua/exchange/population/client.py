"""What we ask of the population register. Slow, down or talking nonsense, it never breaks what asks it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from threading import Lock
from xml.etree.ElementTree import Element

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from motcua.accounts.population import (
    Answer,
    Discrepancy,
    Found,
    Judged,
    NotFound,
    Pending,
    Question,
    Reported,
    Unavailable,
)
from motcua.exchange.population import messages

HEADERS = {"Content-Type": "text/xml; charset=utf-8"}
LONGEST = 2_000_000
"""Bytes of an answer beyond which it is not read."""


class Breaker:
    """
    Stops asking for a while after several failures in a row: a dead register costs one wait, not one a page.

    After the pause one question is let through; its outcome closes or opens the way again. Per process.
    """

    FAILURES = 3
    PAUSE = 20.0  # seconds

    def __init__(self) -> None:
        self._lock = Lock()
        self._failures = 0
        self._closed_until = 0.0

    def lets_through(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if now < self._closed_until:
                return False
            if self._failures >= self.FAILURES:
                self._closed_until = now + self.PAUSE  # one goes; the others wait for what it finds
            return True

    def note(self, *, worked: bool) -> None:
        with self._lock:
            self._failures = 0 if worked else self._failures + 1
            self._closed_until = time.monotonic() + self.PAUSE if self._failures >= self.FAILURES else 0.0


breaker = Breaker()


class PopulationClient:
    """Speaks to ``MOTCUA_POPULATION_URL``; "" means that nobody connected a register."""

    def look_up(self, question: Question, *, within: float) -> Answer:
        asked = messages.look_up_envelope(
            question,
            partner=settings.MOTCUA_POPULATION_PARTNER,
            integration=settings.MOTCUA_POPULATION_INTEGRATION,
        )
        answer = self._ask(asked, within)
        if isinstance(answer, Unavailable):
            return answer
        try:
            people = messages.people_in(answer)
        except messages.Unreadable as error:
            return Unavailable(f"unreadable: {error}")
        number = question.identity_number
        same = [person for person in people if number in {person.identity_number, person.old_identity_number}]
        if len(same) != 1:
            return NotFound() if not people else Unavailable("answered about somebody else")
        return Found(same[0], as_of=messages.as_of(answer, otherwise=datetime.now(UTC)))

    def report(self, discrepancy: Discrepancy, *, within: float) -> Reported | Unavailable:
        asked = messages.report_envelope(discrepancy, partner=settings.MOTCUA_POPULATION_PARTNER)
        answer = self._ask(asked, within)
        if isinstance(answer, Unavailable):
            return answer
        number = answer.findtext(f"{{{messages.TELLS}}}SoTiepNhan", "").strip()
        return Reported(number) if number else Unavailable("no number of receipt")

    def answer_to(self, number: str, *, reference: str, within: float) -> Judged | Pending | Unavailable:
        partner = settings.MOTCUA_POPULATION_PARTNER
        answer = self._ask(messages.answer_envelope(number, reference=reference, partner=partner), within)
        if isinstance(answer, Unavailable):
            return answer
        try:
            return messages.judged_in(answer, otherwise=datetime.now(UTC))
        except messages.Unreadable as error:
            return Unavailable(f"unreadable: {error}")

    def _ask(self, envelope: bytes, within: float) -> Element | Unavailable:
        if not settings.MOTCUA_POPULATION_URL:
            return Unavailable("not connected", lasting=True)
        if not breaker.lets_through():
            return Unavailable("resting after failures")
        answer = self._post(envelope, within)
        breaker.note(worked=not isinstance(answer, Unavailable) or answer.lasting)
        return answer

    @staticmethod
    def _post(envelope: bytes, within: float) -> Element | Unavailable:
        """
        Post within a budget of seconds for the whole exchange, however slowly the answer drips.

        A fault of the register (wrong partner, wrong service) is lasting: asking again does not mend it.
        """
        end = time.monotonic() + within
        try:
            with requests.post(
                settings.MOTCUA_POPULATION_URL, envelope, headers=HEADERS, timeout=within, stream=True
            ) as response:
                content = b""
                while piece := response.raw.read1(
                    65_536, decode_content=True
                ):  # what came so far, no waiting
                    content += piece
                    if time.monotonic() > end or len(content) > LONGEST:
                        return Unavailable("too slow" if len(content) <= LONGEST else "too long")
        except (requests.RequestException, HTTPError) as error:
            return Unavailable(type(error).__name__)
        return _read(response.status_code, content)


def _read(status: int, content: bytes) -> Element | Unavailable:
    try:
        answer = messages.body_of(content)
    except messages.Unreadable as error:
        return Unavailable(f"status {status}" if status != requests.codes.ok else f"unreadable: {error}")
    if answer.tag == f"{{{messages.SOAP}}}Fault":
        code = answer.findtext("faultcode", "")
        return Unavailable(answer.findtext("faultstring", "fault"), lasting=code.endswith("Client"))
    return answer
