"""For whom something is filed: the person of the key, or a business they represent."""

from __future__ import annotations

from motcua.accounts.models import Business, Person
from motcua.web.api.auth import Caller
from motcua.web.api.errors import BusinessNotFound
from motcua.web.api.schemas.filing import BusinessAsApplicant, OneselfAsApplicant


def applicant_of(wanted: OneselfAsApplicant | BusinessAsApplicant, who: Caller) -> Person | Business:
    """
    Return the applicant.

    :raises BusinessNotFound: if the person of the key does not represent it.
    """
    citizen = who.citizen()
    if not isinstance(wanted, BusinessAsApplicant):
        assert who.holder.person is not None, "a citizen is a person"
        return who.holder.person
    mine = Business.objects.filter(pk__in=citizen.business_ids, tax_code=wanted.business)
    found = mine.select_related("representative").first()
    if found is None:
        raise BusinessNotFound(tax_code=wanted.business)
    return found
