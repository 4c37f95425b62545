"""What a result proves of itself on the portal: revoked at once, by whom, in part as a QR code."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from openvc.proof.sd_jwt import SdJwtVcProofSuite

from motcua.papers import issuing, operations
from tests import factories as make
from tests.papers.makers import described, issued
from tests.papers.samples import AT
from tests.sign_in import signed_in
from tests.web.staff_pages import text_of

pytestmark = pytest.mark.django_db


def test_a_paper_that_was_revoked_says_so_within_a_second():
    paper = issued()
    start = time.monotonic()
    operations.revoke(issued_id=paper.pk, because="Cấp nhầm", by=1, at=AT + timedelta(hours=1))

    page = text_of(Client().get(f"/v/{paper.verify_code}"))

    assert "đã bị thu hồi" in page
    assert time.monotonic() - start < 1


def test_every_signer_of_a_paper_is_named():
    agency = issuing.SignerIdentity(key="agency-1", name="Ủy ban nhân dân phường Pleiku", post="")
    unfinished = issuing.begin(issuing.make(**described("decision")), signature={"name": "A"})
    sealed = issuing.sign_on(unfinished, signer=agency, at=AT)
    paper = issuing.finish(unfinished, sealed, signature={"name": "B"})

    page = text_of(Client().get(f"/v/{paper.verify_code}"))

    assert "Chữ ký 1, chứng thư của Nguyễn Thị Hường, Chủ tịch" in page
    assert "Chữ ký 2, chứng thư của Ủy ban nhân dân phường Pleiku" in page


def test_the_holder_shows_what_they_choose_as_a_qr_code():
    office = make.office()
    dossier = office.signed()

    response = signed_in(office.citizen).post(
        f"/ho-so/{dossier.code}/ket-qua/du-lieu/", {"act": "qr", "show-applicant_name": "yes"}
    )

    assert "Mã QR chứa các mục đã chọn" in response.content.decode()
    assert response.content.decode().count("<path d=") >= 1


def test_an_agency_publishes_the_keys_of_what_it_vouched_for():
    office = make.office()
    dossier = office.signed()
    file = signed_in(office.citizen).post(
        f"/ho-so/{dossier.code}/ket-qua/du-lieu/", {"show-applicant_name": "yes"}
    )
    credential = file.getvalue().decode()
    address, kid = SdJwtVcProofSuite().peek_issuer(credential)

    published = Client().get("/.well-known/jwt-vc-issuer/co-quan/H21.117").json()

    (key,) = [each for each in published["jwks"]["keys"] if each["kid"] == kid]
    assert published["issuer"] == address
    assert SdJwtVcProofSuite().verify(credential, public_key_jwk=key).claims["iss"] == address


def test_of_no_agency_there_are_no_keys():
    assert Client().get("/.well-known/jwt-vc-issuer/co-quan/H99").status_code == 404
