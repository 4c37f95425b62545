"""Reading the tree of offices."""

from datetime import date

from django.db.models import QuerySet

from motcua.kernel.text import name_key
from motcua.orgs.models import COMMUNE_KINDS, Unit, UnitKind


def units_on(on: date) -> QuerySet[Unit]:
    return Unit.objects.on(on)


def province() -> Unit:
    """Return the unit above all the others."""
    return Unit.objects.get(kind=UnitKind.PROVINCE, to_on=None)


def communes(on: date) -> list[Unit]:
    """Return the communes and wards that exist on ``on``, in Vietnamese order of their names."""
    found = Unit.objects.on(on).filter(kind__in=COMMUNE_KINDS)
    return sorted(found, key=lambda unit: name_key(unit.name)[::-1])


def departments(on: date) -> QuerySet[Unit]:
    return Unit.objects.on(on).filter(kind=UnitKind.DEPARTMENT).order_by("name")


def unit_by_code(code: str, *, on: date) -> Unit | None:
    return Unit.objects.on(on).filter(code=code).first()


def desk_of(unit: Unit, *, on: date) -> Unit:
    """
    Return the desk that receives for ``unit``.

    A commune has a desk of its own, where its police receives too; a department receives at the provincial
    service centre.
    """
    if unit.kind == UnitKind.DESK:
        return unit
    home = unit.parent_id if unit.kind == UnitKind.POLICE else unit.pk
    own = Unit.objects.on(on).filter(parent=home, kind=UnitKind.DESK).order_by("pk").first()
    return own or Unit.objects.on(on).get(kind=UnitKind.DESK, parent__kind=UnitKind.CENTRE)


def is_desk_of(desk: Unit, unit: Unit, *, on: date) -> bool:
    """Return whether ``desk`` is the one that receives for ``unit``; see ``desk_of``. At most two queries."""
    if desk == unit or desk.parent_id == unit.pk:
        return True
    if desk.parent is None or desk.parent.kind != UnitKind.CENTRE:
        return False
    return not Unit.objects.on(on).filter(parent=unit, kind=UnitKind.DESK).exists()
