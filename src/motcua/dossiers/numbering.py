"""Reading the numbers of a day: what each block was used for, and that no number is unaccounted for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from motcua.dossiers.blocks import NumberBlock
from motcua.dossiers.errors import BlockNotFound, NumberNotOfBlock
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import code_of
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting


@dataclass(frozen=True)
class Numbered:
    """One number of a block, its code, and the dossier that has it, if any."""

    number: int
    code: str
    dossier: Dossier | None


def blocks_for(posting: Posting) -> QuerySet[NumberBlock]:
    """Return the blocks of the clerk's desks, the latest day first; each has ``used``."""
    used = (
        Dossier.objects.filter(
            agency=OuterRef("agency"),
            filed_on=OuterRef("on"),
            number__range=(OuterRef("first"), OuterRef("last")),
        )
        .order_by()
        .values("agency")
        .annotate(times=Count("pk"))
        .values("times")
    )
    return (
        NumberBlock.objects.filter(desk_id__in=posting.units(Duty.RECEIVE))
        .select_related("agency", "desk", "reserved_by")
        .annotate(used=Coalesce(Subquery(used), 0))
        .order_by("-on", "-reserved_at")
    )


def block_for(posting: Posting, block_id: uuid.UUID) -> NumberBlock:
    """
    Return one block.

    :raises BlockNotFound: if it is not of the clerk's desks.
    """
    found = blocks_for(posting).filter(pk=block_id).first()
    if found is None:
        raise BlockNotFound
    return found


def block_of_number(posting: Posting, *, agency: Unit, on: date, written: str) -> tuple[NumberBlock, int]:
    """
    Return the number as it was ``written`` on paper, a whole code or its last figures, with its block.

    :raises NumberNotOfBlock: if the clerk's desks have no block with it for that agency and day.
    """
    written = "".join(written.split()).upper()
    figures = written.rpartition("-")[2]
    number = int(figures) if figures.isascii() and figures.isdigit() and len(figures) < 8 else 0
    blocks = blocks_for(posting).filter(agency=agency, on=on, first__lte=number, last__gte=number)
    code = code_of(agency=agency.code, on=on, number=number)
    if (block := blocks.first()) and written in {figures, code}:
        return block, number
    raise NumberNotOfBlock(number=written)


def numbers_of(block: NumberBlock) -> list[Numbered]:
    """Return every number of the block in order."""
    used = {dossier.number: dossier for dossier in _dossiers_of(block).select_related("version")}
    return [
        Numbered(number, code_of(agency=block.agency.code, on=block.on, number=number), used.get(number))
        for number in range(block.first, block.last + 1)
    ]


def unused_numbers(block: NumberBlock) -> list[int]:
    used = set(_dossiers_of(block).values_list("number", flat=True))
    return [number for number in range(block.first, block.last + 1) if number not in used]


def _dossiers_of(block: NumberBlock) -> QuerySet[Dossier]:
    return Dossier.objects.filter(
        agency=block.agency_id, filed_on=block.on, number__range=(block.first, block.last)
    )


_UNACCOUNTED = """
WITH given AS (
    SELECT number FROM dossiers_dossier WHERE agency_id = %(agency)s AND filed_on = %(on)s
    UNION
    SELECT generate_series(first, last) FROM dossiers_numberblock
    WHERE agency_id = %(agency)s AND "on" = %(on)s
)
SELECT number FROM generate_series(1, (SELECT max(number) FROM given)) AS every(number)
EXCEPT SELECT number FROM given
ORDER BY number
"""


def unaccounted_numbers(*, agency: Unit, on: date) -> Sequence[int]:
    """Return the numbers below the day's last that are neither a dossier's nor a block's: there are none."""
    with connection.cursor() as cursor:
        cursor.execute(_UNACCOUNTED, {"agency": agency.pk, "on": on})
        return [number for (number,) in cursor.fetchall()]
