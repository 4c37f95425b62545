"""Papers that outlive the certificate of their time stamp: a newer stamp over all of it, before it ends."""

import asyncio
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

from motcua.journal.models import Act
from motcua.papers import archiving, demo_ca, issuing, tasks, verification
from motcua.papers.errors import TimeStampUnavailable
from motcua.papers.models import Archive, IssuedPaper
from motcua.papers.queries import find_issued_by_content, read_bytes
from motcua.papers.sweep import sweep
from motcua.papers.verification import verify
from tests.papers.makers import SIGNATORY, described, issued
from tests.papers.samples import AT

pytestmark = pytest.mark.django_db

END = datetime(2035, 1, 1, tzinfo=UTC)  # of the certificate that stamps in 2026
EARLY, DUE = END - timedelta(days=400), END - timedelta(days=90)
MUCH_LATER = datetime(2043, 6, 1, tzinfo=UTC)


def old():
    """A paper of 2026, with the moment until which its stamp can be checked."""
    return issued(at=AT)


def test_it_is_known_until_when_a_paper_proves_itself():
    assert old().proof_until == END


def test_long_before_the_end_nothing_is_done():
    old()

    assert archiving.renew(at=EARLY) == 0
    assert not Archive.objects.exists()


def test_before_the_end_the_file_gets_a_stamp_over_all_of_it():
    paper = old()
    before = read_bytes(paper)

    assert archiving.renew(at=DUE) == 1

    after = read_bytes(paper)
    verdict = verify(after, at=MUCH_LATER)
    assert after.startswith(before)
    assert (verdict.valid, verdict.time_stamped, verdict.archived_at) == (True, True, DUE)
    assert verdict.reasons == (verification.ARCHIVED,)


def test_the_paper_as_it_was_issued_stays_and_both_are_known():
    paper = old()
    issued_as = read_bytes(paper.file)
    archiving.renew(at=DUE)

    found = [find_issued_by_content(each) for each in (paper.file_id, Archive.objects.get().file_id)]

    assert found == [paper, paper]
    assert read_bytes(paper.file) == issued_as


def test_it_is_renewed_once_and_again_when_the_newer_stamp_ends():
    paper = old()
    runs = [archiving.renew(at=at) for at in (DUE, DUE, DUE + timedelta(days=30), MUCH_LATER)]

    assert runs == [1, 0, 0, 1]
    assert IssuedPaper.objects.get(pk=paper.pk).proof_until == datetime(2050, 1, 1, tzinfo=UTC)
    assert verify(read_bytes(paper), at=MUCH_LATER + timedelta(days=1)).valid


def test_a_paper_of_before_is_looked_into_first():
    paper = old()
    IssuedPaper.objects.update(proof_until=None)

    assert archiving.renew(at=EARLY) == 0
    assert IssuedPaper.objects.get(pk=paper.pk).proof_until == END


def test_that_it_was_renewed_is_an_act_of_the_system():
    paper = old()
    archiving.renew(at=DUE)

    act = Act.objects.get(subject=f"issued:{paper.pk}")
    assert (act.verb, act.data["sha256"]) == ("paper.archived", Archive.objects.get().file_id)


def test_the_nightly_work_does_it():
    paper = old()

    with time_machine.travel(DUE, tick=False):
        tasks.renew(0)

    assert paper.archives.count() == 1


def test_the_sweep_leaves_copies_alone():
    paper = old()
    archiving.renew(at=DUE)

    sweep(at=MUCH_LATER)

    assert verify(read_bytes(paper), at=MUCH_LATER).valid


def test_a_copy_that_was_changed_is_noticed():
    paper = old()
    archiving.renew(at=DUE)
    content = bytearray(read_bytes(paper))

    content[content.rindex(b"/Contents <") + 200] ^= 1

    assert not verify(bytes(content), at=MUCH_LATER).valid


def test_pyhanko_itself_finds_the_stamp_good_when_the_first_certificate_has_ended():
    paper = old()
    archiving.renew(at=DUE)
    reader = PdfFileReader(BytesIO(read_bytes(paper)))
    (stamp,) = reader.embedded_timestamp_signatures
    root = asn1_x509.Certificate.load(pem.unarmor(demo_ca.root())[2])

    later = ValidationContext(trust_roots=[root], moment=END + timedelta(days=300), allow_fetching=False)
    status = asyncio.run(async_validate_pdf_timestamp(stamp, later))

    assert (status.intact, status.valid, status.trusted) == (True, True, True)


def test_every_signature_of_several_is_under_the_new_stamp():
    made = issuing.make(**described("marriage-status"))
    unfinished = issuing.begin(made, signature={"name": "A"})
    agency = issuing.SignerIdentity(key="agency-1", name=SIGNATORY.organisation, post="")
    sealed = issuing.sign_on(unfinished, signer=agency, at=AT)
    paper = issuing.finish(unfinished, sealed, signature={"name": "B"})

    archiving.renew(at=DUE)

    verdict = verify(read_bytes(paper), at=MUCH_LATER)
    assert (verdict.valid, len(verdict.by), verdict.archived_at) == (True, 2, DUE)


def test_a_service_that_is_down_leaves_it_for_the_next_night(settings):
    paper = old()
    settings.MOTCUA_TSA_URL = "http://127.0.0.1:9"  # nobody listens

    with pytest.raises(TimeStampUnavailable):
        archiving.renew_one(paper, at=DUE)

    assert archiving.renew(at=DUE) == 0
    assert not Archive.objects.exists()
