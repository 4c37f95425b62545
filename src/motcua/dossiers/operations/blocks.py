"""Numbers set aside for a counter without the network: reserved, used one by one, the rest released."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.dossiers.blocks import NumberBlock
from motcua.dossiers.errors import (
    BlockNotFound,
    BlockReleased,
    BlockSizeNotAllowed,
    DayNotReservable,
    NotReceivedThen,
    NumberNotOfBlock,
    ReservedNumberUsed,
    SayWhichDevice,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.numbering import unused_numbers
from motcua.dossiers.operations.numbers import next_dossier_number
from motcua.dossiers.policies import why_not_receive_for
from motcua.journal import operations as journal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting

LARGEST = 200  # a counter's busy day: more would only be left unused
AHEAD = timedelta(days=7)  # a desk that travels to a village prepares the week before


@dataclass(frozen=True)
class ReservedNumber:
    """A number given without the network, and when: the day and the term run from ``received_at``."""

    block_id: uuid.UUID
    number: int
    received_at: datetime


@transaction.atomic
def reserve_numbers(
    *,
    agency: Unit,
    desk: Unit,
    on: date,
    size: int,
    device: str,
    clerk: Posting,
    at: datetime,
    key: uuid.UUID | None = None,
) -> NumberBlock:
    """
    Set aside the next ``size`` numbers of ``agency`` on ``on`` for ``desk`` and its ``device``.

    Taken under the lock that every filing of that agency and day takes. The same ``key`` gives the same
    block, however often it comes (Decree 118/2025/NĐ-CP, Art. 28: one code for each dossier).

    :raises NotYourDuty: if the clerk does not receive for that desk.
    :raises BlockSizeNotAllowed: unless there are 1 to ``LARGEST``.
    :raises DayNotReservable: for a day gone by, too far ahead, or on which there is no such agency.
    :raises SayWhichDevice: without the name of the machine or book that will give them.
    """
    if refusal := why_not_receive_for(clerk, desk):
        raise refusal
    if not 1 <= size <= LARGEST:
        raise BlockSizeNotAllowed(most=LARGEST)
    today = at.astimezone(VIETNAM).date()
    if not today <= on <= today + AHEAD or not agency.exists_on(on):
        raise DayNotReservable(days=AHEAD.days)
    device = tidy(device)[:80]
    if not device:
        raise SayWhichDevice
    key = key or uuid.uuid4()
    if known := NumberBlock.objects.filter(pk=key, desk=desk).first():
        return known
    first = next_dossier_number(agency=agency, on=on)
    # the second click waited for the first
    if known := NumberBlock.objects.filter(pk=key, desk=desk).first():
        return known
    block = NumberBlock.objects.create(
        id=key,
        agency=agency,
        on=on,
        first=first,
        last=first + size - 1,
        desk=desk,
        device=device,
        reserved_by_id=clerk.officer_id,
        reserved_at=at,
    )
    journal.record(
        "numbers.reserve",
        subject=block.subject,
        actor=clerk.actor,
        at=at,
        opens=True,
        agency=agency.code,
        desk=desk.code,
        on=on.isoformat(),
        first=block.first,
        last=block.last,
        device=device,
    )
    return block


@transaction.atomic
def release_numbers(*, block_id: uuid.UUID, clerk: Posting, at: datetime) -> NumberBlock:
    """
    Close a block: its numbers that no dossier has are listed in the act, and are never given again.

    :raises BlockNotFound: if it is not a block of the clerk's desk.
    :raises BlockReleased: if that was done before.
    """
    block = _locked(block_id)
    if block is None or not clerk.may(Duty.RECEIVE, block.desk_id):
        raise BlockNotFound
    if block.released_at:
        raise BlockReleased
    block.released_at = at
    block.save(update_fields=["released_at"])
    journal.record(
        "numbers.release", subject=block.subject, actor=clerk.actor, at=at, unused=unused_numbers(block)
    )
    return block


def take_reserved_number(reserved: ReservedNumber, *, dossier: Dossier, at: datetime) -> int:
    """
    Return the number for ``dossier``, which is being received. The block is held until the commit.

    :raises NumberNotOfBlock: if it is not one of a block of this desk, agency and day.
    :raises NotReceivedThen: if the moment of reception is before the block was made, or still to come.
    :raises BlockReleased: if the block is closed.
    :raises ReservedNumberUsed: if another dossier has the number.
    """
    block = _locked(reserved.block_id)
    place = (dossier.agency_id, dossier.receiving_unit_id, dossier.filed_on)
    if (
        block is None
        or (block.agency_id, block.desk_id, block.on) != place
        or not block.holds(reserved.number)
    ):
        raise NumberNotOfBlock(number=reserved.number)
    if not block.reserved_at <= reserved.received_at <= at:
        raise NotReceivedThen
    if block.released_at:
        raise BlockReleased
    used = Dossier.objects.filter(agency=block.agency_id, filed_on=block.on, number=reserved.number)
    if code := used.values_list("code", flat=True).first():
        raise ReservedNumberUsed(code=code)
    return reserved.number


def _locked(block_id: uuid.UUID) -> NumberBlock | None:
    return NumberBlock.objects.select_for_update().filter(pk=block_id).first()
