"""Reading processes."""

from collections.abc import Mapping
from datetime import datetime

from motcua.orgs.models import Unit
from motcua.workflow.engine import Waits
from motcua.workflow.models import ProcessVersion, Task


def known_digests(unit: Unit | None) -> Mapping[str, str]:
    """Return, by procedure, the hash of the table that the newest version came from ("" for none)."""
    newest = (
        ProcessVersion.objects.filter(process__unit=unit)
        .order_by("process", "-number")
        .distinct("process")
        .values_list("process__procedure", "source_digest")
    )
    return dict(newest)


def version_for(procedure: str, unit: Unit) -> ProcessVersion | None:
    """Return the version in force for dossiers that ``unit`` decides: its own way wins over everybody's."""
    found = ProcessVersion.objects.filter(
        process__procedure=procedure, published_at__isnull=False, ended_at=None
    ).select_related("process__unit")
    own = found.filter(process__unit=unit).first()
    return own or found.filter(process__unit=None).first()


def timers_due(at: datetime) -> list[int]:
    """Return the open timers that should have gone off by ``at``, the longest due first."""
    due = Task.objects.open().filter(waits=Waits.TIMER, due_at__lte=at).order_by("due_at", "pk")
    return list(due.values_list("pk", flat=True))
