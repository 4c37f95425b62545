"""The result: signed and issued, handed over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.decisions import Decision, Proposal, result_template
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.operations.issuing import issue_letter
from motcua.dossiers.operations.moves import lock_for, move_to, record
from motcua.dossiers.operations.numbers import take_result_number
from motcua.dossiers.operations.signing import sign_letter
from motcua.dossiers.operations.vaulting import keep_result, owner_of
from motcua.dossiers.states import Move, is_legal
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.postings import Posting
from motcua.papers import operations as papers
from motcua.papers.models import IssuedPaper, Paper

CERTIFIED_COPY = "certified-copy"
REFUSAL_TEMPLATE = "refusal-decision"
REFUSAL_TITLE = "Văn bản từ chối giải quyết hồ sơ"


@transaction.atomic
def sign(*, code: str, signer: Posting, at: datetime, tracking_url: str | None = None) -> Dossier:
    """
    Sign and issue the result: it gets its number and date, its signature and its verification code.

    With the ``tracking_url`` for letters, the one that refuses a part is signed at once too.

    :raises MoveNotAllowed: if it is not with the signer.
    :raises NotYourDuty: if the officer does not sign for the unit.
    """
    dossier = lock_for(Move.SIGN, code=code, viewer=signer, at=at)
    proposal = Proposal.of(dossier)
    assert proposal is not None, "a dossier reaches the signer only with a proposal"
    book = paper_of(dossier, proposal)[0]
    year = at.astimezone(VIETNAM).year
    taken = take_result_number(dossier=dossier, unit=dossier.deciding_unit, book=book, year=year)
    issued = _issue(dossier, proposal, signer, at, number=f"{taken.number}/{year}")
    dossier.result = issued
    keep_result(dossier, proposal, issued, signer, at)
    letter = _refuse_a_part(dossier, proposal, signer, at)
    move_to(dossier, Move.SIGN, at=at)
    dossier.save()
    record(
        dossier,
        Move.SIGN,
        viewer=signer,
        at=at,
        decision=proposal.decision.value,
        number=issued.number,
        sha256=issued.file_id,
        verify_code=issued.verify_code,
        letter=letter and letter.number,
    )
    if letter and tracking_url is not None:
        sign_letter(letter_id=letter.pk, signer=signer, tracking_url=tracking_url, at=at)
    return dossier


def _refuse_a_part(dossier: Dossier, proposal: Proposal, signer: Posting, at: datetime) -> Letter | None:
    """Tell in writing what is not granted of a request granted in part."""
    if proposal.decision != Decision.GRANT_PARTLY:
        return None
    return issue_letter(
        dossier,
        Letter.Kind.REFUSAL,
        signer,
        at,
        unit=dossier.deciding_unit,
        reason=proposal.reason,
        citation=proposal.citation,
        guidance="",
        complaint=proposal.complaint,
        part=True,
    )


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
    wanted = dossier.answers.get("receive_by", "online" if dossier.channel == "online" else "desk")
    if not is_legal(Move.HAND_OVER, dossier.place) or wanted != "online":
        return False
    move_to(dossier, Move.HAND_OVER, at=at)
    dossier.save()
    record(dossier, Move.HAND_OVER, viewer=None, at=at, to=dossier.applicant_name, way="online")
    return True


def issue_again(dossier: Dossier, proposal: Proposal, signer: Posting, at: datetime) -> IssuedPaper:
    """Issue a corrected result: under the number of the first, with the day of the correction."""
    assert dossier.result is not None, "only what was issued is issued again"
    issued = _issue(dossier, proposal, signer, at, number=dossier.result.number)
    keep_result(dossier, proposal, issued, signer, at)
    return issued


def _issue(
    dossier: Dossier, proposal: Proposal, signer: Posting, at: datetime, *, number: str
) -> IssuedPaper:
    template, title, fields = paper_of(dossier, proposal)
    return papers.issue(
        template=template,
        data=fields,
        title=title,
        number=number,
        issued_on=at.astimezone(VIETNAM).date(),
        holder=dossier.applicant_name,
        subject=dossier.subject,
        owner=owner_of(dossier),
        issuer=dossier.deciding_unit.name,
        signer=papers.SignerIdentity(
            key=f"officer-{signer.officer_id}", name=signer.actor.name, post=signer.title
        ),
        at=at,
        originals=scans_of(dossier) if template == CERTIFIED_COPY else (),
    )


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
