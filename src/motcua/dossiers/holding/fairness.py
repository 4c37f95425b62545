"""
Dossiers of one procedure in one unit are taken up in the order in which their terms began.

Where that holds, how many of the first may be taken in any order, and which grounds there are for going
before one's turn are dated rules (``data/fairness-rules.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from motcua.dossiers.holding.errors import OutOfTurn, SayGroundInWords
from motcua.dossiers.holding.models import TakenOutOfTurn
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.dossiers.telling import moment
from motcua.kernel.dated import DatedRule, in_force, read_rules
from motcua.kernel.legal_time import VIETNAM
from motcua.kernel.text import tidy
from motcua.orgs.postings import Posting

OWN_WORDS = "own-words"
MOST_COUNTED = 1000


@dataclass(frozen=True)
class TurnReason:
    """Why somebody goes before their turn: a ground of the rules, and words where it asks for them."""

    ground: str = ""
    words: str = ""


@cache
def rules() -> tuple[DatedRule, ...]:
    return read_rules(Path(__file__).parent.parent / "data" / "fairness-rules.yaml")


def rule(key: str, on: date) -> DatedRule:
    return in_force(rules(), f"fairness.{key}", on)


def grounds(on: date) -> Mapping[str, str]:
    """Return the grounds of the day, by key, as people read them. Vietnamese: they are kept with the act."""
    return dict(rule("grounds", on).value)


def stand_before(dossier: Dossier) -> QuerySet[Dossier]:
    """Return what waits longer than ``dossier``, of its procedure and in its unit: the longest first."""
    earlier = Q(accepted_at__lt=dossier.accepted_at)
    earlier |= Q(accepted_at=dossier.accepted_at, filed_at__lt=dossier.filed_at)
    earlier |= Q(accepted_at=dossier.accepted_at, filed_at=dossier.filed_at, number__lt=dossier.number)
    return Dossier.objects.filter(
        earlier,
        deciding_unit_id=dossier.deciding_unit_id,
        state=State.RECEIVED,
        version__code=dossier.version.code,
    ).order_by("accepted_at", "filed_at", "number")


def check_turn(
    dossier: Dossier, reason: TurnReason, *, officer_id: int, by: Posting, at: datetime
) -> dict[str, Any]:
    """
    Let a dossier that is held be taken up: in its turn, or for a reason, which is kept.

    Return what the act says of it. Called before the dossier leaves where it waits. What a colleague is
    taking up this moment no longer stands before it, and is not waited for.

    :raises OutOfTurn: if others stand before it and no ground is given.
    :raises SayGroundInWords: if the ground given asks for words and has none.
    """
    on = at.astimezone(VIETNAM).date()
    if dossier.state != State.RECEIVED or not _applies(dossier.version.code, on):
        return {}
    before = stand_before(dossier)
    free = rule("first", on).value
    waiting = list(
        before.select_for_update(skip_locked=True, of=("self",)).only("code", "accepted_at")[:free]
    )
    if len(waiting) < free:
        return {}
    first, known = waiting[0], grounds(on)
    words = tidy(reason.words)[:500]
    if reason.ground not in known:
        assert first.accepted_at is not None, "what was received has a term"
        raise OutOfTurn(first=first.code, since=moment(first.accepted_at))
    if reason.ground == OWN_WORDS and not words:
        raise SayGroundInWords
    taken = TakenOutOfTurn.objects.create(
        dossier=dossier,
        unit_id=dossier.deciding_unit_id,
        procedure=dossier.version.code,
        officer_id=officer_id,
        taken_by_id=by.officer_id,
        ground=reason.ground,
        words=words,
        passed_over=before[:MOST_COUNTED].count(),
        first=first.code,
        taken_at=at,
    )
    said = ": ".join(filter(None, (known[reason.ground], words)))
    return {"reason": f"Ngoài thứ tự. {said}", "passed_over": taken.passed_over, "first": first.code}


def first_waiting(dossier: Dossier, *, on: date) -> Dossier | None:
    """Return what has to be taken up before ``dossier``, or None where it is its turn."""
    if dossier.state != State.RECEIVED or not _applies(dossier.version.code, on):
        return None
    free = rule("first", on).value
    waiting = list(stand_before(dossier).select_related("version")[:free])
    return waiting[0] if len(waiting) >= free else None


def _applies(procedure: str, on: date) -> bool:
    where: dict[str, list[str]] = rule("applies", on).value
    only = where.get("only", [])
    return procedure not in where.get("but", []) and (not only or procedure in only)
