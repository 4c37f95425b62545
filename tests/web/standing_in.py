"""Mandates, helpers and consents for the table of access: the owner on either side."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone

from motcua.accounts.citizens import Citizen, citizen_of
from motcua.accounts.models import HelpConsent, Mandate, Person
from motcua.accounts.operations import Somebody
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting.operations import Upload
from motcua.orgs import operations as orgs
from motcua.orgs.accreditations import Accreditation
from motcua.orgs.models import Duty
from tests import factories as make


def signed() -> Upload:
    return Upload(io.BytesIO(make.PNG), "ký.png", "Đồng ý")


def stands_in(office: make.Office) -> dict[str, Any]:
    """Return a claim and a consent of the owner's as the one who acts, and a consent given by the owner."""
    admin = make.posting(office.unit, Duty.ADMINISTER, name="Rah Lan Thin")
    owner, other = Person.objects.get(pk=office.citizen.person_id), make.person("Kpă Hờ", "064188003458")
    made = _accredited(admin, office, owner)
    _accredited(admin, office, other)
    claimed = assisting.claim(
        representative=office.citizen,
        kind=Mandate.Kind.PARENT,
        principal=Somebody("064220009876", "Siu An", "02/03/2020"),
        proof=signed(),
        words="Giấy khai sinh",
        desk=office.unit,
        at=timezone.now(),
    )
    helped = _given(office, office.citizen, Somebody("064157004599", "Rơ Mah Lơi"))
    assisting.begin_by_consent(
        consent_id=helped.pk,
        helper=office.citizen,
        version=office.version,
        unit=office.unit,
        at=timezone.now(),
    )
    return {
        "mandate": claimed.pk,
        "accreditation": made.pk,
        "helping": helped.pk,
        "helped": _given(office, citizen_of(other), Somebody(owner.identity_number, owner.full_name)).pk,
    }


def _accredited(admin: Any, office: make.Office, person: Person) -> Accreditation:
    today = timezone.localdate()
    return orgs.accredit(
        admin=admin, unit=office.unit, number=person.identity_number, name=person.full_name,
        body=Accreditation.Body.TEAM, area="làng Kon", from_on=today, to_on=today + timedelta(days=300),
        at=timezone.now(),
    )  # fmt: skip


def _given(office: make.Office, helper: Citizen, client: Somebody) -> HelpConsent:
    asked = assisting.ask(
        helper=helper, client=client, phone="", way=HelpConsent.Way.SIGNATURE, version=office.version,
        device="d1", at=timezone.now(),
    )  # fmt: skip
    return assisting.confirm_with(consent_id=asked.pk, helper=helper, evidence=signed(), at=timezone.now())
