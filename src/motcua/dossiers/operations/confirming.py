"""Somebody else confirms parts of a declaration with their own log-in, or says what is wrong in it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Person
from motcua.dossiers import co_declarants, legal
from motcua.dossiers import confirmation_notices as told
from motcua.dossiers.drafts import ENDED
from motcua.dossiers.errors import (
    ChangedSinceShown,
    CoDeclarantNotAsked,
    ConfirmationEnded,
    ConfirmationNotFound,
    ConfirmNeedsNumber,
    DraftNotFound,
    NotYetToConfirm,
    RemindedLately,
    SayWhyDeclined,
)
from motcua.dossiers.models import Confirmation, Draft
from motcua.dossiers.policies import why_not_write
from motcua.eforms import rules as eforms
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM, Actor
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number
from motcua.kernel.legal_time import VIETNAM

ASKED, CONFIRMED, DECLINED, WITHDRAWN, VOID = Confirmation.State
FILED = _("bản khai đã nộp")


@transaction.atomic
def invite(
    *, draft_id: uuid.UUID, citizen: Citizen, key: str, number: str = "", name: str = "", at: datetime
) -> Confirmation:
    """
    Ask a co-declarant to confirm; asked again, an earlier invitation ends.

    The number is the one the form gives of them; ``number`` counts where the form gives none.

    :raises CoDeclarantNotAsked: if the answers do not call for them.
    :raises NotYetToConfirm: if something is missing in what they are to confirm.
    :raises ConfirmNeedsNumber: without a number of 12 digits, other than one's own.
    """
    draft = _locked_draft(draft_id, citizen)
    if refusal := why_not_invite(draft, key, at=at):
        raise refusal
    party = _party(draft, key, at)
    found = party.number or identity_number(number) or ""
    if len(found) != 12 or found == draft.person.identity_number:
        raise ConfirmNeedsNumber
    draft.confirmations.filter(key=key).exclude(state__in=ENDED).update(state=VOID)
    asked = Confirmation.objects.create(
        draft=draft,
        key=key,
        number=found,
        name=(party.name or name or party.asked.title)[:200],
        invited_at=at,
    )
    record("invite", asked, citizen.actor, at)
    told.tell_invited(asked, at=at)
    return asked


def _locked_draft(draft_id: uuid.UUID, citizen: Citizen) -> Draft:
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("version__form", "person", "dossier")
        .filter(pk=draft_id, person_id=citizen.person_id)
        .first()
    )
    if draft is None:
        raise DraftNotFound
    return draft


def why_not_invite(draft: Draft, key: str, *, at: datetime) -> Refusal | None:
    """Return why nobody may be asked to confirm ``key`` now, or None."""
    if refusal := why_not_write(draft):
        return refusal
    if not any(party.asked.key == key for party in co_declarants.parties(draft, on=_day(at))):
        return CoDeclarantNotAsked()
    form = co_declarants.form_of(draft)
    assert form is not None, "it has co-declarants"
    checked = eforms.check(form, draft.answers, on=_day(at))
    open_ = [
        section.title
        for section in co_declarants.sections_to_confirm(draft, key)
        if checked.problems_in(section)
    ]
    return NotYetToConfirm(sections="; ".join(open_)) if open_ else None


@transaction.atomic
def remind(*, draft_id: uuid.UUID, citizen: Citizen, key: str, at: datetime) -> Confirmation:
    """
    Remind, at the declarant's wish, whoever was asked and has not answered.

    :raises ConfirmationNotFound: if nobody is asked.
    :raises RemindedLately: if they were asked or reminded a short while ago.
    """
    draft = _locked_draft(draft_id, citizen)
    if refusal := why_not_write(draft):
        raise refusal
    asked = _standing(draft, key)
    if refusal := why_not_remind(asked, at=at):
        raise refusal
    remind_again(asked, actor=citizen.actor, at=at)
    return asked


def why_not_remind(asked: Confirmation, *, at: datetime) -> Refusal | None:
    """Return why the one asked is not reminded now: they answered, or were told a short while ago."""
    if asked.state != ASKED:
        return ConfirmationEnded(state=Confirmation.State(asked.state).label)
    last = asked.reminded_at or asked.invited_at
    hours = legal.value("confirmation.remind_again_hours", _day(at))
    again = last + timedelta(hours=hours)
    return RemindedLately(until=f"{again.astimezone(VIETNAM):%H:%M, %d/%m/%Y}") if at < again else None


def remind_again(asked: Confirmation, *, actor: Actor, at: datetime) -> None:
    """Leave the reminder and its act. The caller holds the draft's lock."""
    asked.reminders, asked.reminded_at = asked.reminders + 1, at
    asked.save(update_fields=["reminders", "reminded_at"])
    record("remind", asked, actor, at)
    told.tell_again(asked, at=at)


@transaction.atomic
def withdraw_invitation(*, draft_id: uuid.UUID, citizen: Citizen, key: str, at: datetime) -> Confirmation:
    """
    End an invitation, and whatever was answered to it; who was invited is told.

    :raises ConfirmationNotFound: if nobody is asked.
    """
    draft = _locked_draft(draft_id, citizen)
    if refusal := why_not_write(draft):
        raise refusal
    asked = _standing(draft, key)
    asked.state = WITHDRAWN
    asked.save(update_fields=["state"])
    record("withdraw", asked, citizen.actor, at)
    told.tell_withdrawn(asked, at=at)
    return asked


