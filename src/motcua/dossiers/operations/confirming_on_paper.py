"""A co-declarant without an account signs at the desk; the clerk keeps what they signed."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.accounts.models import Person
from motcua.dossiers import co_declarants
from motcua.dossiers import confirmation_notices as told
from motcua.dossiers.drafts import ENDED
from motcua.dossiers.errors import ChangedSinceShown, ConfirmationNotFound, NotYourDuty, SignedPageMissing
from motcua.dossiers.models import Confirmation, Draft
from motcua.dossiers.operations import confirming
from motcua.dossiers.operations.filing import owners_of
from motcua.dossiers.states import Turn
from motcua.journal import operations as journal
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers import operations as papers
from motcua.papers.models import Paper


def waiting_at_desk(clerk: Posting, number: str) -> QuerySet[Confirmation]:
    """Return what waits for whoever stands at the desk with that identity number: the whole number only."""
    found = identity_number(number) or ""
    if not clerk.holds(Duty.RECEIVE) or len(found) != 12:
        return Confirmation.objects.none()
    return (
        Confirmation.objects.filter(number=found, state=Confirmation.State.ASKED, draft__dossier=None)
        .select_related("draft__version__form", "draft__person", "draft__unit")
        .order_by("invited_at")
    )


@transaction.atomic
def read_at_desk(*, clerk: Posting, confirmation_id: uuid.UUID, at: datetime) -> tuple[Confirmation, Draft]:
    """
    Return what is to be confirmed and its draft, and note that the clerk read it.

    :raises ConfirmationNotFound: if nothing waits under that name, which only the number leads to.
    """
    waiting = Confirmation.objects.filter(pk=confirmation_id, draft__dossier=None).exclude(state__in=ENDED)
    asked = waiting.select_related("draft__version__form", "draft__person", "draft__unit").first()
    if asked is None or asked.draft is None or not clerk.holds(Duty.RECEIVE):
        raise ConfirmationNotFound
    journal.record_reading(subject=asked.draft.subject, reader=clerk.actor, what="confirmation", at=at)
    return asked, asked.draft


@transaction.atomic
def confirm_on_paper(
    *, confirmation_id: uuid.UUID, clerk: Posting, signed: Paper | None, digest: str, at: datetime
) -> Confirmation:
    """
    Write down that the one asked has signed before the clerk exactly what ``digest`` names.

    ``signed`` is the scan of the page they signed, kept by that clerk.

    :raises NotYourDuty: if the officer receives nowhere.
    :raises ConfirmationNotFound: if nothing waits under that name.
    :raises ChangedSinceShown: if the answers are others since the page was printed.
    :raises SignedPageMissing: without the scan.
    """
    if not clerk.holds(Duty.RECEIVE):
        raise NotYourDuty(duty=Duty.RECEIVE.label, unit=Turn.DESK.label)
    asked, draft = confirming.locked_of(Confirmation.objects.filter(pk=confirmation_id))
    if refusal := why_not_confirm_on_paper(asked, draft, clerk, signed, digest):
        raise refusal
    assert signed is not None, "the policy asks for it"
    papers.attach(papers=[signed], to=co_declarants.signed_for(draft))
    asked.how, asked.officer_id, asked.paper = Confirmation.How.ON_PAPER, clerk.officer_id, signed
    asked.by = Person.objects.filter(identity_number=asked.number).first()
    confirming.answer(asked, draft, Confirmation.State.CONFIRMED, at=at)
    confirming.record("sign", asked, clerk.actor, at, signed=signed.file_id)
    told.tell_answer(asked, at=at)
    return asked


def why_not_confirm_on_paper(
    asked: Confirmation, draft: Draft, clerk: Posting, signed: Paper | None, digest: str
) -> Refusal | None:
    """Return what the clerk has to do first, or why this is over."""
    if refusal := confirming.why_not_answer(asked):
        return refusal
    if digest != co_declarants.digest_to_confirm(draft, asked.key):
        return ChangedSinceShown()
    if signed is None or signed.owner not in owners_of(clerk) or signed.attached_to:
        return SignedPageMissing()
    return None
