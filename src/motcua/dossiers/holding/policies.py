"""Why a dossier may not change hands now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from motcua.catalogue.facts import Stage
from motcua.dossiers.errors import NotYourDuty
from motcua.dossiers.holding.errors import (
    AlreadyYours,
    BegunAlready,
    HolderIsHere,
    NotSentByYou,
    TakenUpByAnother,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.signers import next_duty
from motcua.dossiers.states import Move, State
from motcua.dossiers.telling import holders, moment
from motcua.journal.models import Act, Reading
from motcua.kernel.errors import Refusal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Appointment, Duty
from motcua.orgs.postings import Posting

HANDLERS = (Duty.HANDLE, Duty.REVIEW)
SENT = {
    f"dossier.{Move.PROPOSE.value}": Stage.EXAMINE,
    f"dossier.{Move.AGREE.value}": Stage.REVIEW,
    f"dossier.{Move.PROPOSE_CORRECTION.value}": Stage.EXAMINE,
}
"""The acts that send a dossier on, and where it comes back to when it is pulled back."""
OPENED = ("dossier", "preview")


@dataclass(frozen=True)
class Sent:
    """Who sent the dossier on last, when, and where it would come back to."""

    by: int | None
    at: datetime
    back_to: Stage


def why_not_take_up(officer: Posting, dossier: Dossier) -> Refusal | None:
    """Return why an officer of the unit may not take it up: they, or a colleague, did before."""
    holder = dossier.assigned_to
    if dossier.state == State.RECEIVED or holder is None:
        return None
    if holder.pk == officer.officer_id:
        return AlreadyYours()
    return TakenUpByAnother(officer=holder.full_name)


def why_not_take_over(officer: Posting, dossier: Dossier, *, on: date | None) -> Refusal | None:
    """
    Return why ``officer`` may not take the dossier from its holder: who is there keeps it.

    Without the day, whether they are is left to the operation.
    """
    unit, holder = dossier.deciding_unit, dossier.assigned_to
    if not any(officer.may(duty, unit.pk) for duty in HANDLERS):
        return NotYourDuty(duty=Duty.HANDLE.label, unit=unit.name)
    if holder is None or holder.pk == officer.officer_id:
        return AlreadyYours()
    if on and holder.pk in working({holder.pk}, unit_id=unit.pk, on=on):
        return HolderIsHere(officer=holder.full_name)
    return None


def why_not_pull_back(officer: Posting, dossier: Dossier) -> Refusal | None:
    """Return why ``officer`` may not pull back what was sent on: they did not send it, or it is begun."""
    sent = last_sent(dossier)
    if sent is None or sent.by != officer.actor.user_id:
        return NotSentByYou()
    begun = _signed_since(dossier, sent) or _opened_since(dossier, sent)
    return BegunAlready(officer=begun[0], when=moment(begun[1])) if begun else None


def last_sent(dossier: Dossier) -> Sent | None:
    act = Act.objects.filter(subject=dossier.subject, verb__in=SENT).order_by("-number").first()
    return Sent(act.actor_id, act.at, SENT[act.verb]) if act else None


def working(officers: Collection[int], *, unit_id: int, on: date) -> set[int]:
    """Return those of ``officers`` who handle dossiers in the unit on ``on``. One query."""
    held = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=on),
        from_on__lte=on,
        officer__in=officers,
        officer__user__is_active=True,
        post__unit_id=unit_id,
        post__duties__overlap=[duty.value for duty in HANDLERS],
    )
    return set(held.values_list("officer_id", flat=True))


def _signed_since(dossier: Dossier, sent: Sent) -> tuple[str, datetime] | None:
    if not dossier.signing_duty:
        return None
    verb = f"dossier.{Move.SIGN_IN_TURN.value}"
    act = Act.objects.filter(subject=dossier.subject, verb=verb, at__gte=sent.at).order_by("-number").first()
    return (act.actor_name, act.at) if act else None


def _opened_since(dossier: Dossier, sent: Sent) -> tuple[str, datetime] | None:
    """Return who of those whose turn it is has opened the dossier since it was sent to them, and when."""
    duty = next_duty(dossier) if dossier.stage == Stage.SIGN else Duty.REVIEW
    on = sent.at.astimezone(VIETNAM).date()
    theirs = [user for user in holders(dossier.deciding_unit_id, duty, on=on) if user != sent.by]
    read = Reading.objects.filter(
        subject=dossier.subject, at__gte=sent.at, what__in=OPENED, reader_id__in=theirs
    ).order_by("at", "pk")
    first = read.first()
    return (first.reader_name, first.at) if first else None
