"""What a counter machine keeps to go on without the network: no personal data but the officer's own name."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import salted_hmac

from motcua.dossiers.blocks import NumberBlock
from motcua.dossiers.foreseen import foreseen
from motcua.dossiers.numbering import blocks_for, numbers_of
from motcua.dossiers.routing import deciding_units
from motcua.kernel.legal_time import WorkingCalendar
from motcua.orgs.calendars import calendars_for
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.web.counter import starting
from motcua.web.ui import staff
from motcua.web.ui.formats import full_deadline

_SALT = "motcua.counter.queue"
FILES = (
    "ui/icon.svg",
    "ui/ui.css",
    "ui/staff.css",
    "ui/print.css",
    "ui/ui.js",
    "ui/upload.js",
    "counter/counter.css",
    "counter/counter.js",
    "counter/store.js",
    "counter/queue.js",
    "counter/receive.js",
    "counter/offline.js",
    "django_htmx/htmx-2.min.js",
)


def files() -> list[str]:
    """Return the addresses of the scripts and styles that the pages need."""
    return [static(name) for name in FILES]


def version() -> str:
    """Return a name of this state of the scripts and styles: they carry their own hashes."""
    return sha256(" ".join(files()).encode()).hexdigest()[:12]


def kit_for(request: HttpRequest, posting: Posting, blocks: Iterable[uuid.UUID]) -> dict[str, Any]:
    """Return the kit for the officer at this machine; ``blocks`` are those the machine has taken."""
    desk = Unit.objects.filter(pk__in=posting.units(Duty.RECEIVE)).order_by("pk")[0]
    usual = starting.usual(posting)
    taken = list(blocks_for(posting).filter(pk__in=list(blocks), released_at=None))
    return {
        "now": staff.now().isoformat(),
        "today": starting.today().isoformat(),
        "token": get_token(request),
        "seal": seal_of(posting),
        "version": version(),
        "officer": {"id": posting.officer_id, "name": posting.actor.name},
        "desk": {"id": str(desk.pk), "name": desk.name},
        "pages": [
            reverse("counter:offline"),
            reverse("counter:queue"),
            *(reverse("counter:offline_receive", args=[each.version.code]) for each in usual),
        ],
        "blocks": [_block(block) for block in taken],
        "due": _due(usual, taken),
    }


def seal_of(posting: Posting) -> str:
    """
    Return the key under which this officer's queue is kept on a machine.

    The machine forgets it when somebody else signs in; its owner gets the same one again.
    """
    secret = salted_hmac(_SALT, f"officer:{posting.officer_id}", algorithm="sha256").digest()
    return base64.b64encode(secret).decode()


def _block(block: NumberBlock) -> dict[str, Any]:
    return {
        "id": str(block.pk),
        "on": block.on.isoformat(),
        "desk": str(block.desk_id),
        "agency": str(block.agency_id),
        "agencyName": block.agency.name,
        "size": block.size,
        "codes": [line.code for line in numbers_of(block) if line.dossier is None],
    }


def _due(usual: Sequence[starting.Choice], blocks: Sequence[NumberBlock]) -> dict[str, Any]:
    """Return, for procedure, agency and day, the parts of the day with the due moment in words."""
    today = starting.today()
    calendars = calendars_for({block.agency_id for block in blocks}, around=today)
    found: dict[str, Any] = {}
    for choice in usual:
        may = {unit.pk for unit in deciding_units(choice.version, today)} if blocks else set()
        for block in blocks:
            if block.agency_id in may and block.on >= today:
                place = f"{choice.version.code}/{block.agency_id}/{block.on.isoformat()}"
                found[place] = _parts(choice, block, calendars[block.agency_id])
    return found


def _parts(choice: starting.Choice, block: NumberBlock, calendar: WorkingCalendar) -> list[list[str]]:
    return [
        [each.begins.isoformat(), each.ends.isoformat(), full_deadline(each.due_at) if each.due_at else ""]
        for each in foreseen(choice.version, on=block.on, calendar=calendar)
    ]
