"""Interlinked filings for the table of access: every state that a part can be in, at one office."""

from __future__ import annotations

from django.utils import timezone

from motcua.accounts.models import Person
from motcua.dossiers import operations as dossiers
from motcua.dossiers.models import Dossier
from motcua.interlinked.models import Filing, Part
from tests import factories as make

WHY = {"reason": "Chưa có số định danh của trẻ.", "guidance": "Bấm gửi lại sau khi đã sửa.", "citation": "NĐ"}


def of_an_owner(office: make.Office) -> dict[str, str]:
    """Return the code of one of the owner's filings: a part is at the desk, one waits, one is held up."""
    _filing(office, 1, office.signed(), Part.State.WAITING, Part.State.CALLED_OFF)
    return {"group": _filing(office, 2, office.filed(), Part.State.WAITING, Part.State.HELD).code}


def _filing(office: make.Office, number: int, first: Dossier, *others: Part.State) -> Filing:
    now = timezone.now()
    draft = dossiers.start_draft(version=office.version, citizen=office.citizen, unit=office.unit, at=now)
    draft.dossier = first
    draft.save()
    filing = Filing.objects.create(
        code=f"H21.117.MC-261124-{number:04}", desk=office.desk, filed_on=now.date(), number=number,
        bundle="birth.2024", version=office.version, unit=office.unit, draft=draft,
        person=Person.objects.get(pk=office.citizen.person_id), applicant="Siu Blơk", filed_at=now,
    )  # fmt: skip
    states = (Part.State.FILED, *others)
    for place, (key, state) in enumerate(zip(("birth", "residence", "insurance"), states, strict=True), 1):
        Part.objects.create(
            filing=filing, key=key, place=place, version=office.version, unit=office.unit, state=state,
            since=now, dossier=first if state == Part.State.FILED else None,
            **(WHY if state in {Part.State.HELD, Part.State.CALLED_OFF} else {}),
        )  # fmt: skip
    return filing
