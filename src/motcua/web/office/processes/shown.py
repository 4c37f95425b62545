"""A version of a process as its administrator reads it: in words, drawn, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.safestring import SafeString

from motcua.kernel.legal_time import VIETNAM
from motcua.web.ui.process_words import Line, lines_of, picture
from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.bpmn.values import HOURS_A_DAY
from motcua.workflow.checks.hours import longest_way
from motcua.workflow.models import ProcessVersion
from motcua.workflow.operations.publishing import publishing_faults
from motcua.workflow.staffing import staffed_in
from motcua.workflow.terms import legal_hours_of


@dataclass(frozen=True)
class Shown:
    """``elsewhere`` are the faults of the whole, or of what is no line of the list."""

    lines: Sequence[Line]
    elsewhere: Sequence[Fault]
    faults: Sequence[Fault]
    hours: Decimal
    term: Decimal | None
    picture: SafeString

    @property
    def term_days(self) -> Decimal | None:
        return None if self.term is None else self.term / HOURS_A_DAY

    @property
    def too_long(self) -> bool:
        return self.term is not None and self.hours > self.term


def shown(version: ProcessVersion, *, at: datetime) -> Shown:
    """Return what a page says of a version, with its faults as the law and the office stand at ``at``."""
    process, definitions = version.model, version.definitions
    faults = publishing_faults(version, at=at)
    staffed = staffed_in(version.process.unit, on=at.astimezone(VIETNAM).date())
    lines = lines_of(process, faults=faults, staffed=staffed)
    own = {line.told.id for line in lines}
    try:
        term = legal_hours_of(version.process.procedure)
    except KeyError:
        term = None
    return Shown(
        lines=lines,
        elsewhere=[fault for fault in faults if fault.id not in own],
        faults=faults,
        hours=longest_way(process.graph, definitions).hours,
        term=term,
        picture=picture(definitions, version.process.name),
    )
