"""Many documents signed at once: what waits, what of it the signer has opened, what became of each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http import HTTPStatus

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.batch_tasks import sign_batch
from motcua.dossiers.errors import NothingChosen
from motcua.dossiers.models import SigningBatch, SigningItem
from motcua.dossiers.operations.batches import begin_batch, run_batch
from motcua.dossiers.to_sign import ToSign, waiting_for_signature
from motcua.kernel.errors import Refusal
from motcua.orgs.postings import Posting
from motcua.web.desk.access import for_signers
from motcua.web.desk.tabs import SIGNING, tabs
from motcua.web.ui import staff, worklists
from motcua.web.ui.staff_files import tracking_url

AT_ONCE = 5
"""So many are signed while the signer waits for the page; more are worked off in the background."""


@dataclass(frozen=True)
class Line:
    """One document of the list, with its dossier's clock."""

    waiting: ToSign
    row: worklists.Row
    chosen: bool

    @property
    def value(self) -> str:
        return f"{self.waiting.ref}@{self.waiting.version}"

    @property
    def open_url(self) -> str:
        if self.waiting.letter:
            return reverse("desk:letter", args=[self.waiting.letter.pk])
        return reverse("desk:preview", args=[self.waiting.dossier.code])


@require_http_methods(["GET", "HEAD", "POST"])
@for_signers
def to_sign(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Show what waits for the reader's signature; sign what they chose of it."""
    if request.method != "POST":
        return _list(request, posting)
    try:
        batch = _begin(request, posting)
    except NothingChosen as refusal:
        return _list(request, posting, refusal)
    return redirect("desk:batch", batch.pk)


def _begin(request: HttpRequest, posting: Posting) -> SigningBatch:
    with transaction.atomic():
        batch, made = begin_batch(
            batch_id=_form_id(request),
            signer=posting,
            chosen=request.POST.getlist("chosen"),
            tracking_url=tracking_url,
            at=staff.now(),
        )
        later = made and batch.items.count() > AT_ONCE
        if later:
            sign_batch.defer(batch_id=str(batch.pk))
    if made and not later:
        run_batch(batch_id=batch.pk, clock=staff.now)
    return batch


def _form_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("batch", ""))
    except ValueError as error:
        raise Http404 from error


def _list(request: HttpRequest, posting: Posting, refusal: Refusal | None = None) -> HttpResponse:
    waiting = waiting_for_signature(posting)
    rows = worklists.rows_of([each.dossier for each in waiting], now=staff.now())
    chosen = set(request.POST.getlist("chosen"))
    lines = [
        Line(each, row, f"{each.ref}@{each.version}" in chosen)
        for each, row in zip(waiting, rows, strict=True)
    ]
    context = {
        "tabs": tabs(posting, SIGNING),
        "lines": lines,
        "batch": uuid.uuid4(),
        "refusal": refusal,
        "not_opened": sum(each.opened_at is None for each in waiting),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return staff.show(request, "desk/to_sign.html", context, status=status)


@require_safe
@for_signers
def batch(request: HttpRequest, posting: Posting, batch_id: uuid.UUID) -> HttpResponse:
    """Show what became of each document of one press."""
    found = SigningBatch.objects.filter(pk=batch_id, officer_id=posting.officer_id).first()
    if found is None:
        raise Http404
    items = list(found.items.all())
    counts = {state: sum(item.state == state for item in items) for state in SigningItem.State}
    context = {
        "items": sorted(items, key=lambda item: item.state != SigningItem.State.REFUSED),
        "waiting": counts[SigningItem.State.WAITING],
        "signed": counts[SigningItem.State.SIGNED],
        "refused": counts[SigningItem.State.REFUSED],
        "total": len(items),
    }
    return staff.show(request, "desk/batch.html", context)
