"""Machines in the hall that give tickets."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from motcua.journal import operations as journal
from motcua.kernel.text import tidy
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.visits.errors import KioskRevoked
from motcua.visits.models import Kiosk
from motcua.visits.policies import why_not_keep_kiosk


@transaction.atomic
def add_kiosk(*, who: Posting, desk: Unit, name: str, at: datetime) -> Kiosk:
    """Let a machine give tickets of a desk: its address holds the key."""
    desk = Unit.objects.select_for_update(of=("self",)).get(pk=desk.pk)
    if refusal := why_not_keep_kiosk(who, desk):
        raise refusal
    kiosk = Kiosk.objects.create(desk=desk, name=tidy(name)[:80] or "Máy lấy số", made_at=at)
    journal.record("unit.kiosk-added", subject=desk.subject, actor=who.actor, at=at, kiosk=kiosk.name)
    return kiosk


@transaction.atomic
def revoke_kiosk(*, who: Posting, key: uuid.UUID, at: datetime) -> None:
    """Take a machine out of use: its address answers no more. Twice is once."""
    known = Kiosk.objects.select_related("desk").filter(pk=key).first()
    if known is None:
        raise KioskRevoked
    Unit.objects.select_for_update(of=("self",)).get(pk=known.desk_id)
    if refusal := why_not_keep_kiosk(who, known.desk):
        raise refusal
    if Kiosk.objects.filter(pk=key, revoked_at=None).update(revoked_at=at):
        journal.record(
            "unit.kiosk-revoked", subject=known.desk.subject, actor=who.actor, at=at, kiosk=known.name
        )
