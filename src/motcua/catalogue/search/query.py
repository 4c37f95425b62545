"""What was typed, and what it may mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from motcua.catalogue.search import ranking
from motcua.catalogue.search.spelling import Speller
from motcua.catalogue.search.synonyms import MOST_READINGS, Synonyms, Words
from motcua.catalogue.search.text import has_marks, marks, plain_word, written

MOST_WORDS = 80  # a pasted page is not a query


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a query: its telling words, the phrases that were swapped, and how much it counts."""

    words: Words
    swaps: tuple[tuple[Words, Words], ...]
    factor: float


class Query:
    def __init__(self, typed: str, synonyms: Synonyms, speller: Speller) -> None:
        self._synonyms = synonyms
        self._speller = speller
        self._typed = written(typed)[:MOST_WORDS]
        self.plain = tuple(plain_word(word) for word in self._typed)
        self.marked = {marks(word): plain_word(word) for word in self._typed if has_marks(word)}

    def as_typed(self) -> list[Variant]:
        return self._variants(self._typed, 1.0)

    def as_corrected(self) -> list[Variant]:
        return self._variants(self._corrected, ranking.CORRECTED)

    @property
    def is_corrected(self) -> bool:
        return self._corrected != self._typed

    @property
    def corrected(self) -> str:
        """The query without its typing errors, for people to read."""
        return " ".join(self._speller.with_marks(self._corrected))

    @cached_property
    def _corrected(self) -> list[str]:
        out: list[str] = []
        for typed, words in zip(self._typed, self._speller.correct(self._typed), strict=True):
            out += [typed] if words == (plain_word(typed),) else words
        return out

    def _variants(self, forms: Sequence[str], factor: float) -> list[Variant]:
        telling = self._synonyms.telling(self._speller.with_marks(forms))
        readings = list(islice(self._synonyms.readings(telling), MOST_READINGS))
        variants: dict[Words, Variant] = {}
        for reading in readings:
            weight = factor * (ranking.READING if reading.swaps else 1.0)
            for row in (reading.words, self._synonyms.one_name(reading.words)):
                variants.setdefault(row, Variant(row, reading.swaps, weight))
        return list(variants.values())
