"""What every change to the offices shares: the question who may, the lock, the act."""

from datetime import datetime
from typing import Any

from motcua.journal import operations as journal
from motcua.journal.actor import Actor
from motcua.orgs.models import Unit
from motcua.orgs.policies import why_not_administer
from motcua.orgs.postings import Posting


def require(admin: Posting, unit: Unit) -> None:
    if refusal := why_not_administer(admin, unit):
        raise refusal


def locked(unit_id: int) -> Unit:
    """Return the unit with its row held: one change to a unit, its posts and its people at a time."""
    return Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)


def record(what: str, unit: Unit, actor: Actor, at: datetime, *, opens: bool = False, **data: Any) -> None:
    journal.record(f"unit.{what}", subject=unit.subject, actor=actor, at=at, opens=opens, **data)
