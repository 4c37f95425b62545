"""Which dossiers somebody may see. Every list, search, page and export starts here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from motcua.accounts.citizens import Citizen
from motcua.catalogue.facts import Stage
from motcua.dossiers.internal.asker import Asker
from motcua.dossiers.states import UNDER_TERM, State
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

Viewer = Citizen | Posting | Asker
DECIDERS = (Duty.HANDLE, Duty.REVIEW, Duty.SIGN, Duty.SEAL)


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, viewer: Viewer) -> DossierQuerySet:
        """
        Return what ``viewer`` may see in full.

        A citizen: their own, their businesses', and what was filed by their mandates in force. Who asks for a
        unit: what it asked. Staff: what their desk received and what their unit decides. Administrators see
        none: they keep the system, not people's papers.
        """
        if isinstance(viewer, Citizen):
            own = Q(person_id=viewer.person_id) | Q(filer_id=viewer.person_id)
            own |= Q(business_id__in=viewer.business_ids)
            return self.filter(own | Q(mandate_id__in=viewer.mandate_ids) if viewer.mandate_ids else own)
        if isinstance(viewer, Asker):
            return self.filter(asking_unit_id__in=viewer.units)
        return self.filter(
            Q(receiving_unit_id__in=viewer.units(Duty.RECEIVE))
            | Q(deciding_unit_id__in=viewer.units(*DECIDERS))
        )

    def waiting_for(self, posting: Posting) -> DossierQuerySet:
        """Return the dossiers in which it is the turn of one of the officer's duties, and nobody else's."""
        held = Q(assigned_to_id=posting.officer_id) | Q(assigned_to=None)
        at_stage = {
            Duty.HANDLE: Q(state=State.RECEIVED) | (Q(stage=Stage.EXAMINE) & held),
            Duty.REVIEW: Q(stage=Stage.REVIEW),
            Duty.SIGN: (Q(state__in=UNDER_TERM) & _extension_to_sign()) | _letter_to_sign(posting),
        }
        mine = Q(
            receiving_unit_id__in=posting.units(Duty.RECEIVE),
            state__in=[State.FILED, State.FINISHED],
            stage=None,
        )
        for duty, turn in at_stage.items():
            mine |= Q(deciding_unit_id__in=posting.units(duty)) & turn
        return self.filter(mine | signs_now(posting))

    def locked(self, viewer: Viewer, code: str) -> Dossier:
        """
        Return the dossier, permitted and held until the transaction ends.

        :raises DossierNotFound: if there is none that ``viewer`` may see.
        """
        from motcua.dossiers.errors import DossierNotFound

        dossier = (
            self.visible_to(viewer)
            .select_for_update(of=("self",))
            .select_related(
                "version__form", "deciding_unit", "receiving_unit", "result", "extension", "assigned_to"
            )
            .filter(code=code)
            .first()
        )
        if dossier is None:
            raise DossierNotFound(code=code)
        return dossier


def signs_now(posting: Posting) -> Q:
    """Return the condition that a result waits for the signature of one of the officer's duties."""
    found = Q(deciding_unit_id__in=posting.units(Duty.SIGN), signing_duty="")
    for duty in (Duty.SIGN, Duty.SEAL):
        found |= Q(deciding_unit_id__in=posting.units(duty), signing_duty=duty.value)
    return Q(stage=Stage.SIGN) & found


def _letter_to_sign(posting: Posting) -> Q:
    from motcua.dossiers.models import Letter

    waiting = Letter.objects.filter(awaits_head=True, unit_id__in=posting.units(Duty.SIGN))
    return Q(pk__in=waiting.values("dossier"))


def _extension_to_sign() -> Q:
    from motcua.dossiers.models import Extension

    return Q(models.Exists(Extension.objects.filter(dossier=models.OuterRef("pk"), signed_at=None)))


DossierManager = models.Manager.from_queryset(DossierQuerySet)
