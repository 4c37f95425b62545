"""Who may help, and who may judge a claim."""

from __future__ import annotations

from datetime import datetime

from motcua.accounts.citizens import Citizen
from motcua.accounts.errors import MandateNotFound
from motcua.accounts.models import Mandate
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.accreditations import Accreditation
from motcua.orgs.errors import NotAccredited
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting


def accreditation_of(helper: Citizen, *, at: datetime) -> Accreditation:
    """
    Return by which accreditation somebody may help at ``at``: the one that holds longest.

    :raises NotAccredited: if there is none.
    """
    found = (
        Accreditation.objects.in_force(at.astimezone(VIETNAM).date())
        .select_related("unit", "person")
        .filter(person_id=helper.person_id)
        .order_by("-to_on")
        .first()
    )
    if found is None:
        raise NotAccredited
    return found


def why_not_help(citizen: Citizen, *, at: datetime) -> Refusal | None:
    """Return why somebody may not help others now."""
    try:
        accreditation_of(citizen, at=at)
    except NotAccredited as refusal:
        return refusal
    return None


def desks_of(clerk: Posting) -> list[str]:
    """Return the codes of the offices whose claims a clerk sees: their desks', and the offices above."""
    desks = Unit.objects.filter(pk__in=clerk.units(Duty.RECEIVE)).values_list("code", "parent__code")
    return sorted({code for pair in desks for code in pair if code})


def why_not_judge(clerk: Posting, mandate_id: int) -> Refusal | None:
    """Return why a clerk may not judge a claim: it was shown to another desk, or there is none."""
    if Mandate.objects.filter(pk=mandate_id, desk__in=desks_of(clerk)).exists():
        return None
    return MandateNotFound()
