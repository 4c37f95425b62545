"""Consent to be helped: asked by the helper, given by who is present, ended at once. Who may help: above."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from motcua.accounts import legal
from motcua.accounts.citizens import Citizen
from motcua.accounts.errors import (
    AskedTooOften,
    CodeOver,
    CodeWrong,
    ConsentNotFound,
    ConsentOver,
    NotForOneself,
    PhoneNeeded,
)
from motcua.accounts.identity import read_phone
from motcua.accounts.models import Person
from motcua.accounts.operations.mandates import Somebody
from motcua.accounts.operations.naming import named
from motcua.accounts.standing_in import HelpConsent
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.legal_time import VIETNAM

Way = HelpConsent.Way
ONE_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Wish:
    """With what the helper helps, how they were accredited, and the sentence the client agrees to."""

    procedure: str
    procedure_name: str
    organisation: str
    statement: str
    until: datetime | None = None  # the accreditation ends then


@transaction.atomic
def ask_consent(
    *,
    helper: Citizen,
    client: Somebody,
    phone: str,
    way: HelpConsent.Way,
    wish: Wish,
    device: str,
    at: datetime,
) -> tuple[HelpConsent, str]:
    """
    Ask somebody present for their consent; return it with the code to send, "" where none is sent.

    A code goes to the telephone that is known of the client. A number the helper says is taken only where
    none is known, is written nowhere but here, and is marked so.

    :raises AskedTooOften, NotForOneself, PhoneNeeded, NotAPhoneNumber: when it cannot be asked.
    :raises NumberNeeded, NamesDiffer: about the client.
    """
    on = at.astimezone(VIETNAM).date()
    _not_too_often(helper, on=on, at=at)
    person = named(number=client.number, name=client.name)
    if person.pk == helper.person_id:
        raise NotForOneself
    typed = "" if person.phone else read_phone(phone)
    if way == Way.CODE and not (person.phone or typed):
        raise PhoneNeeded
    consent = HelpConsent(
        client=person,
        helper_id=helper.person_id,
        organisation=wish.organisation[:300],
        procedure=wish.procedure,
        procedure_name=wish.procedure_name,
        statement=wish.statement,
        way=way,
        phone=person.phone or typed,
        phone_typed=bool(typed),
        device=device[:32],
        asked_at=at,
        expires_at=_ends(on, at, wish.until),
    )
    code = _new_code(consent, on=on, at=at) if way == Way.CODE else ""
    consent.save(force_insert=True)
    _record("asked", consent, helper.actor, at, opens=True, procedure=wish.procedure, way=way)
    return consent, code


def _not_too_often(helper: Citizen, *, on: date, at: datetime) -> None:
    """The helper's row is the lock: two windows do not each count themselves within the limit."""
    Person.objects.select_for_update(of=("self",)).get(pk=helper.person_id)
    most = legal.rule("consent.asked_an_hour", on).value
    asked = HelpConsent.objects.filter(helper_id=helper.person_id, asked_at__gt=at - ONE_HOUR).count()
    if asked >= most:
        raise AskedTooOften(most=most)


def _ends(on: date, at: datetime, until: datetime | None) -> datetime:
    usual = at + timedelta(hours=legal.rule("consent.hours", on).value)
    return min(usual, until) if until else usual


def _new_code(consent: HelpConsent, *, on: date, at: datetime) -> str:
    code = f"{secrets.randbelow(10**6):06}"
    consent.code_digest = _digest_of(code, consent)
    consent.code_until = at + timedelta(minutes=legal.rule("consent.code_minutes", on).value)
    return code


def _digest_of(code: str, consent: HelpConsent) -> str:
    return salted_hmac("motcua.help-consent", f"{consent.pk}:{code}", algorithm="sha256").hexdigest()


