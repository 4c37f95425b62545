"""A sign shows only above its threshold, with the facts, and without the names of those helped."""

import io
from datetime import timedelta

import pytest

from motcua.accounts.citizens import citizen_of
from motcua.accounts.models import HelpConsent
from motcua.accounts.operations import Somebody
from motcua.dossiers import operations as dossiers
from motcua.dossiers.assisting import operations as assisting
from motcua.dossiers.assisting import signs
from motcua.dossiers.assisting.signs import Sign, findings
from motcua.kernel.dated import DatedRule
from motcua.orgs.errors import NotAdministrator
from motcua.orgs.models import Duty, UnitKind
from tests import factories as make
from tests import standing_in

pytestmark = pytest.mark.django_db
LATER = make.MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _two_are_too_many(monkeypatch):
    def rule(sign):
        value = {"most": 1, "days": 30}
        return DatedRule(sign.value, value, make.SINCE, None, "Điều 1", certain=False)

    monkeypatch.setattr(signs, "rules", lambda: tuple(rule(sign) for sign in Sign))


@pytest.fixture
def village(db):
    return standing_in.village()


def helped(village, number, name, *, device="d1"):
    asked = assisting.ask(
        helper=village.helper, client=Somebody(number, name), phone="0977000111",
        way=HelpConsent.Way.SIGNATURE, version=village.office.version, device=device, at=make.MONDAY,
    )  # fmt: skip
    signed = standing_in.Upload(io.BytesIO(make.PNG), "ký.png", "Đồng ý")
    assisting.confirm_with(consent_id=asked.pk, helper=village.helper, evidence=signed, at=make.MONDAY)


def filed(number, name, *, phone, office):
    person = make.person(name, number, phone=phone)
    own = citizen_of(person, address="10.0.0.7")
    request = office.request(applicant=person, papers=[office.handed(f"person:{person.pk}")])
    return dossiers.file(request=request, filer=own, at=make.MONDAY)


def found(sign):
    return [each for each in findings(LATER) if each.sign == sign]


def test_one_client_is_no_sign(village):
    helped(village, "064157000001", "Rơ Mah A")

    assert findings(LATER) == []


def test_one_account_and_device_behind_two_people_show_with_what_was_done(village):
    for number in (1, 2):
        helped(village, f"06415700000{number}", f"Rơ Mah {number}")

    (account,), (device,) = found(Sign.ACCOUNT), found(Sign.DEVICE)

    assert (account.who, account.people, len(account.deeds)) == ("Puih Thơm", 2, 2)
    assert (device.who, device.people) == ("d1", 2)
    assert "Rơ Mah" not in str(account.deeds)


def test_a_number_a_helper_says_for_two_people_shows_without_its_beginning(village):
    for number in (1, 2):
        helped(village, f"06415700000{number}", f"Rơ Mah {number}", device=f"d{number}")

    (phone,) = found(Sign.PHONE)

    assert phone.who.endswith("111")
    assert "0977" not in phone.who


def test_one_telephone_and_one_address_behind_two_dossiers_show(village):
    codes = {
        filed(f"06415700000{n}", f"Ksor {n}", phone="0911222333", office=village.office).code for n in (1, 2)
    }

    (phone,), (address,) = found(Sign.PHONE), found(Sign.ADDRESS)

    assert {deed.what for deed in phone.deeds} == codes
    assert (address.who, address.people) == ("10.0.0.7", 2)


def test_many_mandates_of_one_person_show(village):
    village.mandate()
    other = make.citizen("Nay Lan", "064157009999")
    assisting.give(
        principal=other,
        representative=Somebody(standing_in.HELPER_NUMBER, "Puih Thơm"),
        scope=standing_in.Scope(acts=["file"]),
        at=make.MONDAY,
    )

    (mandates,) = found(Sign.MANDATES)

    assert (mandates.who, mandates.people) == ("Puih Thơm", 2)


def test_what_is_older_than_the_days_of_the_rule_is_no_sign(village):
    for number in (1, 2):
        helped(village, f"06415700000{number}", f"Rơ Mah {number}")

    assert findings(make.MONDAY + timedelta(days=31)) == []


def test_only_the_province_looks_and_is_seen_looking(village):
    root = make.unit("H21", UnitKind.PROVINCE)
    province = make.posting(root, Duty.ADMINISTER, name="Tỉnh")

    with pytest.raises(NotAdministrator):
        assisting.signs_read_by(village.more["admin"], at=LATER)
    assisting.signs_read_by(province, at=LATER)

    assert standing_in.Reading.objects.get(subject="go-between-signs").reader_name == "Tỉnh"
