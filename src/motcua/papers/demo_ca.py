"""
A certificate authority for trials, made on first use in ``HOME/demo-ca``.

One root, one time-stamping key, one key and certificate per signer, and the list of revoked certificates
(``demo_crl``). Nothing here has legal force; production signs with certificates of a licensed authority
through ``Pkcs11Signer``.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

# Wide on purpose: a demo shows dossiers of past years, signed at their own dates.
NOT_BEFORE = datetime(2015, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2055, 1, 1, tzinfo=UTC)
ROOT_NAME = "Gốc dùng thử Một Cửa, không có giá trị pháp lý"
TSA_NAME = "Dấu thời gian dùng thử Một Cửa"
ISSUER_NAME = "Dữ liệu kết quả dùng thử Một Cửa"
TSA_YEARS = 5
"""For so long a key stamps; its certificate holds for twice as long, so that stamps are renewed in time."""
NAME_BYTES = 64  # the most that the library puts into one part of a name


@dataclass(frozen=True, slots=True)
class Credential:
    """PEM of a private key and of its certificate."""

    key: bytes
    certificate: bytes


_Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_Maker = Callable[[_Key, Credential | None], x509.Certificate]
_Days = tuple[datetime, datetime]


def _rsa() -> _Key:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _p256() -> _Key:
    return ec.generate_private_key(ec.SECP256R1())


def folder() -> Path:
    return Path(settings.HOME) / "demo-ca"


def ensure_demo_ca() -> Path:
    """Return the PEM file of the root, made with its key if it is not there yet."""
    if not _read(folder(), "root"):
        with alone() as home:
            _ensure(home, "root", None, _root_certificate)
    return folder() / "root.pem"


def root() -> bytes:
    return ensure_demo_ca().read_bytes()


def in_use() -> bool:
    """Tell whether papers are signed with keys of this authority."""
    return bool(settings.MOTCUA_SIGNER.endswith(".DemoSigner"))


def crl_url() -> str:
    """Return where the list of revoked certificates is: the trial's authority of time stamps serves it."""
    return f"{settings.MOTCUA_TSA_URL or 'http://localhost:8795'}/root.crl"


def tsa(at: datetime) -> Credential:
    """Return the key that stamps at this moment: a new one every few years, as authorities do."""
    this = at.astimezone(UTC).year  # a stamp says UTC
    year = this - this % TSA_YEARS
    name = f"tsa-p256-{year}"
    if found := _read(folder(), name):
        return found
    above = authority()
    days = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 2 * TSA_YEARS, 1, 1, tzinfo=UTC)
    with alone() as home:
        return _ensure(home, name, above, lambda k, ca: _tsa_certificate(k, ca, days), _p256)


def issuer() -> Credential:
    """Return the key that vouches for data, with its certificate."""
    above = authority()
    with alone() as home:
        subject = _subject(ISSUER_NAME, post="", organisation="Một Cửa")
        return _ensure(home, "issuer-p256", above, lambda k, ca: _signer_certificate(k, ca, subject), _p256)


def issuers_of(code: str) -> Path:
    """Return the folder of the keys with which an agency vouches for data."""
    return folder() / "issuers" / code


def ensure_issuer_of(code: str, name: str) -> None:
    """Make an agency's first key, if it has none yet."""
    if not any(issuers_of(code).glob("*.pem")):
        new_issuer_of(code, name, first=True)


def new_issuer_of(code: str, name: str, *, first: bool = False) -> Path:
    """Make a key that an agency vouches with from now on; those before it stay."""
    above = authority()
    with alone():
        home = issuers_of(code)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        there = sorted(home.glob("*.pem"))
        if there and first:
            return there[-1]
        key = _p256()
        made = _signer_certificate(key, above, _subject(name, post="", organisation=name))
        file = home / f"{len(there) + 1:04d}.pem"
        write(file, _pem_of(key) + made.public_bytes(serialization.Encoding.PEM))
    return file


def authority() -> Credential:
    """Return the root with its key."""
    return _read(ensure_demo_ca().parent, "root") or _raise_missing("root")


