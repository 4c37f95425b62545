"""
Who somebody is: what people type is checked here, and what an identity provider vouches arrives here.

``VerifiedIdentity`` is the port: an adapter in ``exchange`` (VNeID today) makes one from its messages.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from motcua.accounts import errors
from motcua.kernel import identity as readers
from motcua.kernel.taxes import tax_code
from motcua.kernel.text import tidy


@dataclass(frozen=True)
class VerifiedBusiness:
    """A business in whose name somebody signed in."""

    name: str
    tax_code: str
    address: str = ""


@dataclass(frozen=True)
class VerifiedIdentity:
    """What a provider vouches about a person. Dates are partial ISO 8601; "" is not known."""

    subject: str
    identity_number: str
    full_name: str
    old_identity_number: str = ""
    birth_date: str = ""
    gender: str = ""
    ethnicity: str = ""
    nationality: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    business: VerifiedBusiness | None = None


def read_name(text: str) -> str:
    """:raises NameMissing: when there is none."""
    if name := tidy(text):
        return name
    raise errors.NameMissing


def read_identity_number(text: str) -> str:
    """
    Return an identity number as digits; "" stays "".

    :raises NotAnIdentityNumber: when it cannot be one.
    """
    if not text.strip():
        return ""
    number = readers.identity_number(text)
    if number is None or not readers.is_plausible(number):
        raise errors.NotAnIdentityNumber(given=tidy(text))
    return number


def read_phone(text: str) -> str:
    """
    Return a telephone number in national form; "" stays "".

    :raises NotAPhoneNumber: when it is none.
    """
    if not text.strip():
        return ""
    number = readers.phone_number(text)
    if number is None:
        raise errors.NotAPhoneNumber(given=tidy(text))
    return number


def read_birth_date(text: str) -> str:
    """
    Return a birth date in partial ISO 8601; "" stays "".

    :raises NotABirthDate: when it is no date.
    """
    if not text.strip():
        return ""
    day = readers.partial_date(text)
    if day is None:
        raise errors.NotABirthDate
    return day


def read_email(text: str) -> str:
    """
    Return an address as typed, without spaces around; "" stays "".

    :raises NotAnEmail: when it is none.
    """
    address = text.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise errors.NotAnEmail(given=address) from error
    return address


def read_tax_code(text: str) -> str:
    """:raises NotATaxCode: when it is none."""
    code = tax_code(text)
    if code is None:
        raise errors.NotATaxCode(given=tidy(text))
    return code
