"""Which unit decides a part, once a commune was chosen."""

from __future__ import annotations

from datetime import date

from motcua.interlinked.bundles import COMMUNE, COMMUNE_POLICE, PartRule
from motcua.orgs.models import Unit, UnitKind
from motcua.orgs.queries import unit_by_code


def unit_for(rule: PartRule, chosen: Unit, on: date) -> Unit | None:
    """Return the unit, or None where there is none. A commune whose police is not recorded decides itself."""
    if rule.decided_by == COMMUNE:
        return chosen
    if rule.decided_by == COMMUNE_POLICE:
        return Unit.objects.on(on).filter(parent=chosen, kind=UnitKind.POLICE).first() or chosen
    return unit_by_code(rule.decided_by, on=on)
