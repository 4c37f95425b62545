"""Numbers and dates that identify people: one spelling inside, forgiving reading outside. Pure."""

import re
from datetime import date

_SEPARATORS = re.compile(r"[\s.\-()]+")


def digits(text: str) -> str:
    """Return ``text`` without the spaces, dots and dashes people write between digits."""
    return _SEPARATORS.sub("", text)


def identity_number(text: str) -> str | None:
    """
    Return an identity number as digits, or None when it is not one.

    12 digits are the personal identification number (Decree 137/2015/NĐ-CP, Art. 13: three for the place,
    one for sex and century, two for the year of birth, six at random); 9 digits are of the old card.
    """
    number = digits(text)
    return number if re.fullmatch(r"\d{9}|\d{12}", number) else None


def phone_number(text: str) -> str | None:
    """Return a Vietnamese telephone number in national form (``0912345678``), or None."""
    number = digits(text)
    if number.startswith(("+84", "84")) and len(number) >= 11:
        number = "0" + number.removeprefix("+").removeprefix("84")
    return number if re.fullmatch(r"0\d{9,10}", number) else None


def partial_date(text: str) -> str | None:
    """
    Return a birth date as ISO 8601 to the precision given: ``1956``, ``1956-03``, ``1956-03-15``.

    Reads ISO and the Vietnamese order (``15/3/1956``, ``15 3 1956``, ``3/1956``). None when it is no date.
    """
    parts = re.split(r"[\s/.\-]+", text.strip())
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return None
    numbers = [int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts))]
    if not 1850 <= numbers[0] <= 9999 or len(str(numbers[0])) != 4:
        return None
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    return "-".join(f"{n:04d}" if i == 0 else f"{n:02d}" for i, n in enumerate(numbers))


def full_date(text: str) -> date | None:
    """Return a full day, read as ``partial_date`` reads it, or None."""
    iso = partial_date(text)
    return date.fromisoformat(iso) if iso and len(iso) == 10 else None


def masked(number: str) -> str:
    """Return an identity number with all but its last three digits hidden."""
    return "•" * max(len(number) - 3, 0) + number[-3:]
