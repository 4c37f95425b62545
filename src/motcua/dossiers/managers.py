"""Which dossiers somebody may see. Every list, search, page and export starts here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from motcua.accounts.citizens import Citizen
from motcua.dossiers.delivery.guests import Guest
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.lanes import Kind as LaneKind
from motcua.dossiers.lanes import lanes_of
from motcua.dossiers.steps import WorkStep
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

Viewer = Citizen | Posting | Asker
SIGNING = frozenset({WorkStep.SIGN, WorkStep.SEAL, WorkStep.SIGN_CORRECTION, WorkStep.SEAL_CORRECTION})
DECIDERS = (Duty.HANDLE, Duty.REVIEW, Duty.SIGN, Duty.SEAL)


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, viewer: Viewer) -> DossierQuerySet:
        """
        Return what ``viewer`` may see in full.

        A citizen: their own, their businesses', and what was filed by their mandates in force. Who asks for a
        unit: what it asked. Staff: what their desk received and what their unit decides; a guest, the one
        dossier. Administrators see none: they keep the system, not people's papers.
        """
        if isinstance(viewer, Citizen):
            own = Q(person_id=viewer.person_id) | Q(filer_id=viewer.person_id)
            own |= Q(business_id__in=viewer.business_ids)
            return self.filter(own | Q(mandate_id__in=viewer.mandate_ids) if viewer.mandate_ids else own)
        if isinstance(viewer, Asker):
            return self.filter(asking_unit_id__in=viewer.units)
        if isinstance(viewer, Guest):
            return self.filter(pk=viewer.dossier_id)
        return self.filter(
            Q(receiving_unit_id__in=viewer.units(Duty.RECEIVE))
            | Q(deciding_unit_id__in=viewer.units(*DECIDERS))
        )

    def waiting_for(self, posting: Posting) -> DossierQuerySet:
        """Return the dossiers in which it is the turn of one of the officer's duties, and nobody else's."""
        found = Q(pk__in=[])
        for lane in lanes_of(posting):
            found |= lane.condition
        return self.filter(found)

    def locked(self, viewer: Viewer, code: str) -> Dossier:
        """
        Return the dossier, permitted and held until the transaction ends.

        :raises DossierNotFound: if there is none that ``viewer`` may see.
        """
        from motcua.dossiers.errors import DossierNotFound

        dossier = (
            self.visible_to(viewer)
            .select_for_update(of=("self",))
            # Not its holder: who waited for the lock would be given the joined row of before.
            .select_related(
                "version__form", "deciding_unit", "receiving_unit", "collect_at", "result", "extension"
            )
            .filter(code=code)
            .first()
        )
        if dossier is None:
            raise DossierNotFound(code=code)
        return dossier


def signs_now(posting: Posting) -> Q:
    """Return the condition that a result waits for the signature of one of the officer's duties."""
    found = Q(pk__in=[])
    for lane in lanes_of(posting):
        if lane.kind == LaneKind.STEPS and SIGNING.issuperset(lane.steps):
            found |= lane.condition
    return found


DossierManager = models.Manager.from_queryset(DossierQuerySet)
