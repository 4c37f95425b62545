"""
Is this PDF what its signer signed? Answers a person can read, and a machine can act on.

Judged with the roots this office trusts, as of the time stamp, and with the lists of revoked certificates
that the file carries; the network is not asked. A certificate that ended or was revoked after the time stamp
does not undo what it signed before; one without a stamp is judged as of today
(``docs/how-to/verify-signature.md``). The stamp itself is judged as of what it says: a key stolen from an
authority of time stamps could lie about that, which only an archive stamp by another would show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from asn1crypto import x509 as asn1_x509
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import ValidationInfoReadingError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_timestamp
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    PdfSignatureStatus,
    SignatureCoverageLevel,
)
from pyhanko_certvalidator import ValidationContext

from motcua.papers import demo_ca
from motcua.papers.containers import container_is_clean, time_stamped_at
from motcua.papers.loops import outside_any_loop
from motcua.papers.signing import load_certificates


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: whose certificate, and when."""

    name: str
    post: str
    organisation: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What is known of the last signature of a PDF, with the reasons in Vietnamese.

    ``valid`` is the one answer: signed, unchanged, by somebody trusted. ``whole_file`` is false when
    something was written behind the signature, even something harmless. ``by`` are all who signed, in order;
    ``archived_at`` is when a later stamp was last put over the whole file.
    """

    signed: bool
    valid: bool
    intact: bool
    trusted: bool
    whole_file: bool
    signer_name: str = ""
    signer_post: str = ""
    organisation: str = ""
    signed_at: datetime | None = None
    time_stamped: bool = False
    by: tuple[Signed, ...] = ()
    archived_at: datetime | None = None
    reasons: tuple[str | Promise, ...] = ()


HARMLESS = (ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
NOT_A_PDF = _("Không đọc được tệp này như một tệp PDF; tệp đã bị sửa hoặc hỏng.")
NOT_SIGNED = _("Tệp này không có chữ ký số.")
CHANGED = _("Nội dung tệp đã bị thay đổi sau khi ký.")
ADDED = _("Tệp đã được ghi thêm nội dung sau khi ký.")
ARCHIVED = _("Sau khi ký, tệp chỉ được thêm dữ liệu để lưu trữ chữ ký lâu dài.")
NOT_TRUSTED = _("Chứng thư của người ký không do tổ chức chứng thực được tin cậy cấp.")
REVOKED = _("Chứng thư của người ký đã bị thu hồi trước khi ký.")
NOT_BY_KEY = _("Chữ ký không khớp với chứng thư của người ký.")
BAD_TIME = _("Dấu thời gian của chữ ký không hợp lệ.")
EARLIER_BAD = _("Một chữ ký trước đó trong tệp không còn hợp lệ.")
ALL_GOOD = _("Chữ ký hợp lệ: tệp còn nguyên vẹn từ khi ký và người ký được tin cậy.")


def verify(pdf: bytes, *, at: datetime) -> Verdict:
    """
    Judge the signatures of a PDF as of the moment ``at``.

    Any byte changed after signing makes ``intact`` false; bytes added behind it make ``whole_file``
    false, and ``intact`` too unless they only keep the signature for the archive or add another one.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        embedded = list(reader.embedded_regular_signatures)
        if not embedded:
            return _unsigned(NOT_SIGNED)
        stamps = list(reader.embedded_timestamp_signatures)
        return outside_any_loop(lambda: _judge(pdf, embedded, stamps, at))
    except Exception:  # a hostile or broken file can break a parser in any way it likes
        return _unsigned(NOT_A_PDF)


def _unsigned(reason: Promise) -> Verdict:
    return Verdict(
        signed=False, valid=False, intact=False, trusted=False, whole_file=False, reasons=(reason,)
    )


