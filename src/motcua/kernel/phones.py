"""
Vietnamese telephone numbers: one spelling inside, whatever people type outside. Pure.

Which ranges are given out, Google's libphonenumber knows (package ``phonenumberslite``).
"""

import re
from enum import StrEnum

from motcua.kernel.likeness import DIFFERENT, SAME, Likeness

_SEPARATORS = re.compile(r"[\s.\-()]+")
_NATIONAL = re.compile(r"0(?:[35789]\d{8}|2\d{9})", re.ASCII)
# Mobile numbers of 11 digits got 10 in September 2018 (plan of the Ministry of Information and
# Communications); old papers still carry them.
_OLD_MOBILE = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037", "0168": "038",
    "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip


class PhoneKind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    UNKNOWN = "unknown"  # of the right shape, in a range nobody is known to have been given


def phone_number(text: str) -> str | None:
    """
    Return a Vietnamese telephone number in national form (``0912345678``, ``02693824404``), or None.

    A mobile number of before September 2018 (``0168…``) comes out as it is dialled today.

    >>> phone_number("+84 912 345 678"), phone_number("0168 234 5678")
    ('0912345678', '0382345678')
    """
    number = _SEPARATORS.sub("", text)
    if number.startswith(("+84", "84")) and len(number) >= 11:
        number = "0" + number.removeprefix("+").removeprefix("84").removeprefix("0")
    if re.fullmatch(r"01\d{9}", number, re.ASCII) and number[:4] in _OLD_MOBILE:
        number = _OLD_MOBILE[number[:4]] + number[4:]
    return number if _NATIONAL.fullmatch(number) else None


def phone_kind(number: str) -> PhoneKind:
    """Return whether a number in national form is known to be a mobile (it gets texts) or a fixed one."""
    import phonenumbers  # 70 ms: only where asked

    kind = phonenumbers.number_type(phonenumbers.parse(number, "VN"))
    known = {
        phonenumbers.PhoneNumberType.MOBILE: PhoneKind.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE: PhoneKind.LANDLINE,
    }
    return known.get(kind, PhoneKind.UNKNOWN)


def compare_phones(a: str, b: str) -> Likeness:
    return SAME if (phone_number(a) or a) == (phone_number(b) or b) else DIFFERENT
