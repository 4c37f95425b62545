"""
Typing errors: the most likely words behind what was typed.

A small noisy-channel corrector: every word has candidates (itself, Telex keys undone, one or two letters
changed, split in two) with a cost, and pairs of words that stand together in the catalogue are cheap. The
cheapest row of words wins. A word that is known and stands beside a known neighbour is left alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.catalogue.search.text import has_marks, marks, plain_word, without_keystrokes, written

START = ""
UNSEEN = 4.0  # cost of two words that never stand together
UNKNOWN = 3.0  # cost of leaving an unknown word as it is
MARKED = 2.0  # what it costs more to change a word that was typed with its right marks
_SHORT, _LONG = 3, 6
_FEW = 12


Rows = dict[str, tuple[float, tuple[tuple[str, ...], ...]]]  # by last word: the cost, and the words so far


@dataclass(frozen=True, slots=True)
class Candidate:
    words: tuple[str, ...]
    cost: float


class Speller:
    """Knows the words of the catalogue and which stand side by side."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._form_pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            self._learn(text)
        self._known = [word for word in self._words if len(word) >= _SHORT and not word.isdigit()]
        self._marked = {marks(form) for forms in self._forms.values() for form in forms}
        self._near = lru_cache(maxsize=4096)(self._find_near)

    def _learn(self, text: str) -> None:
        forms = written(text)
        before = before_form = START
        for form in forms:
            word = plain_word(form)
            self._words[word] += 1
            self._forms[word][form] += 1
            self._pairs[before, word] += 1
            self._form_pairs[before_form, form] += 1
            before, before_form = word, form

    def correct(self, typed: Sequence[str]) -> list[tuple[str, ...]]:
        """
        Return for each word of ``typed`` the likeliest plain word behind it, or the two it was split in.

        :param typed: words in lower case as they were written.
        """
        words = self._spaced([plain_word(word) for word in typed])
        best: Rows = {START: (0.0, ())}
        for at, word in enumerate(words):
            options = [Candidate((word,), 0.0 if word in self._words else UNKNOWN)]
            if self._is_odd(words, at) and not word.isdigit():
                options += self._others(word, typed[at])
            best = self._step(best, options)
        return list(min(best.values())[1])

    def _spaced(self, words: list[str]) -> list[str]:
        """Put back a space that came one letter too early or too late: "hok inh" is "ho kinh"."""
        for at in range(len(words) - 1):
            a, b = words[at : at + 2]
            if a in self._words and b in self._words:
                continue
            moved = ((a[:-1], a[-1:] + b), (a + b[:1], b[1:]))
            best = max(moved, key=lambda pair: self._pairs.get(pair, 0))
            if self._pairs.get(best, 0):
                words[at : at + 2] = best
        return words

    def with_marks(self, words: Sequence[str]) -> list[str]:
        """Write words typed without marks with those they most often have; words with marks stay."""
        out: list[str] = []
        for at, word in enumerate(words):
            forms = {} if has_marks(word) else self._forms_of(word)
            before = out[-1] if out else START
            after = words[at + 1] if at + 1 < len(words) else ""
            out.append(max(forms, key=lambda form: self._fits(before, form, after)) if forms else word)
        return out

    def _forms_of(self, word: str) -> Mapping[str, int]:
        return self._forms.get(plain_word(word), {})

    def _fits(self, before: str, form: str, after: str) -> tuple[float, int]:
        others = [after] if has_marks(after) else list(self._forms_of(after))
        follow = sum(self._form_pairs[form, other] for other in others)
        beside = log(1 + self._form_pairs[before, form]) + log(1 + follow)
        return beside, self._forms[plain_word(form)][form]

    def _step(self, best: Rows, options: list[Candidate]) -> Rows:
        new: Rows = {}
        for option in options:
            inside = sum(self._join(a, b) for a, b in pairwise(option.words))
            first, last = option.words[0], option.words[-1]
            cost, row = min((cost + self._join(end, first), row) for end, (cost, row) in best.items())
            total = cost + option.cost + inside
            if last not in new or total < new[last][0]:
                new[last] = (total, (*row, option.words))
        return new

    def _join(self, a: str, b: str) -> float:
        seen = self._pairs.get((a, b), 0)
        if not seen and a == START:
            seen = self._words.get(b, 0) // 4
        return max(0.5, 2.0 - 0.4 * log(1 + seen)) if seen else UNSEEN

    def _is_odd(self, words: Sequence[str], at: int) -> bool:
        """Say whether no neighbour speaks for the word."""
        word = words[at]
        if word not in self._words:
            return True
        before = at > 0 and (words[at - 1], word) in self._pairs
        after = at + 1 < len(words) and (word, words[at + 1]) in self._pairs
        return len(words) > 1 and not before and not after

    def _others(self, word: str, typed: str) -> list[Candidate]:
        """Return what ``word`` may have been meant to be."""
        known = word in self._words
        more = 2.0 if known else 0.0
        if known and typed != word and marks(typed) in self._marked:
            more += MARKED
        options = [Candidate((other,), cost + more) for other, cost in self._near(word)]
        undone = without_keystrokes(word)
        if undone != word and undone in self._words:
            options.append(Candidate((undone,), 0.8 + more))
        return options if known else options + self._splits(word)

    def _splits(self, word: str) -> list[Candidate]:
        halves = ((word[:at], word[at:]) for at in range(1, len(word)))
        return [Candidate(pair, 1.0) for pair in halves if self._pairs.get(pair, 0)]

    def _find_near(self, word: str) -> list[tuple[str, float]]:
        if len(word) < _SHORT:
            return []
        limit = 2 if len(word) >= _LONG and word not in self._words else 1
        found = process.extract(word, self._known, scorer=OSA.distance, score_cutoff=limit, limit=40)
        near = [(str(other), 2.4 + 1.6 * (distance - 1)) for other, distance, _ in found if distance]
        near.sort(key=lambda pair: (pair[1], -self._words[pair[0]]))
        return near[:_FEW]
