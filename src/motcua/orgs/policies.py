"""Who administers what."""

from motcua.kernel.errors import Refusal
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting


def why_not_administer(posting: Posting, unit: Unit | None) -> Refusal | None:
    """
    Return why ``posting`` may not administer ``unit`` (None: a new unit under the province).

    An administrator of a unit administers it and what lies below it.
    """
    units = posting.units(Duty.ADMINISTER)
    above: Unit | None = unit
    while above is not None:
        if above.pk in units:
            return None
        above = above.parent
    return NotAdministrator(unit=unit.name if unit else "tỉnh")
