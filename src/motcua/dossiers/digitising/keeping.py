"""The last step: the copy is signed as the law of the day asks, named, and goes into its owner's vault."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers.digitising.describing import described
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.policies import why_not_at, why_not_sign
from motcua.dossiers.digitising.rules import Signs, signers
from motcua.dossiers.digitising.steps import Step
from motcua.dossiers.models import DossierPaper
from motcua.dossiers.telling import holders
from motcua.journal import operations as journal
from motcua.notices import operations as notices
from motcua.orgs.models import Duty, Unit
from motcua.orgs.postings import Posting
from motcua.papers import queries, taking_in
from motcua.papers.digitising.operations import origin_of
from motcua.papers.models import Paper, StoredFile
from motcua.papers.previews import bound
from motcua.papers.signatures.models import SignatureCheck
from motcua.papers.signing import Signatory, signer_for
from motcua.papers.vault import operations as vault
from motcua.papers.vault.models import HeldPaper, Level

FIELDS = {Signs.OFFICER: "NguoiSoHoa", Signs.AGENCY: "CoQuan"}
REASON = "Số hóa từ bản chính"


@transaction.atomic
def sign_and_keep(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> Digitisation:
    """
    Sign the copy and put it into the vault under its code; for a dossier it is the paper handed in.

    Where the agency signs too, it waits for whoever keeps the agency's key, unless that is the clerk.
    Pressed twice, it is one paper.

    :raises NotThisStep, StillReading: as they say.
    :raises NotOwnersPaper: if the paper is somebody else's.
    :raises HolderMissing, TermBackwards: as ``vault.keep`` says.
    :raises SigningFailed, TimeStampUnavailable: nothing has changed then.
    """
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if found.step in {Step.SEAL, Step.KEPT}:
        return found
    if refusal := why_not_sign(found):
        raise refusal
    if electronic := signed_elsewhere(list(found.pages)):
        return _keep(found, electronic, Level.SIGNED, (), clerk, at)
    who = signers(localdate(at), own_result=found.own_result)
    pdf = scan_as_pdf(found)
    if Signs.OFFICER in who:
        pdf = _signed(pdf, Signs.OFFICER, found.agency, clerk, at)
    if Signs.AGENCY in who and not clerk.may(Duty.SEAL, found.agency.pk):
        return _wait_for_the_agency(found, pdf, clerk, at)
    if Signs.AGENCY in who:
        pdf = _signed(pdf, Signs.AGENCY, found.agency, clerk, at)
    level = Level.CERTIFIED if who else Level.DIGITISED
    return _keep(found, taking_in.keep_own(pdf, at=at), level, who, clerk, at)


@transaction.atomic
def seal(*, digitisation_id: uuid.UUID, officer: Posting, at: datetime) -> Digitisation:
    """
    Sign for the agency what the desk has signed, and put it into the vault. Pressed twice, it is one paper.

    :raises DigitisationNotFound: if the officer does not keep the key of its agency.
    :raises NotThisStep: if the desk has taken it back.
    :raises Refusal: otherwise as ``sign_and_keep`` says.
    """
    found = Digitisation.objects.locked_to_seal(officer, digitisation_id)
    if found.step == Step.KEPT:
        return found
    if refusal := why_not_at(Step.SEAL, found):
        raise refusal
    assert found.signed is not None, "a constraint holds that there is one"
    pdf = _signed(queries.read_bytes(found.signed), Signs.AGENCY, found.agency, officer, at)
    who = signers(localdate(at), own_result=found.own_result)
    return _keep(found, taking_in.keep_own(pdf, at=at), Level.CERTIFIED, who, officer, at)


def _wait_for_the_agency(found: Digitisation, pdf: bytes, clerk: Posting, at: datetime) -> Digitisation:
    described(found)  # what the vault would refuse is refused before anybody else is troubled
    found.signed = Paper.objects.create(
        owner=found.owner,
        kind=found.paper_type,
        title=found.title,
        file_name="ban-ky.pdf",
        file=taking_in.keep_own(pdf, at=at),
        uploaded_at=at,
        attached_to=found.copies,
    )
    found.step, found.changed_at = Step.SEAL, at
    found.save(update_fields=["signed", "step", "changed_at"])
    journal.record("digitisation.seal", subject=found.subject, actor=clerk.actor, at=at)
    for user_id in holders(found.agency.pk, Duty.SEAL, on=localdate(at)):
        notices.tell(
            recipient=f"user:{user_id}",
            title=f"Bản số hóa chờ ký số của cơ quan: {found.title}",
            body=f"{clerk.actor.name} đã đối chiếu và ký. Của {found.owner_name}.",
            link=f"/xu-ly/so-hoa/{found.pk}/",
            dedupe=f"{found.subject}:{found.attempt}:{at.isoformat()}:{user_id}",
            at=at,
        )
    return found


def _keep(
    found: Digitisation, file: StoredFile, level: Level, who: Sequence[Signs], by: Posting, at: datetime
) -> Digitisation:
    pages = list(found.pages)
    held = vault.keep(
        owner=found.owner,
        file=file,
        said=described(found),
        level=level,
        actor=by.actor,
        at=at,
        came_from=origin_of(pages[0].file_id),
    )
    _move_pages(found, pages, held)
    _hand_in(found, held, by, at)
    found.step, found.held, found.changed_at = Step.KEPT, held, at
    found.copy = found.signed = None
    found.save(update_fields=["step", "held", "copy", "signed", "changed_at"])
    journal.record(
        "digitisation.kept",
        subject=found.subject,
        actor=by.actor,
        at=at,
        code=held.code,
        sha256=held.file_id,
        signers=[str(each) for each in who],
    )
    return found


def signed_elsewhere(pages: Sequence[Paper]) -> StoredFile | None:
    """Return the one file that is an electronic original: it is kept as it is, nobody signs over it."""
    if len(pages) != 1:
        return None
    check = SignatureCheck.objects.filter(pk=pages[0].file_id).first()
    return pages[0].file if check and check.valid else None


def scan_as_pdf(digitisation: Digitisation) -> bytes:
    """Return the searchable copy, or the scan as it was made where no machine read it."""
    if digitisation.copy:
        return queries.read_bytes(digitisation.copy)
    return bound([page.file for page in digitisation.pages])


def _signed(pdf: bytes, who: Signs, agency: Unit, by: Posting, at: datetime) -> bytes:
    signer = signer_for(_signatory(who, by, agency))
    return signer.sign(pdf, reason=REASON, location=agency.name, field=FIELDS[who], at=at)


def _signatory(who: Signs, clerk: Posting, agency: Unit) -> Signatory:
    if who == Signs.AGENCY:
        return Signatory(key=f"agency-{agency.code}", name=agency.name, post="", organisation=agency.name)
    key = f"officer-{clerk.officer_id}"
    return Signatory(key=key, name=clerk.actor.name, post=clerk.title, organisation=agency.name)


def _move_pages(found: Digitisation, pages: list[Paper], held: HeldPaper) -> None:
    """The pages as they came stay beside the copy that was made of them."""
    Paper.objects.filter(pk__in=[page.pk for page in pages], attached_to=found.subject).update(
        attached_to=held.subject, owner=found.owner
    )
    Paper.objects.attached_to(found.copies).update(attached_to="")  # it lives on, signed, as the held paper


def _hand_in(found: Digitisation, held: HeldPaper, clerk: Posting, at: datetime) -> None:
    """A paper that lay at the counter unscanned is from now on there to be read."""
    line = found.line
    if line is None or line.paper_id:
        return
    paper = Paper.objects.create(
        owner=found.owner,
        kind=line.key or found.paper_type,
        title=line.title[:1000],
        file_name=vault.file_name_of(held),
        file=held.file,
        uploaded_at=at,
        uploaded_by_id=clerk.actor.user_id,
        attached_to=line.dossier.subject,
    )
    DossierPaper.objects.filter(pk=line.pk).update(paper=paper)
