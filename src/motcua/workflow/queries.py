"""Reading processes."""

from collections.abc import Mapping

from motcua.orgs.models import Unit
from motcua.workflow.models import ProcessVersion


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
