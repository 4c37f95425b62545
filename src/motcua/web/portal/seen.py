"""
What a window had before it when it saved: so that two windows do not destroy each other's work.

The form carries the revision and a digest of its section as they were shown. An autosave moves both on
without the page being drawn again, so their new values come back in a cookie of that window and page.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from motcua.dossiers.models import Draft
from motcua.eforms.definition import Section

LASTS = 24 * 3600  # seconds


@dataclass(frozen=True)
class Seen:
    """``window`` names one drawing of the form; ``digest`` is of the section's answers."""

    window: str
    revision: int
    digest: str

    @classmethod
    def now(cls, draft: Draft, section: Section, window: str = "") -> Seen:
        return cls(window or secrets.token_hex(4), draft.revision, digest_of(draft, section))

    @classmethod
    def of(cls, request: HttpRequest) -> Seen | None:
        """Return what the window that posts had seen, or None when it does not say."""
        window = request.POST.get("window", "")
        if not re.fullmatch(r"[0-9a-f]{8}", window):
            return None
        told = request.COOKIES.get(_cookie(window), "") or request.POST.get("seen", "")
        found = re.fullmatch(r"(\d{1,9})\.([0-9a-f]{16})", told)
        return cls(window, int(found[1]), found[2]) if found else None

    def __str__(self) -> str:
        return f"{self.revision}.{self.digest}"

    def revision_for(self, draft: Draft, section: Section) -> int:
        """Return the revision to save against: another section saved elsewhere is no conflict."""
        return draft.revision if self.digest == digest_of(draft, section) else self.revision

    def tell(self, request: HttpRequest, response: HttpResponse) -> None:
        """Send the window its new values."""
        response["X-Revision"] = str(self.revision)
        response.set_cookie(
            _cookie(self.window),
            str(self),
            max_age=LASTS,
            path=request.path,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )

    def forget(self, request: HttpRequest, response: HttpResponse) -> None:
        if _cookie(self.window) in request.COOKIES:
            response.delete_cookie(_cookie(self.window), path=request.path, samesite="Lax")


def digest_of(draft: Draft, section: Section) -> str:
    answers = [draft.answers.get(item.key, "") for item in section.fields]
    return sha256(json.dumps(answers).encode()).hexdigest()[:16]


def _cookie(window: str) -> str:
    return f"nhap-{window}"
