"""How far two values say the same: the answer every comparer of the kernel gives."""

from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.text import msgid


class Grade(StrEnum):
    SAME = "same"  # one value, spelt in two ways at most
    ALIKE = "alike"  # very likely one value; a person should look
    DIFFERENT = "different"


@dataclass(frozen=True)
class Likeness:
    """A grade and, where somebody should look, what to look at (a message id)."""

    grade: Grade
    why: str = ""

    def __bool__(self) -> bool:
        """Return whether the two may be one: a contradiction is only what is different."""
        return self.grade is not Grade.DIFFERENT


SAME = Likeness(Grade.SAME)
DIFFERENT = Likeness(Grade.DIFFERENT, msgid("Hai bên ghi khác nhau."))


def alike(why: str) -> Likeness:
    return Likeness(Grade.ALIKE, why)


def compare_exactly(a: object, b: object) -> Likeness:
    """Compare values that have one spelling only: codes, choices, numbers."""
    return SAME if a == b else DIFFERENT