def signer(key: str, *, name: str, post: str, organisation: str) -> Credential:
    """
    Return the key and certificate of one signer, made the first time they sign.

    ``key`` tells signers of one name apart; a new name or post gets a new certificate.
    """
    file = hashlib.sha256("\x00".join([key, name, post, organisation]).encode()).hexdigest()[:32]
    if found := _read(folder(), file):
        return found
    ensure_demo_ca()
    with alone() as home:
        above = _read(home, "root") or _raise_missing("root")
        subject = _subject(name, post=post, organisation=organisation)
        return _ensure(home, file, above, lambda k, ca: _signer_certificate(k, ca, subject))


@contextmanager
def alone() -> Iterator[Path]:
    """Hold the folder for this process alone: two servers starting together make one root."""
    home = folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(home / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield home
    finally:
        os.close(handle)


def _raise_missing(name: str) -> Credential:
    raise FileNotFoundError(f"{folder()}/{name}.pem is gone; remove {folder()} to make a new demo CA.")


def _read(home: Path, name: str) -> Credential | None:
    try:
        return Credential(
            key=(home / f"{name}.key").read_bytes(), certificate=(home / f"{name}.pem").read_bytes()
        )
    except FileNotFoundError:
        return None


def _ensure(
    home: Path,
    name: str,
    authority: Credential | None,
    make: _Maker,
    new_key: Callable[[], _Key] = _rsa,
) -> Credential:
    if found := _read(home, name):
        return found
    key = new_key()
    made = Credential(
        key=_pem_of(key),
        certificate=make(key, authority).public_bytes(serialization.Encoding.PEM),
    )
    write(home / f"{name}.key", made.key)
    write(home / f"{name}.pem", made.certificate)  # last: a reader needs both
    return made


def _pem_of(key: _Key) -> bytes:
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, form, serialization.NoEncryption())


def write(path: Path, content: bytes) -> None:
    partial = path.with_suffix(path.suffix + ".part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def _subject(name: str, *, post: str, organisation: str) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, organisation),
        (NameOID.TITLE, post),
        (NameOID.COMMON_NAME, name),
    ]
    return x509.Name([x509.NameAttribute(oid, _short(text)) for oid, text in parts if text])


def _short(text: str) -> str:
    """Return as many whole words of a text as a certificate can hold."""
    words = text.split()
    while len(words) > 1 and len(" ".join(words).encode()) > NAME_BYTES:
        words.pop()
    return " ".join(words).encode()[:NAME_BYTES].decode(errors="ignore")


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: _Key,
    usage: x509.KeyUsage,
    days: _Days = (NOT_BEFORE, NOT_AFTER),
) -> x509.CertificateBuilder:
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(days[0])
        .not_valid_after(days[1])
        .add_extension(usage, critical=True)
        .add_extension(identifier, critical=False)
    )


def _usage(*, signs_certificates: bool = False, signs_documents: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=signs_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _root_certificate(key: _Key, _authority: Credential | None) -> x509.Certificate:
    name = _subject(ROOT_NAME, post="", organisation="Một Cửa")
    return (
        _builder(name, name, key, _usage(signs_certificates=True))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )


def _issue(
    key: _Key,
    authority: Credential | None,
    subject: x509.Name,
    usage: x509.KeyUsage,
    purpose: x509.ExtendedKeyUsage | None = None,
    days: _Days = (NOT_BEFORE, NOT_AFTER),
) -> x509.Certificate:
    if authority is None:
        raise TypeError("Only the root is signed by itself.")
    ca = x509.load_pem_x509_certificate(authority.certificate)
    ca_key = cast("rsa.RSAPrivateKey", serialization.load_pem_private_key(authority.key, password=None))
    above = ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    listed = x509.DistributionPoint([x509.UniformResourceIdentifier(crl_url())], None, None, None)
    builder = (
        _builder(subject, ca.subject, key, usage, days)
        .add_extension(x509.CRLDistributionPoints([listed]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(above), critical=False)
    )
    if purpose is not None:
        builder = builder.add_extension(purpose, critical=True)
    return builder.sign(ca_key, hashes.SHA256())


def _tsa_certificate(key: _Key, authority: Credential | None, days: _Days) -> x509.Certificate:
    subject = _subject(TSA_NAME, post="", organisation="Một Cửa")
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return _issue(key, authority, subject, _usage(), stamping, days)


def _signer_certificate(key: _Key, authority: Credential | None, subject: x509.Name) -> x509.Certificate:
    return _issue(key, authority, subject, _usage(signs_documents=True))
