"""
The bytes of a signature itself, which no hash covers: is there room in them to hide a change?

Between the two signed ranges of a PDF stands ``<hex of the signature 000…>``. A verifier that reads it
leniently accepts several spellings of one signature; here only the one spelling of RFC 5652 passes.
"""

from __future__ import annotations

from binascii import hexlify, unhexlify
from collections.abc import Iterator
from datetime import datetime

from asn1crypto import cms, core, parser
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

UNIVERSAL = 0
TIME_STAMP = "signature_time_stamp_token"
KNOWN_UNSIGNED = {TIME_STAMP, "counter_signature", "pdf_mac_data"}


def container_is_clean(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether no byte of the signature's container could be another without being noticed."""
    start, length, resumes, _rest = (int(n) for n in signature.byte_range)
    gap = pdf[start + length : resumes]
    if len(gap) < 2 or gap[:1] != b"<" or gap[-1:] != b">":
        return False
    digits = gap[1:-1]
    if digits not in (digits.lower(), digits.upper()):
        return False
    content = unhexlify(digits)
    message = cms.ContentInfo.load(content)
    length = len(message.dump())
    return (
        hexlify(content) == digits.lower()
        and is_der(content[:length])
        and not content[length:].strip(b"\x00")
        and all(_fields_agree(each) for each in _with_time_stamps(message))
    )


def is_der(content: bytes) -> bool:
    """
    Tell whether every value in it is written in the one way that DER (X.690, 10 and 11) knows.

    Byte by byte, once: asn1crypto's own ``dump(force=True)`` doubles its work at each level of nesting.
    """
    while content:
        kind, constructed, tag, header, inside, trailer = parser.parse(content)
        if header + inside + trailer != parser.emit(kind, constructed, tag, inside):
            return False  # a length that is longer than it must be, or left open
        content = content[len(header) + len(inside) :]
        if constructed:
            if not is_der(inside):
                return False
        elif kind == UNIVERSAL and (not tag or not _is_shortest(tag, inside)):
            return False  # tag 0 ends what is left open
    return True


def _is_shortest(tag: int, inside: bytes) -> bool:
    if tag == core.Boolean.tag:
        return inside in (b"\x00", b"\xff")
    if tag in (core.Integer.tag, core.Enumerated.tag):
        return len(inside) == 1 or inside[:1] + bytes([inside[1] & 0x80]) not in (b"\x00\x00", b"\xff\x80")
    if tag == core.BitString.tag:
        return inside[0] < 8 and not (inside[-1] & ((1 << inside[0]) - 1) if len(inside) > 1 else inside[0])
    if tag == core.ObjectIdentifier.tag:
        return not any(byte == 0x80 and (n == 0 or inside[n - 1] < 0x80) for n, byte in enumerate(inside))
    return tag != core.Null.tag or not inside


def _holds_only_its_fields(value: core.Sequence) -> bool:
    """Tell whether every part of it is a field: reading passes over one under a tag that is not expected."""
    count, rest = 0, value.contents
    while rest:
        _, _, _, header, inside, _ = parser.parse(rest)
        count, rest = count + 1, rest[len(header) + len(inside) :]
    return count == sum(not isinstance(value[name], core.Void) for name in value)


def _with_time_stamps(message: cms.ContentInfo) -> Iterator[cms.ContentInfo]:
    yield message
    (info,) = message["content"]["signer_infos"]
    yield from time_stamps_of(info)


def time_stamped_at(info: cms.SignerInfo) -> datetime | None:
    """Return the moment that the signature's time stamp says; whether to believe it is another question."""
    for stamp in time_stamps_of(info):
        moment: datetime = stamp["content"]["encap_content_info"]["content"].parsed["gen_time"].native
        return moment
    return None


def time_stamps_of(info: cms.SignerInfo) -> Iterator[cms.ContentInfo]:
    """Yield the stamps that a signature carries."""
    for attribute in _unsigned(info):
        if attribute["type"].native == TIME_STAMP:
            yield from attribute["values"]


def _unsigned(info: cms.SignerInfo) -> list[cms.CMSAttribute]:
    attributes = info["unsigned_attrs"]
    return [] if isinstance(attributes, core.Void) else list(attributes)


def _fields_agree(message: cms.ContentInfo) -> bool:
    """Tell whether the fields that nothing signs say what the signed ones say (RFC 5652, 5.1, 5.3)."""
    data = message["content"]
    (info,) = data["signer_infos"]
    by_name = info["sid"].name == "issuer_and_serial_number"
    is_data = data["encap_content_info"]["content_type"].native == "data"
    return bool(
        all(_holds_only_its_fields(each) for each in (message, data, info))
        and message["content_type"].native == "signed_data"
        and info["version"].native == ("v1" if by_name else "v3")
        and data["version"].native == ("v1" if by_name and is_data else "v3")
        and [each.dump() for each in data["digest_algorithms"]] == [info["digest_algorithm"].dump()]
        and (not by_name or _names_its_certificate(data, info))
        and all(each["type"].native in KNOWN_UNSIGNED for each in _unsigned(info))
    )


def _names_its_certificate(data: cms.SignedData, info: cms.SignerInfo) -> bool:
    """Tell whether the signer is named as in a certificate that came along, letter for letter."""
    wanted = info["sid"].chosen
    return any(
        choice.chosen.issuer.dump() == wanted["issuer"].dump()
        and choice.chosen.serial_number == wanted["serial_number"].native
        for choice in data["certificates"]
        if choice.name == "certificate"
    )
