"""A unit has ended: the one that answers for its files goes on with its dossiers, each by its own act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.dossiers.models import Dossier, Wait
from motcua.dossiers.operations.moves import LEFT, give_up_signing, lock_for_system, record
from motcua.dossiers.operations.recomputing import recount
from motcua.dossiers.operations.waiting import Why
from motcua.dossiers.states import KEPT, Move
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Succession

Heirs = Mapping[int, Succession]
MOST_AT_ONCE = 1000


def heirs(*, on: date) -> Heirs:
    """
    Return, by ended unit, what made another answer for its files by ``on``.

    A unit that several succeed is left out: who takes which file is for people to say.
    """
    known = Succession.objects.filter(on__lte=on).select_related("old", "new").order_by("old_id", "on")
    found = {old: list(each) for old, each in groupby(known, key=lambda one: one.old_id)}
    return {old: each[0] for old, each in found.items() if len(each) == 1}


def pass_all_on(*, at: datetime) -> int:
    """Pass on what ended units still hold; return how many. To run twice, or two at once, does it once."""
    known = heirs(on=at.astimezone(VIETNAM).date())
    held = Dossier.objects.filter(Q(receiving_unit__in=known) | Q(deciding_unit__in=known), state__in=KEPT)
    pks = list(held.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return sum(pass_on(dossier_id=pk, heirs=known, at=at) for pk in pks)


@transaction.atomic
def pass_on(*, dossier_id: UUID, heirs: Heirs, at: datetime) -> bool:
    """
    Give one dossier to the units that follow its own; return False where there is nothing to give.

    Its code and what was written of it stay. Nobody of the new unit has taken it up yet. Who decides it from
    now on has a calendar of its own: its dates follow that one, the act beside says which moved.
    """
    dossier = lock_for_system(Move.PASS_ON, pk=dossier_id)
    if dossier is None:
        return False
    decided_by = dossier.deciding_unit_id
    ended: dict[str, str] = {}
    made: dict[str, str] = {}
    for field in ("receiving_unit", "deciding_unit"):
        old = getattr(dossier, field)
        if last := _last(heirs, old.pk):
            ended[old.name], made[last.new.name] = "", last.citation
            setattr(dossier, field, last.new)
    if not ended:
        return False
    if dossier.deciding_unit_id != decided_by:
        dossier.assigned_to = None
        give_up_signing(dossier, LEFT, at)  # signed for the unit that is no more
    dossier.save(update_fields=["receiving_unit", "deciding_unit", "assigned_to", "signing_duty"])
    record(
        dossier,
        Move.PASS_ON,
        viewer=None,
        at=at,
        old=", ".join(ended),
        heir=", ".join(made),
        citation="; ".join(dict.fromkeys(made.values())),
    )
    if dossier.deciding_unit_id != decided_by:
        heir = dossier.deciding_unit.name
        why = Why(f"{heir} giải quyết tiếp hồ sơ, theo lịch làm việc của mình", "; ".join(made.values()))
        recount(Dossier.objects.filter(pk=dossier.pk), Wait.objects.filter(dossier=dossier), why, at=at)
    return True


def _last(heirs: Heirs, unit_id: int) -> Succession | None:
    """Return the last of the successions that lead from a unit; None where it goes on."""
    found, seen = heirs.get(unit_id), {unit_id}
    while found and found.new_id in heirs and found.new_id not in seen:
        seen.add(found.new_id)
        found = heirs[found.new_id]
    return found
