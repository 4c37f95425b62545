"""For whom else somebody may begin a draft: those they represent, those who let them help."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.accounts.citizens import Citizen
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting import queries
from motcua.dossiers.assisting.hands import hand_on
from motcua.dossiers.models import Draft
from motcua.dossiers.once_only.operations import begin_filling
from motcua.orgs.models import Unit


@dataclass(frozen=True)
class Other:
    """``key`` as the form sends it: m and the number of a mandate, c and the id of a consent."""

    key: str
    name: str
    because: str
    address: str = ""


def others_for(citizen: Citizen, procedure: str, *, at: datetime) -> list[Other]:
    """Return everybody for whom this procedure may be begun now."""
    mandates = [
        Other(
            f"m{mandate.pk}",
            mandate.principal_name,
            str(mandate.get_kind_display()),
            (mandate.person or mandate.business).address,  # type: ignore[union-attr]  # one of the two
        )
        for mandate in queries.to_file_with(citizen, procedure, at=at)
    ]
    consents = [
        Other(f"c{consent.pk}", consent.client.full_name, _("đã đồng ý để bạn giúp"), consent.client.address)
        for consent in queries.to_help_with(citizen, procedure, at=at)
    ]
    return [*mandates, *consents]


def begin_for(
    other: Other, citizen: Citizen, version: ProcedureVersion, unit: Unit | None, *, at: datetime
) -> Draft:
    """Begin, or go on with, a draft that belongs to somebody else; fill in what is known of them."""
    if other.key.startswith("m"):
        draft = assisting.begin_by_mandate(
            mandate_id=int(other.key[1:]), representative=citizen, version=version, unit=unit, at=at
        )
    else:
        draft = assisting.begin_by_consent(
            consent_id=uuid.UUID(other.key[1:]), helper=citizen, version=version, unit=unit, at=at
        )
    hand = hand_on(draft.pk, citizen, at=at)
    if hand and not hasattr(draft, "known_before"):
        begin_filling(draft=draft, citizen=hand.citizen, at=at)
    return draft
