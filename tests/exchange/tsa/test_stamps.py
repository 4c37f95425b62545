"""Signing with an authority of time stamps that is a server of its own, well and ill."""

from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
import requests
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509

from motcua.exchange.tsa import check
from motcua.exchange.tsa.simulator import FAULTS
from motcua.papers import demo_ca, timestamps, verification
from motcua.papers.errors import TimeStampUnavailable
from motcua.papers.models import IssuedPaper, StoredFile
from motcua.papers.signing import DemoSigner
from tests.papers.makers import SIGNATORY, issued, pdf, signed_pdf

ILL = [fault for fault in FAULTS if fault]


def now() -> datetime:
    return datetime.now(UTC)


def test_the_stamp_says_the_authoritys_time_not_ours(authority):
    before = now()

    verdict = verification.verify(signed_pdf(), at=now() + timedelta(days=1))

    assert verdict.valid
    assert verdict.time_stamped
    assert verdict.signed_at is not None
    assert before - timedelta(seconds=2) <= verdict.signed_at <= now() + timedelta(seconds=2)


def test_one_stamp_a_signature_and_one_to_know_its_size(authority):
    for _each in range(5):
        signed_pdf()

    assert authority.given == 6


@pytest.mark.parametrize("fault", ILL)
def test_an_authority_that_is_ill_is_a_kind_refusal(authority, fault):
    authority.set_fault(fault)

    with pytest.raises(TimeStampUnavailable):
        signed_pdf()


@pytest.mark.parametrize("fault", ILL)
def test_an_authority_that_falls_ill_later_is_a_kind_refusal_too(authority, fault):
    signed_pdf()
    authority.set_fault(fault)

    with pytest.raises(TimeStampUnavailable):
        signed_pdf()


def test_one_that_is_too_slow_is_not_waited_for(authority, monkeypatch):
    monkeypatch.setattr(timestamps, "WITHIN", 0.2)
    authority.delay = 0.6

    with pytest.raises(TimeStampUnavailable):
        signed_pdf()


@pytest.mark.django_db
def test_nothing_is_kept_of_a_paper_without_its_stamp(authority):
    authority.set_fault("down")

    with pytest.raises(TimeStampUnavailable):
        issued()

    assert not IssuedPaper.objects.exists()
    assert not StoredFile.objects.exists()
    authority.set_fault("")
    assert issued().pk


def serial_of_the_signer() -> int:
    who = SIGNATORY
    found = demo_ca.signer(who.key, name=who.name, post=who.post, organisation=who.organisation)
    certificate = asn1_x509.Certificate.load(pem.unarmor(found.certificate)[2])
    return int(certificate.serial_number)


def signed_now() -> bytes:
    return DemoSigner(SIGNATORY).sign(pdf(), reason="Ban hành", location="Pleiku", field="ChuKySo", at=now())


def test_a_certificate_revoked_before_signing_is_seen_and_what_it_signed_before_stands(
    authority, settings, tmp_path
):
    settings.HOME = tmp_path
    earlier = signed_now()
    wish = {"revoke": f"{serial_of_the_signer():x}"}
    requests.post(f"{settings.MOTCUA_TSA_URL}/control", json=wish, timeout=5).raise_for_status()
    sleep(1.1)  # a list counts whole seconds

    later = signed_now()

    verdict = verification.verify(later, at=now() + timedelta(days=30))
    assert (verdict.valid, verdict.intact) == (False, True)
    assert verification.REVOKED in verdict.reasons
    assert verification.verify(earlier, at=now() + timedelta(days=30)).valid


def test_the_list_and_the_root_are_published(authority, settings):
    crl = requests.get(f"{settings.MOTCUA_TSA_URL}/root.crl", timeout=5)
    root = requests.get(f"{settings.MOTCUA_TSA_URL}/root.pem", timeout=5)

    assert crl.headers["Content-Type"] == "application/pkix-crl"
    assert root.content == demo_ca.root()


def test_the_check_asks_for_a_stamp(authority):
    well = check.check()
    authority.set_fault("other-hash")
    ill = check.check()

    assert (well.ok, ill.ok) == (True, False)


def test_the_check_says_when_nobody_is_asked(settings):
    settings.MOTCUA_TSA_URL = ""

    assert not check.check().ok
