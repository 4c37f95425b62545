"""
The keys that vouch for what is not a PDF: of each agency, for data of results (``credentials``), and of the
site, for evidence packs.

``MOTCUA_ISSUER_KEY`` is a PEM file of the site's P-256 key, and of its certificates behind it.
``MOTCUA_ISSUER_KEYS`` is a folder with one folder for each agency, named by its code, of such files: the
last by name that holds a private key signs; those before it are published for what they signed. A demo makes
its own.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from joserfc import jws
from joserfc.jwk import ECKey

from motcua.papers import demo_ca
from motcua.papers.errors import AgencyKeyMissing

ALGORITHM = "ES256"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
_PRIVATE = b"PRIVATE KEY-----"


@dataclass(frozen=True, slots=True)
class Agency:
    """Whose key: the code that names its folder, and its name for a demo's certificate."""

    code: str
    name: str


def public_key() -> dict[str, Any]:
    """Return the public half of the site's key as a JWK, with its name (RFC 7638)."""
    return _described(_private(*_site()))


def public_keys(code: str) -> list[dict[str, Any]]:
    """Return every key an agency signs with or has signed with, the one in use first."""
    return [_described(_public(content)) for content in reversed(_files(code))]


def vouch(
    payload: bytes | dict[str, Any], *, agency: Agency | None = None, chain: bool = True, **header: object
) -> str:
    """
    Return a compact JWS of the payload (RFC 7515), by an agency or by the site.

    ``chain`` puts the certificates into it, for who has only the root.

    :raises AgencyKeyMissing: if the agency has no key yet.
    """
    pair = _of_agency(agency) if agency else _site()
    key = _private(*pair)
    content = payload if isinstance(payload, bytes) else json.dumps(payload, ensure_ascii=False).encode()
    whole = {"alg": ALGORITHM, "kid": key.thumbprint(), **header}
    if chain:
        whole["x5c"] = _chain(pair[1])
    return jws.serialize_compact(whole, content, key, algorithms=[ALGORITHM])


def _described(key: ECKey) -> dict[str, Any]:
    return {**key.as_dict(private=False), "kid": key.thumbprint(), "alg": ALGORITHM, "use": "sig"}


def _chain(certificates: bytes) -> list[str]:
    """Return the chain for an ``x5c`` header (RFC 7515, 4.1.6): its own first."""
    found = pem.unarmor(certificates, multiple=True)
    return [base64.b64encode(der).decode() for kind, _, der in found if kind == "CERTIFICATE"]


def _site() -> tuple[bytes, bytes]:
    """Return the PEM of the site's key and that of its certificates."""
    if settings.MOTCUA_ISSUER_KEY:
        both = Path(settings.MOTCUA_ISSUER_KEY).read_bytes()
        return both, both
    found = demo_ca.issuer()
    return found.key, found.certificate


def _of_agency(agency: Agency) -> tuple[bytes, bytes]:
    if not settings.MOTCUA_ISSUER_KEYS and demo_ca.in_use():
        demo_ca.ensure_issuer_of(agency.code, agency.name)
    last = next((content for content in reversed(_files(agency.code)) if _PRIVATE in content), None)
    if last is None:
        raise AgencyKeyMissing(agency=agency.name)
    return last, last


def _files(code: str) -> list[bytes]:
    """Return what lies in an agency's folder, in the order of its names."""
    if not _CODE.fullmatch(code):
        return []
    if settings.MOTCUA_ISSUER_KEYS:
        return _read(sorted((Path(settings.MOTCUA_ISSUER_KEYS) / code).glob("*.pem")))
    return _read(sorted(demo_ca.issuers_of(code).glob("*.pem"))) if demo_ca.in_use() else []


def _read(files: Iterable[Path]) -> list[bytes]:
    return [file.read_bytes() for file in files]


def _public(content: bytes) -> ECKey:
    certificate = x509.load_pem_x509_certificate(content)
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return ECKey.import_key(certificate.public_key().public_bytes(serialization.Encoding.PEM, form))


@lru_cache(maxsize=64)
def _private(key: bytes, _certificates: bytes) -> ECKey:
    return ECKey.import_key(key)
