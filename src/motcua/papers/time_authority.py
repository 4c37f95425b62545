"""
An authority of time stamps (RFC 3161, with RFC 5816) that stamps with a key of the demo authority.

The trial's server answers with it over HTTP (``exchange/tsa``). Inside this process it stamps only what has
no service to ask: tests, and the past of the demo, which is signed at its own dates.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import cast

from asn1crypto import algos, cms, core, pem, tsp
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.timestamps import TimeStamper

from motcua.papers import demo_ca

POLICY = "2.999.1"  # of the arc for examples: a stamp of the demo proves nothing to anybody
ACCEPTED = ("sha256", "sha384", "sha512")


class Authority(TimeStamper):
    """``now`` is the clock it stamps by."""

    def __init__(self, key: bytes, certificate: bytes, now: Callable[[], datetime]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._key = cast("ec.EllipticCurvePrivateKey", serialization.load_pem_private_key(key, None))
        self._certificate = asn1_x509.Certificate.load(pem.unarmor(certificate)[2])
        self._signed_with = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
        self._digest = algos.DigestAlgorithm({"algorithm": "sha256"})
        self._named = _named(self._certificate)
        self._sid = _sid(self._certificate)
        self._name = asn1_x509.GeneralName("directory_name", self._certificate.subject)
        for each in (self._signed_with, self._digest, self._named, self._sid, self._name):
            each.dump()  # written once: composing it takes longer than signing
        self.now = now

    def at(self, moment: datetime) -> Authority:
        """Return the same authority at another moment: its key is read once, its stamp measured once."""
        other = Authority.__new__(Authority)
        other.__dict__.update(self.__dict__, now=lambda: moment)
        return other

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        # Read back, as from the wire: what was read is written anew much faster than what was composed.
        return tsp.TimeStampResp.load(self.answer(req).dump())

    def answer(self, asked: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Grant a stamp, or refuse a hash that is not accepted."""
        hashed_with = asked["message_imprint"]["hash_algorithm"]["algorithm"].native
        if hashed_with not in ACCEPTED:
            return refusal("bad_alg")
        info = self._info(asked).dump()
        attributes = self._attributes(info)
        signature = self._key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        data = self._signed_data(info, attributes, signature)
        token = cms.ContentInfo({"content_type": "signed_data", "content": data})
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})

    def _info(self, asked: tsp.TimeStampReq) -> tsp.TSTInfo:
        fields: dict[str, object] = {
            "version": "v1",
            "policy": POLICY,
            "message_imprint": asked["message_imprint"],
            "serial_number": secrets.randbits(63),
            "gen_time": self.now().astimezone(UTC),
            "accuracy": {"seconds": 1},
            "tsa": self._name,
        }
        if asked["nonce"].native is not None:
            fields["nonce"] = asked["nonce"]
        return tsp.TSTInfo(fields)

    def _attributes(self, info: bytes) -> cms.CMSAttributes:
        return cms.CMSAttributes(
            [
                {"type": "content_type", "values": ["tst_info"]},
                self._named,
                {"type": "message_digest", "values": [sha256(info).digest()]},
            ]
        )

    def _signed_data(self, info: bytes, attributes: cms.CMSAttributes, signature: bytes) -> cms.SignedData:
        return cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [self._digest],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": core.ParsableOctetString(info),
                },
                "certificates": [self._certificate],
                "signer_infos": [
                    {
                        "version": "v1",
                        "sid": self._sid,
                        "digest_algorithm": self._digest,
                        "signature_algorithm": self._signed_with,
                        "signed_attrs": attributes,
                        "signature": signature,
                    }
                ],
            }
        )


def _named(certificate: asn1_x509.Certificate) -> cms.CMSAttribute:
    """Return the signed attribute that says which certificate stamps."""
    hashed = sha256(certificate.dump()).digest()
    named = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashed}]})
    return cms.CMSAttribute({"type": "signing_certificate_v2", "values": [named]})


def _sid(certificate: asn1_x509.Certificate) -> cms.SignerIdentifier:
    named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    return cms.SignerIdentifier("issuer_and_serial_number", cms.IssuerAndSerialNumber(named))


def demo_authority(at: datetime) -> Authority:
    """Return the demo's authority of these years, stamping with this moment."""
    found = demo_ca.tsa(at)
    return _with_key(found.key, found.certificate).at(at)


@lru_cache(maxsize=4)
def _with_key(key: bytes, certificate: bytes) -> Authority:
    return Authority(key, certificate, lambda: datetime.now(UTC))


def refusal(why: str) -> tsp.TimeStampResp:
    """Return an answer that grants nothing; ``why`` is a name of PKIFailureInfo."""
    return tsp.TimeStampResp({"status": {"status": "rejection", "fail_info": {why}}})
