"""
How well a procedure answers a query: the formula and its weights. Pure.

A query is compared with every text that names a procedure (short name, everyday names, official name).
What counts is the share of the query found in the text, and a little the share of the text found in the
query: "khai sinh" is "Đăng ký khai sinh" before it is "Đăng ký khai sinh lưu động". Words and pairs of
neighbouring words weigh by how rare they are in the catalogue.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log
from sys import intern

from motcua.catalogue.facts import Level
from motcua.catalogue.search.entries import Entry

PAIR = 0.6  # weight of two words side by side, against one word of the same rarity
COMMON = 0.7  # what even the commonest word weighs: "đổi" and "cấp lại" differ by common words only
EXACTNESS = 0.35  # how much of the score depends on the text saying nothing else
BODY = 0.22  # what the words of the summary, field and results add
READING = 0.93  # an official phrase that stands for an everyday one
CORRECTED = 0.93  # words that were not typed but probably meant
WRONG_MARKS = 0.15  # lost when all marks typed are others
MISSING = 0.12  # lost when a variation (see synonyms.yaml) is asked for and missing
UNASKED = 0.08  # lost when there is one that was not asked for
BESIDE = 0.96  # an official name that has a plain one beside it
RELEVANT = 0.45  # of the best score: below, a procedure is no answer


def features(words: Sequence[str]) -> frozenset[str]:
    """Return the words and the pairs of neighbours."""
    # Interned: the same pairs stand in many names, and each is kept once.
    return frozenset((*words, *(intern(f"{a} {b}") for a, b in pairwise(words))))


def weight(feature: str, seen: int, number: int) -> float:
    """Return what a word or pair weighs that ``seen`` of ``number`` procedures have."""
    rarity = COMMON + log(1 + number / seen)
    return rarity * PAIR if " " in feature else rarity


def agreement(found: float, query: float, text: float) -> float:
    """Score from 0 to 1 how a query and a text agree, from the weights found, asked and said."""
    return found / query * (1 - EXACTNESS + EXACTNESS * min(1.0, found / text)) if query and text else 0.0


def standing(entry: Entry, for_few: frozenset[str]) -> float:
    """
    Return what a procedure has over others before a word is typed.

    Most people look for what their commune does for them; procedures that the province has
    described in plain words are those it expects; codes in 5 and 6 are between offices.
    """
    points = 0.05 if entry.for_people else 0.0
    if Level.COMMUNE in entry.levels:
        points += 0.05
    elif Level.PROVINCE in entry.levels:
        points += 0.03
    if entry.short_name:
        points += 0.06
    if entry.code[:1] in "56" or entry.field in for_few:
        points -= 0.1
    return points


def wrong_marks(typed: Mapping[str, str], words: Iterable[str], marked: frozenset[str]) -> float:
    """
    Return which share of the marks typed differ from those of a text that has the same plain words.

    :param typed: the plain word of each word typed with marks.
    """
    shared = [form for form, word in typed.items() if word in words]
    return sum(form not in marked for form in shared) / len(shared) if shared else 0.0
