"""
The key this site vouches with for what is not a PDF: data of results (``credentials``) and evidence packs.

``MOTCUA_ISSUER_KEY`` is a PEM file of a P-256 key, and of its certificates behind it; a demo makes its own.
"""

from __future__ import annotations

import base64
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import pem
from django.conf import settings
from joserfc import jws
from joserfc.jwk import ECKey

from motcua.papers import demo_ca

ALGORITHM = "ES256"


def public_key() -> dict[str, Any]:
    """Return the public half as a JWK, with its name (RFC 7638)."""
    key = _key(*_pems())
    return {**key.as_dict(private=False), "kid": key.thumbprint(), "alg": ALGORITHM, "use": "sig"}


def certificates() -> list[str]:
    """Return the chain for an ``x5c`` header (RFC 7515, 4.1.6): its own first."""
    return [
        base64.b64encode(der).decode()
        for kind, _, der in pem.unarmor(_pems()[1], multiple=True)
        if kind == "CERTIFICATE"
    ]


def vouch(payload: bytes | dict[str, Any], **header: object) -> str:
    """Return a compact JWS of the payload (RFC 7515)."""
    key = _key(*_pems())
    content = payload if isinstance(payload, bytes) else json.dumps(payload, ensure_ascii=False).encode()
    whole = {"alg": ALGORITHM, "kid": key.thumbprint(), **header, "x5c": certificates()}
    return jws.serialize_compact(whole, content, key, algorithms=[ALGORITHM])


def _pems() -> tuple[bytes, bytes]:
    """Return the PEM of the key and that of the certificates."""
    if settings.MOTCUA_ISSUER_KEY:
        both = Path(settings.MOTCUA_ISSUER_KEY).read_bytes()
        return both, both
    found = demo_ca.issuer()
    return found.key, found.certificate


@lru_cache(maxsize=4)
def _key(key: bytes, _certificates: bytes) -> ECKey:
    return ECKey.import_key(key)