def _judge(
    pdf: bytes,
    embedded: Sequence[EmbeddedPdfSignature],
    stamps: Sequence[EmbeddedPdfSignature],
    at: datetime,
) -> Verdict:
    statuses = [asyncio.run(_status(signature, at)) for signature in embedded]
    last, status = embedded[-1], statuses[-1]
    earlier_good = all(
        _is_intact(pdf, e, s) and s.trusted for e, s in zip(embedded[:-1], statuses[:-1], strict=True)
    )
    intact = _is_intact(pdf, last, status)
    archived = [asyncio.run(_archived(pdf, each)) for each in stamps]
    time_good = None not in archived and (
        status.timestamp_validity is None
        or (
            status.timestamp_validity.valid
            and status.timestamp_validity.intact
            and status.timestamp_validity.trusted
        )
    )
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    trusted = bool(status.trusted)
    by = tuple(_signed(each) for each in statuses)
    return Verdict(
        signed=True,
        valid=intact and trusted and time_good and earlier_good,
        intact=intact,
        trusted=trusted,
        whole_file=whole,
        signer_name=by[-1].name,
        signer_post=by[-1].post,
        organisation=by[-1].organisation,
        signed_at=by[-1].at,
        time_stamped=status.timestamp_validity is not None and time_good,
        by=by,
        archived_at=max((each for each in archived if each), default=None),
        reasons=_reasons(status, intact=intact, whole=whole, time_good=time_good, earlier_good=earlier_good),
    )


async def _status(signature: EmbeddedPdfSignature, at: datetime) -> PdfSignatureStatus:
    stamped_at = time_stamped_at(signature.signer_info) or at
    return await async_validate_pdf_signature(
        signature,
        signer_validation_context=_context(signature, stamped_at),
        ts_validation_context=_context(signature, stamped_at),
    )


async def _archived(pdf: bytes, stamp: EmbeddedPdfSignature) -> datetime | None:
    """Return when a stamp over the whole file was given; None if it is not good."""
    moment: datetime = stamp.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    status = await async_validate_pdf_timestamp(stamp, _context(stamp, moment))
    return moment if status.trusted and _is_intact(pdf, stamp, status) else None


def _context(signature: EmbeddedPdfSignature, moment: datetime) -> ValidationContext:
    wanted: dict[str, Any] = {
        "trust_roots": list(_trust_roots(trusted_roots())),
        "moment": moment,
        "allow_fetching": False,
        "retroactive_revinfo": True,  # a list made later says of each certificate since when
    }
    try:
        return DocumentSecurityStore.read_dss(signature.reader).as_validation_context(wanted)
    except ValidationInfoReadingError:
        return ValidationContext(**wanted)


def trusted_roots() -> tuple[str, ...]:
    """Return the PEM files of the roots whose signatures count here."""
    paths = [str(path) for path in settings.MOTCUA_TRUST_ROOTS]
    if demo_ca.in_use():
        paths.append(str(demo_ca.ensure_demo_ca()))
    return tuple(paths)


@lru_cache(maxsize=8)
def _trust_roots(paths: tuple[str, ...]) -> tuple[asn1_x509.Certificate, ...]:
    return load_certificates(paths)


def _is_intact(
    pdf: bytes, signature: EmbeddedPdfSignature, status: PdfSignatureStatus | DocumentTimestampStatus
) -> bool:
    harmless = status.coverage == SignatureCoverageLevel.ENTIRE_FILE or (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and (status.docmdp_ok or isinstance(status, DocumentTimestampStatus))  # a stamp forbids nothing
        and status.modification_level in HARMLESS
    )
    return bool(status.intact and status.valid and harmless and container_is_clean(pdf, signature))


def _signed(status: PdfSignatureStatus) -> Signed:
    subject = status.signing_cert.subject.native
    return Signed(
        name=str(subject.get("common_name", "")),
        post=str(subject.get("title", "")),
        organisation=str(subject.get("organization_name", "")),
        at=_signed_at(status),
    )


def _signed_at(status: PdfSignatureStatus) -> datetime | None:
    stamp = status.timestamp_validity
    moment = stamp.timestamp if stamp is not None else status.signer_reported_dt
    return moment if isinstance(moment, datetime) else None


def _reasons(
    status: PdfSignatureStatus,
    *,
    intact: bool,
    whole: bool,
    time_good: bool,
    earlier_good: bool,
) -> tuple[Promise, ...]:
    found = []
    if not status.intact:
        found.append(CHANGED)
    elif not status.valid:
        found.append(NOT_BY_KEY)
    elif not whole:
        found.append(ARCHIVED if intact else ADDED)
    elif not intact:
        found.append(CHANGED)
    if not status.trusted:
        found.append(REVOKED if status.revoked else NOT_TRUSTED)
    if not time_good:
        found.append(BAD_TIME)
    if not earlier_good:
        found.append(EARLIER_BAD)
    return tuple(found) or (ALL_GOOD,)
