"""What rolling out a process would do, seen before it is done: to each procedure and unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.orgs.models import Unit
from motcua.workflow.bpmn import Definitions
from motcua.workflow.bpmn.faults import Fault
from motcua.workflow.differences import Difference, between
from motcua.workflow.models import Course, Process, ProcessVersion
from motcua.workflow.operations.publishing import publishing_faults


@dataclass(frozen=True, slots=True)
class Target:
    """Whose process it becomes: a procedure's, of one office or (None) of all."""

    procedure: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """``current`` is what is in force there; ``open_courses`` are under way and keep what they began with."""

    target: Target
    current: ProcessVersion | None
    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]
    open_courses: int


def preview(
    *, definitions: Definitions, main: str, targets: Sequence[Target], at: datetime
) -> tuple[Preview, ...]:
    """Return what putting this process there would change, and what keeps it from being published."""
    return tuple(_of_one(definitions, main, target, at) for target in targets)


def _of_one(definitions: Definitions, main: str, target: Target, at: datetime) -> Preview:
    current = ProcessVersion.objects.filter(
        process__procedure=target.procedure,
        process__unit=target.unit,
        published_at__isnull=False,
        ended_at=None,
    ).first()
    new = ProcessVersion(process=Process(procedure=target.procedure, unit=target.unit), main=main)
    new.__dict__["definitions"] = definitions  # what is to be kept, not read from anywhere yet
    under_way = Course.objects.open().filter(
        version__process__procedure=target.procedure, version__process__unit=target.unit
    )
    return Preview(
        target,
        current,
        between(current.lines if current else None, new.lines),
        publishing_faults(new, at=at),
        under_way.count(),
    )
