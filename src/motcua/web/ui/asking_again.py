"""Asking for what the state holds: what that is stands beside the form, and a reason is asked for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.dossiers.asked import question_labels
from motcua.dossiers.models import Dossier
from motcua.dossiers.once_only.again import Reason, held_of
from motcua.dossiers.once_only.errors import ReasonForAskingAgainMissing, ReasonForAskingAgainNotSaid
from motcua.dossiers.once_only.models import AskedAgain
from motcua.kernel.errors import Refusal


def context(
    found: Dossier, data: QueryDict, refusal: Refusal | None, *, may: bool, on: date
) -> dict[str, Any]:
    """Return what ``ui/staff/already_held.html`` needs; nothing where the reader may not ask."""
    if not may:
        return {}
    papers, answers = held_of(found, on=on)
    names = {paper.key: paper.name for paper in found.version.facts.papers}
    return {
        "held_papers": [(names[key], each.words) for key, each in papers.items()],
        "held_questions": answers.keys() & question_labels(found).keys(),
        "again_reasons": AskedAgain.Why.choices,
        "again": data.get("again", ""),
        "again_note": data.get("again_note", ""),
        "again_error": _("Hãy chọn lý do, hoặc bỏ điều đó khỏi yêu cầu.")
        if isinstance(refusal, ReasonForAskingAgainMissing)
        else "",
        "again_note_error": str(refusal) if isinstance(refusal, ReasonForAskingAgainNotSaid) else "",
    }


def reason(data: QueryDict) -> Reason:
    """Return the reason that came with the form."""
    return Reason(data.get("again", ""), data.get("again_note", ""))
