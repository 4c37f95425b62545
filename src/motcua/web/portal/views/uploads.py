"""Files of a form, kept one by one: one bad file does not lose the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.core.files import File
from django.http import HttpRequest

from motcua.kernel.errors import Refusal
from motcua.web.ui import uploading

PREFIX = "paper-"
FLASH = "portal-upload-errors"
OTHER = "khac"
TITLE_FITS = 1000

Errors = dict[str, list[str]]
Store = Callable[[str, str, "File[bytes]"], object]


def take(request: HttpRequest, titles: Mapping[str, str], store: Store) -> Errors:
    """Keep every file that came; return, for each paper, the sentences of those that could not be kept."""
    errors: Errors = {}
    for key, title in titles.items():
        for file in uploading.files_of(request, PREFIX + key):
            try:
                store(key, title[:TITLE_FITS], file)
            except Refusal as refusal:
                errors.setdefault(key, []).append(str(refusal))
    return errors


def remember(request: HttpRequest, errors: Errors) -> None:
    """Keep the sentences for the page that follows the redirect."""
    if errors:
        request.session[FLASH] = {"path": request.path, "errors": errors}


def recall(request: HttpRequest) -> Errors:
    """Return the sentences kept for this page, once."""
    kept = request.session.get(FLASH)
    if not kept or kept["path"] != request.path:
        return {}
    del request.session[FLASH]
    errors: Errors = kept["errors"]
    return errors


def summary(errors: Errors) -> list[tuple[str, str]]:
    return [(PREFIX + key, sentence) for key, found in errors.items() for sentence in found]
