"""What a desk sees of dossiers that are not its own: results to hand over here, and whom it helps now."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from motcua.dossiers.delivery.guests import HANDS_OVER, HELPS, Guest
from motcua.dossiers.delivery.models import DeskHelp
from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import Move, State
from motcua.journal import operations as journal
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import name_key
from motcua.orgs.models import Duty, Unit, UnitKind
from motcua.orgs.postings import Posting
from motcua.orgs.queries import units_on

COLLECT, HELP = "collect", "help"
"""How a reading says that another desk looked."""


def to_collect_here(posting: Posting) -> QuerySet[Dossier]:
    """Return the results that applicants want from one of the clerk's desks, and other desks received."""
    return (
        Dossier.objects.filter(
            collect_at_id__in=posting.units(Duty.RECEIVE), state=State.FINISHED, stage=None
        )
        .select_related("version", "result", "receiving_unit", "collect_at")
        .defer("version__content", "answers", "proposal")
        .order_by("ended_at", "pk")
    )


def collected_here(posting: Posting, code: str, *, at: datetime, what: str = "") -> tuple[Dossier, Guest]:
    """
    Return one result to hand over at the clerk's desk, and as whom they do; their looking is noted.

    :raises DossierNotFound: if it is not to be collected here, or not any more.
    """
    found = to_collect_here(posting).filter(code=code).first()
    if found is None:
        raise DossierNotFound(code=code)
    journal.record_reading(subject=found.subject, reader=posting.actor, what=what or COLLECT, at=at)
    return found, as_guest(posting, found, HANDS_OVER)


def helped_now(posting: Posting, code: str, *, at: datetime) -> tuple[Dossier, Guest]:
    """
    Return the dossier the clerk was let into for somebody who stands here, and as whom they act.

    :raises DossierNotFound: if they were not, or that time is over.
    """
    found = _helps(posting, at).filter(dossier__code=code).values("dossier")
    dossier = (
        Dossier.objects.filter(pk__in=found)
        .select_related(
            "version__form", "deciding_unit", "receiving_unit", "collect_at", "result", "extension"
        )
        .prefetch_related("waits")
        .first()
    )
    if dossier is None:
        raise DossierNotFound(code=code)
    return dossier, as_guest(posting, dossier, HELPS)


def helps_of(posting: Posting, *, at: datetime) -> QuerySet[DeskHelp]:
    """Return whom the clerk helps now."""
    return _helps(posting, at).select_related("dossier__version").order_by("-opened_at")


def desks_to_choose(*, at: datetime) -> list[Unit]:
    """Return every desk of the province, in the order of names."""
    found = units_on(at.astimezone(VIETNAM).date()).filter(kind=UnitKind.DESK)
    return sorted(found, key=lambda desk: name_key(desk.name)[::-1])


def as_guest(posting: Posting, dossier: Dossier, moves: frozenset[Move]) -> Guest:
    return Guest(
        actor=posting.actor,
        officer_id=posting.officer_id,
        title=posting.title,
        duties=frozenset(),
        dossier_id=dossier.pk,
        moves=moves,
        whose=dossier.receiving_unit.name,
    )


def _helps(posting: Posting, at: datetime) -> QuerySet[DeskHelp]:
    return DeskHelp.objects.filter(
        officer_id=posting.officer_id, desk_id__in=posting.units(Duty.RECEIVE), until_at__gt=at
    )
