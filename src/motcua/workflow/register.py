"""The register of processes, as who keeps it reads it: which procedures have one, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Max, Q, QuerySet

from motcua.catalogue import register
from motcua.catalogue.models import ProcedureVersion
from motcua.kernel.text import tidy
from motcua.workflow.models import Process, ProcessVersion

IN_FORCE = Q(versions__published_at__isnull=False, versions__ended_at=None)
DRAFT = Q(versions__published_at=None, versions__ended_at=None, versions__roll_out=None) & Q(
    versions__number__isnull=False
)


class Standing(StrEnum):
    """Where the process of a procedure stands."""

    IN_FORCE = "in-force"
    DRAFT = "draft"
    NONE = "none"


@dataclass(frozen=True)
class Asked:
    """What to list; empty means all. ``unit`` is "all" for those of every office, else an office's code."""

    q: str = ""
    standing: str = ""
    unit: str = ""


def processes(asked: Asked) -> QuerySet[Process]:
    """Return the processes, each with the number of its version in force (``current``) and its ``draft``."""
    found = Process.objects.select_related("unit").annotate(
        current=Max("versions__number", filter=IN_FORCE), draft=Max("versions__number", filter=DRAFT)
    )
    if asked.q:
        codes = [version.code for version in register.procedures(register.Asked(q=asked.q))]
        named = Q(name__icontains=tidy(asked.q)) | Q(procedure__startswith=asked.q)
        found = found.filter(named | Q(procedure__in=codes))
    if asked.unit:
        found = found.filter(unit=None) if asked.unit == "all" else found.filter(unit__code=asked.unit)
    if asked.standing:
        found = found.filter(**{_STANDS[Standing(asked.standing)]: False})
    return found.order_by("procedure", "unit__code", "pk")


_STANDS = {Standing.IN_FORCE: "current__isnull", Standing.DRAFT: "draft__isnull"}


def without(q: str) -> Sequence[ProcedureVersion]:
    """Return the procedures in force that have no process at all, in the order of the register."""
    having = set(Process.objects.filter(versions__isnull=False).values_list("procedure", flat=True))
    return [version for version in register.procedures(register.Asked(q=q)) if version.code not in having]


def versions(process: Process) -> QuerySet[ProcessVersion]:
    """Return every version, the newest first, with how many dossiers are under way in it (``open``)."""
    running = Count("courses", filter=Q(courses__ended_at=None))
    return process.versions.annotate(open=running).defer("content").order_by("-number")