def confirm_by_code(*, consent_id: uuid.UUID, helper: Citizen, code: str, at: datetime) -> HelpConsent:
    """
    Let the consent hold: the client read out the code that came to their telephone.

    A wrong try counts even though it is refused: so it is kept before the refusal is raised.

    :raises ConsentNotFound, CodeOver, CodeWrong: when it does not hold.
    """
    consent, left = _try(consent_id, helper, "".join(code.split()), at)
    if left is not None:
        raise CodeWrong(left=left) if left else CodeOver
    return consent


@transaction.atomic
def _try(consent_id: uuid.UUID, helper: Citizen, code: str, at: datetime) -> tuple[HelpConsent, int | None]:
    """Return the consent, and None where the code was right, otherwise how many tries are left."""
    consent = _asked_by(helper, consent_id)
    if consent.given_at and consent.holds(at):
        return consent, None
    most: int = legal.rule("consent.code_tries", at.astimezone(VIETNAM).date()).value
    if consent.ended_at or not consent.code_until or at >= consent.code_until or consent.tries >= most:
        raise CodeOver
    if not constant_time_compare(_digest_of(code, consent), consent.code_digest):
        consent.tries += 1
        consent.save(update_fields=["tries"])
        _record("code-wrong", consent, helper.actor, at, tries=consent.tries)
        return consent, most - consent.tries
    consent.evidence_digest = consent.code_digest
    return _given(consent, helper.actor, at), None


@transaction.atomic
def confirm_by_paper(
    *, consent_id: uuid.UUID, helper: Citizen, evidence: uuid.UUID, digest: str, at: datetime
) -> HelpConsent:
    """
    Let the consent hold: signed on the screen or on paper, or spoken. ``digest`` is of what was kept.

    :raises ConsentNotFound, ConsentOver: when it can no longer be given.
    """
    consent = _asked_by(helper, consent_id)
    if consent.holds(at):
        return consent
    if consent.ended_at or consent.given_at or at >= consent.expires_at or consent.way == Way.CODE:
        raise ConsentOver
    consent.evidence, consent.evidence_digest = evidence, digest
    return _given(consent, helper.actor, at)


def _given(consent: HelpConsent, actor: Actor, at: datetime) -> HelpConsent:
    consent.given_at = at
    consent.save(update_fields=["given_at", "evidence", "evidence_digest"])
    _record("given", consent, actor, at, way=consent.way, evidence=consent.evidence_digest)
    return consent


@transaction.atomic
def end_consent(*, consent_id: uuid.UUID, citizen: Citizen, at: datetime) -> HelpConsent:
    """
    End a consent at once: the client takes it back, or the helper is done. Twice is once.

    :raises ConsentNotFound: if the citizen is neither.
    """
    mine = Q(client_id=citizen.person_id) | Q(helper_id=citizen.person_id)
    consent = _locked(Q(pk=consent_id) & mine)
    _end(consent, citizen.actor, at)
    return consent


@transaction.atomic
def end_all_of(*, helper: Person, actor: Actor, at: datetime) -> int:
    """End every consent given to a helper who may help no longer; return how many. Who may: the caller."""
    held = HelpConsent.objects.select_for_update(of=("self",)).filter(
        helper=helper, ended_at=None, expires_at__gt=at
    )
    found = list(held.order_by("pk"))
    for consent in found:
        _end(consent, actor, at)
    return len(found)


def _end(consent: HelpConsent, actor: Actor, at: datetime) -> None:
    if consent.ended_at is None:
        consent.ended_at, consent.ended_by = at, actor.name
        consent.save(update_fields=["ended_at", "ended_by"])
        _record("ended", consent, actor, at)


def _asked_by(helper: Citizen, consent_id: uuid.UUID) -> HelpConsent:
    return _locked(Q(pk=consent_id, helper_id=helper.person_id))


def _locked(which: Q) -> HelpConsent:
    consent = HelpConsent.objects.select_for_update(of=("self",)).filter(which).first()
    if consent is None:
        raise ConsentNotFound
    return consent


def _record(
    what: str, consent: HelpConsent, actor: Actor, at: datetime, *, opens: bool = False, **data: Any
) -> None:
    journal.record(f"consent.{what}", subject=consent.subject, actor=actor, at=at, opens=opens, **data)
