"""
Digital signatures on what an office issues: PAdES B-LT (ETSI EN 319 142), time-stamped where there is one.

What a later check needs (the certificates, and the list that says they were not revoked) is put in before the
signature, in the same revision: the signature covers it, and nothing is written behind.

The port is ``Signer``; the setting ``MOTCUA_SIGNER`` names the class that implements it. A signature with
the key of an agency's officer makes the electronic original (Law on Electronic Transactions
20/2023/QH15, Art. 22-24; Decree 30/2020/ND-CP, Art. 13).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Protocol, cast

from asn1crypto import cms, pem
from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.conf import settings
from django.utils.module_loading import import_string
from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers, timestamps
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11SigningContext
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.papers import demo_ca, demo_crl, long_term
from motcua.papers.demo_ca import ensure_demo_ca
from motcua.papers.errors import SigningFailed, TimeStampUnavailable
from motcua.papers.loops import outside_any_loop
from motcua.papers.time_authority import demo_authority
from motcua.papers.timestamps import service

SPARE = 1_024  # bytes of attributes and of what one signature may be longer than another

__all__ = ["DemoSigner", "Pkcs11Signer", "Signatory", "Signer", "ensure_demo_ca", "signer_for"]


@dataclass(frozen=True, slots=True)
class Signatory:
    """
    Who signs: ``key`` names their signing key (opaque, for example "officer:12").

    ``authority`` is the line above the post, such as "TM. ỦY BAN NHÂN DÂN" (Decree 30/2020/ND-CP).
    """

    key: str
    name: str
    post: str
    organisation: str
    authority: str = ""


class Signer(Protocol):
    """Puts one signature on a PDF; made anew for each signatory."""

    def __init__(self, signatory: Signatory) -> None: ...

    def sign(self, pdf: bytes, *, reason: str, location: str, field: str, at: datetime) -> bytes:
        """Return ``pdf`` with a signature added behind it; the bytes given are not changed."""
        ...


def signer_for(signatory: Signatory) -> Signer:
    """Return the configured signer, ready to sign as this person."""
    cls: type[Signer] = import_string(settings.MOTCUA_SIGNER)
    return cls(signatory)


class DemoSigner:
    """Signs with keys of the demo authority. For trials: a document it signs has no legal force."""

    def __init__(self, signatory: Signatory) -> None:
        self.signatory = signatory

    def sign(self, pdf: bytes, *, reason: str, location: str, field: str, at: datetime) -> bytes:
        who = self.signatory
        found = demo_ca.signer(who.key, name=who.name, post=who.post, organisation=who.organisation)
        return _sign(
            pdf,
            _local_signer(found.key, found.certificate),
            _Wish(reason=reason, location=location, field=field, at=at),
            timestamper(at),
            [demo_crl.crl(at)],
        )


class Pkcs11Signer:
    """
    Signs with a key in a token or a hardware security module, through PKCS#11.

    The certificate and key are found by their label: ``MOTCUA_PKCS11_LABEL``, where ``{key}`` stands
    for the signatory's key.
    """

    def __init__(self, signatory: Signatory) -> None:
        self.signatory = signatory

    def sign(self, pdf: bytes, *, reason: str, location: str, field: str, at: datetime) -> bytes:
        wish = _Wish(reason=reason, location=location, field=field, at=at)
        with PKCS11SigningContext(self._config(), user_pin=settings.MOTCUA_PKCS11_PIN) as signer:
            certificates = [signer.signing_cert, *signer.cert_registry]
            lists = long_term.lists_for(certificates, load_certificates(settings.MOTCUA_TRUST_ROOTS), at)
            return _sign(pdf, signer, wish, timestamper(at), lists)

    def _config(self) -> PKCS11SignatureConfig:
        chain = list(load_certificates(settings.MOTCUA_PKCS11_CHAIN))
        return PKCS11SignatureConfig(
            module_path=settings.MOTCUA_PKCS11_MODULE,
            cert_label=settings.MOTCUA_PKCS11_LABEL.format(key=self.signatory.key),
            token_criteria=TokenCriteria(label=settings.MOTCUA_PKCS11_TOKEN),
            other_certs=chain,
        )


@dataclass(frozen=True, slots=True)
class _Wish:
    reason: str
    location: str
    field: str
    at: datetime


class _DatedPdfSigner(signers.PdfSigner):
    """A signer whose signing time is given, because the clock belongs to the floors above."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def _sign(
    pdf: bytes,
    signer: signers.Signer,
    wish: _Wish,
    timestamper: timestamps.TimeStamper | None,
    lists: Sequence[bytes],
) -> bytes:
    metadata = signers.PdfSignatureMetadata(
        field_name=wish.field,
        reason=wish.reason,
        location=wish.location,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    work = _DatedPdfSigner(
        metadata,
        signer,
        timestamper=timestamper,
        new_field_spec=SigFieldSpec(wish.field, readable_field_name=f"Chữ ký số: {wish.reason}"),
    )
    work.at = wish.at
    try:
        return outside_any_loop(lambda: asyncio.run(_signed(work, pdf, lists)))
    except timestamps.TimestampRequestError as error:
        raise TimeStampUnavailable from error
    except SigningError as error:
        raise SigningFailed from error


async def _signed(work: _DatedPdfSigner, pdf: bytes, lists: Sequence[bytes]) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    stamping = work.default_timestamper
    stamp = await stamping.async_dummy_response("sha256") if stamping else None
    if lists:
        certificates = [work.signer.signing_cert, *work.signer.cert_registry]
        of_stamps = [each.chosen for each in stamp["content"]["certificates"]] if stamp else []
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[*certificates, *of_stamps],
            crls=[asn1_crl.CertificateList.load(each) for each in lists],
        )
    done = await work.async_sign_pdf(writer, bytes_reserved=_room(work.signer, stamp))
    return bytes(done.getbuffer())


