"""Why a unit may not ask, and who may not file which procedure."""

from __future__ import annotations

from motcua.catalogue.facts import Audience
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.internal.errors import AsksItself, AsksNowhere, NotBetweenUnits, OnlyBetweenUnits
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Unit


def why_not_ask(asker: Asker, applicant: object, decider: Unit) -> Refusal | None:
    """Return why ``asker`` may not ask ``decider`` in the name of ``applicant``."""
    if not isinstance(applicant, Unit) or applicant.pk not in asker.units:
        return AsksNowhere(unit=getattr(applicant, "name", "") or str(applicant))
    return AsksItself(unit=decider.name) if applicant.pk == decider.pk else None


def why_not_file_as(version: ProcedureVersion, applicant: object) -> Refusal | None:
    """Return why ``applicant`` is not whom the procedure is for."""
    internal = version.audience == Audience.INTERNAL
    if internal == isinstance(applicant, Unit):
        return None
    return OnlyBetweenUnits() if internal else NotBetweenUnits()
