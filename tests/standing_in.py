"""Helpers, clients and mandates for tests, reached through the real operations."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.accounts.citizens import Citizen, citizen_of
from motcua.accounts.models import HelpConsent, Mandate, Person
from motcua.accounts.operations import Scope, Somebody
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting.operations import Upload
from motcua.dossiers.models import Draft
from motcua.journal.models import Reading as Reading
from motcua.notices.text_messages import Message
from motcua.orgs import operations as orgs
from motcua.orgs.accreditations import Accreditation
from motcua.orgs.models import Duty
from tests import factories as make

HELPER_NUMBER, CLIENT_NUMBER = "064188003456", "064157004567"
SENT: list[Message] = []


class Telephones:
    """Takes every message; a test reads the code from ``SENT``."""

    def send(self, message: Message, *, within: float) -> str:
        SENT.append(message)
        return ""


class Silence:
    """Takes none."""

    def send(self, message: Message, *, within: float) -> str:
        return "down"


def last_code() -> str:
    return SENT[-1].text.split()[1].rstrip(".")


@dataclass
class Village:
    """An office, a helper it accredits, and somebody who cannot file alone."""

    office: make.Office
    helper: Citizen
    client: Person
    accreditation: Accreditation
    more: dict[str, object] = field(default_factory=dict)

    def asked(
        self, way: HelpConsent.Way = HelpConsent.Way.SIGNATURE, at: datetime = make.MONDAY
    ) -> HelpConsent:
        return assisting.ask(
            helper=self.helper,
            client=Somebody(self.client.identity_number, self.client.full_name),
            phone="",
            way=way,
            version=self.office.version,
            device="d1",
            at=at,
        )

    def consented(self, at: datetime = make.MONDAY) -> HelpConsent:
        signed = Upload(io.BytesIO(make.PNG), "ký.png", "Đồng ý")
        asked = self.asked(at=at)
        return assisting.confirm_with(consent_id=asked.pk, helper=self.helper, evidence=signed, at=at)

    def begun(self, consent: HelpConsent, at: datetime = make.MONDAY) -> Draft:
        return assisting.begin_by_consent(
            consent_id=consent.pk,
            helper=self.helper,
            version=self.office.version,
            unit=self.office.unit,
            at=at,
        )

    def mandate(self, *, until: date | None = None, procedures: tuple[str, ...] = ()) -> Mandate:
        """The client lets the helper act for them, as any two people may."""
        return assisting.give(
            principal=citizen_of(self.client),
            representative=Somebody(HELPER_NUMBER, "Puih Thơm"),
            scope=Scope(acts=["file", "follow"], procedures=procedures, to_on=until),
            at=make.MONDAY,
        )


def village() -> Village:
    office = make.office()
    admin = make.posting(office.unit, Duty.ADMINISTER, name="Quản trị")
    helper = make.person("Puih Thơm", HELPER_NUMBER)
    client = make.person("Rơ Mah Phiên", CLIENT_NUMBER, phone="0912345678", address="Làng Kon, H21.117")
    made = orgs.accredit(
        admin=admin,
        unit=office.unit,
        number=HELPER_NUMBER,
        name="Puih Thơm",
        body=Accreditation.Body.TEAM,
        area="làng Kon",
        from_on=make.MONDAY.date(),
        to_on=date(2026, 12, 31),
        at=make.MONDAY,
    )
    return Village(office, citizen_of(helper), client, made, {"admin": admin})
