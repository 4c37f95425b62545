"""
What answering a form costs whoever answers: questions, papers, minutes, reading. Pure.

Constants and their sources stand in ``data/burden.yaml``. Minutes: reading the words at the reader's pace;
each question takes time to think (Card, Moran, Newell 1980) and to choose or to type (Palin et al. 2019);
nothing is typed where the answer arrives filled in; a paper has a time of its own. Reading: RL = 2 WL + 0.2
SL - 6, where WL is the letters of a syllable, SL the syllables of a sentence (Nguyễn Thanh Liêm, A. B.
Henkin, 1982, as later studies quote it): a grade of school. Made for continuous prose, on short questions
it compares versions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from motcua.eforms.asking_again import is_spared
from motcua.eforms.definition import FieldGroup, FieldType, FormDefinition, FormField

_CHOSEN = frozenset({FieldType.CHOICE, FieldType.YES_NO})
_SENTENCE = re.compile(r"[.!?…:;]+\s+|\n+")
_SYLLABLE = re.compile(r"[^\W\d_]+")
_SECONDS = 60


@dataclass(frozen=True)
class Asked:
    """A range: of everybody, and at most."""

    least: int
    most: int

    def __str__(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


@dataclass(frozen=True)
class Hard:
    """Words that are hard to read, with their grade."""

    key: str
    text: str
    grade: float


@dataclass(frozen=True)
class Burden:
    """``papers`` is None where the procedures that use the form differ too much to say."""

    questions: Asked
    spared: Asked
    papers: Asked | None
    minutes: Asked
    grade: float
    hardest: tuple[Hard, ...]


def burden(form: FormDefinition, papers: Asked | None = None) -> Burden:
    """Return what answering costs; ``papers`` as the procedure asks for them."""
    every = [question for question, when in _questions(form) if not when]
    most = [question for question, _when in _questions(form)]
    return Burden(
        questions=Asked(len(every), len(most)),
        spared=Asked(_spared(form, every), _spared(form, most)),
        papers=papers,
        minutes=Asked(
            _minutes(form, every, papers.least if papers else 0),
            _minutes(form, most, papers.most if papers else 0),
        ),
        grade=grade([text for _key, text in _texts(form)]),
        hardest=_hardest(form),
    )


def _questions(form: FormDefinition) -> Iterator[tuple[FormField, bool]]:
    """Yield what is asked, and whether only in some cases; a group counts its rows needed, at least one."""
    for item in form.items.values():
        if isinstance(item, FieldGroup):
            for question in item.fields:
                if not question.computed:
                    seldom = bool(item.when or question.when or not item.minimum)
                    yield from ((question, seldom) for _n in range(max(item.minimum, 1)))
        elif not item.computed:
            yield item, bool(item.when)


def _spared(form: FormDefinition, questions: Sequence[FormField]) -> int:
    return sum(is_spared(form, question) for question in questions)


def _minutes(form: FormDefinition, questions: Sequence[FormField], papers: int) -> int:
    seconds = papers * _value("seconds_per_paper") + len(form.sections) * _value("seconds_per_section")
    syllables = sum(len(_SYLLABLE.findall(text)) for section in form.sections for text in (section.help,))
    for question in questions:
        syllables += sum(len(_SYLLABLE.findall(text)) for text in _words_of(question))
        seconds += _value("seconds_to_think")
        if is_spared(form, question):
            continue
        if question.type in _CHOSEN:
            seconds += _value("seconds_to_choose")
        else:
            seconds += _constants()["characters"][question.type.value] * _value("second_per_character")
    return max(1, round(seconds / _SECONDS + syllables / _value("words_per_minute")))


def grade(texts: Sequence[str]) -> float:
    """
    Return the grade of school that reads the texts with ease; 0 for none.

    >>> grade(["Họ và tên của bạn."]) < grade(["Những trường nghiêng nghiêng phía triền núi."])
    True
    """
    sentences = [s for text in texts for s in _SENTENCE.split(text) if _SYLLABLE.search(s)]
    syllables = [syllable for sentence in sentences for syllable in _SYLLABLE.findall(sentence)]
    if not syllables:
        return 0.0
    letters = sum(map(len, syllables)) / len(syllables)
    length = len(syllables) / len(sentences)
    said: Mapping[str, float] = _constants()["readability"]
    return round(max(0.0, said["letters"] * letters + said["syllables"] * length - said["less"]), 1)


def _hardest(form: FormDefinition, number: int = 3) -> tuple[Hard, ...]:
    known = [Hard(key, text, grade([text])) for key, text in _texts(form) if len(text.split()) > 5]
    return tuple(sorted(known, key=lambda hard: (-hard.grade, hard.key))[:number])


def _texts(form: FormDefinition) -> Iterator[tuple[str, str]]:
    """Yield everything that is read, with the key of what it belongs to."""
    for section in form.sections:
        yield from ((section.key, text) for text in (section.title, section.help) if text)
        for item in section.fields:
            questions = item.fields if isinstance(item, FieldGroup) else (item,)
            if isinstance(item, FieldGroup):
                yield from ((item.key, text) for text in (item.title, item.help) if text)
            for question in questions:
                yield from ((question.key, text) for text in _words_of(question) if text)


def _words_of(question: FormField) -> list[str]:
    return [question.label, question.help, *(option.label for option in question.options)]


def _value(key: str) -> float:
    return next(float(row["value"]) for row in _constants()["constants"] if row["key"] == key)


@cache
def _constants() -> Mapping[str, Any]:
    path = Path(__file__).parent / "data" / "burden.yaml"
    found: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
