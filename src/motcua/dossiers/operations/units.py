"""The end of a unit, as far as dossiers are concerned: the offices below know nothing of them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.dossiers.errors import UnitHasOpenDossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import KEPT
from motcua.orgs import operations as orgs
from motcua.orgs.models import Unit
from motcua.orgs.postings import Posting


@transaction.atomic
def end_unit(
    *, admin: Posting, unit: Unit, on: date, at: datetime, into: Unit | None = None, citation: str = ""
) -> Unit:
    """
    End a unit from ``on``. Where dossiers wait in it, or results to be fetched, ``into`` must say who
    answers for them.

    The lock waits for filings under way: each holds its unit, so none slips in behind the count.

    :raises UnitHasOpenDossiers: if something is left to do with some and no unit follows.
    :raises Refusal: what ``orgs.operations.end_unit`` refuses.
    """
    held = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    ended = orgs.end_unit(admin=admin, unit=held, on=on, at=at, into=into, citation=citation)
    waiting = Dossier.objects.filter(Q(deciding_unit=held) | Q(receiving_unit=held), state__in=KEPT)
    if into is None and (count := waiting.count()):
        raise UnitHasOpenDossiers(unit=held.name, count=count)
    return ended
