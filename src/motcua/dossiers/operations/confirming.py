"""Somebody else confirms parts of a declaration with their own log-in, or says what is wrong in it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import Person
from motcua.dossiers import co_declarants
from motcua.dossiers.errors import (
    ChangedSinceShown,
    CoDeclarantNotAsked,
    ConfirmationEnded,
    ConfirmationNotFound,
    ConfirmNeedsNumber,
    DraftNotFound,
    NotYetToConfirm,
    SayWhyDeclined,
)
from motcua.dossiers.models import Confirmation, Draft
from motcua.dossiers.policies import why_not_write
from motcua.eforms import rules as eforms
from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.kernel.errors import Refusal
from motcua.kernel.identity import identity_number
from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices

ASKED, CONFIRMED, DECLINED, VOID = Confirmation.State
SYSTEM = Actor(user_id=None, name="Hệ thống Một Cửa")


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
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("version__form", "person", "dossier")
        .filter(pk=draft_id, person_id=citizen.person_id)
        .first()
    )
    if draft is None:
        raise DraftNotFound
    if refusal := why_not_invite(draft, key, at=at):
        raise refusal
    party = _party(draft, key, at)
    found = party.number or identity_number(number) or ""
    if len(found) != 12 or found == draft.person.identity_number:
        raise ConfirmNeedsNumber
    draft.confirmations.filter(key=key).exclude(state=VOID).update(state=VOID)
    asked = Confirmation.objects.create(
        draft=draft,
        key=key,
        number=found,
        name=(party.name or name or party.asked.title)[:200],
        invited_at=at,
    )
    _record("invite", asked, citizen.actor, at)
    _tell_invited(asked, at)
    return asked


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
def confirm(*, confirmation_id: uuid.UUID, citizen: Citizen, digest: str, at: datetime) -> Confirmation:
    """
    Confirm what was shown, named by its ``digest``. Pressed twice, it is confirmed once.

    :raises ConfirmationNotFound: if one is not the one asked.
    :raises ChangedSinceShown: if the answers are no longer those.
    """
    asked = _locked(confirmation_id, citizen)
    if asked.state == CONFIRMED and asked.digest == digest:
        return asked
    if refusal := why_not_answer(asked):
        raise refusal
    if digest != co_declarants.digest_to_confirm(asked.draft, asked.key):
        raise ChangedSinceShown
    return _answered(asked, citizen, CONFIRMED, at)


@transaction.atomic
def decline(*, confirmation_id: uuid.UUID, citizen: Citizen, reason: str, at: datetime) -> Confirmation:
    """
    Say what is not right; the declarant is told and may ask again.

    :raises SayWhyDeclined: without a reason.
    """
    asked = _locked(confirmation_id, citizen)
    if refusal := why_not_answer(asked):
        raise refusal
    if not reason.strip():
        raise SayWhyDeclined
    asked.reason = reason.strip()[:500]
    return _answered(asked, citizen, DECLINED, at)


def why_not_answer(asked: Confirmation) -> Refusal | None:
    if asked.draft.dossier_id or asked.state != ASKED:
        return ConfirmationEnded(state=Confirmation.State(asked.state).label)
    return None


def void_changed(draft: Draft, *, at: datetime) -> None:
    """End, under the draft's lock, what was confirmed of answers that are others now; both are told."""
    for given in draft.confirmations.exclude(state=VOID).select_related("by"):
        declared = co_declarants.number_declared(draft, given.key)
        to_another = bool(declared) and declared != given.number
        changed = given.state != ASKED and given.digest != co_declarants.digest_to_confirm(draft, given.key)
        if not to_another and not changed:
            continue
        was, given.state = given.state, VOID
        given.save(update_fields=["state"])
        _record("void", given, SYSTEM, at)
        if was == CONFIRMED:
            _tell_void(given, at)


def _locked(confirmation_id: uuid.UUID, citizen: Citizen) -> Confirmation:
    number = Person.objects.values_list("identity_number", flat=True).get(pk=citizen.person_id)
    mine = Confirmation.objects.filter(pk=confirmation_id, number=number or None)
    draft_id = mine.values_list("draft_id", flat=True).first()
    if draft_id is None:
        raise ConfirmationNotFound
    Draft.objects.select_for_update().get(pk=draft_id)  # first, as whoever saves the draft does
    return mine.select_for_update(of=("self",)).select_related("draft__version__form", "draft__person").get()


def _answered(asked: Confirmation, citizen: Citizen, state: Confirmation.State, at: datetime) -> Confirmation:
    asked.state = state
    asked.digest = co_declarants.digest_to_confirm(asked.draft, asked.key)
    asked.by_id, asked.answered_at = citizen.person_id, at
    asked.save(update_fields=["state", "digest", "reason", "by", "answered_at"])
    _record("confirm" if state == CONFIRMED else "decline", asked, citizen.actor, at)
    said = "đã xác nhận" if state == CONFIRMED else f"không xác nhận: {asked.reason}"
    _tell(
        asked.draft.person,
        f"{asked.name} {'đã' if state == CONFIRMED else 'không'} xác nhận bản khai",
        f"{asked.name} {said}. Thủ tục: {asked.draft.version.title}.",
        f"/ban-nhap/{asked.draft_id}/xac-nhan/",
        f"{asked.pk}:{state.value}",
        at,
    )
    return asked


def _tell_invited(asked: Confirmation, at: datetime) -> None:
    person = Person.objects.filter(identity_number=asked.number).first()
    if person:
        _tell(
            person,
            "Có bản khai chờ bạn xác nhận",
            f"{asked.draft.person.full_name} mời bạn xác nhận bản khai: {asked.draft.version.title}.",
            f"/viec-xac-nhan/{asked.pk}/",
            f"{asked.pk}:asked",
            at,
        )


def _tell_void(given: Confirmation, at: datetime) -> None:
    body = (
        f"Bản khai đã sửa sau khi {given.name} xác nhận nên phải xác nhận lại: {given.draft.version.title}."
    )
    title = "Bản khai đã sửa, xác nhận cũ không còn hiệu lực"
    link = f"/ban-nhap/{given.draft_id}/xac-nhan/"
    _tell(given.draft.person, title, body, link, f"{given.pk}:void:owner", at)
    if given.by:
        _tell(given.by, title, body, "/thong-bao/", f"{given.pk}:void", at)


def _tell(person: Person, title: str, body: str, link: str, dedupe: str, at: datetime) -> None:
    notices.tell(
        recipient=f"person:{person.pk}",
        title=title[:200],
        body=body,
        link=link,
        email=person.email,
        dedupe=f"confirmation:{dedupe}",
        at=at,
    )


def _record(verb: str, asked: Confirmation, actor: Actor, at: datetime) -> None:
    journal.record(
        f"draft.{verb}-confirmation",
        subject=asked.draft.subject,
        actor=actor,
        at=at,
        co_declarant=asked.key,
        confirmation=str(asked.pk),
        digest=asked.digest,
    )


def _party(draft: Draft, key: str, at: datetime) -> co_declarants.Party:
    return next(p for p in co_declarants.parties(draft, on=_day(at)) if p.asked.key == key)


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()
