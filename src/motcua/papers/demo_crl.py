"""
The demo authority's list of revoked certificates (RFC 5280), made for the day it is asked of.

A paper is signed with the list of its day inside: whoever checks it in ten years need not ask anybody.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from motcua.papers import demo_ca

VALID = timedelta(days=7)


def crl(at: datetime) -> bytes:
    """Return the list (DER) as it was on the day of ``at``, good for a week."""
    day = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    above = demo_ca.authority()
    known = tuple(
        sorted((serial, moment) for serial, moment in revoked().items() if moment <= at.timestamp())
    )
    return _made(above.certificate, above.key, known, max((m for _, m in known), default=0.0), day)


def revoked() -> dict[str, float]:
    """Return the serial numbers (hexadecimal) that were revoked, each with its moment."""
    try:
        found: dict[str, float] = json.loads(_file().read_text(encoding="ascii"))
    except FileNotFoundError:
        return {}
    return found


def revoke(serial: int, *, at: datetime) -> None:
    """Take a certificate out of force. The first moment stands."""
    with demo_ca.alone():
        listed = {f"{serial:x}": at.timestamp()} | revoked()
        demo_ca.write(_file(), json.dumps(listed).encode())


def _file() -> Path:
    return demo_ca.folder() / "revoked.json"


@lru_cache(maxsize=64)
def _made(
    certificate: bytes, key: bytes, known: tuple[tuple[str, float], ...], last: float, day: datetime
) -> bytes:
    ca = x509.load_pem_x509_certificate(certificate)
    from_at = max(day, datetime.fromtimestamp(last, UTC).replace(microsecond=0))
    above = ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    number = x509.CRLNumber(int(from_at.timestamp()))
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(ca.subject)
        .last_update(from_at)
        .next_update(from_at + VALID)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(above), critical=False)
        .add_extension(number, critical=False)
    )
    for serial, moment in known:
        builder = builder.add_revoked_certificate(_entry(int(serial, 16), moment))
    private = cast("rsa.RSAPrivateKey", serialization.load_pem_private_key(key, password=None))
    return builder.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _entry(serial: int, moment: float) -> x509.RevokedCertificate:
    when = datetime.fromtimestamp(moment, UTC).replace(microsecond=0)
    return x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when).build()
