"""
Malware is looked for by ClamAV's daemon, where there is one (``MOTCUA_CLAMD``).

When it does not answer, a file waits and whoever sent it goes on; a job asks again. What is found later is
kept but shown to nobody. Own code: the Python clients of clamd were last released in 2014 and 2017, and of
its protocol two commands are needed.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.papers import contents
from motcua.papers.models import Scan, StoredFile

log = structlog.get_logger(__name__)
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
MADE_HERE = "made here"
AT_ONCE = 500
AGAIN_AFTER = timedelta(days=1)
AGAIN_FOR = timedelta(days=30)
"""How long after it came a file is looked at again, with the signatures of each day."""


class NoAnswer(Exception):
    """The scanner is not there, is too slow, or does not say yes or no."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner, with these signatures, said; ``found`` is the malware's name."""

    scanner: str
    found: str = ""


def scan(file: IO[bytes]) -> Verdict | None:
    """Return the verdict on a content; None when there is no scanner, or none that answers."""
    if not settings.MOTCUA_CLAMD:
        return None
    try:
        return _ask(file)
    except NoAnswer as reason:
        log.warning("malware_scanner_silent", reason=str(reason))
        return None


def scan_waiting(*, at: datetime) -> int:
    """Scan what waits, and anew what came lately; return how many were. Stops when the scanner is silent."""
    if not settings.MOTCUA_CLAMD:
        return 0
    again = Q(scan=Scan.CLEAN, scanned_at__lt=at - AGAIN_AFTER, stored_at__gt=at - AGAIN_FOR)
    rows = StoredFile.objects.filter(Q(scan=Scan.WAITING) | again & ~Q(scanned_with=MADE_HERE))
    done = 0
    for sha256 in list(rows.order_by("scanned_at", "stored_at").values_list("pk", flat=True)[:AT_ONCE]):
        with contents.read(sha256) as file:
            verdict = scan(file)
        if verdict is None:
            break
        _note(sha256, verdict, at)
        done += 1
    return done


@transaction.atomic
def _note(sha256: str, verdict: Verdict, at: datetime) -> None:
    row = StoredFile.objects.select_for_update(of=("self",)).filter(pk=sha256).first()
    if row is None:  # swept meanwhile
        return
    row.scan = Scan.INFECTED if verdict.found else Scan.CLEAN
    row.found, row.scanned_at, row.scanned_with = verdict.found, at, verdict.scanner
    row.save(update_fields=["scan", "found", "scanned_at", "scanned_with"])
    if verdict.found:
        log.error("malware_found", sha256=sha256, found=verdict.found)
        journal.record(
            "file.quarantined",
            subject=f"file:{sha256[:32]}",
            actor=SYSTEM,
            at=at,
            sha256=sha256,
            found=verdict.found,
            scanner=verdict.scanner,
        )


def _ask(file: IO[bytes]) -> Verdict:
    scanner = _talk(b"zVERSION\0")
    file.seek(0)
    answer = _talk(b"zINSTREAM\0", file)
    if answer == "stream: OK":
        return Verdict(scanner[:200])
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        found = answer.removeprefix("stream: ").removesuffix(" FOUND")
        return Verdict(scanner[:200], found[:200] or "?")
    raise NoAnswer(answer)


def _talk(command: bytes, file: IO[bytes] | None = None) -> str:
    try:
        with _connected() as link:
            link.sendall(command)
            while file and (chunk := file.read(CHUNK)):
                link.sendall(len(chunk).to_bytes(4, "big") + chunk)
            if file:
                link.sendall(bytes(4))
            return _read(link)
    except OSError as reason:
        raise NoAnswer(str(reason)) from reason


def _read(link: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER and (more := link.recv(LONGEST_ANSWER)):
        answer += more
    text = answer.partition(b"\0")[0].decode("utf-8", "replace").strip()
    if not text:
        raise NoAnswer("closed without a word")
    return text


@contextmanager
def _connected() -> Iterator[socket.socket]:
    address: str = settings.MOTCUA_CLAMD
    seconds: int = settings.MOTCUA_CLAMD_TIMEOUT
    if address.startswith("unix:"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(seconds)
            link.connect(address.removeprefix("unix:"))
            yield link
    else:
        host, _colon, port = address.rpartition(":")
        with socket.create_connection((host, int(port)), timeout=seconds) as link:
            yield link
