"""Another program, pdfsig of poppler, finds every signature and stamp of every kind of paper good."""

import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
import requests
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.papers import archiving, demo_ca, demo_crl, issuing, verification
from motcua.papers.containers import time_stamps_of
from motcua.papers.queries import read_bytes
from motcua.papers.signing import DemoSigner
from tests.papers.makers import SIGNATORY, described, issued, pdf
from tests.papers.samples import AT
from tests.stamps import running_authority

SEPTEMBER_2034 = "2041200000"  # both certificates of stamps are in force
VALID, TRUSTED = "Signature is Valid.", "Certificate is Trusted."


@pytest.fixture
def asked(tool, tmp_path):
    """Ask pdfsig of a file, with a folder of NSS that trusts the demo authority."""
    folder = tmp_path / "nss"
    folder.mkdir()
    root = demo_ca.ensure_demo_ca()
    tool("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    tool("certutil", "-A", "-d", f"sql:{folder}", "-n", "motcua", "-t", "CT,C,C", "-a", "-i", root)

    def ask(content):
        (tmp_path / "paper.pdf").write_bytes(content)
        return tool("pdfsig", "-nssdir", f"sql:{folder}", tmp_path / "paper.pdf")

    return ask


def sealed():
    unfinished = issuing.begin(issuing.make(**described("building-permit")), signature={"name": "A"})
    agency = issuing.SignerIdentity(key="agency-H21.18", name=SIGNATORY.organisation, post="")
    made = issuing.sign_on(unfinished, signer=agency, at=AT + timedelta(minutes=5))
    return issuing.finish(unfinished, made, signature={"name": "B"})


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["birth-certificate", "receipt", "stopping", "certified-copy"])
def test_a_result_and_a_letter(asked, template):
    said = asked(read_bytes(issued(template)))

    assert (said.count(VALID), said.count(TRUSTED)) == (1, 1)
    assert "Total document signed" in said


@pytest.mark.django_db
def test_a_result_of_two_signers(asked):
    said = asked(read_bytes(sealed()))

    assert (said.count(VALID), said.count(TRUSTED)) == (2, 2)
    assert SIGNATORY.organisation in said


@pytest.mark.django_db
def test_a_result_under_an_archive_stamp_with_the_stamp(asked):
    paper = sealed()
    archiving.renew(at=datetime(2034, 10, 1, tzinfo=UTC))

    said = asked(read_bytes(paper))

    assert (said.count(VALID), said.count(TRUSTED)) == (2, 2)
    assert (
        "Unable to validate this type of signature" in said
    )  # poppler lists a document stamp and does not judge it: openssl does, below


def stamps_of(content):
    """Yield each stamp of a file with the hash of what it is of: a signature, or the file up to the stamp."""
    reader = PdfFileReader(BytesIO(content))
    for signature in reader.embedded_regular_signatures:
        (stamp,) = time_stamps_of(signature.signer_info)
        yield stamp.dump(), sha256(signature.signer_info["signature"].native).hexdigest()
    for over_all in reader.embedded_timestamp_signatures:
        yield over_all.pkcs7_content, over_all.compute_digest("sha256").hex()


@pytest.mark.django_db
@pytest.mark.parametrize("make", [issued, sealed], ids=["one signer", "two signers"])
def test_openssl_finds_every_stamp_good(tool, tmp_path, make):
    paper = make()
    archiving.renew(at=datetime(2034, 10, 1, tzinfo=UTC))

    said = []
    for stamp, digest in stamps_of(read_bytes(paper)):
        (tmp_path / "stamp.der").write_bytes(stamp)
        command = ["openssl", "ts", "-verify", "-digest", digest, "-in", tmp_path / "stamp.der", "-token_in"]
        said.append(tool(*command, "-CAfile", demo_ca.ensure_demo_ca(), "-attime", SEPTEMBER_2034))

    assert len(said) == len(paper.archives.all()) + (2 if make is sealed else 1)
    assert all("Verification: OK" in each for each in said), said


def test_a_certificate_that_was_revoked_counts_within_a_second_for_what_is_signed_next(settings, tmp_path):
    settings.HOME = tmp_path
    who = SIGNATORY
    made = demo_ca.signer(who.key, name=who.name, post=who.post, organisation=who.organisation)
    serial = asn1_x509.Certificate.load(pem.unarmor(made.certificate)[2]).serial_number
    moment = datetime.now(UTC) - timedelta(seconds=1)

    demo_crl.revoke(int(serial), at=moment)
    start = time.monotonic()
    signed = DemoSigner(who).sign(
        pdf(), reason="Ban hành", location="Pleiku", field="ChuKySo", at=datetime.now(UTC)
    )

    assert verification.REVOKED in verification.verify(signed, at=datetime.now(UTC)).reasons
    assert time.monotonic() - start < 1


@pytest.fixture
def simulator(settings, tmp_path):
    settings.HOME = tmp_path
    with running_authority(settings):
        yield settings.MOTCUA_TSA_URL


def test_certificates_name_the_list_where_the_simulator_serves_it(simulator):
    who = SIGNATORY
    made = demo_ca.signer(who.key, name=who.name, post=who.post, organisation=who.organisation)
    certificate = asn1_x509.Certificate.load(pem.unarmor(made.certificate)[2])
    (point,) = certificate.crl_distribution_points

    (named,) = point["distribution_point"].chosen
    assert named.native == f"{simulator}/root.crl"
    assert requests.get(named.native, timeout=5).headers["Content-Type"] == "application/pkix-crl"
