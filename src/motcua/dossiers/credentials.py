"""A result as data that its holder shows in part (SD-JWT VC): which fields there are, and giving it out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings

from motcua.accounts.citizens import Citizen
from motcua.dossiers.decisions import Decision, Proposal, result_template
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import dossier_for
from motcua.dossiers.states import State
from motcua.papers import credentials
from motcua.papers.errors import NotInForce, PaperNotFound
from motcua.papers.models import IssuedPaper, Status


def fields_of(citizen: Citizen, code: str) -> tuple[IssuedPaper, dict[str, tuple[str, str]]]:
    """
    Return the result, and of each field its label and value.

    :raises DossierNotFound: if the dossier is not theirs.
    :raises PaperNotFound: if it has no result to have, or was refused.
    :raises NotInForce: if the result was revoked or replaced.
    """
    dossier = dossier_for(citizen, code)
    result, proposal = dossier.result, _last_proposal(dossier)
    handed_out = dossier.state in {State.FINISHED, State.HANDED_OVER}
    if result is None or not handed_out or proposal is None or proposal.decision == Decision.REFUSE:
        raise PaperNotFound
    if result.status != Status.IN_FORCE:
        raise NotInForce(number=result.number)
    labels = {field.key: field.label for field in result_template(dossier).fields}
    said = {key: (labels.get(key, key), str(value)) for key, value in proposal.fields.items() if value != ""}
    applicant = {"applicant_name": ("Người yêu cầu", dossier.applicant_name)}
    return result, said | applicant


def credential_of(*, citizen: Citizen, code: str, names: Collection[str], at: datetime) -> str:
    """
    Return the result as a credential that shows only the fields of ``names``; made anew each time.

    Two of them have nothing in common but what they show and which paper it is: that has to be asked after.

    :raises DossierNotFound, PaperNotFound, NotInForce: as ``fields_of``.
    """
    result, fields = fields_of(citizen, code)
    whole = credentials.issue(
        kind=f"urn:motcua:result:{result.template}",
        issuer=settings.BASE_URL,
        facts={
            "issued_on": result.issued_on.isoformat(),
            "issuing_authority": result.issuer_name,
            "signed_by": f"{result.signer_name}, {result.signer_post}",
            "number": result.number,
            "file_sha256": result.file_id,
            "status": {"verify_url": f"{settings.BASE_URL}/v/{result.verify_code}"},
        },
        claims={key: value for key, (_label, value) in fields.items()},
        at=at,
    )
    return credentials.shown(whole, names)


def _last_proposal(dossier: Dossier) -> Proposal | None:
    """Return what the result in force was made from: the correction's proposal, if there was one."""
    correction = dossier.corrections.filter(corrected=dossier.result).exclude(corrected=None).first()
    if correction is not None and correction.proposal is not None:
        return Proposal.from_json(correction.proposal)
    return Proposal.of(dossier)
