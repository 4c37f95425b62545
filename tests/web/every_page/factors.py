"""Officers' accounts for whom the door asks more than a password."""

from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from motcua.accounts.models import User

PASSWORD = "mat-khau-rat-dai"  # as in tests.factories
SECRET = "JBSWY3DPEHPK3PXP"


def give_all(user: User) -> None:
    """Enrol an authenticator app, a security key and recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    WebAuthn.add(user, "Khóa 1", _registration())


def _registration() -> dict[str, Any]:
    """Return what a browser answers when a key is registered."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid.NONE, b"khoa-1", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(bytes(32), flags, 0, credential)
    client = CollectedClientData.create("webauthn.create", b"thach-thuc", "http://testserver")
    attested = AttestationObject.create("none", data, {})
    return {
        "id": websafe_encode(b"khoa-1"),
        "rawId": websafe_encode(b"khoa-1"),
        "type": "public-key",
        "response": {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)},
        "clientExtensionResults": {},
    }


def password_given(user: User) -> Client:
    """Return a browser in which the password has been given."""
    browser = Client()
    browser.post("/staff/sign-in/", {"login": user.username, "password": PASSWORD})
    return browser


def code_given(browser: Client) -> None:
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    browser.post("/accounts/code/", {"code": code})


def signed_in_without_a_trace(user: User) -> Client:
    """Return a browser whose session does not know how it was opened: the door asks again."""
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser
