"""Drafts: what is not filed yet, and whose confirmation it waits for."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.conf import settings

from motcua.dossiers.co_declarants import Party, parties
from motcua.dossiers.models import Draft
from motcua.eforms import rules as eforms
from motcua.web.api.schemas.filing import Answers, BusinessAsApplicant, Key, OneselfAsApplicant
from motcua.web.api.schemas.text import Answer, Body, Code, Line


class DraftGiven(Body):
    """A dossier to be filed once others have confirmed: as when filing, without its papers."""

    procedure: Code
    unit: Code
    applicant: OneselfAsApplicant | BusinessAsApplicant = OneselfAsApplicant(person=True)
    answers: Answers = {}


class AnswersGiven(Body):
    """All answers, in place of those before."""

    answers: Answers


class Invitation(Body):
    """Whom to ask to confirm; ``number``: their identity number, where the answers do not give it."""

    co_declarant: Key
    number: Line = ""


class CoDeclarantStanding(Answer):
    """
    Somebody the answers call for, and how far they are.

    ``state``: not-asked, asked, confirmed, declined, or void when the answers changed since. They confirm at
    ``page`` with their own VNeID account, or sign at a desk; no key confirms for them.
    """

    key: str
    title: str
    name: str
    statement: str
    sections: tuple[str, ...]
    state: str
    how: str | None
    invited_at: datetime | None
    answered_at: datetime | None
    reason: str
    page: str | None

    @classmethod
    def of(cls, party: Party) -> CoDeclarantStanding:
        given = party.confirmation
        earlier = "void" if party.earlier else "not-asked"
        return cls(
            key=party.asked.key,
            title=party.asked.title,
            name=party.name,
            statement=party.asked.statement,
            sections=party.asked.confirms,
            state=given.state if given else earlier,
            how=given.how if given and given.answered_at else None,
            invited_at=given.invited_at if given else None,
            answered_at=given.answered_at if given else None,
            reason=given.reason if given else "",
            page=f"{settings.BASE_URL}/viec-xac-nhan/{given.pk}/" if given else None,
        )


class DraftStanding(Answer):
    """A draft as it stands; ``problems``: what to mend in each answer; ``dossier``: filed as that one."""

    id: uuid.UUID
    procedure: str
    saved_at: datetime
    delete_on: date | None
    dossier: str | None
    problems: dict[str, str]
    co_declarants: list[CoDeclarantStanding]
    page: str

    @classmethod
    def of(cls, draft: Draft, *, on: date) -> DraftStanding:
        form = draft.version.form
        return cls(
            id=draft.pk,
            procedure=draft.version.code,
            saved_at=draft.saved_at,
            delete_on=draft.delete_on,
            dossier=draft.dossier.code if draft.dossier else None,
            problems=eforms.check(form.definition, draft.answers, on=on).problems if form else {},
            co_declarants=[CoDeclarantStanding.of(party) for party in parties(draft, on=on)],
            page=f"{settings.BASE_URL}/ban-nhap/{draft.pk}/",
        )
