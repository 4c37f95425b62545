"""Files shown in the browser under their own names, as what they are, with nothing in them allowed to run."""

from __future__ import annotations

from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

HIDDEN = "no-store, private"
# No "sandbox": a clerk's PDF viewer must start whatever the browser. What is stored is a PDF or a picture,
# judged by its content on the way in, never a page.
POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def shown(content: bytes | IO[bytes], *, media_type: str, name: str) -> HttpResponse:
    """Answer with a file that opens in the browser; saving it gives it ``name``, in any alphabet."""
    response: HttpResponseBase
    if isinstance(content, bytes):
        response = HttpResponse(content, content_type=media_type)
    else:
        response = FileResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or ""
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = HIDDEN
    return response  # type: ignore[return-value]  # a FileResponse streams; to a view both are answers
