"""Files shown in the browser under their own names, as what they are, with nothing in them allowed to run."""

from __future__ import annotations

from typing import IO

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from motcua.papers.previews import MEDIA_TYPE

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


def saved(content: bytes | IO[bytes], *, media_type: str, name: str) -> HttpResponse:
    """Answer with a file that is saved, not opened."""
    response = shown(content, media_type=media_type, name=name)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def small(picture: IO[bytes] | None) -> HttpResponse:
    """Answer with the small picture of a file. :raises Http404: if it cannot be drawn."""
    if picture is None:
        raise Http404
    response = shown(picture, media_type=MEDIA_TYPE, name="")
    response["Cache-Control"] = "private, max-age=600"  # a list is opened often; the browser is the reader's
    return response
