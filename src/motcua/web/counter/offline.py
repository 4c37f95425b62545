"""A dossier received while the network was away: what was typed of its number and of when it came."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from motcua.dossiers.errors import BlockReleased, NotReceivedThen, NumberNotOfBlock, ReservedNumberUsed
from motcua.dossiers.numbering import block_of_number
from motcua.dossiers.operations.filing import ReservedNumber
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.web.ui import inputs

CLOCK = re.compile(r"([01]?[0-9]|2[0-3]) ?[:hg.] ?([0-5][0-9])(?::([0-5][0-9]))?")
NUMBER, ON, TIME, AT_ONCE = "r-number", "r-on", "r-time", "r-now"
WRONG_FIELD: Mapping[type[Refusal], str] = {
    NumberNotOfBlock: NUMBER,
    ReservedNumberUsed: NUMBER,
    BlockReleased: NUMBER,
    NotReceivedThen: TIME,
}


@dataclass(frozen=True)
class Offline:
    """The number written on the paper, the day and the hour; nothing typed: it is received now."""

    number: str = ""
    on: str = ""
    at: str = ""
    now: datetime | None = None  # a machine with a block uses its next number with the network, too

    @property
    def said(self) -> bool:
        return bool(self.number or self.on or self.at)

    @property
    def received_at(self) -> datetime | None:
        """The moment, or None where it is not one."""
        if self.now:
            return self.now
        clock = CLOCK.fullmatch(self.at)
        if clock is None or not _is_day(self.on):
            return None
        hour, minute, second = (int(part or 0) for part in clock.groups())
        return datetime.combine(date.fromisoformat(self.on), time(hour, minute, second), VIETNAM)

    def problems(self) -> list[tuple[str, str]]:
        """Say what is missing, where something was typed."""
        if not self.said:
            return []
        found = []
        if not self.number:
            found.append((NUMBER, _("Hãy ghi mã số đã cấp cho hồ sơ lúc mất mạng.")))
        if self.received_at is None:
            field = ON if not _is_day(self.on) else TIME
            found.append((field, _("Hãy ghi ngày và giờ đã nhận hồ sơ, như 26/10/2026 và 09:30.")))
        return found

    def reserved(self, clerk: Posting, agency: Unit) -> ReservedNumber | None:
        """
        Return the number with its block; None where the dossier is received now.

        :raises NumberNotOfBlock: if no block of the clerk's desks holds it on that day.
        """
        if self.received_at is None:
            return None
        on = self.received_at.astimezone(VIETNAM).date()
        block, number = block_of_number(clerk, agency=agency, on=on, written=self.number)
        return ReservedNumber(block.pk, number, self.received_at)


def read(data: Mapping[str, str], *, now: datetime | None = None) -> Offline:
    """Return what was typed; ``now`` counts only where the number is to be used at once."""
    return Offline(
        now=now if data.get(AT_ONCE) == "yes" and data.get(NUMBER) else None,
        number=inputs.read_answer(type="text", name=NUMBER, data=data),
        on=inputs.read_answer(type="date", name=ON, data=data),
        at=inputs.read_answer(type="text", name=TIME, data=data),
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
