"""A clerk says what is usual at the desk, so that the next dossier of that procedure needs fewer keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.policies import why_not_receive_for
from motcua.dossiers.presets import CounterPreset, presettable
from motcua.journal import operations as journal
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting


@transaction.atomic
def save_preset(
    *, desk: Unit, version: ProcedureVersion, answers: Mapping[str, Any], clerk: Posting, at: datetime
) -> dict[str, Any]:
    """
    Keep the answers that are about no particular person as the desk's usual ones; without any, forget them.

    They are never sent by themselves: whoever receives sees them on the page and answers for them.

    :raises NotYourDuty: if the clerk does not receive for that desk.
    """
    if refusal := why_not_receive_for(clerk, desk):
        raise refusal
    Unit.objects.select_for_update(of=("self",)).get(pk=desk.pk)  # two clerks: the last one counts, whole
    usual = presettable(version, answers)
    CounterPreset.objects.update_or_create(
        desk=desk,
        procedure_code=version.code,
        defaults={"answers": usual, "saved_by_id": clerk.officer_id, "saved_at": at},
    )
    journal.record(
        "counter.preset",
        subject=f"preset:{desk.code}:{version.code}",
        actor=clerk.actor,
        at=at,
        procedure=version.code,
        answers=usual,
    )
    return usual
