"""Reading processes."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.models import Dossier
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting
from motcua.workflow.engine import Waits
from motcua.workflow.models import Course, ProcessVersion, RollOut, Task


def known_digests(unit: Unit | None) -> Mapping[str, str]:
    """Return, by procedure, the hash of the table that the newest version came from ("" for none)."""
    newest = (
        ProcessVersion.objects.filter(process__unit=unit)
        .order_by("process", "-number")
        .distinct("process")
        .values_list("process__procedure", "source_digest")
    )
    return dict(newest)


def version_for(procedure: str, unit_id: int, *, code: str = "") -> ProcessVersion | None:
    """
    Return the version that a new dossier takes which ``unit_id`` decides: its own way wins over everybody's.

    One that is tried is taken by the units chosen for it and by a share of the others, by the dossier's code.
    """
    found = (
        ProcessVersion.objects.filter(
            Q(process__unit=unit_id) | Q(process__unit=None),
            Q(published_at__isnull=False) | Q(roll_out__isnull=False),
            process__procedure=procedure,
            ended_at=None,
        )
        .select_related("process__unit", "roll_out")
        .annotate(
            tried_here=Exists(
                RollOut.units.through.objects.filter(rollout=OuterRef("roll_out"), unit=unit_id)
            )
        )
        .defer("content")
    )
    return min((each for each in found if _is_taken(each, code)), key=_preference, default=None)


def _is_taken(version: ProcessVersion, code: str) -> bool:
    if version.published_at is not None or version.roll_out is None:
        return version.published_at is not None
    tried_here: bool = getattr(version, "tried_here")  # noqa: B009  an annotation
    return tried_here or taken_by_share(code, version.roll_out.share)


def taken_by_share(code: str, share: int) -> bool:
    """Return whether a new dossier is among the ``share`` of a hundred; a code always is, or never."""
    return bool(code) and int.from_bytes(sha256(code.encode()).digest()[:4]) % 100 < share


def _preference(version: ProcessVersion) -> tuple[bool, bool]:
    """The office's own before everybody's, what is tried before what is in force."""
    return version.process.unit_id is None, version.published_at is not None


def version_of(dossier_id: UUID) -> ProcessVersion | None:
    """Return the version that a dossier takes which begins now."""
    procedure, unit, code = Dossier.objects.values_list("version__code", "deciding_unit", "code").get(
        pk=dossier_id
    )
    return version_for(procedure, unit, code=code)


HAS_COURSE = "SELECT EXISTS (SELECT FROM workflow_course WHERE dossier_id = %s)"
MAY_BEGIN = """
SELECT EXISTS (SELECT FROM workflow_course AS course WHERE course.dossier_id = dossier.id)
    OR EXISTS (
        SELECT FROM workflow_process AS process
        JOIN workflow_processversion AS version ON version.process_id = process.id
        WHERE version.ended_at IS NULL AND process.procedure = procedure.code
            AND (process.unit_id IS NULL OR process.unit_id = dossier.deciding_unit_id)
            AND (version.published_at IS NOT NULL OR version.roll_out_id IS NOT NULL)
    )
FROM dossiers_dossier AS dossier
JOIN catalogue_procedureversion AS procedure ON procedure.id = dossier.version_id
WHERE dossier.id = %s
"""


def has_course(dossier_id: UUID) -> bool:
    """Return whether a dossier goes through a process. Asked at every act on any: one cheap look-up."""
    return _said(HAS_COURSE, dossier_id)


def may_begin(dossier_id: UUID) -> bool:
    """Return whether a dossier goes through a process, or its procedure has one. As cheap."""
    return _said(MAY_BEGIN, dossier_id)


def _said(statement: str, dossier_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [dossier_id])
        row = cursor.fetchone()
    return bool(row and row[0])


def stuck_for(posting: Posting) -> QuerySet[Course]:
    """Return the courses to be set right of dossiers ``posting`` may see, the oldest first."""
    seen = Dossier.objects.visible_to(posting)
    return Course.objects.stuck().filter(dossier__in=seen).select_related("dossier__version").order_by("pk")


def timers_due(at: datetime) -> list[int]:
    """Return the open timers that should have gone off by ``at``, the longest due first."""
    due = Task.objects.open().filter(waits=Waits.TIMER, due_at__lte=at).order_by("due_at", "pk")
    return list(due.values_list("pk", flat=True))
