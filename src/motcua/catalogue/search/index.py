"""The procedures in force, ready to search: built once, never changed, safe to share between threads."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from motcua.catalogue.search import ranking
from motcua.catalogue.search.entries import Entry
from motcua.catalogue.search.query import Query, Variant
from motcua.catalogue.search.spelling import Speller
from motcua.catalogue.search.synonyms import Words, synonyms
from motcua.catalogue.search.text import marks, plain, plain_word, written
from motcua.kernel.text import fold

_ASIDE = re.compile(r"\([^()]*\)")
_CODE = re.compile(r"(?<![\d.])(\d\.?\d{2,6})(?:\.000\.00\.00)?(?:\.[a-z]\d\d)?(?![\d.])", re.IGNORECASE)
_STRONG = 0.65  # share of a query that finds the candidates; the commonest words only order them
_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Text:
    """One text that names a procedure."""

    owner: int
    text: str
    factor: float
    features: frozenset[str]
    weight: float
    marked: frozenset[str]
    variations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scored:
    owner: int
    score: float
    text: Text | None  # the text that matched best; None for a code


@dataclass(frozen=True, slots=True)
class Answer:
    scored: list[Scored]
    corrected: str = ""  # what was probably meant, when that gave the best answer


Best = dict[int, tuple[float, Text]]


class SearchIndex:
    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.synonyms = synonyms()
        self._standing = [ranking.standing(entry, self.synonyms.for_few) for entry in entries]
        self._digits = [(entry.code[0] + entry.code[2:8], n) for n, entry in enumerate(entries)]
        self._exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for n, entry in enumerate(entries):
            self._exact[tuple(plain(entry.name))].append(n)
        self._build()
        self.speller = Speller(self._spelled())

    def _build(self) -> None:
        named = [[self._words(text, entry.field) for _, text in _naming(entry)] for entry in self.entries]
        seen: Counter[str] = Counter()
        self._bodies: list[frozenset[str]] = []
        for entry, rows in zip(self.entries, named, strict=True):
            body = self._body(entry, rows)
            seen.update(body)
            # Pairs are counted but not kept: they take much memory and change no answer.
            kept = (each for each in body if " " not in each or each in self.synonyms.variations)
            self._bodies.append(frozenset(kept))
        number = len(self.entries)
        self._weights = {feature: ranking.weight(feature, n, number) for feature, n in seen.items()}
        self._unknown = ranking.COMMON + log(1 + number)
        self._texts: list[Text] = []
        self._naming: dict[str, list[int]] = defaultdict(list)
        for n, entry in enumerate(self.entries):
            for (kind, text), readings in zip(_naming(entry), named[n], strict=True):
                factor = ranking.BESIDE if kind == "name" and entry.short_name else 1.0
                marked = frozenset(marks(word) for word in written(text))
                for words in readings:
                    self._add(n, text, words, factor, marked)

    def _words(self, text: str, field: str) -> set[Words]:
        words = tuple(plain_word(form) for form in self.synonyms.telling(written(text)))
        return {words, self.synonyms.one_name(words, field)} - {()}

    def _body(self, entry: Entry, named: list[set[Words]]) -> frozenset[str]:
        more = (entry.name, entry.summary, entry.field, entry.keywords, *entry.results[:3])
        rows = [words for rows in named for words in rows]
        for text in filter(None, more):
            rows += self._words(text, entry.field)
        return frozenset().union(*(ranking.features(words) for words in rows))

    def _add(self, owner: int, text: str, words: Words, factor: float, marked: frozenset[str]) -> None:
        found = ranking.features(words)
        number = len(self._texts)
        for feature in found:
            self._naming[feature].append(number)
        weight = sum(self._weights[feature] for feature in found)
        variations = found & self.synonyms.variations
        self._texts.append(Text(owner, text, factor, found, weight, marked, variations))

    def _spelled(self) -> Iterator[str]:
        for entry in self.entries:
            yield from (entry.name, entry.field)
            yield from filter(None, (entry.short_name, entry.summary, *entry.also_called))
        for phrase in self.synonyms.phrases:
            yield phrase
            yield phrase

    def all(self) -> Answer:
        """Return every procedure, those that most people look for first."""
        order = sorted(range(len(self.entries)), key=self._place)
        return Answer([Scored(n, 0.0, None) for n in order])

    def _place(self, n: int) -> tuple[float, str, str]:
        return -self._standing[n], fold(self.entries[n].field), fold(self.entries[n].title)

    def find(self, typed: str) -> Answer:
        """Return the procedures that answer what was ``typed``, the best first."""
        by_code = self._by_code(typed)
        if by_code:
            return Answer(by_code)
        query = Query(typed, self.synonyms, self.speller)
        best: Best = {}
        self._score(query.as_typed(), best)
        before = max((score for score, _ in best.values()), default=0.0)
        if query.is_corrected:
            self._score(query.as_corrected(), best)
        after = max((score for score, _ in best.values()), default=0.0)
        return Answer(self._ranked(best, query), query.corrected if after > before else "")

    def _score(self, variants: list[Variant], best: Best) -> None:
        """Keep in ``best`` for each procedure its best score and the text that gave it."""
        for variant in variants:
            asked = self._asked(variant)
            total = sum(asked.values())
            wanted = self.synonyms.variations.intersection(asked)
            for n in self._candidates(asked, total):
                text = self._texts[n]
                body = self._bodies[text.owner]
                found = sum([asked[feature] for feature in text.features.intersection(asked)])
                around = sum([asked[feature] for feature in body.intersection(asked)])
                score = ranking.agreement(found, total, text.weight) * text.factor
                if not wanted <= body:
                    score *= 1 - ranking.MISSING
                if not text.variations <= wanted:
                    score *= 1 - ranking.UNASKED
                score = (score + ranking.BODY * around / total) * variant.factor
                if text.owner not in best or score > best[text.owner][0]:
                    best[text.owner] = (score, text)

    def _candidates(self, asked: dict[str, float], total: float) -> list[int]:
        """Return the texts that have most of what is asked; the commonest words are not looked up."""
        found: dict[int, float] = defaultdict(float)
        looked = 0.0
        for feature, weight in sorted(asked.items(), key=lambda pair: -pair[1]):
            if looked > _STRONG * total and found:
                break
            looked += weight
            for n in self._naming.get(feature, ()):
                found[n] += weight
        if len(found) <= _CANDIDATES:
            return list(found)
        texts = self._texts
        likely = sorted([(0.05 * texts[n].weight - weight, n) for n, weight in found.items()])
        return [n for _, n in likely[:_CANDIDATES]]

    def _asked(self, variant: Variant) -> dict[str, float]:
        """
        Return what is asked for and its weight; a pair that nobody writes is not asked for.

        An official phrase weighs together what the words weighed that it stands for.
        """
        asked = self._weigh(variant.words)
        for said, official in variant.swaps:
            inside = self._weigh(official)
            before, after = sum(self._weigh(said).values()), sum(inside.values())
            for feature in inside.keys() & asked.keys():
                asked[feature] *= min(1.0, before / after)
        return asked

    def _weigh(self, words: Words) -> dict[str, float]:
        asked = {}
        for feature in ranking.features(words):
            weight = self._weights.get(feature, 0.0 if " " in feature else self._unknown)
            if weight:
                asked[feature] = weight
        return asked

    def _ranked(self, best: Best, query: Query) -> list[Scored]:
        exact = self._exact.get(query.plain, ())
        ranked = []
        for owner, (score, text) in best.items():
            if query.marked:
                lost = ranking.wrong_marks(query.marked, text.features, text.marked)
                score *= 1 - ranking.WRONG_MARKS * lost
            score += self._standing[owner] + (owner in exact)
            ranked.append(Scored(owner, score, text))
        ranked.sort(key=lambda each: (-each.score, self.entries[each.owner].code))
        return [each for each in ranked if each.score >= ranking.RELEVANT * ranked[0].score]

    def _by_code(self, query: str) -> list[Scored]:
        found = _CODE.search(query)
        if not found:
            return []
        digits = found[1].replace(".", "")
        exact = [n for code, n in self._digits if code == digits]
        if exact:
            return [Scored(n, 2.0, None) for n in exact]
        if not query.strip().lower().removeprefix("mã").strip().startswith(found[0].lower()):
            return []
        partly = [(not code.startswith(digits), code, n) for code, n in self._digits if digits in code]
        return [Scored(n, 1.5 - later, None) for later, _, n in sorted(partly)]


def _naming(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.short_name:
        yield "title", entry.short_name
    for text in entry.also_called:
        yield "also_called", text
    yield "name", _ASIDE.sub(" ", entry.name).strip() or entry.name
