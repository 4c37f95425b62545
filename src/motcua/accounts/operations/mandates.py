"""Mandates: given by the principal, claimed with a proof, judged at a desk, ended at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from motcua.accounts import legal
from motcua.accounts.citizens import Citizen
from motcua.accounts.errors import (
    BirthNeeded,
    JudgedWithoutReason,
    MandateAlreadyJudged,
    MandateDaysWrong,
    MandateNotFound,
    MandateProofMissing,
    MandateWithoutActs,
    NoLongerAMinor,
    NotForOneself,
)
from motcua.accounts.models import Person
from motcua.accounts.operations.naming import named
from motcua.accounts.standing_in import Mandate, day_after_years
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.days import full_date
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy

Kind, State = Mandate.Kind, Mandate.State
SCOPE = frozenset(Mandate.Act.values)


@dataclass(frozen=True)
class Somebody:
    """A person as another one names them."""

    number: str
    name: str
    birth_date: str = ""


@dataclass(frozen=True)
class Scope:
    """``procedures``: codes, none is all. ``to_on`` is the first day on which it no longer holds."""

    acts: Collection[str]
    procedures: Collection[str] = ()
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True)
class Proof:
    """A paper kept elsewhere: its id, its hash, and what it is."""

    paper: uuid.UUID
    digest: str
    words: str


@transaction.atomic
def give_mandate(
    *,
    principal: Citizen,
    representative: Somebody,
    scope: Scope,
    at: datetime,
    business_id: int | None = None,
) -> Mandate:
    """
    Let somebody act in the name of the citizen, or of a business they represent, from a day on.

    Civil Code 2015, Arts. 138-141: by authorisation, within what and how long it says.

    :raises NotForOneself, MandateWithoutActs, MandateDaysWrong: when the wish makes no sense.
    :raises NumberNeeded, NamesDiffer: about the representative.
    """
    on = _day(at)
    from_on, to_on, citation = _proxy_days(scope, on)
    acts = _acts(scope)
    person = named(number=representative.number, name=representative.name)
    if person.pk == principal.person_id:
        raise NotForOneself
    of_business = business_id if business_id in principal.business_ids else None
    mandate = Mandate.objects.create(
        kind=Kind.PROXY,
        person_id=None if of_business else principal.person_id,
        business_id=of_business,
        representative=person,
        procedures=sorted(set(scope.procedures)),
        acts=acts,
        from_on=from_on,
        to_on=to_on,
        citation=citation,
        state=State.GIVEN,
        asked_at=at,
        given_at=at,
    )
    _record("given", mandate, principal.actor, at, opens=True, **_said(mandate))
    return mandate


def _proxy_days(scope: Scope, on: date) -> tuple[date, date, str]:
    from_on = max(scope.from_on or on, on)
    usual, most = legal.rule("proxy.days_unless_said", on), legal.rule("proxy.most_days", on)
    to_on = scope.to_on or from_on + timedelta(days=usual.value)
    last = from_on + timedelta(days=most.value)
    if not from_on < to_on <= last:
        raise MandateDaysWrong(last=last - timedelta(days=1), citation=most.citation)
    return from_on, to_on, usual.citation


def _acts(scope: Scope) -> list[str]:
    acts = sorted(SCOPE.intersection(scope.acts))
    if not acts:
        raise MandateWithoutActs
    return acts


@transaction.atomic
def claim_mandate(
    *,
    representative: Citizen,
    kind: Mandate.Kind,
    principal: Somebody,
    proof: Proof | None,
    desk: str,
    at: datetime,
) -> Mandate:
    """
    Say that one represents somebody by law or by a notarised paper; the ``desk`` judges the ``proof``.

    Until then nothing may be done or seen by it. Civil Code 2015, Arts. 136, 138 and 140.

    :raises MandateProofMissing, BirthNeeded, NoLongerAMinor, NotForOneself: when it cannot be.
    :raises NumberNeeded, NamesDiffer: about the principal.
    """
    if proof is None:
        raise MandateProofMissing
    person = named(number=principal.number, name=principal.name, birth_date=principal.birth_date)
    if person.pk == representative.person_id:
        raise NotForOneself
    to_on, citation = _claimed_days(kind, person, principal, _day(at))
    mandate = Mandate.objects.create(
        kind=kind,
        person=person,
        representative_id=representative.person_id,
        acts=sorted(SCOPE),
        from_on=_day(at),
        to_on=to_on,
        citation=citation,
        proof=proof.paper,
        proof_digest=proof.digest,
        proof_words=tidy(proof.words)[:300],
        desk=desk,
        state=State.ASKED,
        asked_at=at,
    )
    _record("claimed", mandate, representative.actor, at, opens=True, **_said(mandate))
    return mandate


def _claimed_days(kind: Mandate.Kind, person: Person, said: Somebody, on: date) -> tuple[date, str]:
    """Return when it ends by itself, and by which article: at full age, or after the usual days."""
    if kind == Kind.PARENT:
        age = legal.rule("parent.until_age", on)
        born = full_date(person.birth_date) or full_date(said.birth_date)
        if born is None:
            raise BirthNeeded
        of_age = day_after_years(born, age.value)
        if of_age <= on:
            raise NoLongerAMinor(age=age.value, citation=age.citation)
        return of_age, age.citation
    if kind == Kind.GUARDIAN:
        years = legal.rule("guardian.years", on)
        return day_after_years(on, years.value), years.citation
    usual = legal.rule("proxy.days_unless_said", on)
    return on + timedelta(days=usual.value), usual.citation


@transaction.atomic
def judge_mandate(*, mandate_id: int, accepted: bool, reason: str, actor: Actor, at: datetime) -> Mandate:
    """
    Say whether the proof of a claim holds. Who may judge is for the caller to check.

    :raises MandateAlreadyJudged: if somebody has answered it.
    :raises JudgedWithoutReason: if it is declined without one.
    """
    mandate = _locked(Q(pk=mandate_id))
    if mandate.state != State.ASKED:
        raise MandateAlreadyJudged
    if not accepted and not tidy(reason):
        raise JudgedWithoutReason
    mandate.reason = tidy(reason)[:500]
    if accepted:
        mandate.state, mandate.given_at = State.GIVEN, at
    else:
        mandate.state, mandate.ended_at, mandate.ended_by = State.DECLINED, at, actor.name
    mandate.save(update_fields=["state", "given_at", "ended_at", "ended_by", "reason"])
    _record("accepted" if accepted else "declined", mandate, actor, at, reason=mandate.reason)
    return mandate


@transaction.atomic
def end_mandate(*, mandate_id: int, citizen: Citizen, at: datetime) -> Mandate:
    """
    End a mandate at once: its principal takes it back, or the representative lays it down. Twice is once.

    :raises MandateNotFound: if the citizen is neither.
    """
    mine = Q(person_id=citizen.person_id) | Q(representative_id=citizen.person_id)
    mandate = _locked(Q(pk=mandate_id) & (mine | Q(business_id__in=citizen.business_ids)))
    if mandate.state in {State.ASKED, State.GIVEN}:
        mandate.state, mandate.ended_at, mandate.ended_by = State.ENDED, at, citizen.actor.name
        mandate.save(update_fields=["state", "ended_at", "ended_by"])
        _record("ended", mandate, citizen.actor, at)
    return mandate


def _locked(which: Q) -> Mandate:
    mandate = Mandate.objects.select_for_update(of=("self",)).filter(which).first()
    if mandate is None:
        raise MandateNotFound
    return mandate


def _said(mandate: Mandate) -> dict[str, Any]:
    return {
        "kind": mandate.kind,
        "person": mandate.person_id,
        "business": mandate.business_id,
        "representative": mandate.representative_id,
        "procedures": mandate.procedures,
        "acts": mandate.acts,
        "from_on": mandate.from_on.isoformat(),
        "to_on": mandate.to_on and mandate.to_on.isoformat(),
        "proof": mandate.proof_digest,
    }


def _record(
    what: str, mandate: Mandate, actor: Actor, at: datetime, *, opens: bool = False, **data: Any
) -> None:
    journal.record(f"mandate.{what}", subject=mandate.subject, actor=actor, at=at, opens=opens, **data)


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
