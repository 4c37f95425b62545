"""
A result as data its holder can show in part: SD-JWT VC (RFC 9901; draft-ietf-oauth-sd-jwt-vc).

Each field is hidden behind a hash that the office signed; the holder gives out only those they choose, and
nobody can add or change one. Whoever checks it asks at ``status.verify_url`` whether the paper is in force.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from motcua.papers import issuer_key
from motcua.papers.issuer_key import Agency

TYPE = "dc+sd-jwt"
HASH = "sha-256"


def issue(
    *,
    kind: str,
    issuer: str,
    agency: Agency,
    facts: Mapping[str, Any],
    claims: Mapping[str, Any],
    at: datetime,
    chain: bool = True,
) -> str:
    """
    Return a credential with every disclosure: what the holder keeps, and chooses from.

    ``facts`` are always seen; each of ``claims`` is its holder's to show. ``kind`` is the ``vct``; ``issuer``
    the address of ``agency``, whose key vouches for it. Without ``chain`` it is short enough to be drawn.

    :raises AgencyKeyMissing: if the agency has no key yet.
    """
    hidden = [_disclosure(name, value) for name, value in sorted(claims.items())]
    digests = sorted(_digest(each) for each in hidden)  # in an order that says nothing of the fields
    payload = {
        **facts,
        "iss": issuer,
        "vct": kind,
        "iat": int(at.timestamp()),
        "_sd_alg": HASH,
        "_sd": digests,
    }
    return _together(issuer_key.vouch(payload, agency=agency, chain=chain, typ=TYPE), hidden)


def shown(credential: str, names: Collection[str]) -> str:
    """Return the credential with the disclosures of these fields only."""
    signed, *hidden = credential.removesuffix("~").split("~")
    return _together(signed, [each for each in hidden if _name(each) in names])


def names_in(credential: str) -> list[str]:
    """Return the names of the fields that it discloses."""
    return [_name(each) for each in credential.removesuffix("~").split("~")[1:]]


def _together(signed: str, hidden: Iterable[str]) -> str:
    return "~".join([signed, *hidden, ""])


def _disclosure(name: str, value: Any) -> str:
    salted = [secrets.token_urlsafe(16), name, value]
    return _base64(json.dumps(salted, ensure_ascii=False).encode())


def _digest(disclosure: str) -> str:
    return _base64(sha256(disclosure.encode("ascii")).digest())


def _name(disclosure: str) -> str:
    padded = disclosure + "=" * (-len(disclosure) % 4)
    return str(json.loads(base64.urlsafe_b64decode(padded))[1])


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
