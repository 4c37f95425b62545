"""A page of a draft, opened by whoever stands in for its owner: let through, shown as such, written down."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import HelpConsent
from motcua.dossiers.assisting.hands import Hand, hand_on, note_read, note_written
from motcua.dossiers.models import Draft
from motcua.web.portal import pages

View = Callable[..., HttpResponse]
SAFE = frozenset({"GET", "HEAD"})


def through(
    view: View, request: HttpRequest, citizen: Citizen, draft_id: uuid.UUID, **kwargs: Any
) -> HttpResponse:
    """Run a view of one draft as its owner, where the citizen stands in for them; otherwise as themself."""
    found = hand_on(draft_id, citizen, at=pages.now())
    if found is None:
        return view(request, citizen, draft_id=draft_id, **kwargs)
    if found.filed:
        return redirect(_home(found))
    if request.method in SAFE:
        return _read(view, request, found, draft_id, **kwargs)
    with transaction.atomic():
        held = hand_on(draft_id, citizen, at=pages.now(), hold=True)
        if held is None:  # taken back a moment ago
            return view(request, citizen, draft_id=draft_id, **kwargs)
        return _write(view, request, held, draft_id, **kwargs)


def _read(view: View, request: HttpRequest, hand: Hand, draft_id: uuid.UUID, **kwargs: Any) -> HttpResponse:
    pages.remember_hand(request, hand)
    response = view(request, hand.citizen, draft_id=draft_id, **kwargs)
    if response.status_code == HTTPStatus.OK:
        note_read(hand, _what(request, kwargs), at=pages.now())
    return response


def _write(view: View, request: HttpRequest, hand: Hand, draft_id: uuid.UUID, **kwargs: Any) -> HttpResponse:
    pages.remember_hand(request, hand)
    response = view(request, hand.citizen, draft_id=draft_id, **kwargs)
    if response.status_code < HTTPStatus.BAD_REQUEST:
        note_written(hand, _what(request, kwargs), at=pages.now())
    filed = Draft.objects.filter(pk=draft_id, dossier__isnull=False).exists()
    ours = response.get("Location", "") == reverse("portal:my_dossiers")
    return redirect(_home(hand)) if filed or ours else response


def _home(hand: Hand) -> str:
    """Where whoever stands in goes on: never to a page that is only the owner's."""
    if isinstance(hand.by, HelpConsent):
        return reverse("portal:helping_one", args=[hand.by.pk])
    return reverse("portal:mandate", args=[hand.by.pk])


def _what(request: HttpRequest, kwargs: dict[str, Any]) -> str:
    name = request.resolver_match.url_name if request.resolver_match else ""
    return f"{name}:{kwargs['section_key']}" if "section_key" in kwargs else str(name)
