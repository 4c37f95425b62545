"""Helpers, those they help, and people who represent others, for the trial."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from motcua.accounts.citizens import citizen_of
from motcua.accounts.models import HelpConsent, Mandate, Person
from motcua.accounts.operations import Scope, Somebody, register_person
from motcua.catalogue.facts import INTERLINKED, Audience
from motcua.catalogue.models import ProcedureVersion
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting.operations import Upload
from motcua.dossiers.routing import why_not_file_online
from motcua.exchange.vneid.simulator import read_people
from motcua.exchange.vneid.simulator.people import FILE as CITIZENS
from motcua.jobs.seed.people import BLOK
from motcua.jobs.seed.staff import ADMIN
from motcua.jobs.seed.telling import SHOWN
from motcua.journal.actor import SYSTEM
from motcua.kernel.legal_time import VIETNAM
from motcua.orgs import operations as orgs
from motcua.orgs.accreditations import Accreditation
from motcua.orgs.models import Officer, Unit
from motcua.orgs.postings import posting_of

HOCH, PAO = "064194990101", "064099990145"
HELPERS = (
    (HOCH, Accreditation.Body.TEAM, "làng Klũh Klăh"),
    (PAO, Accreditation.Body.POST, "bưu điện xã Chư Prông"),
)
YON, POI, KLIT = "064058990055", "064148990066", "064061990088"
THUIN = "064083990156"
ONE_YEAR = timedelta(days=365)


def ensure_helpers() -> None:
    """Accredit two helpers of the office whose log-ins we print, with clients at each step; once."""
    unit = Unit.objects.filter(code=SHOWN, to_on=None).first()
    if unit is None or Accreditation.objects.exists():
        return
    at = timezone.now()
    people = {number: _registered(number, at) for number in (HOCH, PAO, YON, POI, KLIT, THUIN, BLOK)}
    _accredit(unit, people, at)
    _represent(unit, people, at)
    version = next((each for each in _versions() if why_not_file_online(each) is None), None)
    if version is None:
        return
    begun = _helped(people[HOCH], people[POI], version, at)
    assisting.begin_by_consent(
        consent_id=begun.pk, helper=citizen_of(people[HOCH]), version=version, unit=unit, at=at
    )
    _helped(people[HOCH], people[BLOK], version, at)
    over = _helped(people[PAO], people[KLIT], version, at)
    assisting.end_help(consent_id=over.pk, citizen=citizen_of(people[KLIT]), at=at)
    _ask(people[PAO], people[YON], version, at)


def _registered(number: str, at: datetime) -> Person:
    one = read_people(CITIZENS)[number]
    said = {"phone": one.phone, "address": one.address, "birth_date": one.born}
    return register_person(actor=SYSTEM, full_name=one.name, identity_number=one.number, at=at, **said).person


def _accredit(unit: Unit, people: dict[str, Person], at: datetime) -> None:
    today = at.astimezone(VIETNAM).date()
    admin = posting_of(Officer.objects.get(user__username=ADMIN), on=today, face="seed")
    for number, body, area in HELPERS:
        orgs.accredit(
            admin=admin, unit=unit, number=number, name=people[number].full_name, body=body, area=area,
            from_on=today, to_on=today + ONE_YEAR, at=at,
        )  # fmt: skip


def _represent(unit: Unit, people: dict[str, Person], at: datetime) -> None:
    """A wife lets her husband file for her; he claims to be a father, and a desk has to look."""
    husband = people[THUIN]
    assisting.give(
        principal=citizen_of(people[BLOK]),
        representative=Somebody(husband.identity_number, husband.full_name),
        scope=Scope(acts=Mandate.Act.values),
        at=at,
    )
    assisting.claim(
        representative=citizen_of(husband),
        kind=Mandate.Kind.PARENT,
        principal=Somebody("064220990167", "Siu Thiên", "09/08/2020"),
        proof=_picture("Giấy khai sinh (mẫu dùng thử)"),
        words="Giấy khai sinh số 45/2020",
        desk=unit,
        at=at,
    )


def _versions() -> list[ProcedureVersion]:
    return list(
        ProcedureVersion.objects.filter(
            to_on=None, audience=Audience.PUBLIC, content__decided_by="commune", form__isnull=False
        )
        .exclude(content__type__startswith=INTERLINKED)
        .select_related("form")
        .order_by("code")
    )


def _ask(helper: Person, client: Person, version: ProcedureVersion, at: datetime) -> HelpConsent:
    return assisting.ask(
        helper=citizen_of(helper), client=Somebody(client.identity_number, client.full_name), phone="",
        way=HelpConsent.Way.SIGNATURE, version=version, device="", at=at,
    )  # fmt: skip


def _helped(helper: Person, client: Person, version: ProcedureVersion, at: datetime) -> HelpConsent:
    asked = _ask(helper, client, version, at)
    signature = _picture(client.full_name)
    return assisting.confirm_with(consent_id=asked.pk, helper=citizen_of(helper), evidence=signature, at=at)


def _picture(words: str) -> Upload:
    image = Image.new("RGB", (640, 240), "white")
    ImageDraw.Draw(image).text((40, 100), words.encode("ascii", "replace").decode(), fill="black")
    file = io.BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return Upload(file, "anh.png", words)
