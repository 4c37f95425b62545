"""
Signs that somebody acts as a paid go-between: facts to look into, never a verdict.

Counted from what was done under consents and mandates and from the acts of filing, by thresholds that are
dated data. Whoever looks sees how many people stand behind a sign and which dossiers, not who they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat

from motcua.accounts.models import HelpConsent, Mandate, Person
from motcua.catalogue.facts import Channel
from motcua.dossiers.models import Dossier
from motcua.journal.models import Act
from motcua.kernel.dated import DatedRule, in_force, read_rules
from motcua.kernel.identity import masked
from motcua.kernel.legal_time import VIETNAM

SHOWN = 30


class Sign(StrEnum):
    ACCOUNT = "account"
    DEVICE = "device"
    PHONE = "phone"
    MANDATES = "mandates"
    ADDRESS = "address"


@dataclass(frozen=True)
class Deed:
    """One fact behind a sign. ``what`` is the code of a dossier, or the name of a procedure."""

    at: datetime
    what: str


@dataclass(frozen=True)
class Finding:
    """``who`` is an account's name, or the mark of a device, the end of a number, a network address."""

    sign: Sign
    who: str
    people: int
    rule: DatedRule
    deeds: tuple[Deed, ...]


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent.parent / "data" / "go-between-rules.yaml")


def findings(at: datetime) -> list[Finding]:
    """Return every sign above its threshold at ``at``, the one with the most people first."""
    on = at.astimezone(VIETNAM).date()
    found = [*_accounts(at, on), *_devices(at, on), *_phones(at, on), *_mandates(at, on), *_addresses(at, on)]
    return sorted(found, key=lambda each: -each.people)


def _rule(sign: Sign, at: datetime, on: date) -> tuple[DatedRule, datetime]:
    rule = in_force(rules(), sign.value, on)
    return rule, at - timedelta(days=rule.value["days"])


def _accounts(at: datetime, on: date) -> Iterator[Finding]:
    """Helpers by their clients, representatives by those in whose name they filed; parents are kin."""
    rule, since = _rule(Sign.ACCOUNT, at, on)
    consents = HelpConsent.objects.filter(given_at__gte=since, given_at__lte=at).annotate(
        what=F("procedure_name"), seen_at=F("given_at")
    )
    yield from _over(Sign.ACCOUNT, rule, consents, key="helper_id", people="client_id")
    filed = Dossier.objects.filter(mandate__kind=Mandate.Kind.PROXY, filed_at__gte=since, filed_at__lte=at)
    filed = filed.annotate(what=F("code"), seen_at=F("filed_at"))
    yield from _over(Sign.ACCOUNT, rule, filed, key="mandate__representative_id", people="person_id")


def _devices(at: datetime, on: date) -> Iterator[Finding]:
    rule, since = _rule(Sign.DEVICE, at, on)
    consents = HelpConsent.objects.filter(asked_at__gte=since, asked_at__lte=at).exclude(device="")
    consents = consents.annotate(what=F("procedure_name"), seen_at=F("asked_at"))
    yield from _over(Sign.DEVICE, rule, consents, key="device", people="client_id")


def _phones(at: datetime, on: date) -> Iterator[Finding]:
    """The applicant's number as it was on the day of filing; one that a helper said is another matter."""
    rule, since = _rule(Sign.PHONE, at, on)
    filed = Dossier.objects.filter(filed_at__gte=since, filed_at__lte=at, person__isnull=False)
    filed = filed.annotate(phone=KT("applicant__phone"), what=F("code"), seen_at=F("filed_at"))
    yield from _over(Sign.PHONE, rule, filed.exclude(applicant__phone=""), key="phone", people="person_id")
    said = HelpConsent.objects.filter(asked_at__gte=since, asked_at__lte=at, phone_typed=True)
    said = said.annotate(what=F("procedure_name"), seen_at=F("asked_at"))
    yield from _over(Sign.PHONE, rule, said, key="phone", people="client_id")


def _mandates(at: datetime, on: date) -> Iterator[Finding]:
    rule, since = _rule(Sign.MANDATES, at, on)
    held = Mandate.objects.filter(kind=Mandate.Kind.PROXY, given_at__gte=since, given_at__lte=at)
    held = held.annotate(what=Value("", output_field=TextField()), seen_at=F("given_at"))
    yield from _over(Sign.MANDATES, rule, held, key="representative_id", people="person_id")


def _addresses(at: datetime, on: date) -> Iterator[Finding]:
    """Many accounts from one network: a hall with its own computers is one too, so somebody has to look."""
    rule, since = _rule(Sign.ADDRESS, at, on)
    acts = Act.objects.filter(subject=OuterRef("journal"), number=1)
    filed = (
        Dossier.objects.filter(filed_at__gte=since, filed_at__lte=at, channel=Channel.ONLINE.value)
        .annotate(journal=Concat(Value("dossier:"), Cast("id", CharField()), output_field=CharField()))
        .annotate(from_address=Subquery(acts.values("address")[:1]), what=F("code"), seen_at=F("filed_at"))
        .exclude(from_address=None)
    )
    yield from _over(Sign.ADDRESS, rule, filed, key="from_address", people="filer_id")


def _over(sign: Sign, rule: DatedRule, rows: QuerySet[Any], *, key: str, people: str) -> Iterator[Finding]:
    """Yield each ``key`` behind which more than the threshold of different ``people`` stand."""
    counted = rows.order_by().values_list(key).annotate(n=Count(people, distinct=True))
    for value, number in counted.filter(n__gt=rule.value["most"]):
        deeds = rows.filter(**{key: value}).order_by("-seen_at").values_list("seen_at", "what")[:SHOWN]
        yield Finding(sign, _named(sign, value), number, rule, tuple(Deed(*deed) for deed in deeds))


def _named(sign: Sign, value: Any) -> str:
    """An account is named: somebody answers for it. Of a telephone the middle is left out."""
    if sign in {Sign.ACCOUNT, Sign.MANDATES}:
        return Person.objects.get(pk=value).full_name
    return masked(str(value)) if sign == Sign.PHONE else str(value)
