"""Official letters are signed: by the desk that made them, or by who signs for the unit."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from motcua.dossiers import letters
from motcua.dossiers.errors import DossierNotFound, LetterOfAnother, LetterSigned, NotYourDuty
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.operations.vaulting import owner_of
from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers import issuing, templates
from motcua.papers.issuing import Made
from motcua.papers.models import IssuedPaper


def why_not_sign_letter(signer: Posting, letter: Letter, *, signed: IssuedPaper | None) -> Refusal | None:
    """Return why ``signer`` may not sign the letter now; ``signed`` is its signed copy, if there is one."""
    duty = duty_for(letter)
    if not (signer.may(duty, letter.unit_id) or _asked_while_handling(letter, signer)):
        return NotYourDuty(duty=duty.label, unit=letter.unit.name)
    made_by = letter.content["officer"]
    if duty == Duty.RECEIVE and made_by not in (SYSTEM.name, signer.actor.name):
        return LetterOfAnother(officer=made_by)
    if signed is not None:
        return LetterSigned(number=letters.number_of(letter))
    return None


def duty_for(letter: Letter) -> Duty:
    """Return whose duty it is: what refuses or stops is signed for the agency, unless its desk made it."""
    if letters.refuses_a_part(letter):
        return Duty.SIGN
    by_the_desk = letter.unit_id == letter.dossier.receiving_unit_id
    decides = letter.kind in letters.OF_THE_HEAD or letter.kind == Letter.Kind.REFUSAL
    return Duty.SIGN if decides and not by_the_desk else Duty.RECEIVE


def _asked_while_handling(letter: Letter, signer: Posting) -> bool:
    """Whether it asks for more and ``signer`` handles the dossier: whoever asked signs."""
    return letter.kind == Letter.Kind.SUPPLEMENT and signer.may(Duty.HANDLE, letter.dossier.deciding_unit_id)


def sign_letter(*, letter_id: uuid.UUID, signer: Posting, tracking_url: str, at: datetime) -> IssuedPaper:
    """
    Sign a letter: from now on everybody gets the signed file, which anyone can check by its code.

    It is set, signed and time-stamped with no row held, and kept if nobody signed it meanwhile.

    :raises DossierNotFound: if its dossier is not theirs to see.
    :raises NotYourDuty, LetterOfAnother: if it is not theirs to sign.
    :raises LetterSigned: if it was signed before.
    :raises TimeStampUnavailable, SigningFailed: if it could not be signed; nothing has changed.
    """
    with transaction.atomic():
        letter = _locked(letter_id, signer)
    return _keep(_make(letter, signer, tracking_url, at), letter_id, signer, at)


def _locked(letter_id: uuid.UUID, signer: Posting) -> Letter:
    """Return the letter, held until the transaction ends, once ``signer`` may sign it."""
    letter = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("dossier__version", "dossier__receiving_unit", "unit__parent")
        .filter(pk=letter_id, dossier__in=Dossier.objects.visible_to(signer).values("pk"))
        .first()
    )
    if letter is None:
        raise DossierNotFound(code="")
    if refusal := why_not_sign_letter(signer, letter, signed=letters.signed_copy(letter)):
        raise refusal
    return letter


@transaction.atomic
def _keep(made: Made, letter_id: uuid.UUID, signer: Posting, at: datetime) -> IssuedPaper:
    letter = _locked(letter_id, signer)
    letter.awaits_head = False
    letter.save(update_fields=["awaits_head"])
    issued = issuing.keep(made)
    journal.record(
        "letter.signed",
        subject=letters.subject_of(letter),
        actor=signer.actor,
        at=at,
        code=letter.dossier.code,
        kind=letter.kind,
        number=issued.number,
        sha256=issued.file_id,
        verify_code=issued.verify_code,
    )
    return issued


def _make(letter: Letter, signer: Posting, tracking_url: str, at: datetime) -> Made:
    sheet = letters.sheet_of(letter, tracking_url=tracking_url)
    return issuing.make(
        template=sheet.template,
        data=sheet.data | _signs(letter),
        title=sheet.title,
        number=sheet.number,
        issued_on=letters.day_of(letter),
        holder=letter.dossier.applicant_name,
        subject=letters.subject_of(letter),
        owner=owner_of(letter.dossier),
        issuer=issuing.Issuer(letter.unit.name, letter.unit.parent.name if letter.unit.parent else ""),
        signer=issuing.SignerIdentity(
            key=f"officer-{signer.officer_id}", name=signer.actor.name, post=signer.title
        ),
        at=at,
        source=templates.source_at(sheet.template, letter.issued_at),
    )


def _signs(letter: Letter) -> dict[str, str]:
    """The name under the signature is the signer's."""
    if letters.refuses_a_part(letter):  # its form takes it from the head
        return {}
    return {"receiver_name" if letter.kind == Letter.Kind.RECEIPT else "officer_name": ""}
