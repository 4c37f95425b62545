"""A result goes into its holder's vault as it is issued; a paper of the vault serves where asked for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.accounts.citizens import Citizen, owners_of
from motcua.catalogue.facts import ProcedureResult, RequiredPaper
from motcua.catalogue.results import ResultTemplate
from motcua.dossiers.decisions import Decision, Proposal, result_template
from motcua.dossiers.errors import PaperNotAsked
from motcua.dossiers.models import Dossier, Draft
from motcua.dossiers.once_only.queries import origins_of
from motcua.dossiers.operations.saving import locked_draft
from motcua.dossiers.stated import facts_of
from motcua.kernel.days import full_date, partial_date
from motcua.kernel.identity import identity_number
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.papers.models import IssuedPaper, Paper
from motcua.papers.vault import operations as vault
from motcua.papers.vault.errors import HeldPaperNotFound
from motcua.papers.vault.models import HeldPaper, Level

NO_TYPE = "KQ"
"""The type of a result to which the national list gives no code."""


def keep_result(
    dossier: Dossier, proposal: Proposal, issued: IssuedPaper, signer: Posting, at: datetime
) -> HeldPaper | None:
    """
    Keep a result in the applicant's vault, in the transaction that issues it.

    A refusal is no paper to have, and a unit has no vault.

    Decree 118/2025/NĐ-CP, Art. 22: the result's code is the holder's identifier and the code of its type.
    """
    if proposal.decision == Decision.REFUSE or dossier.asking_unit_id:
        return None
    said = _described(dossier, proposal, issued, at)
    return vault.keep(
        owner=owner_of(dossier),
        file=issued.file,
        said=said,
        level=Level.SIGNED,
        actor=signer.actor,
        at=at,
        issued=issued,
        came_from=dossier.subject,
    )


@transaction.atomic
def reuse_in_draft(
    *, draft_id: uuid.UUID, citizen: Citizen, key: str, held_id: uuid.UUID, at: datetime
) -> Paper:
    """
    Use a paper of the citizen's vault for the paper asked for under ``key``. Ticked twice, it is one paper.

    :raises PaperNotAsked: if no such paper is asked for.
    :raises HeldPaperNotFound: if it is not in the vault, or of a type that does not serve.
    :raises NotUsable: if it is not in force.
    """
    draft = locked_draft(draft_id, citizen)
    asked = asked_paper(draft, key)
    owners = owners_of(draft.person_id, [draft.business_id])
    if not HeldPaper.objects.held_by(*owners).filter(pk=held_id, paper_type__in=asked.kinds).exists():
        raise HeldPaperNotFound
    paper = vault.reuse(
        held_id=held_id,
        owners=owners,
        kind=key,
        purpose=draft.version.title,
        subject=draft.subject,
        actor=citizen.actor,
        at=at,
    )
    draft.save(update_fields=draft.touch(at=at))
    return paper


def papers_read(draft: Draft, *, on: date) -> dict[str, HeldPaper]:
    """Return papers of the vault whose facts stand in the answers, by the papers asked for and not sent."""
    matches = (origin.match for origin in origins_of(draft, on=on).values())
    read = {match.paper for match in matches if match and match.paper}
    if not read:
        return {}
    mine = HeldPaper.objects.held_by(*owners_of(draft.person_id, [draft.business_id]))
    held = {paper.paper_type: paper for paper in mine.usable(on).filter(pk__in=read)}
    sent = set(Paper.objects.attached_to(draft.subject).values_list("kind", flat=True))
    asked = [p for p in draft.version.facts.papers if not p.present_only and p.key not in sent]
    return {p.key: held[kind] for p in asked for kind in p.kinds if kind in held}


def hand_in_what_was_read(draft: Draft, *, citizen: Citizen, at: datetime) -> None:
    """Put into a draft about to be filed the papers it was filled in from: who decides sees them."""
    for key, held in papers_read(draft, on=at.astimezone(VIETNAM).date()).items():
        vault.reuse(
            held_id=held.pk,
            owners=(held.owner,),
            kind=key,
            purpose=draft.version.title,
            subject=draft.subject,
            actor=citizen.actor,
            at=at,
        )


def asked_paper(draft: Draft, key: str) -> RequiredPaper:
    """:raises PaperNotAsked: if the procedure does not ask for it."""
    found = next((p for p in draft.version.facts.papers if p.key == key and not p.present_only), None)
    if found is None:
        raise PaperNotAsked
    return found


def owner_of(dossier: Dossier) -> str:
    """Return whose the result of a dossier is, and the vault it goes into."""
    if dossier.asking_unit_id:
        return f"unit:{dossier.asking_unit_id}"
    return owners_of(dossier.person_id, [dossier.business_id])[0]


def _described(dossier: Dossier, proposal: Proposal, issued: IssuedPaper, at: datetime) -> vault.Description:
    template, result = result_template(dossier), _result(dossier)
    holder, holder_name, holder_born = _about(dossier, template, proposal.fields)
    return vault.Description(
        paper_type=result.code or NO_TYPE,
        title=result.name or template.title,
        number=issued.number,
        issuer=issued.issuer_name,
        issued_on=issued.issued_on,
        issued_at_place=issued.issuer_name,
        valid_from=at.astimezone(VIETNAM).date(),
        valid_until=full_date(_said(proposal.fields, template.valid_until)),
        holder=holder,
        holder_name=holder_name,
        holder_born=holder_born,
        facts=facts_of(dossier, template, proposal.fields),
    )


def _about(dossier: Dossier, template: ResultTemplate, fields: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return number, name and birth of whom the result is about: as its template says, or the applicant."""
    about = template.about
    if about.name and (name := _said(fields, about.name)):
        number = identity_number(_said(fields, about.number)) or ""
        return number, name, partial_date(_said(fields, about.born)) or ""
    applicant = dossier.applicant
    return str(applicant.get("number", "")), dossier.applicant_name, str(applicant.get("birth_date", ""))


def _result(dossier: Dossier) -> ProcedureResult:
    """Return the first result the procedure names: the one its template makes."""
    named = dossier.version.facts.results
    return next((r for r in named if r.template), named[0] if named else ProcedureResult(name=""))


def _said(fields: Mapping[str, Any], key: str) -> str:
    return str(fields.get(key) or "") if key else ""
