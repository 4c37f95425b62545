"""The applicant says where the result goes; a desk that has nothing of a dossier helps its applicant."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.dossiers import legal
from motcua.dossiers.delivery.errors import (
    AddressMissing,
    DeskNotThere,
    NobodyToHelp,
    SayWhatFor,
    TriedTooOften,
    WayNotOffered,
)
from motcua.dossiers.delivery.models import DeskHelp
from motcua.dossiers.delivery.queries import HELP
from motcua.dossiers.delivery.ways import Delivery, Way, handing_over_unit, ways_offered
from motcua.dossiers.managers import Viewer
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.moves import lock_for, record
from motcua.dossiers.operations.results import deliver_online
from motcua.dossiers.policies import why_not_receive_for
from motcua.dossiers.states import Move
from motcua.journal import operations as journal
from motcua.journal.queries import times_read
from motcua.kernel.identity import identity_number
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.models import Duty, Unit, UnitKind
from motcua.orgs.postings import Posting
from motcua.orgs.queries import units_on

TRIED = "tried"
HOUR = timedelta(hours=1)
LONGEST_REASON, LONGEST_ADDRESS = 300, 300


@transaction.atomic
def choose_delivery(
    *,
    code: str,
    viewer: Viewer,
    way: Way,
    at: datetime,
    desk_id: int | None = None,
    address: str = "",
) -> Dossier:
    """
    Keep where the applicant wants the result, until it is handed over.

    A result that is there comes at once to who wants it online.

    :raises WayNotOffered: if the form does not offer it.
    :raises DeskNotThere: if the desk is not said, or there is none.
    :raises AddressMissing: if it is to be sent and nobody says where.
    """
    dossier = lock_for(Move.CHOOSE_DELIVERY, code=code, viewer=viewer, at=at)
    if way not in ways_offered(dossier):
        raise WayNotOffered(way=way.label)
    chosen = delivery_to(way, desk_id=desk_id, address=address, receiving=dossier.receiving_unit, at=at)
    for name, value in chosen.columns().items():
        setattr(dossier, name, value)
    dossier.save(update_fields=list(chosen.columns()))
    said = handing_over_unit(dossier).name if way == Way.DESK else ""
    record(dossier, Move.CHOOSE_DELIVERY, viewer=viewer, at=at, way=way.value, desk=said)
    if way == Way.ONLINE:
        deliver_online(dossier_id=str(dossier.pk), at=at)
        dossier.refresh_from_db()
    return dossier


def delivery_to(way: Way, *, desk_id: int | None, address: str, receiving: Unit, at: datetime) -> Delivery:
    """
    Return where the result goes as somebody chose it.

    :raises DeskNotThere, AddressMissing: as ``choose_delivery``.
    """
    address = tidy(address)[:LONGEST_ADDRESS] if way == Way.POST else ""
    if way == Way.POST and not address:
        raise AddressMissing
    if way != Way.DESK or desk_id == receiving.pk:
        return Delivery(way, address=address)
    on = at.astimezone(VIETNAM).date()
    desk = units_on(on).filter(pk=desk_id, kind=UnitKind.DESK).first() if desk_id else None
    if desk is None:
        raise DeskNotThere
    return Delivery(way, desk)


def help_at_desk(
    *, code: str, number: str, reason: str, clerk: Posting, desk: Unit, at: datetime
) -> DeskHelp:
    """
    Open a dossier for its applicant, who stands at ``desk`` with their papers, and sees who and why.

    Who asks with a wrong number leaves a trace as well, and after several must stop.

    :raises NotYourDuty: if the clerk does not receive at this desk.
    :raises SayWhatFor: if it is not said what for.
    :raises TriedTooOften: after too many wrong ones within the hour.
    :raises NobodyToHelp: if code and number do not belong together; the same as if there were no such code.
    """
    if refusal := why_not_receive_for(clerk, desk):
        raise refusal
    reason = tidy(reason)[:LONGEST_REASON]
    if not reason:
        raise SayWhatFor
    on = at.astimezone(VIETNAM).date()
    if times_read(desk.subject, by=clerk.actor, what=TRIED, since=at - HOUR) >= legal.value(
        "desk_help.tries", on
    ):
        raise TriedTooOften
    found = _opened(code, number, reason, clerk, desk, at)
    if found is None:
        raise NobodyToHelp
    return found


@transaction.atomic
def _opened(code: str, number: str, reason: str, clerk: Posting, desk: Unit, at: datetime) -> DeskHelp | None:
    dossier = Dossier.objects.filter(code=code.strip().upper()).first()
    wanted = identity_number(number) or tidy(number)
    if dossier is None or not wanted or not _theirs(dossier, wanted):
        for subject in (desk.subject, *([dossier.subject] if dossier else [])):
            journal.record_reading(subject=subject, reader=clerk.actor, what=TRIED, at=at)
        return None  # not raised: the trace stays
    minutes = legal.value("desk_help.minutes", at.astimezone(VIETNAM).date())
    journal.record_reading(subject=dossier.subject, reader=clerk.actor, what=f"{HELP} {reason}"[:60], at=at)
    return DeskHelp.objects.create(
        dossier=dossier,
        officer_id=clerk.officer_id,
        desk=desk,
        reason=reason,
        opened_at=at,
        until_at=at + timedelta(minutes=minutes),
    )


def _theirs(dossier: Dossier, number: str) -> bool:
    """Whether who shows this number is the applicant, who filed for them, or represents the business."""
    people = Q(person__identity_number=number) | Q(filer__identity_number=number)
    people |= Q(business__representative__identity_number=number) | Q(applicant__number=number)
    return Dossier.objects.filter(people, pk=dossier.pk).exists()


@transaction.atomic
def end_help(*, clerk: Posting, code: str, at: datetime) -> int:
    """Close what the clerk opened: whoever they helped has gone."""
    return DeskHelp.objects.filter(
        officer_id=clerk.officer_id,
        desk_id__in=clerk.units(Duty.RECEIVE),
        dossier__code=code,
        opened_at__lt=at,
        until_at__gt=at,
    ).update(until_at=at)