def sample_stamp(timestamper: timestamps.TimeStamper | None) -> cms.ContentInfo | None:
    """
    Return a stamp of this service, asked for once: all others are as long.

    :raises TimeStampUnavailable: if it does not answer.
    """
    if timestamper is None:
        return None
    try:
        return outside_any_loop(lambda: asyncio.run(timestamper.async_dummy_response("sha256")))
    except timestamps.TimestampRequestError as error:
        raise TimeStampUnavailable from error


def _room(signer: signers.Signer, stamp: cms.ContentInfo | None) -> int:
    """
    Return how many hexadecimal digits to keep free for a signature; with room to spare, and even.

    The library would otherwise sign once more, with an empty stamp, to see how long it gets.
    """
    certificates = [signer.signing_cert, *signer.cert_registry]
    size = sum(len(each.dump()) for each in certificates) + SPARE
    return 2 * size + (room_for(stamp) if stamp else 0)


def room_for(stamp: cms.ContentInfo) -> int:
    """Return how many hexadecimal digits to keep free for a stamp as long as this one."""
    return 2 * (len(stamp.dump()) + SPARE)


_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class _LocalSigner(signers.SimpleSigner):
    """A signer that reads its key once: checking an RSA key takes longer than signing with it."""

    def __init__(self, key_pem: bytes, certificate_pem: bytes) -> None:
        key = serialization.load_pem_private_key(key_pem, password=None)
        self._key = cast("rsa.RSAPrivateKey", key)
        super().__init__(
            signing_cert=_certificate(certificate_pem),
            signing_key=_private_key(key_pem),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
            embed_roots=False,  # who checks must have the root already, or it proves nothing
        )

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        return self._key.sign(data, padding.PKCS1v15(), _HASHES[digest_algorithm]())


@lru_cache(maxsize=256)
def _local_signer(key_pem: bytes, certificate_pem: bytes) -> _LocalSigner:
    return _LocalSigner(key_pem, certificate_pem)


def timestamper(at: datetime) -> timestamps.TimeStamper | None:
    """Return the service of time stamps; without one the demo stamps by itself, at the moment of the act."""
    if settings.MOTCUA_TSA_URL:
        return service(settings.MOTCUA_TSA_URL)
    return demo_authority(at) if demo_ca.in_use() else None


def stamps_end_at(at: datetime) -> datetime | None:
    """Return until when the time stamps of these days can be checked; None where nothing is stamped."""
    stamp = sample_stamp(timestamper(at))
    if stamp is None:
        return None
    ends: list[datetime] = [each.chosen.not_valid_after for each in stamp["content"]["certificates"]]
    return min(ends)


def load_certificates(paths: Iterable[str]) -> tuple[asn1_x509.Certificate, ...]:
    """Return the certificates of these PEM files, in order."""
    return tuple(
        asn1_x509.Certificate.load(der)
        for path in paths
        for _, _, der in pem.unarmor(Path(path).read_bytes(), multiple=True)
    )


def _certificate(pem_bytes: bytes) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pem.unarmor(pem_bytes)[2])


def _private_key(pem_bytes: bytes) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(pem.unarmor(pem_bytes)[2])
