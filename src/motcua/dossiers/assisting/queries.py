"""Reading who acts for whom. Each list starts from whose it is."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.accounts.citizens import Citizen
from motcua.accounts.errors import ConsentNotFound, MandateNotFound
from motcua.accounts.models import HelpConsent, Mandate
from motcua.accounts.standing_in import MandateQuerySet
from motcua.dossiers.assisting.policies import desks_of
from motcua.journal.models import Reading
from motcua.journal.queries import acts_of
from motcua.orgs.postings import Posting
from motcua.papers.models import Paper


@dataclass(frozen=True)
class Deed:
    """One thing somebody did: ``verb`` of the act, or "read"; ``what``: the page of the draft."""

    at: datetime
    who: str
    verb: str
    what: str = ""


def held_by(citizen: Citizen) -> QuerySet[Mandate]:
    """Return the mandates by which the citizen represents, or represented, somebody; the newest first."""
    return _mandates().filter(representative_id=citizen.person_id)


def given_by(citizen: Citizen) -> QuerySet[Mandate]:
    """Return the mandates of whoever represents, or represented, the citizen and their businesses."""
    return _mandates().filter(Q(person_id=citizen.person_id) | Q(business_id__in=citizen.business_ids))


def mandate_for(citizen: Citizen, mandate_id: int) -> Mandate:
    """
    Return a mandate of either side.

    :raises MandateNotFound: if the citizen is neither.
    """
    mine = Q(person_id=citizen.person_id) | Q(business_id__in=citizen.business_ids)
    mine |= Q(representative_id=citizen.person_id)
    found = _mandates().filter(mine, pk=mandate_id).first()
    if found is None:
        raise MandateNotFound
    return found


def to_file_with(citizen: Citizen, procedure: str, *, at: datetime) -> list[Mandate]:
    """Return the mandates by which the citizen may file this procedure now."""
    found = _mandates().in_force(at).to(Mandate.Act.FILE).filter(representative_id=citizen.person_id)
    return [mandate for mandate in found if mandate.covers(procedure)]


def claims_at(clerk: Posting) -> QuerySet[Mandate]:
    """Return the claims shown to the clerk's desks, those still to judge first, the oldest of them first."""
    claims = _mandates().filter(desk__in=desks_of(clerk)).exclude(desk="")
    return claims.order_by("-state", "asked_at")


def claim_for(clerk: Posting, mandate_id: int) -> Mandate:
    """:raises MandateNotFound: if it was shown to another desk."""
    found = claims_at(clerk).filter(pk=mandate_id).first()
    if found is None:
        raise MandateNotFound
    return found


def _mandates() -> MandateQuerySet:
    return Mandate.objects.select_related("person", "business__representative", "representative").order_by(
        "-asked_at"
    )


def helped_by(helper: Citizen, *, at: datetime) -> QuerySet[HelpConsent]:
    """Return what the helper may work on now: consents asked and given, not over; never what is past."""
    return (
        _consents()
        .filter(helper_id=helper.person_id, ended_at=None, expires_at__gt=at)
        .prefetch_related("drafts__dossier")
    )


def helped_with(helper: Citizen, consent_id: uuid.UUID, *, at: datetime) -> HelpConsent:
    """:raises ConsentNotFound: if the consent is not the helper's, or no longer holds."""
    found = helped_by(helper, at=at).filter(pk=consent_id).first()
    if found is None:
        raise ConsentNotFound
    return found


def to_help_with(helper: Citizen, procedure: str, *, at: datetime) -> list[HelpConsent]:
    """Return the consents under which this procedure may be begun or gone on with now."""
    given = HelpConsent.objects.in_force(at).filter(helper_id=helper.person_id, procedure=procedure)
    return list(given.exclude(drafts__dossier__isnull=False).select_related("client"))


def help_of(citizen: Citizen) -> QuerySet[HelpConsent]:
    """Return everybody who helped, or wanted to help, the citizen; the newest first."""
    return _consents().filter(client_id=citizen.person_id).prefetch_related("drafts__dossier")


def help_for(citizen: Citizen, consent_id: uuid.UUID) -> HelpConsent:
    """:raises ConsentNotFound: if it is not the citizen's own."""
    found = help_of(citizen).filter(pk=consent_id).first()
    if found is None:
        raise ConsentNotFound
    return found


def _consents() -> QuerySet[HelpConsent]:
    return HelpConsent.objects.select_related("client", "helper").order_by("-asked_at")


def deeds_under(by: Mandate | HelpConsent) -> Sequence[Deed]:
    """Return what was done and looked at under a mandate or a consent, oldest first."""
    done = [
        Deed(act.at, act.actor_name, act.verb, str(act.data.get("what", ""))) for act in acts_of(by.subject)
    ]
    read = [
        Deed(each.at, each.reader_name, "read", each.what)
        for each in Reading.objects.filter(subject=by.subject)
    ]
    return sorted([*done, *read], key=lambda deed: deed.at)


def proof_of(by: Mandate | HelpConsent) -> Paper | None:
    """Return the paper kept as proof of a mandate, or as evidence of a consent."""
    paper_id = by.proof if isinstance(by, Mandate) else by.evidence
    return Paper.objects.select_related("file").filter(pk=paper_id).first() if paper_id else None