def _standing(draft: Draft, key: str) -> Confirmation:
    asked = draft.confirmations.filter(key=key).exclude(state__in=ENDED).first()
    if asked is None:
        raise ConfirmationNotFound
    asked.draft = draft
    return asked


@transaction.atomic
def confirm(*, confirmation_id: uuid.UUID, citizen: Citizen, digest: str, at: datetime) -> Confirmation:
    """
    Confirm what was shown, named by its ``digest``. Pressed twice, it is confirmed once.

    :raises ConfirmationNotFound: if one is not the one asked.
    :raises ChangedSinceShown: if the answers are no longer those.
    """
    asked, draft = _locked(confirmation_id, citizen)
    if asked.state == CONFIRMED and asked.digest == digest:
        return asked
    if refusal := why_not_answer(asked):
        raise refusal
    if digest != co_declarants.digest_to_confirm(draft, asked.key):
        raise ChangedSinceShown
    return _answered(asked, draft, citizen, CONFIRMED, at)


@transaction.atomic
def decline(*, confirmation_id: uuid.UUID, citizen: Citizen, reason: str, at: datetime) -> Confirmation:
    """
    Say what is not right, also after having confirmed, until it is filed; the declarant is told.

    :raises SayWhyDeclined: without a reason.
    """
    asked, draft = _locked(confirmation_id, citizen)
    if refusal := why_not_decline(asked):
        raise refusal
    if not reason.strip():
        raise SayWhyDeclined
    asked.reason = reason.strip()[:500]
    return _answered(asked, draft, citizen, DECLINED, at)


def why_not_answer(asked: Confirmation) -> Refusal | None:
    """Return why this is no longer confirmed: it was answered, has ended, or the declaration was filed."""
    return None if _open(asked) and asked.state == ASKED else _ended(asked)


def why_not_decline(asked: Confirmation) -> Refusal | None:
    """Return why it is no longer declined or taken back; who signed on paper goes to the desk for that."""
    own = asked.how == Confirmation.How.ACCOUNT
    return None if _open(asked) and asked.state in {ASKED, CONFIRMED} and own else _ended(asked)


def _open(asked: Confirmation) -> bool:
    return asked.draft is not None and asked.draft.dossier_id is None


def _ended(asked: Confirmation) -> Refusal:
    filed = asked.draft is not None and asked.draft.dossier_id is not None
    return ConfirmationEnded(
        state=FILED if filed else Confirmation.State(asked.state).label,
    )


def void_changed(draft: Draft, *, at: datetime) -> None:
    """End, under the draft's lock, what was confirmed of answers that are others now; both are told."""
    for given in draft.confirmations.exclude(state__in=ENDED).select_related("by"):
        given.draft = draft
        declared = co_declarants.number_declared(draft, given.key)
        to_another = bool(declared) and declared != given.number
        changed = given.state != ASKED and given.digest != co_declarants.digest_to_confirm(draft, given.key)
        if not to_another and not changed:
            continue
        was, given.state = given.state, VOID
        given.save(update_fields=["state"])
        record("void", given, SYSTEM, at)
        if was == CONFIRMED:
            told.tell_void(given, co_declarants.changed_since(given, draft), at=at)


def _locked(confirmation_id: uuid.UUID, citizen: Citizen) -> tuple[Confirmation, Draft]:
    number = Person.objects.values_list("identity_number", flat=True).get(pk=citizen.person_id)
    return locked_of(Confirmation.objects.filter(pk=confirmation_id, number=number or None))


def locked_of(one: QuerySet[Confirmation]) -> tuple[Confirmation, Draft]:
    """
    Return what somebody is asked, and its draft, both held until the transaction ends.

    :raises ConfirmationNotFound: if there is no such one.
    """
    one = one.filter(draft__isnull=False)
    draft_id = one.values_list("draft_id", flat=True).first()
    if draft_id is None:
        raise ConfirmationNotFound
    # The draft first, as whoever saves it does.
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("version__form", "person", "dossier")
        .get(pk=draft_id)
    )
    asked = one.select_for_update(of=("self",)).get()
    asked.draft = draft
    return asked, draft


def _answered(
    asked: Confirmation, draft: Draft, citizen: Citizen, state: Confirmation.State, at: datetime
) -> Confirmation:
    asked.by_id = citizen.person_id
    answer(asked, draft, state, at=at)
    record("confirm" if state == CONFIRMED else "decline", asked, citizen.actor, at)
    told.tell_answer(asked, at=at)
    return asked


def answer(asked: Confirmation, draft: Draft, state: Confirmation.State, *, at: datetime) -> None:
    """Write down what was answered, to which answers."""
    asked.state, asked.answered_at = state, at
    asked.digest = co_declarants.digest_to_confirm(draft, asked.key)
    asked.parts = co_declarants.parts_of(draft, asked.key)
    asked.save()


def record(verb: str, asked: Confirmation, actor: Actor, at: datetime, *, signed: str = "") -> None:
    assert asked.draft is not None, "a paper declaration is recorded with its dossier"
    journal.record(
        f"draft.{verb}-confirmation",
        subject=asked.draft.subject,
        actor=actor,
        at=at,
        co_declarant=asked.key,
        confirmation=str(asked.pk),
        digest=asked.digest,
        signed=signed or None,
    )


def _party(draft: Draft, key: str, at: datetime) -> co_declarants.Party:
    return next(p for p in co_declarants.parties(draft, on=_day(at)) if p.asked.key == key)


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
