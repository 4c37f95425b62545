"""A result as data: whoever checks it with another library sees what its holder shows, and nothing else."""

import base64
import json

import pytest
from openvc.errors import OpenvcError
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from zxingcpp import BarcodeFormat, create_barcode, read_barcodes

from motcua.dossiers import credentials
from motcua.dossiers.errors import DossierNotFound
from motcua.papers import demo_ca, issuer_key
from motcua.papers import operations as papers
from motcua.papers.credentials import names_in
from motcua.papers.errors import AgencyKeyMissing, CredentialTooLong, NotInForce
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.office()


@pytest.fixture
def dossier(office):
    return office.signed()


def given(office, dossier, *names):
    return credentials.credential_of(citizen=office.citizen, code=dossier.code, names=names, at=make.MONDAY)


def checked(credential, keys=None):
    """Check with the key that it names, of those that its agency published; no network."""
    keys = keys or issuer_key.public_keys("H21.117")
    _issuer, kid = SdJwtVcProofSuite().peek_issuer(credential)
    (key,) = [each for each in keys if each["kid"] == kid]
    return SdJwtVcProofSuite().verify(credential, public_key_jwk=key)


def test_another_library_finds_it_genuine_and_sees_what_is_shown(office, dossier):
    found = checked(given(office, dossier, "applicant_name"))

    assert found.claims["applicant_name"] == dossier.applicant_name
    assert found.claims["number"] == dossier.result.number
    assert found.claims["status"]["verify_url"].endswith(dossier.result.verify_code)
    assert found.typ == "dc+sd-jwt"


def test_what_is_kept_back_is_nowhere_in_it(office, dossier):
    _result, fields = credentials.fields_of(office.citizen, dossier.code)
    credential = given(office, dossier, "applicant_name")

    seen = "".join(
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "replace")
        for piece in credential.split("~")
        for part in piece.split(".")[:2]
    )

    hidden = set(fields) - {"applicant_name"}
    assert hidden
    assert names_in(credential) == ["applicant_name"]
    assert not [name for name in hidden if f'"{name}"' in seen]


def test_a_changed_field_is_noticed(office, dossier):
    signed, shown, _end = given(office, dossier, "applicant_name").split("~")
    salted = json.loads(base64.urlsafe_b64decode(shown + "=" * (-len(shown) % 4)))
    salted[2] = "Người Khác"
    forged = base64.urlsafe_b64encode(json.dumps(salted).encode()).rstrip(b"=").decode()

    with pytest.raises(OpenvcError):
        checked(f"{signed}~{forged}~")


def test_two_of_them_share_no_hash(office, dossier):
    def digests(credential):
        payload = credential.split(".")[1]
        return set(json.loads(base64.urlsafe_b64decode(payload + "=="))["_sd"])

    assert not digests(given(office, dossier)) & digests(given(office, dossier))


def test_of_a_revoked_result_none_is_given(office, dossier):
    papers.revoke(issued_id=dossier.result_id, because="Cấp nhầm", by=1, at=make.MONDAY)

    with pytest.raises(NotInForce):
        given(office, dossier, "applicant_name")


def test_a_stranger_is_given_none(office, dossier):
    with pytest.raises(DossierNotFound):
        credentials.fields_of(make.citizen("Người Lạ", "064190005678"), dossier.code)


def test_the_agency_that_decided_vouches_for_it(office, dossier):
    found = checked(given(office, dossier, "applicant_name"))

    assert found.claims["iss"].endswith("/co-quan/H21.117")


def test_each_agency_has_a_key_of_its_own(office, dossier):
    other = make.office("H21.118", number="064190007777")
    theirs = given(other, other.signed(), "applicant_name")

    ours = issuer_key.public_keys("H21.117") or [{"kid": "none yet"}]

    assert checked(theirs, issuer_key.public_keys("H21.118"))
    assert not {key["kid"] for key in issuer_key.public_keys("H21.118")} & {key["kid"] for key in ours}


def test_a_new_key_signs_and_what_the_old_one_signed_still_holds(office, dossier):
    before = given(office, dossier, "applicant_name")
    demo_ca.new_issuer_of("H21.117", office.unit.name)

    after = given(office, dossier, "applicant_name")

    assert [checked(each).claims["number"] for each in (before, after)] == [dossier.result.number] * 2
    kids = [SdJwtVcProofSuite().peek_issuer(each)[1] for each in (before, after)]
    assert kids == [key["kid"] for key in issuer_key.public_keys("H21.117")[1::-1]]


def test_an_office_puts_its_keys_into_its_folder(office, dossier, settings, tmp_path):
    made = demo_ca.new_issuer_of("H21.117", office.unit.name)
    (tmp_path / "H21.117").mkdir()
    certificate = made.read_bytes().partition(b"-----BEGIN CERTIFICATE")[2]
    (tmp_path / "H21.117" / "2025.pem").write_bytes(b"-----BEGIN CERTIFICATE" + certificate)
    settings.MOTCUA_ISSUER_KEYS = str(tmp_path)

    with pytest.raises(AgencyKeyMissing):  # only the certificate of an old key is there
        given(office, dossier, "applicant_name")
    newer = demo_ca.new_issuer_of("H21.117", office.unit.name)
    (tmp_path / "H21.117" / "2026.pem").write_bytes(newer.read_bytes())

    assert checked(given(office, dossier, "applicant_name"))
    assert len(issuer_key.public_keys("H21.117")) == 2


@pytest.mark.parametrize("code", ["", "..", "../H21.117", "a/b", ".hidden"])
def test_no_code_leads_out_of_the_folder(code):
    assert issuer_key.public_keys(code) == []


def test_what_is_drawn_is_read_by_a_camera_and_holds_without_a_network(office, dossier):
    drawn = credentials.drawn_credential_of(
        citizen=office.citizen, code=dossier.code, names=["applicant_name"], at=make.MONDAY
    )
    keys = issuer_key.public_keys("H21.117")  # kept from before

    picture = create_barcode(drawn, BarcodeFormat.QRCode, ec_level="L").to_image(scale=3)
    (read,) = read_barcodes(picture)

    found = checked(read.text, keys)
    assert found.claims["applicant_name"] == dossier.applicant_name
    assert names_in(read.text) == ["applicant_name"]


def test_too_much_for_one_drawing_is_said(office, dossier, monkeypatch):
    monkeypatch.setattr(credentials, "LONGEST_DRAWN", 300)

    with pytest.raises(CredentialTooLong, match="1 mục"):
        credentials.drawn_credential_of(
            citizen=office.citizen, code=dossier.code, names=["applicant_name"], at=make.MONDAY
        )
