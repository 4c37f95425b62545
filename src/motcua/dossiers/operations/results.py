"""The result: which paper it is, and that it is handed over. Signed it is in ``result_signing``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.decisions import Decision, Proposal, result_template
from motcua.dossiers.delivery.ways import Way, way_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.moves import lock_for, move_to, record
from motcua.dossiers.states import Move, is_legal
from motcua.orgs.postings import Posting
from motcua.papers.models import Paper

CERTIFIED_COPY = "certified-copy"
REFUSAL_TEMPLATE = "refusal-decision"
REFUSAL_TITLE = "Văn bản từ chối giải quyết hồ sơ"


@transaction.atomic
def hand_over(*, code: str, clerk: Posting, to: str, at: datetime) -> Dossier:
    """
    Hand the result over at the desk. ``to`` is who took it, as they said.

    :raises MoveNotAllowed: if there is no result, or it was handed over before.
    """
    dossier = lock_for(Move.HAND_OVER, code=code, viewer=clerk, at=at)
    move_to(dossier, Move.HAND_OVER, at=at)
    dossier.save()
    record(dossier, Move.HAND_OVER, viewer=clerk, at=at, to=to.strip() or dossier.applicant_name)
    return dossier


@transaction.atomic
def deliver_online(*, dossier_id: str, at: datetime) -> bool:
    """
    Give the result to an applicant who asked for it online, as soon as it is signed.

    Return False when there is nothing to deliver: handed over before, or asked for on paper.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    if not is_legal(Move.HAND_OVER, dossier.place) or way_of(dossier) != Way.ONLINE:
        return False
    move_to(dossier, Move.HAND_OVER, at=at)
    dossier.save()
    record(dossier, Move.HAND_OVER, viewer=None, at=at, to=dossier.applicant_name, way="online")
    return True


def scans_of(dossier: Dossier) -> list[Paper]:
    """Return the scans of what is certified, in the order they were handed in."""
    lines = dossier.papers.filter(paper__isnull=False).select_related("paper__file").order_by("pk")
    return [line.paper for line in lines if line.paper]


def paper_of(dossier: Dossier, proposal: Proposal) -> tuple[str, str, dict[str, Any]]:
    """Return the template, the title and the fields of the paper that answers as proposed."""
    common = {
        "dossier_code": dossier.code,
        "procedure_name": dossier.version.name,
        "applicant_name": dossier.applicant_name,
    }
    if proposal.decision == Decision.REFUSE:
        ground = {
            "reason": proposal.reason,
            "citation": proposal.citation,
            "complaint": proposal.complaint,
        }
        return REFUSAL_TEMPLATE, REFUSAL_TITLE, {**common, **ground}
    template = result_template(dossier)
    return template.template, template.title, {**common, **proposal.fields}
