"""Where a dossier goes that names its procedure and its office by code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.versions import in_force, version
from motcua.dossiers.errors import ProcedureNotFiledHere
from motcua.dossiers.routing import COMMUNE, deciding_units, why_not_file_online
from motcua.orgs.models import COMMUNE_KINDS, Unit, UnitKind
from motcua.orgs.queries import desk_of, unit_by_code


@dataclass(frozen=True)
class Destination:
    """The version in force, the unit that decides and the desk that receives for it."""

    version: ProcedureVersion
    deciding_unit: Unit
    receiving_unit: Unit


def destination_online(*, procedure: str, unit: str, on: date) -> Destination:
    """
    Return where a dossier filed online goes on ``on``. One query for a unit with a desk of its own.

    :raises ProcedureNotFiledHere: if there is no such procedure or unit, if the unit does not decide it,
        or if it is not filed online.
    """
    version_id, deciding, receiving = _found(procedure, unit, on)
    if version_id is None:
        raise ProcedureNotFiledHere(reason=f"không có thủ tục nào đang có hiệu lực mang mã {procedure}.")
    if deciding is None or receiving is None:
        raise ProcedureNotFiledHere(reason=f"không có cơ quan nào đang hoạt động mang mã {unit}.")
    found = version(version_id)
    if refusal := why_not_file_online(found):
        raise refusal
    if not _decides(found, deciding, on):
        raise ProcedureNotFiledHere(reason=f"{deciding.name} không giải quyết thủ tục này.")
    return Destination(found, deciding, receiving)


def _found(procedure: str, unit: str, on: date) -> tuple[int | None, Unit | None, Unit | None]:
    now = in_force(procedure).values("pk")[:1]
    desk = (
        Unit.objects.on(on)
        .filter(kind=UnitKind.DESK, parent__in=Unit.objects.on(on).filter(code=unit))
        .select_related("parent")
        .annotate(procedure_version=Subquery(now))
        .order_by("pk")
        .first()
    )
    if desk:
        return desk.procedure_version, desk.parent, desk
    deciding = unit_by_code(unit, on=on)
    version_id = in_force(procedure).values_list("pk", flat=True).first()
    return version_id, deciding, desk_of(deciding, on=on) if deciding else None


def _decides(procedure: ProcedureVersion, unit: Unit, on: date) -> bool:
    decided_by = procedure.facts.decided_by
    if decided_by == COMMUNE:
        return unit.kind in COMMUNE_KINDS
    if decided_by:
        return unit.code == decided_by
    return unit in deciding_units(procedure, on)
