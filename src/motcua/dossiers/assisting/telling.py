"""What both sides are told. A notice once sent stays Vietnamese."""

from __future__ import annotations

from datetime import datetime

from motcua.accounts.citizens import Citizen
from motcua.accounts.models import HelpConsent, Mandate, Person
from motcua.kernel.legal_time import VIETNAM
from motcua.notices import operations as notices

MANDATES, HELP = "/dai-dien/", "/ai-da-giup-toi/"


def tell_given(mandate: Mandate, *, at: datetime) -> None:
    title = "Bạn được ủy quyền"
    body = f"{mandate.principal_name} ủy quyền cho bạn. Bạn xem phạm vi và thời hạn ở mục Đại diện."
    _tell(mandate.representative, title, body, MANDATES, f"{mandate.subject}:given", at)


def tell_judged(mandate: Mandate, *, at: datetime) -> None:
    """Tell the representative the answer; the principal, that somebody may act for them now."""
    accepted = mandate.state == Mandate.State.GIVEN
    title = "Giấy đại diện được chấp nhận" if accepted else "Giấy đại diện không được chấp nhận"
    why = f" Lý do: {mandate.reason}" if mandate.reason else ""
    body = f"Đề nghị đại diện cho {mandate.principal_name}.{why}"
    _tell(mandate.representative, title, body, MANDATES, f"{mandate.subject}:judged", at)
    if accepted and mandate.person:
        said = (
            f"{mandate.representative} được ghi là người đại diện của bạn. Nếu không đúng, bạn chấm dứt ngay."
        )
        _tell(mandate.person, "Có người đại diện cho bạn", said, MANDATES, f"{mandate.subject}:to", at)


def tell_ended(mandate: Mandate, *, by: Citizen, at: datetime) -> None:
    body = f"{by.actor.name} đã chấm dứt việc đại diện, có hiệu lực ngay."
    business = mandate.business
    owner: Person | None = business.representative if business else mandate.person
    for person in (owner, mandate.representative):
        if person and person.pk != by.person_id:
            dedupe = f"{mandate.subject}:ended:{person.pk}"
            _tell(person, "Việc đại diện đã chấm dứt", body, MANDATES, dedupe, at)


def tell_consented(consent: HelpConsent, *, at: datetime) -> None:
    until = f"{consent.expires_at.astimezone(VIETNAM):%H:%M, ngày %d/%m/%Y}"
    body = (
        f"Bạn đã đồng ý để {consent.helper} ({consent.organisation}) giúp nộp hồ sơ: "
        f"{consent.procedure_name}. Đồng ý này có hiệu lực đến {until}. Nếu không phải bạn, hãy thu hồi ngay."
    )
    dedupe = f"{consent.subject}:given"
    _tell(consent.client, "Có người giúp bạn nộp hồ sơ", body, f"{HELP}{consent.pk}/", dedupe, at)


def _tell(person: Person, title: str, body: str, link: str, dedupe: str, at: datetime) -> None:
    notices.tell(
        recipient=f"person:{person.pk}",
        title=title,
        body=body,
        link=link,
        email=person.email,
        dedupe=dedupe,
        at=at,
    )
