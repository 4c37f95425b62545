"""A result as data: whoever checks it with another library sees what its holder shows, and nothing else."""

import base64
import json

import pytest
from openvc.errors import OpenvcError
from openvc.proof.sd_jwt import SdJwtVcProofSuite

from motcua.dossiers import credentials
from motcua.dossiers.errors import DossierNotFound
from motcua.papers import issuer_key
from motcua.papers import operations as papers
from motcua.papers.credentials import names_in
from motcua.papers.errors import NotInForce
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


def checked(credential):
    return SdJwtVcProofSuite().verify(credential, public_key_jwk=issuer_key.public_key())


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
