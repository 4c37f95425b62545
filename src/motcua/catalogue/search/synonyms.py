"""What people say and what the law calls it: the data of ``synonyms.yaml``, ready to apply."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from motcua.catalogue.search.text import marks, plain_word, written

Words = tuple[str, ...]
MOST_READINGS = 8


class Phrases:
    """Replaces phrases in a row of words, the longest first."""

    def __init__(self, pairs: Iterable[tuple[Words, Words]]) -> None:
        self._by_first: dict[str, list[tuple[Words, Words]]] = {}
        for phrase, other in pairs:
            self._by_first.setdefault(phrase[0], []).append((phrase, other))
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def replace(self, words: Sequence[str]) -> Words:
        out: list[str] = []
        at = 0
        while at < len(words):
            match = self._at(words, at)
            out += match[1] if match else words[at : at + 1]
            at += len(match[0]) if match else 1
        return tuple(out)

    def outside(self, words: Sequence[str]) -> list[int]:
        """Return where the words stand that are in none of the phrases."""
        places: list[int] = []
        at = 0
        while at < len(words):
            match = self._at(words, at)
            if not match:
                places.append(at)
            at += len(match[0]) if match else 1
        return places

    def _at(self, words: Sequence[str], at: int) -> tuple[Words, Words] | None:
        for pair in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(pair[0])]) == pair[0]:
                return pair
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """A query with everyday phrases replaced by official ones; ``swaps`` are the pairs (said, official)."""

    words: Words
    swaps: tuple[tuple[Words, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    said: Words
    official: tuple[Words, ...]
    mark: str  # of a single word, as it must be written; "" for a phrase
    only: bool


@dataclass(frozen=True)
class Synonyms:
    fillers: Phrases  # of words with their marks
    variations: frozenset[str]  # features: a word, or a pair
    same: Phrases
    means: tuple[Meaning, ...]  # the longest first
    within: dict[str, Phrases]
    for_few: frozenset[str]
    phrases: tuple[str, ...]  # everything that stands in the file, for spelling

    def telling(self, forms: Sequence[str]) -> list[str]:
        """
        Return ``forms`` without fillers; all of them when they are all fillers.

        Words come and go with their marks: "làm" is a filler, "lâm" is not.
        """
        kept = self.fillers.outside([marks(form) for form in forms])
        return [forms[at] for at in kept] or list(forms)

    def one_name(self, words: Sequence[str], field: str = "") -> Words:
        """Replace every phrase that has synonyms by the one name of its group."""
        found = self.same.replace(words)
        return self.within[field].replace(found) if field in self.within else found

    def readings(self, forms: Sequence[str]) -> Iterator[Reading]:
        """
        Yield what ``forms`` may mean: the words themselves, all their phrases replaced, each replaced alone.

        A phrase marked ``only`` is never taken as it stands: "mẹ mất" is no loss of papers.
        """
        words = tuple(plain_word(form) for form in forms)
        matched = list(self._matched(words, forms))
        for meaning in matched:
            if meaning.only:
                words = _replaced(words, meaning.said, meaning.official[0])
        yield Reading(words)
        matched = [meaning for meaning in matched if not meaning.only]
        if len(matched) > 1:
            together = words
            for meaning in matched:
                together = _replaced(together, meaning.said, meaning.official[0])
            yield Reading(together, tuple((meaning.said, meaning.official[0]) for meaning in matched))
        for meaning in matched:
            for other in meaning.official:
                yield Reading(_replaced(words, meaning.said, other), ((meaning.said, other),))

    def _matched(self, words: Words, forms: Sequence[str]) -> Iterator[Meaning]:
        free = list(words)
        for meaning in self.means:
            at = _find(free, meaning.said)
            # One word without its marks is too many words: "bố" is not "bỏ".
            if at is None or (meaning.mark and marks(forms[at]) != meaning.mark):
                continue
            free[at : at + len(meaning.said)] = [""] * len(meaning.said)
            yield meaning


def _find(words: Sequence[str], phrase: Words) -> int | None:
    for at in range(len(words) - len(phrase) + 1):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at
    return None


def _replaced(words: Words, phrase: Words, other: Words) -> Words:
    at = _find(words, phrase)
    return words if at is None else (*words[:at], *other, *words[at + len(phrase) :])


@cache
def synonyms() -> Synonyms:
    """Return the synonyms that ship with the program."""
    data = yaml.safe_load((Path(__file__).parent / "synonyms.yaml").read_text(encoding="utf-8"))
    return _read(data)


def _read(data: dict[str, Any]) -> Synonyms:
    fillers = Phrases((tuple(marks(word) for word in written(phrase)), ()) for phrase in data["filler"])
    bare = Synonyms(fillers, frozenset(), Phrases(()), (), {}, frozenset(), ())

    def telling(phrase: str) -> Words:
        return tuple(plain_word(form) for form in bare.telling(written(phrase)))

    names = {
        telling(phrase): ("=" + "-".join(telling(group[0])),) for group in data["same"] for phrase in group
    }
    means = [
        Meaning(
            said=telling(say),
            official=tuple(telling(official) for official in rule["official"]),
            mark=marks(say.lower()) if len(telling(say)) == 1 and " " not in say else "",
            only=rule.get("only", False),
        )
        for rule in data["means"]
        for say in rule["say"]
    ]
    within: dict[str, list[tuple[Words, Words]]] = {}
    for rule in data["within"]:
        read = telling(rule["read"])
        within.setdefault(rule["field"], []).append((names.get(read, read), names[telling(rule["as"])]))
    return Synonyms(
        fillers=fillers,
        variations=frozenset(
            " ".join(words)
            for phrase in data["variations"]
            for words in (telling(phrase), names.get(telling(phrase), ()))
        )
        - {""},
        same=Phrases(names.items()),
        means=tuple(sorted(means, key=lambda meaning: -len(meaning.said))),
        within={field: Phrases(pairs) for field, pairs in within.items()},
        for_few=frozenset(data["for_few"]),
        phrases=tuple(_phrases(data)),
    )


def _phrases(data: dict[str, Any]) -> Iterator[str]:
    yield from data["filler"]
    yield from data["variations"]
    for group in data["same"]:
        yield from group
    for rule in data["means"]:
        yield from rule["say"]
        yield from rule["official"]
