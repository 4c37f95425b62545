"""What the numbers of people and businesses say by themselves. Pure."""

import re
from dataclasses import dataclass

from motcua.kernel.text import fold

MALE, FEMALE = "male", "female"


@dataclass(frozen=True)
class NumberFacts:
    """What a 12-digit identity number tells of its holder at birth registration."""

    place: str
    """Three digits: the province (064 Gia Lai, 052 Bình Định before 2025) or the country of birth."""
    gender: str
    birth_year: int


def number_facts(number: str) -> NumberFacts | None:
    """
    Return what a personal identification number says, or None for old 9-digit numbers.

    Decree 137/2015/NĐ-CP, Art. 13: place (3 digits), sex and century (1), year of birth (2), random (6).
    """
    if not re.fullmatch(r"\d{12}", number):
        return None
    sex_and_century = int(number[3])
    return NumberFacts(
        place=number[:3],
        gender=FEMALE if sex_and_century % 2 else MALE,
        birth_year=1900 + 100 * (sex_and_century // 2) + int(number[4:6]),
    )


def is_plausible(number: str) -> bool:
    """
    Whether a number can have been given to somebody; a slip of the finger often cannot.

    No place is 000, and the digit of sex and century is at most 3 until the year 2100.
    """
    facts = number_facts(number)
    return facts is None or (facts.place != "000" and facts.birth_year < 2100)


def contradictions(*, number: str, gender: str, birth_date: str) -> tuple[str, ...]:
    """Return the names of the facts that the number contradicts: to look at again, never to refuse for."""
    facts = number_facts(number)
    if facts is None:
        return ()
    wrong = []
    if gender and gender != facts.gender:
        wrong.append("gender")
    if birth_date and birth_date[:4] != str(facts.birth_year):
        wrong.append("birth_date")
    return tuple(wrong)


def is_tax_code(code: str) -> bool:
    """Ten digits, ten and a branch number, or the 12 digits of a household business's owner."""
    return re.fullmatch(r"\d{10}(-\d{3})?|\d{12}", code) is not None


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: tone marks and capitals are often lost on the way."""
    return fold(one) == fold(other)


def same_birth_date(one: str, other: str) -> bool:
    """Whether two dates agree as far as both are known: ``1956`` agrees with ``1956-03-15``."""
    return one.startswith(other) or other.startswith(one)
