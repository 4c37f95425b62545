"""What we ask of VNeID beyond what allauth does: trust nothing unsigned, and find the person behind it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import jwt
import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from pydantic import ValidationError

from motcua.accounts.operations import Recognised, recognise_person
from motcua.exchange.vneid.messages import Claims, Discovery

DISCOVERY = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "PS256", "ES256"]
Get = Callable[[str], requests.Response]
"""Fetches an address within a time limit."""
LEEWAY = 30
"""Seconds by which two clocks may differ."""


def discover(url: str, get: Get) -> Discovery:
    """
    Return the provider's description of itself.

    :raises requests.RequestException: when it does not answer, or not in JSON.
    :raises OAuth2Error: when the answer is not that of the issuer we were told to trust.
    """
    response = get(url + DISCOVERY)
    response.raise_for_status()
    try:
        found = Discovery.model_validate(response.json())
    except ValidationError as error:
        raise OAuth2Error("not a discovery document") from error
    if found.issuer.rstrip("/") != url:
        raise OAuth2Error(f"issuer {found.issuer!r} is not {url!r}")
    return found


def verified(id_token: str, *, discovery: Discovery, client_id: str, nonce: str, get: Get) -> dict[str, Any]:
    """
    Return the claims of an ID token whose signature, issuer, audience, times and nonce are right.

    OpenID Connect Core 1.0, section 3.1.3.7. The signature is checked although the token came straight
    from the provider: in an office, somebody else's proxy often ends the TLS.

    :raises OAuth2Error: when any of them is wrong.
    """
    response = get(discovery.jwks_uri)
    response.raise_for_status()
    try:
        keys = jwt.PyJWKSet.from_dict(response.json())
        key = keys[jwt.get_unverified_header(id_token).get("kid", "")]
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key=key,
            algorithms=ALGORITHMS,
            issuer=discovery.issuer,
            audience=client_id,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "exp", "iat", "sub", "nonce"]},
        )
    except (jwt.PyJWTError, KeyError) as error:
        raise OAuth2Error(f"ID token refused: {error}") from error
    if claims["nonce"] != nonce:
        raise OAuth2Error("ID token refused: another nonce")
    return claims


def claims_of(userinfo: Any, *, subject: str) -> Claims:
    """
    Return the userinfo, which must be about the subject of the ID token (section 5.3.2).

    :raises OAuth2Error: when it is about somebody else, or unreadable.
    """
    try:
        claims = Claims.model_validate(userinfo)
    except ValidationError as error:
        raise OAuth2Error("userinfo cannot be read") from error
    if claims.sub != subject:
        raise OAuth2Error("userinfo is about another subject")
    return claims


def recognise(claims: Claims, *, at: datetime, address: str | None) -> Recognised:
    """
    Find or write down the person whom ``claims`` describe; see ``accounts.operations.recognise_person``.

    :raises IdentityNotVouched: when they hold no identity number.
    """
    return recognise_person(identity=claims.to_identity(), at=at, address=address)
