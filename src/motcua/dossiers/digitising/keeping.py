"""The last step: the copy is signed as the law of the day asks, named, and goes into its owner's vault."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.dossiers.digitising.describing import described
from motcua.dossiers.digitising.models import Digitisation
from motcua.dossiers.digitising.policies import why_not_sign
from motcua.dossiers.digitising.rules import Signs, signers
from motcua.dossiers.digitising.steps import Step
from motcua.dossiers.models import DossierPaper
from motcua.journal import operations as journal
from motcua.orgs.models import Unit
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
def sign_and_keep(*, digitisation_id: uuid.UUID, clerk: Posting, at: datetime) -> HeldPaper:
    """
    Sign the copy and put it into the vault under its code; for a dossier it is the paper handed in.

    Pressed twice, it is one paper.

    :raises NotThisStep, StillReading: as they say.
    :raises NotOwnersPaper: if the paper is somebody else's.
    :raises HolderMissing, TermBackwards: as ``vault.keep`` says.
    :raises SigningFailed, TimeStampUnavailable: nothing has changed then.
    """
    found = Digitisation.objects.locked(clerk, digitisation_id)
    if found.step == Step.KEPT and found.held:
        return found.held
    if refusal := why_not_sign(found):
        raise refusal
    said = described(found)
    pages = list(found.pages)
    electronic = signed_elsewhere(pages)
    who = () if electronic else signers(localdate(at), own_result=found.own_result)
    held = vault.keep(
        owner=found.owner,
        file=electronic or taking_in.keep_own(_signed(found, who, clerk, at), at=at),
        said=said,
        level=Level.SIGNED if electronic else Level.CERTIFIED if who else Level.DIGITISED,
        actor=clerk.actor,
        at=at,
        came_from=origin_of(pages[0].file_id),
    )
    _move_pages(found, pages, held)
    _hand_in(found, held, clerk, at)
    found.step, found.held, found.copy, found.changed_at = Step.KEPT, held, None, at
    found.save(update_fields=["step", "held", "copy", "changed_at"])
    journal.record(
        "digitisation.kept",
        subject=found.subject,
        actor=clerk.actor,
        at=at,
        code=held.code,
        sha256=held.file_id,
        signers=[str(each) for each in who],
    )
    return held


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


def _signed(found: Digitisation, who: Sequence[Signs], clerk: Posting, at: datetime) -> bytes:
    pdf = scan_as_pdf(found)
    agency = found.desk.parent or found.desk
    for each in who:
        signer = signer_for(_signatory(each, clerk, agency))
        pdf = signer.sign(pdf, reason=REASON, location=agency.name, field=FIELDS[each], at=at)
    return pdf


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
