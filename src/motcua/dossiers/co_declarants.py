"""Who else has to confirm a declaration, what exactly they confirm, and how far that is. Reads only."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Person
from motcua.dossiers.drafts import ENDED, Confirmation, Draft
from motcua.dossiers.errors import CoDeclarantsAwaited, ConfirmationNotFound
from motcua.eforms import rules as eforms
from motcua.eforms.definition import CoDeclarant, FormDefinition, Section
from motcua.eforms.expressions import holds
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

NUMBERS = frozenset({"person.identity_number", "person.identity_paper_number"})
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Party:
    """
    A co-declarant the answers call for; ``number`` and ``name`` as declared, "" where not.

    ``earlier`` is what they last answered that no longer counts.
    """

    asked: CoDeclarant
    number: str
    name: str
    confirmation: Confirmation | None
    digest: str
    earlier: Confirmation | None = None

    @property
    def done(self) -> bool:
        """Whether they confirmed exactly the answers that stand there now."""
        given = self.confirmation
        return bool(given and given.state == Confirmation.State.CONFIRMED and given.digest == self.digest)


@dataclass(frozen=True)
class Confirmed:
    """A confirmation given, and what it was asked for."""

    given: Confirmation
    asked: CoDeclarant


def parties(draft: Draft, *, on: date) -> list[Party]:
    """Return everybody who has to confirm this draft as it is now answered, and how far each is."""
    form = form_of(draft)
    if form is None or not form.co_declarants:
        return []
    return called_for(form, draft.answers, all_of(draft), on=on)


def all_of(draft: Draft) -> list[Confirmation]:
    """Return everything ever asked of co-declarants of a draft, the latest last."""
    return list(draft.confirmations.select_related("by", "officer").order_by("invited_at"))


def called_for(
    form: FormDefinition, answers: Answers, given: Collection[Confirmation], *, on: date
) -> list[Party]:
    """Return everybody whom ``answers`` call for, with what was ``given`` of each."""
    if not form.co_declarants:
        return []
    known = eforms.check(form, answers, on=on).known
    standing = {each.key: each for each in given if each.state not in ENDED}
    ended = {each.key: each for each in given if each.state in ENDED}
    return [
        Party(
            each,
            *_declared(form, each, answers),
            standing.get(each.key),
            digest_of(form, each, answers),
            ended.get(each.key),
        )
        for each in form.co_declarants
        if not each.when or holds(each.when, known, on)
    ]


def why_not_file(called: Iterable[Party], *, signed: Collection[str] = ()) -> Refusal | None:
    """
    Return whose confirmation is awaited before this may be filed, or None.

    ``signed``: keys of those whose signature the clerk sees on the paper declaration.
    """
    awaited = [party for party in called if not party.done and party.asked.key not in signed]
    if not awaited:
        return None
    return CoDeclarantsAwaited(
        names="; ".join(party.name or party.asked.title for party in awaited),
        co_declarants=[party.asked.key for party in awaited],
    )


def sections_to_confirm(draft: Draft, key: str) -> list[Section]:
    """Return what a co-declarant confirms: all they ever see of the draft."""
    form, asked = form_of(draft), co_declarant(draft, key)
    return _sections(form, asked) if form and asked else []


def _sections(form: FormDefinition, asked: CoDeclarant) -> list[Section]:
    return [section for section in form.sections if section.key in asked.confirms]


def co_declarant(draft: Draft, key: str) -> CoDeclarant | None:
    form = form_of(draft)
    return next((each for each in form.co_declarants if each.key == key), None) if form else None


def digest_to_confirm(draft: Draft, key: str) -> str:
    """Return the hash of the answers a co-declarant confirms: it changes when one of them does."""
    form, asked = form_of(draft), co_declarant(draft, key)
    return digest_of(form, asked, draft.answers) if form and asked else ""


def digest_of(form: FormDefinition, asked: CoDeclarant, answers: Answers) -> str:
    return _hash(
        {item.key: answers.get(item.key) for section in _sections(form, asked) for item in section.fields}
    )


def parts_of(draft: Draft, key: str) -> dict[str, str]:
    """Return the hash of the answers of each section a co-declarant confirms."""
    return {
        section.key: _hash({item.key: draft.answers.get(item.key) for item in section.fields})
        for section in sections_to_confirm(draft, key)
    }


def changed_since(given: Confirmation, draft: Draft) -> list[Section]:
    """Return the sections that read otherwise now than when ``given`` was answered."""
    now = parts_of(draft, given.key)
    found = sections_to_confirm(draft, given.key)
    return [each for each in found if given.parts and given.parts.get(each.key) != now[each.key]]


def answered_before(asked: Confirmation, draft: Draft) -> Confirmation | None:
    """Return what the same person answered last, before they were asked this."""
    others = draft.confirmations.filter(key=asked.key, number=asked.number).exclude(pk=asked.pk)
    return others.exclude(answered_at=None).order_by("answered_at").last()


def _hash(answers: Answers) -> str:
    return sha256(json.dumps(answers, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def signed_for(draft: Draft) -> str:
    """Return what the scans of pages signed for a draft are attached to: not handed in with it."""
    return f"{draft.subject}:confirmation"


def form_of(draft: Draft) -> FormDefinition | None:
    return draft.version.form.definition if draft.version.form else None


def number_declared(draft: Draft, key: str) -> str:
    """Return the identity number the form gives of a co-declarant; "" where it gives none."""
    form, asked = form_of(draft), co_declarant(draft, key)
    return _declared(form, asked, draft.answers)[0] if form and asked else ""


def _declared(form: FormDefinition, asked: CoDeclarant, answers: Answers) -> tuple[str, str]:
    number = next(filter(None, map(identity_number, _said(form, asked, answers, NUMBERS))), "")
    name = next(_said(form, asked, answers, frozenset({"person.full_name"})), "")
    return number if len(number) == 12 else "", name


def _said(
    form: FormDefinition, asked: CoDeclarant, answers: Answers, elements: frozenset[str]
) -> Iterator[str]:
    for question in eforms.all_fields(form):
        if question.of == asked.of and question.element in elements and answers.get(question.key):
            yield str(answers[question.key])


def asked_of(citizen: Citizen) -> QuerySet[Confirmation]:
    """Return what this person was ever asked to confirm: whoever signs in with the number invited."""
    number = Person.objects.values_list("identity_number", flat=True).get(pk=citizen.person_id)
    return (
        Confirmation.objects.filter(number=number or None, draft__isnull=False)
        .select_related("draft__version__form", "draft__person", "draft__dossier", "by", "officer")
        .order_by("-invited_at")
    )


def waiting_for(citizen: Citizen) -> QuerySet[Confirmation]:
    """Return what waits for this person's answer."""
    return asked_of(citizen).filter(draft__dossier=None, state=Confirmation.State.ASKED)


def confirmation_for(citizen: Citizen, confirmation_id: uuid.UUID) -> Confirmation:
    """
    Return what one person was asked to confirm.

    :raises ConfirmationNotFound: if it is not theirs.
    """
    found = asked_of(citizen).filter(pk=confirmation_id).first()
    if found is None:
        raise ConfirmationNotFound
    return found


def confirmations_of(dossier: Dossier) -> QuerySet[Confirmation]:
    """Return the confirmations with which a dossier was filed, in their order."""
    return (
        Confirmation.objects.filter(Q(draft__dossier=dossier) | Q(dossier=dossier))
        .filter(state=Confirmation.State.CONFIRMED)
        .select_related("draft", "by", "officer", "paper__file")
        .order_by("answered_at", "pk")
    )


def confirmed_of(dossier: Dossier) -> list[Confirmed]:
    """Return who confirmed the declaration of a dossier, with the words they confirmed. At most one query."""
    form = dossier.version.form
    if form is None or not form.definition.co_declarants:
        return []
    asked = {each.key: each for each in form.definition.co_declarants}
    return [Confirmed(each, asked[each.key]) for each in confirmations_of(dossier) if each.key in asked]
