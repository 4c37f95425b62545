"""
By whose hand a draft is filled in: its owner's, a representative's, a helper's.

A draft begun under a mandate or a consent belongs to the principal or client. Whoever stands in gets, for
that one draft and while mandate or consent holds, the place of its owner; every act keeps their own name
beside it. Nothing else of the owner opens by this: lists, dossiers, vault and the API ask for the owner.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import HelpConsent, Mandate, Person
from motcua.dossiers.models import Draft
from motcua.journal import operations as journal
from motcua.journal.models import Act, Reading

QUIET = timedelta(minutes=10)
"""The same page opened or saved again within so long is one line of the story."""


@dataclass(frozen=True)
class Hand:
    """Somebody stands in: ``citizen`` acts in the owner's place, under ``by``. ``filed``: it is over."""

    citizen: Citizen
    by: Mandate | HelpConsent
    filed: bool


def hand_on(draft_id: uuid.UUID, citizen: Citizen, *, at: datetime, hold: bool = False) -> Hand | None:
    """
    Return how ``citizen`` stands in for the owner of this draft at ``at``, or None: they do not.

    ``hold`` keeps the mandate or consent as it is until the caller's transaction ends: what is written
    under it was written before it was taken back, or is refused.
    """
    draft = (
        Draft.objects.exclude(person_id=citizen.person_id)
        .filter(pk=draft_id)
        .select_related("person", "business", "version")
        .defer("version__content")
        .first()
    )
    if draft is None:
        return None
    by = _standing(draft, citizen, at, hold=hold)
    if by is None:
        return None
    principal = draft.business.name if draft.business else draft.person.full_name
    acting = replace(
        citizen,
        actor=citizen.actor.acting_for(principal),
        person_id=draft.person_id,
        business_ids=frozenset({draft.business_id} if draft.business_id else ()),
        mandate_ids=frozenset(),
        stands_in=True,
    )
    return Hand(acting, by, filed=draft.dossier_id is not None)


def _standing(draft: Draft, citizen: Citizen, at: datetime, *, hold: bool) -> Mandate | HelpConsent | None:
    procedure = draft.version.code
    if draft.consent_id:
        consents = HelpConsent.objects.in_force(at).filter(
            pk=draft.consent_id, helper_id=citizen.person_id, procedure=procedure
        )
        return (consents.select_for_update(of=("self",)) if hold else consents).first()
    if draft.mandate_id:
        mandates = Mandate.objects.in_force(at).to(Mandate.Act.FILE)
        mandates = mandates.filter(pk=draft.mandate_id, representative_id=citizen.person_id)
        found = (mandates.select_for_update(of=("self",)) if hold else mandates).first()
        return found if found and found.covers(procedure) else None
    return None


def note_read(hand: Hand, what: str, *, at: datetime) -> None:
    """Keep for the principal that somebody standing in looked at a page of their draft."""
    actor = hand.citizen.actor
    seen = Reading.objects.filter(subject=hand.by.subject, what=what, at__gt=at - QUIET)
    if actor.user_id and not seen.exists():
        journal.record_reading(subject=hand.by.subject, reader=actor, what=what, at=at)


def note_written(hand: Hand, what: str, *, at: datetime) -> None:
    """Keep for the principal what somebody standing in did; the caller holds the mandate or consent."""
    verb = "mandate.used" if isinstance(hand.by, Mandate) else "consent.used"
    last = Act.objects.filter(subject=hand.by.subject).order_by("-number").first()
    if last and last.verb == verb and last.data.get("what") == what and last.at > at - QUIET:
        return
    journal.record(verb, subject=hand.by.subject, actor=hand.citizen.actor, at=at, what=what)


def named_in(draft: Draft | None) -> dict[str, Any]:
    """
    Return the fields of a dossier that say who stood in for its applicant, as they are named today.

    The representative's data stay apart from the applicant's: forms know only the applicant.
    """
    if draft is None or not (draft.mandate_id or draft.consent_id):
        return {}
    if draft.consent_id:
        consent = HelpConsent.objects.select_related("helper").get(pk=draft.consent_id)
        hand = {**_person(consent.helper), "kind": "helper", "title": consent.organisation}
        hand |= {"way": consent.way, "evidence": consent.evidence_digest, "id": str(consent.pk)}
        return {"consent": consent, "hand": hand}
    assert draft.mandate_id, "either of the two"
    mandate = Mandate.objects.select_related("representative").get(pk=draft.mandate_id)
    hand = {**_person(mandate.representative), "kind": "representative", "title": str(mandate.kind)}
    hand |= {"proof": mandate.proof_words, "evidence": mandate.proof_digest, "id": str(mandate.pk)}
    return {"mandate": mandate, "hand": hand}


def _person(person: Person) -> dict[str, str]:
    return {"name": person.full_name, "number": person.identity_number, "phone": person.phone}
