"""Official letters of a dossier for staff: listed, opened, signed. Each face mounts the addresses."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers import control_slip, letters
from motcua.dossiers.errors import DossierNotFound
from motcua.dossiers.models import Dossier, Letter
from motcua.dossiers.operations.signing import duty_for, sign_letter, why_not_sign_letter
from motcua.dossiers.queries import letter_for, read_by_staff
from motcua.journal.actor import SYSTEM
from motcua.kernel.errors import Refusal
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting
from motcua.papers.models import IssuedPaper, MediaType
from motcua.web.ui import awaited, files, staff
from motcua.web.ui.staff_files import tracking_url


@dataclass(frozen=True)
class LetterShown:
    """
    ``signer`` is who signed it, "" while nobody has; ``mine`` says that the reader may sign it now.

    ``awaited``: who else has to sign it.
    """

    id: str
    title: str
    number: str
    issued_at: datetime
    signer: str
    mine: bool
    awaited: str


def of(dossier: Dossier, posting: Posting, *, now: datetime) -> list[LetterShown]:
    """Return the letters, the newest first. Two statements, one more where one waits for its agency."""
    found = list(dossier.letters.select_related("unit").order_by("-issued_at"))
    subjects = [letters.subject_of(letter) for letter in found]
    signed = {paper.subject: paper for paper in IssuedPaper.objects.filter(subject__in=subjects)}
    for letter in found:
        letter.dossier = dossier
    unsigned = [letter for letter in found if letters.subject_of(letter) not in signed]
    units = {letter.unit_id for letter in unsigned if duty_for(letter) == Duty.SIGN}
    names = awaited.signers(units, posting, now=now) if units else {}
    return [_shown(each, posting, signed.get(letters.subject_of(each)), names) for each in found]


def _shown(
    letter: Letter, posting: Posting, signed: IssuedPaper | None, names: Mapping[int, str]
) -> LetterShown:
    mine = why_not_sign_letter(posting, letter, signed=signed) is None
    made_by = (
        names[letter.unit_id] if duty_for(letter) == Duty.SIGN and not signed else letter.content["officer"]
    )
    return LetterShown(
        id=str(letter.pk),
        title=str(Letter.Kind(letter.kind).label),
        number=letters.number_of(letter),
        issued_at=letter.issued_at,
        signer=signed.signer_name if signed else "",
        mine=mine,
        awaited="" if mine or signed or made_by == SYSTEM.name else made_by,
    )


@require_POST
def sign(request: HttpRequest, posting: Posting, letter_id: uuid.UUID) -> HttpResponse:
    """Sign a letter, and go back to its dossier."""
    letter = letter_for(posting, letter_id)
    code = letter.dossier.code
    try:
        sign_letter(letter_id=letter_id, signer=posting, tracking_url=tracking_url(code), at=staff.now())
    except DossierNotFound:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        said = {"letter": Letter.Kind(letter.kind).label, "number": letters.number_of(letter)}
        messages.success(request, _("Đã ký số %(letter)s, số %(number)s.") % said)
    face = request.resolver_match.namespace if request.resolver_match else ""
    return redirect(f"{face}:dossier", code)


@require_safe
def slip(request: HttpRequest, posting: Posting, code: str) -> HttpResponse:
    """Send the control slip as it stands now."""
    now = staff.now()
    found = read_by_staff(posting, code, at=now, what="control slip")
    content = control_slip.render(found, tracking_url=tracking_url(code), at=now)
    return files.shown(content, media_type=MediaType.PDF, name=f"Phiếu kiểm soát {code}.pdf")
