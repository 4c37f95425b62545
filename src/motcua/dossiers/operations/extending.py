"""A dossier that will be late: the apology with its one new date, proposed and signed before the due date."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.dossiers.errors import NewDateNotLater, NewDateOff
from motcua.dossiers.models import Dossier, Extension, Letter
from motcua.dossiers.operations.issuing import issue_letter
from motcua.dossiers.operations.moves import lock_for, lock_for_system, move_to, record, said
from motcua.dossiers.operations.signing import sign_letter
from motcua.dossiers.states import Move
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.calendars import calendar_for
from motcua.orgs.postings import Posting
from motcua.papers.errors import SigningFailed, TimeStampUnavailable


@transaction.atomic
def propose_extension(*, code: str, officer: Posting, reason: str, new_due_on: date, at: datetime) -> Dossier:
    """
    Propose an apology with a new date (Decree 118/2025/NĐ-CP, Art. 19.6), in place of one proposed before.

    :raises SayWhy: if no reason is given.
    :raises AlreadyExtended: if a new date was given before.
    :raises ExtensionTooLate: if the law leaves no time for it.
    :raises NewDateNotLater: if the new date is not after the old one.
    :raises NewDateOff: if it is a day off.
    """
    reason = said(reason)
    dossier = lock_for(Move.PROPOSE_EXTENSION, code=code, viewer=officer, at=at)
    return _propose(dossier, officer, reason, new_due_on, at)


@transaction.atomic
def prepare_extension(*, dossier_id: str, reason: str, new_due_on: date, at: datetime) -> bool:
    """
    Prepare the apology and its new date for signature, before it is too late, as the system.

    Return False when it may not be: extended before, proposed already, ended, or not under a term.
    """
    dossier = lock_for_system(Move.PROPOSE_EXTENSION, pk=dossier_id, at=at)
    if dossier is None or Extension.objects.filter(dossier=dossier).exists():
        return False
    _propose(dossier, None, said(reason), new_due_on, at)
    return True


def _propose(
    dossier: Dossier, officer: Posting | None, reason: str, new_due_on: date, at: datetime
) -> Dossier:
    old = dossier.due_at
    assert old is not None, "the policy asks for a due date"
    if new_due_on <= old.astimezone(VIETNAM).date():
        raise NewDateNotLater(old=f"{old.astimezone(VIETNAM):%d/%m/%Y}")
    calendar = calendar_for(dossier.deciding_unit_id, around=new_due_on)
    if not calendar.is_working(new_due_on):
        raise NewDateOff(day=f"{new_due_on:%d/%m/%Y}", reason=calendar.mark(new_due_on).reason)
    new = calendar.closing(new_due_on)
    Extension.objects.update_or_create(
        dossier=dossier,
        defaults={"reason": reason, "old_due_at": old, "new_due_at": new, "proposed_at": at},
    )
    move_to(dossier, Move.PROPOSE_EXTENSION, at=at, to=dossier.place)
    dossier.extension_waits = True
    dossier.save(update_fields=["extension_waits"])
    record(
        dossier,
        Move.PROPOSE_EXTENSION,
        viewer=officer,
        at=at,
        reason=reason,
        old_due_at=old.isoformat(),
        new_due_at=new.isoformat(),
    )
    return dossier


def sign_extension(*, code: str, signer: Posting, at: datetime, tracking_url: str | None = None) -> Dossier:
    """
    Sign the apology: the due date moves, once, and the applicant is told.

    With the ``tracking_url`` that stands on it the letter gets its electronic signature at once; if that
    fails it waits among the signer's letters.

    :raises NothingToSign: if nothing was proposed.
    :raises AlreadyExtended: if it was signed before.
    :raises ExtensionTooLate: if the law leaves no time for it.
    """
    dossier, letter = _extend(code, signer, at)
    if tracking_url is not None:
        with suppress(TimeStampUnavailable, SigningFailed):
            sign_letter(letter_id=letter.pk, signer=signer, tracking_url=tracking_url, at=at)
    return dossier


@transaction.atomic
def _extend(code: str, signer: Posting, at: datetime) -> tuple[Dossier, Letter]:
    dossier = lock_for(Move.SIGN_EXTENSION, code=code, viewer=signer, at=at)
    extension = dossier.extension
    extension.old_due_at, extension.signed_at = dossier.due_at or extension.old_due_at, at
    if extension.new_due_at <= extension.old_due_at:
        raise NewDateNotLater(old=f"{extension.old_due_at.astimezone(VIETNAM):%d/%m/%Y}")
    extension.save()
    dossier.due_at, dossier.extension_waits = extension.new_due_at, False
    move_to(dossier, Move.SIGN_EXTENSION, at=at, to=dossier.place)
    dossier.save()
    dates: dict[str, Any] = {
        "old_due_at": extension.old_due_at.isoformat(),
        "new_due_at": extension.new_due_at.isoformat(),
    }
    letter = issue_letter(
        dossier,
        Letter.Kind.APOLOGY,
        signer,
        at,
        unit=dossier.deciding_unit,
        reason=extension.reason,
        received_at=dossier.accepted_at and dossier.accepted_at.isoformat(),
        **dates,
    )
    record(
        dossier,
        Move.SIGN_EXTENSION,
        viewer=signer,
        at=at,
        reason=extension.reason,
        letter=letter.number,
        **dates,
    )
    return dossier, letter
