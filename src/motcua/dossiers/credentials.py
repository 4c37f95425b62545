"""A result as data that its holder shows in part (SD-JWT VC): which fields there are, and giving it out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings

from motcua.accounts.citizens import Citizen
from motcua.dossiers.decisions import Decision, Proposal, result_template
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import dossier_for
from motcua.dossiers.states import State
from motcua.papers import credentials
from motcua.papers.errors import CredentialTooLong, NotInForce, PaperNotFound
from motcua.papers.issuer_key import Agency
from motcua.papers.models import IssuedPaper, Status

LONGEST_DRAWN = 2_000
"""Letters of a credential that a phone still reads from a QR code on a screen."""


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
    :raises AgencyKeyMissing: if the agency that decided has no key to vouch with.
    """
    result, fields = fields_of(citizen, code)
    claims = {key: value for key, (_label, value) in fields.items()}
    whole = _issued(dossier_for(citizen, code), result, claims, at)
    return credentials.shown(whole, names)


def drawn_credential_of(*, citizen: Citizen, code: str, names: Collection[str], at: datetime) -> str:
    """
    Return the credential of these fields short enough for a QR code: nothing in it of the others, no chain.

    Whoever reads it checks it without a network, with the agency's key kept from before.

    :raises CredentialTooLong: if so many fields cannot be drawn.
    """
    result, fields = fields_of(citizen, code)
    claims = {key: value for key, (_label, value) in fields.items() if key in names}
    found = _issued(dossier_for(citizen, code), result, claims, at, chain=False)
    if len(found) > LONGEST_DRAWN:
        raise CredentialTooLong(count=len(claims))
    return found


def issuer_address(code: str) -> str:
    """Return the address under which an agency vouches for data; its keys are published beside it."""
    return f"{settings.BASE_URL}/co-quan/{code}"


def _issued(
    dossier: Dossier, result: IssuedPaper, claims: Mapping[str, str], at: datetime, *, chain: bool = True
) -> str:
    unit = dossier.deciding_unit
    return credentials.issue(
        kind=f"urn:motcua:result:{result.template}",
        issuer=issuer_address(unit.code),
        agency=Agency(unit.code, unit.name),
        facts={
            "issued_on": result.issued_on.isoformat(),
            "issuing_authority": result.issuer_name,
            "signed_by": f"{result.signer_name}, {result.signer_post}",
            "number": result.number,
            "file_sha256": result.file_id,
            "status": {"verify_url": f"{settings.BASE_URL}/v/{result.verify_code}"},
        },
        claims=claims,
        at=at,
        chain=chain,
    )


def _last_proposal(dossier: Dossier) -> Proposal | None:
    """Return what the result in force was made from: the correction's proposal, if there was one."""
    correction = dossier.corrections.filter(corrected=dossier.result).exclude(corrected=None).first()
    if correction is not None and correction.proposal is not None:
        return Proposal.from_json(correction.proposal)
    return Proposal.of(dossier)
