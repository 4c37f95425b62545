"""Judges signatures of a file that nobody trusts, within limits. Run by ``operations``, never imported."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

MEMORY = 1536 * 1024**2
SECONDS = 40


def main() -> None:
    job = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(work(job), sys.stdout, default=_said)


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Return the verdict; its reasons are message ids, said in the language of whoever reads them."""
    settings.configure(MOTCUA_TRUST_ROOTS=job["roots"], MOTCUA_SIGNER="", USE_I18N=False, USE_TZ=True)
    from motcua.papers.verification import verify

    return asdict(verify(Path(job["path"]).read_bytes(), at=datetime.fromisoformat(job["at"])))


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


if __name__ == "__main__":
    main()
