"""
Papers that must prove themselves for longer than a time stamp can be checked: PAdES B-LTA.

Before the certificate of the last stamp ends, the lists of revoked certificates of that day go into the
file, and a document time stamp over all of it (ETSI EN 319 142-1, 5.5). The paper as it was issued stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

import structlog
from asn1crypto import cms, x509
from asn1crypto import crl as asn1_crl
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import timestamps
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from motcua.journal import operations as journal
from motcua.journal.actor import SYSTEM
from motcua.kernel.errors import Refusal
from motcua.papers import demo_ca, demo_crl, long_term
from motcua.papers.containers import time_stamps_of
from motcua.papers.errors import TimeStampUnavailable
from motcua.papers.loops import outside_any_loop
from motcua.papers.models import Archive, IssuedPaper
from motcua.papers.queries import read_bytes
from motcua.papers.signing import load_certificates, room_for, sample_stamp, stamps_end_at, timestamper
from motcua.papers.taking_in import keep_own

BEFORE = timedelta(days=180)
"""So long before the end it is renewed: half a year of nights to try again."""
AT_ONCE = 500
log = structlog.get_logger(__name__)


def renew(*, at: datetime, most: int = AT_ONCE) -> int:
    """
    Put a newer stamp on the papers whose last one ends soon; return how many.

    Each is kept by itself. What fails is left for the next night: there are many before the end.
    """
    if not _can_stamp(at):
        return 0
    ending = Q(proof_until=None) | Q(proof_until__lt=at + BEFORE)
    papers = list(
        IssuedPaper.objects.filter(ending).select_related("file").order_by("proof_until", "pk")[:most]
    )
    return sum(_tried(paper, at) for paper in papers)


def _can_stamp(at: datetime) -> bool:
    """Whether there is an authority whose stamps end later than what is to be renewed."""
    try:
        good_until = stamps_end_at(at)
    except TimeStampUnavailable:
        log.warning("papers_not_renewed", reason="no stamps to be had")
        return False
    return good_until is not None and good_until > at + BEFORE


def _tried(paper: IssuedPaper, at: datetime) -> bool:
    try:
        return renew_one(paper, at=at)
    except (Refusal, ValueError, OSError) as error:
        log.warning("paper_not_renewed", paper=str(paper.pk), error=str(error))
        return False


def renew_one(paper: IssuedPaper, *, at: datetime) -> bool:
    """
    Renew the proof of one paper, if it ends soon; False where it does not, or somebody else was faster.

    The stamp is asked for before any row is held.
    """
    content = read_bytes(paper)
    until = paper.proof_until or proof_until(content)
    if until >= at + BEFORE:
        IssuedPaper.objects.filter(pk=paper.pk, proof_until=None).update(proof_until=until)
        return False
    stamped = stamp(content, at=at)
    return _keep(paper, stamped, at)


@transaction.atomic
def _keep(paper: IssuedPaper, content: bytes, at: datetime) -> bool:
    held = IssuedPaper.objects.locked(paper.pk)
    if held.proof_until != paper.proof_until:
        return False
    copy = Archive.objects.create(issued=held, file=keep_own(content, at=at), stamped_at=at)
    held.proof_until = proof_until(content)
    held.save(update_fields=["proof_until"])
    journal.record(
        "paper.archived",
        subject=f"issued:{held.pk}",
        actor=SYSTEM,
        at=at,
        number=held.number,
        sha256=copy.file_id,
        proof_until=held.proof_until.isoformat(),
    )
    return True


def stamp(pdf: bytes, *, at: datetime) -> bytes:
    """
    Return the file with what its check needs today, and a document time stamp behind it.

    :raises TimeStampUnavailable: if there is no service, or it does not answer.
    """
    service = timestamper(at)
    if service is None:
        raise TimeStampUnavailable
    try:
        return outside_any_loop(lambda: _stamped(pdf, service, at))
    except timestamps.TimestampRequestError as error:
        raise TimeStampUnavailable from error


def _stamped(pdf: bytes, service: timestamps.TimeStamper, at: datetime) -> bytes:
    certificates = _certificates(PdfFileReader(BytesIO(pdf), strict=False))
    sample = sample_stamp(service)
    assert sample is not None, "there is a service"
    known = {each.dump(): each for each in [*certificates, *_inside(sample)]}
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=list(known.values()),
        crls=[asn1_crl.CertificateList.load(each) for each in _lists(list(known.values()), at)],
    )
    out = PdfTimeStamper(service).timestamp_pdf(writer, "sha256", bytes_reserved=room_for(sample))
    return bytes(out.getbuffer())


def _lists(certificates: list[x509.Certificate], at: datetime) -> list[bytes]:
    if demo_ca.in_use():
        return [demo_crl.crl(at)]
    return long_term.lists_for(certificates, load_certificates(settings.MOTCUA_TRUST_ROOTS), at)


def proof_until(pdf: bytes) -> datetime:
    """Return until when the last stamp of a file can be checked; of one without stamps, its signature."""
    reader = PdfFileReader(BytesIO(pdf), strict=False)
    last = list(reader.embedded_signatures)[-1]
    stamps = list(time_stamps_of(last.signer_info))
    found = _inside(stamps[-1]) if stamps else [last.signer_cert]
    ends: list[datetime] = [each.not_valid_after for each in found]
    return min(ends)


def _certificates(reader: PdfFileReader) -> list[x509.Certificate]:
    """Return every certificate of the signatures and stamps of a file."""
    return [each for embedded in reader.embedded_signatures for each in _of(embedded.signed_data)]


def _of(data: cms.SignedData) -> Iterator[x509.Certificate]:
    yield from (each.chosen for each in data["certificates"] if each.name == "certificate")
    for info in data["signer_infos"]:
        for each in time_stamps_of(info):
            yield from _inside(each)


def _inside(stamp: cms.ContentInfo) -> list[x509.Certificate]:
    return [each.chosen for each in stamp["content"]["certificates"] if each.name == "certificate"]
