"""
What a signature needs to be checked years later: the lists of revoked certificates of its day.

Fetched where the certificates say, kept until the list says that a newer one is out. A list that cannot be
had does not stop an office from signing: the paper is valid, and whoever checks it asks the authority.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from threading import Lock

import requests
from asn1crypto import crl as asn1_crl
from asn1crypto import x509
from cryptography.x509 import Certificate, load_der_x509_certificate, load_der_x509_crl

WITHIN = 5.0  # seconds
LONGEST = 20_000_000  # bytes
REST = timedelta(minutes=5)
"""How long a place that did not answer is left alone."""
log = logging.getLogger(__name__)
_lock = Lock()
_kept: dict[str, tuple[bytes, datetime]] = {}


def lists_for(
    certificates: Collection[x509.Certificate], roots: Iterable[x509.Certificate], at: datetime
) -> list[bytes]:
    """
    Return the lists (DER) for these certificates, without repeats.

    One that no certificate above signed is left out: inside the paper it would spoil a good signature.
    """
    places = dict.fromkeys(place for each in certificates for place in _places(each))
    above = [load_der_x509_certificate(each.dump()) for each in {*certificates, *roots}]
    found = (_list(place, at) for place in places)
    return [each for each in found if each and _is_signed_by_one_of(above, each)]


def _is_signed_by_one_of(above: Iterable[Certificate], content: bytes) -> bool:
    read = load_der_x509_crl(content)
    for each in above:
        if each.subject == read.issuer and read.is_signature_valid(each.public_key()):  # type: ignore[arg-type]
            return True
    log.warning("list of revoked certificates of %s is not signed by it", read.issuer.rfc4514_string())
    return False


def _places(certificate: x509.Certificate) -> list[str]:
    return [
        name.native
        for point in certificate.crl_distribution_points
        if point["distribution_point"].name == "full_name"
        for name in point["distribution_point"].chosen
        if name.name == "uniform_resource_identifier" and name.native.startswith("http")
    ]


def _list(place: str, at: datetime) -> bytes:
    with _lock:
        content, until = _kept.get(place, (b"", at))
    if at < until:
        return content
    content, until = _fetch(place, at)
    with _lock:
        _kept[place] = content, until
    return content


def _fetch(place: str, at: datetime) -> tuple[bytes, datetime]:
    """Return the list and until when it is good; nothing, and when to try again, if it is not to be had."""
    try:
        answer = requests.get(place, timeout=WITHIN)
        answer.raise_for_status()
        if len(answer.content) > LONGEST:
            raise ValueError("too long")
        read = asn1_crl.CertificateList.load(answer.content, strict=True)
        until = read["tbs_cert_list"]["next_update"].native
    except (requests.RequestException, ValueError, TypeError) as error:
        log.warning("list of revoked certificates not to be had: %s: %s", place, error)
        return b"", at + REST
    return answer.content, until or at + REST
