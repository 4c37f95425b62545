"""Who else has to confirm a declaration, what exactly they confirm, and how far that is. Reads only."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Person
from motcua.dossiers.drafts import Confirmation, Draft
from motcua.dossiers.errors import CoDeclarantsAwaited, ConfirmationNotFound
from motcua.eforms import rules as eforms
from motcua.eforms.definition import CoDeclarant, FormDefinition, Section
from motcua.eforms.expressions import holds
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

NUMBERS = frozenset({"person.identity_number", "person.identity_paper_number"})


@dataclass(frozen=True)
class Party:
    """A co-declarant the answers call for; ``number`` and ``name`` as declared, "" where not."""

    asked: CoDeclarant
    number: str
    name: str
    confirmation: Confirmation | None
    digest: str

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
    known = eforms.check(form, draft.answers, on=on).known
    standing = {
        each.key: each
        for each in draft.confirmations.exclude(state=Confirmation.State.VOID).select_related("by")
    }
    return [
        Party(each, *_declared(form, each, draft), standing.get(each.key), digest_to_confirm(draft, each.key))
        for each in form.co_declarants
        if not each.when or holds(each.when, known, on)
    ]


def why_not_file(draft: Draft, *, on: date) -> Refusal | None:
    """Return whose confirmation is awaited before this draft may be filed online, or None."""
    awaited = [party.name or party.asked.title for party in parties(draft, on=on) if not party.done]
    return CoDeclarantsAwaited(names="; ".join(awaited)) if awaited else None


def sections_to_confirm(draft: Draft, key: str) -> list[Section]:
    """Return what a co-declarant confirms: all they ever see of the draft."""
    form, asked = form_of(draft), co_declarant(draft, key)
    if form is None or asked is None:
        return []
    return [section for section in form.sections if section.key in asked.confirms]


def co_declarant(draft: Draft, key: str) -> CoDeclarant | None:
    form = form_of(draft)
    return next((each for each in form.co_declarants if each.key == key), None) if form else None


def digest_to_confirm(draft: Draft, key: str) -> str:
    """Return the hash of the answers a co-declarant confirms: it changes when one of them does."""
    answers = {
        item.key: draft.answers.get(item.key)
        for section in sections_to_confirm(draft, key)
        for item in section.fields
    }
    return sha256(json.dumps(answers, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def form_of(draft: Draft) -> FormDefinition | None:
    return draft.version.form.definition if draft.version.form else None


def number_declared(draft: Draft, key: str) -> str:
    """Return the identity number the form gives of a co-declarant; "" where it gives none."""
    form, asked = form_of(draft), co_declarant(draft, key)
    return _declared(form, asked, draft)[0] if form and asked else ""


def _declared(form: FormDefinition, asked: CoDeclarant, draft: Draft) -> tuple[str, str]:
    number = next(filter(None, map(identity_number, _said(form, asked, draft, NUMBERS))), "")
    name = next(_said(form, asked, draft, frozenset({"person.full_name"})), "")
    return number if len(number) == 12 else "", name


def _said(form: FormDefinition, asked: CoDeclarant, draft: Draft, elements: frozenset[str]) -> Iterator[str]:
    for question in eforms.all_fields(form):
        if question.of == asked.of and question.element in elements and draft.answers.get(question.key):
            yield str(draft.answers[question.key])


def asked_of(citizen: Citizen) -> QuerySet[Confirmation]:
    """Return what waits for this person to confirm: whoever signs in with the number invited."""
    number = Person.objects.values_list("identity_number", flat=True).get(pk=citizen.person_id)
    return (
        Confirmation.objects.filter(number=number or None, draft__dossier=None)
        .exclude(state=Confirmation.State.VOID)
        .select_related("draft__version__form", "draft__person")
        .order_by("-invited_at")
    )


def waiting_for(citizen: Citizen) -> QuerySet[Confirmation]:
    return asked_of(citizen).filter(state=Confirmation.State.ASKED)


def confirmation_for(citizen: Citizen, confirmation_id: uuid.UUID) -> Confirmation:
    """
    Return what one person is asked to confirm.

    :raises ConfirmationNotFound: if it is not theirs, has ended, or the draft was filed.
    """
    found = asked_of(citizen).filter(pk=confirmation_id).first()
    if found is None:
        raise ConfirmationNotFound
    return found


def confirmed_of(dossier: Dossier) -> list[Confirmed]:
    """Return who confirmed the declaration of a dossier, with the words they confirmed. At most one query."""
    form = dossier.version.form
    if form is None or not form.definition.co_declarants:
        return []
    given = (
        Confirmation.objects.filter(draft__dossier=dossier, state=Confirmation.State.CONFIRMED)
        .select_related("draft__version__form", "by")
        .order_by("answered_at")
    )
    return [Confirmed(each, asked) for each in given if (asked := co_declarant(each.draft, each.key))]
