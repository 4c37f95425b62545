"""Why the facts of a procedure may not be changed so."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.catalogue.errors import DeciderUnknown, FormUnknown, OnlineReasonMissing
from motcua.catalogue.facts import OnlineLevel, Procedure
from motcua.eforms.models import FormVersion
from motcua.kernel.errors import Refusal
from motcua.orgs.queries import unit_by_code

COMMUNE = "commune"


def why_not_revise(facts: Procedure, changes: Mapping[str, Any], *, on: date) -> Refusal | None:
    """Return why ``changes`` may not be made; what was wrong before and is not touched may stay."""
    after = {**facts.model_dump(), **changes}
    touched = {name for name, value in changes.items() if getattr(facts, name) != value}
    unexplained = after["online"] != OnlineLevel.FULL and not str(after["online_reason"]).strip()
    if touched & {"online", "online_reason"} and unexplained:
        return OnlineReasonMissing()
    if "form" in touched and after["form"] and not FormVersion.objects.filter(code=after["form"]).exists():
        return FormUnknown(form=after["form"])
    decider = after["decided_by"]
    if "decided_by" in touched and decider not in {"", COMMUNE} and not unit_by_code(decider, on=on):
        return DeciderUnknown(unit=decider)
    return None
