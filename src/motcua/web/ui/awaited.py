"""Whose signature is awaited beside the straight way, in words for everybody else who reads of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers import limits
from motcua.dossiers.letters import number_of, official_name
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import UNDER_TERM, Move
from motcua.dossiers.to_sign import letters_to_sign
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs.models import Duty
from motcua.orgs.postings import Posting, names_of_holders
from motcua.web.ui import formats


def apologies(dossiers: Sequence[Dossier], reader: Posting, *, now: datetime) -> dict[UUID, str]:
    """Return, for each dossier whose apology is not signed yet, who has to. One statement, or none."""
    waiting = [dossier for dossier in dossiers if _waits(dossier)]
    if not waiting:
        return {}
    names = signers({dossier.deciding_unit_id for dossier in waiting}, reader, now=now)
    return {dossier.pk: _said(dossier, names[dossier.deciding_unit_id], now) for dossier in waiting}


def letters(dossiers: Sequence[Dossier], reader: Posting) -> dict[UUID, str]:
    """Return, for each dossier with a letter that waits for the reader as head, which. One statement."""
    found: dict[UUID, str] = {}
    for letter in letters_to_sign(reader).filter(dossier__in=[dossier.pk for dossier in dossiers]):
        title = f"{official_name(letter)}, số {number_of(letter)}"
        found[letter.dossier_id] = _("%(letter)s chờ bạn ký.") % {"letter": title}
    return found


def signers(units: Collection[int], reader: Posting, *, now: datetime) -> dict[int, str]:
    """Return who signs for each of ``units``, in words; the reader is "you"."""
    names = names_of_holders(Duty.SIGN, units, on=now.astimezone(VIETNAM).date())
    return {
        unit: _("bạn")
        if reader.may(Duty.SIGN, unit)
        else _(" hoặc ").join(names.get(unit, [])) or _("người ký")
        for unit in units
    }


def _waits(dossier: Dossier) -> bool:
    extension = limits.extension_of(dossier)
    return dossier.state in UNDER_TERM and extension is not None and extension.signed_at is None


def _said(dossier: Dossier, who: str, now: datetime) -> str:
    if why := limits.why_not(Move.SIGN_EXTENSION, dossier, at=now):
        return _("Văn bản xin lỗi không còn ký được nữa: %(why)s") % {"why": why}
    day = formats.short_day(dossier.extension.new_due_at.astimezone(VIETNAM).date())
    return _("Văn bản xin lỗi và ngày hẹn mới %(day)s chờ %(who)s ký.") % {"day": day, "who": who}
