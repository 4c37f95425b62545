"""
Files that come in parts, for a browser that is signed in: tus 1.0 with creation, checksum and termination.

https://tus.io/protocols/resumable-upload — without scripts, a form sends its files in one piece as ever.
"""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus as Status
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from motcua.dossiers.operations.filing import owners_of
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty
from motcua.papers import errors, uploads
from motcua.web.ui import identity

VERSION = "1.0.0"
PART = "application/offset+octet-stream"
LONGEST_WORD = 2_000
CHECKSUM_MISMATCH = 460  # tus, "checksum"
ARRIVED = "-up"
"""Ends the name of the field that says which uploads are meant for a file input."""

_STATUS = {
    errors.UploadNotFound: Status.NOT_FOUND,
    errors.UploadOffsetWrong: Status.CONFLICT,
    errors.UploadPartDamaged: CHECKSUM_MISMATCH,
    errors.UploadPartTooBig: Status.REQUEST_ENTITY_TOO_LARGE,
    errors.FileTooBig: Status.REQUEST_ENTITY_TOO_LARGE,
    errors.TooManyUploads: Status.TOO_MANY_REQUESTS,
}
View = Callable[..., HttpResponse]


def _tus(view: View) -> View:
    """Let in who may hand in papers, speaking this version; answer a refusal with its sentence."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = _answered(view, request, *args, **kwargs)
        answer["Tus-Resumable"] = VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    return require_http_methods(["OPTIONS", "POST", "HEAD", "PATCH", "DELETE"])(inner)


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponse(status=Status.UNAUTHORIZED)
    owner = _owner(request)
    if owner is None:
        return HttpResponse(status=Status.FORBIDDEN)
    if request.method == "OPTIONS":
        return _abilities()
    if request.headers.get("Tus-Resumable") != VERSION:
        return HttpResponse(status=Status.PRECONDITION_FAILED, headers={"Tus-Version": VERSION})
    try:
        return view(request, owner, *args, **kwargs)
    except Refusal as refusal:
        status = _STATUS.get(type(refusal), Status.UNPROCESSABLE_ENTITY)
        return JsonResponse({"code": refusal.code, "detail": str(refusal)}, status=status)


def _owner(request: HttpRequest) -> str | None:
    """Return the opaque owner of what this visitor uploads; None if they hand in nothing."""
    if citizen := identity.citizen(request):
        return owners_of(citizen)[0]
    clerk = identity.posting(request)
    may = clerk and clerk.holds(Duty.RECEIVE, Duty.ASK) and not identity.unfinished(request)
    return owners_of(clerk)[0] if clerk and may else None


def _abilities() -> HttpResponse:
    headers = {
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,checksum,termination",
        "Tus-Checksum-Algorithm": "sha256",
        "Tus-Max-Size": str(settings.MOTCUA_MAX_FILE_MB * uploads.MB),
    }
    return HttpResponse(status=Status.NO_CONTENT, headers=headers)


@_tus
def begin(request: HttpRequest, owner: str) -> HttpResponse:
    """Begin an upload, or find the one of this file that stopped halfway; say how far it has come."""
    if request.method != "POST":
        return HttpResponse(status=Status.METHOD_NOT_ALLOWED, headers={"Allow": "OPTIONS, POST"})
    size, words = _number(request, "Upload-Length"), _metadata(request.headers.get("Upload-Metadata", ""))
    if size is None or words is None:
        return HttpResponse(status=Status.BAD_REQUEST)
    begun = uploads.begin(
        owner=owner,
        fingerprint=words.get("fingerprint") or uuid.uuid4().hex,
        file_name=words.get("filename", ""),
        size=size,
        at=timezone.now(),
    )
    where = request.build_absolute_uri(reverse("ui:upload", args=[begun.pk]))
    headers = {"Location": where, "Upload-Offset": str(uploads.offset_of(begun))}
    return HttpResponse(status=Status.CREATED, headers=headers)


@_tus
def upload(request: HttpRequest, owner: str, upload_id: uuid.UUID) -> HttpResponse:
    """Say how much has come (HEAD), take a part (PATCH), or throw all away (DELETE)."""
    if request.method == "HEAD":
        found = uploads.found(upload_id, owner)
        come, size = str(uploads.offset_of(found)), str(found.size)
        return HttpResponse(status=Status.OK, headers={"Upload-Offset": come, "Upload-Length": size})
    if request.method == "PATCH":
        return _take_part(request, owner, upload_id)
    if request.method == "DELETE":
        uploads.give_up(upload_id=upload_id, owner=owner)
        return HttpResponse(status=Status.NO_CONTENT)
    return HttpResponse(status=Status.METHOD_NOT_ALLOWED, headers={"Allow": "OPTIONS, HEAD, PATCH, DELETE"})


def _take_part(request: HttpRequest, owner: str, upload_id: uuid.UUID) -> HttpResponse:
    if request.content_type != PART:
        return HttpResponse(status=Status.UNSUPPORTED_MEDIA_TYPE)
    offset, checksum = _number(request, "Upload-Offset"), request.headers.get("Upload-Checksum", "")
    if offset is None:
        return HttpResponse(status=Status.BAD_REQUEST)
    try:
        sha256 = _checksum(checksum)
    except ValueError:
        return HttpResponse(status=Status.BAD_REQUEST)
    uploads.found(upload_id, owner)  # before anything is read
    part = request.read(settings.MOTCUA_UPLOAD_PART_MB * uploads.MB + 1)
    come = uploads.add(upload_id=upload_id, owner=owner, offset=offset, part=part, sha256=sha256)
    return HttpResponse(status=Status.NO_CONTENT, headers={"Upload-Offset": str(come)})


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.headers.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def _checksum(text: str) -> bytes | None:
    """:raises ValueError: if it is not one that we can check."""
    if not text:
        return None
    algorithm, _space, value = text.partition(" ")
    if algorithm != "sha256":
        raise ValueError(algorithm)
    return base64.b64decode(value, validate=True)


def _metadata(text: str) -> dict[str, str] | None:
    found = {}
    for pair in filter(None, text.split(",")):
        key, _space, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()[:LONGEST_WORD]
        except (binascii.Error, UnicodeDecodeError):
            return None
    return {key: value.replace("\x00", "") for key, value in found.items()}


def files_of(request: HttpRequest, name: str) -> list[File[bytes]]:
    """Return the files of a form's input, those that came with it and those that came in parts before."""
    files: list[File[bytes]] = [f for f in request.FILES.getlist(name) if isinstance(f, UploadedFile)]
    owner = _owner(request)
    for text in request.POST.getlist(name + ARRIVED):
        if owner and re.fullmatch(r"[0-9a-f-]{36}", text):
            files.append(uploads.arrived(uuid.UUID(text), owner))
    return files
