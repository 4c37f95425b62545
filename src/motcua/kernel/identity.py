"""Numbers that identify people: one spelling inside, forgiving outside, and what 12 digits say. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from motcua.kernel.days import full_date, partial_date
from motcua.kernel.likeness import DIFFERENT, SAME, Likeness, alike
from motcua.kernel.phones import phone_number
from motcua.kernel.text import msgid

__all__ = [
    "Misfit", "NumberFacts", "compare_identity_numbers", "digits", "full_date", "identity_number",
    "is_plausible", "masked", "misfits", "number_facts", "partial_date", "phone_number", "place_of",
]  # fmt: skip

MALE, FEMALE = "male", "female"
ABROAD = 100  # codes of provinces are two digits behind a zero; from here on they are of countries

_SEPARATORS = re.compile(r"[\s.\-()]+")
_NUMBER = re.compile(r"[0-9]{9}|[0-9]{12}")
_TWO_CARDS = msgid("Một bên là số 12 chữ số, bên kia là số chứng minh nhân dân cũ 9 chữ số.")


def digits(text: str) -> str:
    """Return ``text`` without the spaces, dots and dashes people write between digits."""
    return _SEPARATORS.sub("", text)


def identity_number(text: str) -> str | None:
    """
    Return an identity number as digits, or None when it is not one.

    12 digits are the personal identification number, 9 digits are of the old card.
    """
    number = digits(text)
    return number if _NUMBER.fullmatch(number) else None


@dataclass(frozen=True)
class NumberFacts:
    """What a 12-digit identity number tells of its holder at birth registration."""

    place: str
    """Three digits: the province (064 Gia Lai, 052 Bình Định before 2025) or the country."""
    gender: str
    birth_year: int


@dataclass(frozen=True)
class Misfit:
    """One fact that a number contradicts: to look at again, never to refuse for."""

    fact: str
    message: str
    said: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.said)


def number_facts(number: str) -> NumberFacts | None:
    """
    Return what a personal identification number says, or None for old 9-digit numbers.

    Decree 137/2015/NĐ-CP, Art. 13: place (3 digits), sex and century (1), year of birth (2), random (6).
    """
    if not re.fullmatch(r"[0-9]{12}", number):
        return None
    sex_and_century = int(number[3])
    return NumberFacts(
        place=number[:3],
        gender=FEMALE if sex_and_century % 2 else MALE,
        birth_year=1900 + 100 * (sex_and_century // 2) + int(number[4:6]),
    )


@cache
def places() -> Mapping[str, str]:
    """Return the province of each place code (``data/identity-places.yaml``), named as before July 2025."""
    path = Path(__file__).parent / "data" / "identity-places.yaml"
    rows: Mapping[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))["places"]
    return rows


def place_of(number: str) -> str | None:
    """Return the province where the birth was registered; "" abroad; None for a code that is none."""
    code = number[:3]
    return places().get(code) or ("" if int(code) >= ABROAD else None)


def is_plausible(number: str) -> bool:
    """
    Return whether a number can have been given to somebody; a slip of the finger often cannot.

    No place is 000, and the digit of sex and century is at most 3 until the year 2100. A place not in our
    list is only a misfit: the list was not read from the official text.
    """
    facts = number_facts(number)
    return facts is None or (facts.place != "000" and facts.birth_year < 2100)


def misfits(
    number: str, *, gender: str = "", birth_date: str = "", on: date | None = None
) -> tuple[Misfit, ...]:
    """
    Return what the 12 digits contradict: the places, the day ``on``, a gender, a day of birth in partial ISO.

    A 9-digit number says nothing and contradicts nothing.
    """
    facts = number_facts(number)
    if facts is None:
        return ()
    found = []
    if place_of(number) is None:
        said = {"place": facts.place}
        found.append(Misfit("place", msgid("Ba chữ số đầu ({place}) không phải mã tỉnh nào."), said))
    if gender in {MALE, FEMALE} and gender != facts.gender:
        male = msgid("Chữ số thứ tư là của nam, khác với giới tính đã ghi.")
        female = msgid("Chữ số thứ tư là của nữ, khác với giới tính đã ghi.")
        found.append(Misfit("gender", male if facts.gender == MALE else female))
    year = {"year": facts.birth_year}
    if on is not None and facts.birth_year > on.year:
        found.append(Misfit("birth_year", msgid("Số này là của người sinh năm {year}, chưa đến."), year))
    if birth_date and birth_date[:4] != str(facts.birth_year):
        sentence = msgid("Số này là của người sinh năm {year}, khác với ngày sinh đã ghi.")
        found.append(Misfit("birth_date", sentence, year))
    return tuple(found)


def compare_identity_numbers(a: str, b: str) -> Likeness:
    """Compare two numbers: a 9-digit and a 12-digit one may be of one person, only a register can tell."""
    one, other = digits(a), digits(b)
    if one == other:
        return SAME
    return alike(_TWO_CARDS) if {len(one), len(other)} == {9, 12} else DIFFERENT


def masked(number: str) -> str:
    """Return an identity number with all but its last three digits hidden."""
    return "•" * max(len(number) - 3, 0) + number[-3:]
