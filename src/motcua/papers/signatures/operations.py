"""Signatures of files handed in: expected on the way in, judged in the background, kept with their day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import structlog
from django.db import transaction

from motcua.papers import contents
from motcua.papers.signatures import tasks
from motcua.papers.signatures.models import SignatureCheck
from motcua.papers.verification import trusted_roots

log = structlog.get_logger(__name__)
MARK = b"/ByteRange"  # stands in every signature of a PDF, outside what is compressed
CHUNK = 1024 * 1024
LONGEST = 90  # seconds of the clock; the worker's own limit of work is lower
AT_ONCE = 200


@dataclass(frozen=True)
class _Judged:
    verdict: dict[str, Any]
    failed: bool


def expect(*, sha256: str, file: IO[bytes], at: datetime) -> bool:
    """
    Have the signatures of a PDF judged, if it carries any; tell whether it does.

    Called in the transaction that takes it in: there is a job if and only if there is a file.
    """
    if not carries_a_signature(file):
        return False
    _made, new = SignatureCheck.objects.get_or_create(file_id=sha256, defaults={"asked_at": at})
    if new:
        tasks.check.defer(sha256=sha256)
    return True


def carries_a_signature(file: IO[bytes]) -> bool:
    """Tell whether the mark of a signature stands in the file, read piece by piece."""
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        if MARK in before + chunk:
            return True
        before = chunk[-len(MARK) :]
    return False


def check(*, sha256: str, at: datetime) -> SignatureCheck | None:
    """Judge one file and keep the answer; None if it is gone."""
    if not SignatureCheck.objects.filter(pk=sha256).exists():
        return None
    roots = trusted_roots()
    judged = _judged(sha256, roots, at)
    return _keep(sha256, judged, fingerprint(roots), at)


def recheck(*, at: datetime) -> int:
    """Judge what waits, and anew what was judged with other trust anchors; return how many."""
    others = SignatureCheck.objects.exclude(roots=fingerprint(trusted_roots())).order_by("asked_at")
    done = [check(sha256=pk, at=at) for pk in list(others.values_list("pk", flat=True)[:AT_ONCE])]
    return len(done)


def fingerprint(roots: tuple[str, ...]) -> str:
    """Return a short name of the trust anchors by what they hold."""
    return sha256(b"\0".join(Path(root).read_bytes() for root in roots)).hexdigest()


@transaction.atomic
def _keep(sha256: str, judged: _Judged, roots: str, at: datetime) -> SignatureCheck | None:
    row = SignatureCheck.objects.select_for_update(of=("self",)).filter(pk=sha256).first()
    if row is None:  # swept meanwhile
        return None
    row.verdict, row.failed, row.roots, row.checked_at = judged.verdict, judged.failed, roots, at
    row.save(update_fields=["verdict", "failed", "roots", "checked_at"])
    return row


def _judged(sha256: str, roots: tuple[str, ...], at: datetime) -> _Judged:
    with tempfile.TemporaryDirectory(prefix="motcua-signatures-") as folder:
        path = Path(folder, "file.pdf")
        with contents.read(sha256) as source, path.open("wb") as copy:
            while chunk := source.read(CHUNK):
                copy.write(chunk)
        job = {"path": str(path), "roots": roots, "at": at.isoformat()}
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-W", "ignore", "-m", "motcua.papers.signatures.worker"],
                input=json.dumps(job),
                capture_output=True,
                text=True,
                timeout=LONGEST,
                check=True,
                env={"PATH": os.environ.get("PATH", "")},  # no secret of ours
            )
        except (subprocess.SubprocessError, OSError) as reason:
            log.warning("signature_not_judged", sha256=sha256, reason=type(reason).__name__)
            return _Judged({}, failed=True)
        return _Judged(json.loads(done.stdout), failed=False)
