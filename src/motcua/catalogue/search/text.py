"""Words as search compares them: without marks, one spelling of ``i``/``y``, and the marks kept apart."""

import re
import unicodedata
from functools import lru_cache

from motcua.kernel.text import fold

_WORD = re.compile(r"[^\W_]+")
_LONE_Y = re.compile(r"^([bcdghklmnprstvx]|[kt]h|qu)y$")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWEL = re.compile(r"[aeiouy]")
_TELEX_AFTER_VOWEL = re.compile(r"[sfrxjzw0-9]")
_DOUBLED = re.compile(r"(.)\1+")


def written(text: str) -> list[str]:
    """Return the words of ``text`` in lower case with their marks."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def plain(text: str) -> list[str]:
    """
    Return the words of ``text`` as they are compared.

    >>> plain("Giấy Lý lịch, kĩ thuật")
    ['giay', 'li', 'lich', 'ki', 'thuat']
    """
    return [plain_word(word) for word in written(text)]


@lru_cache(maxsize=20_000)
def plain_word(word: str) -> str:
    return one_spelling(fold(word))


def one_spelling(folded: str) -> str:
    """Write ``lý`` as ``lí`` and ``quý`` as ``quí``: people mix the two."""
    return _LONE_Y.sub(r"\1i", folded)


@lru_cache(maxsize=20_000)
def marks(word: str) -> str:
    """
    Return ``word`` with its tone moved to the end, so that ``hòa`` and ``hoà`` are one.

    >>> marks("hòa") == marks("hoà"), marks("mở") == marks("mỏ")
    (True, False)
    """
    spread = unicodedata.normalize("NFD", one_spelling_marked(word.lower()))
    tones = [c for c in spread if c in _TONES]
    return "".join([c for c in spread if c not in _TONES] + tones)


def one_spelling_marked(word: str) -> str:
    if len(word) > 1 and word[-1] in "yýỳỷỹỵ" and _LONE_Y.match(fold(word)):
        return word[:-1] + dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))[word[-1]]
    return word


def has_marks(word: str) -> bool:
    return fold(word) != word.lower()


def without_keystrokes(word: str) -> str:
    """
    Undo Telex or VNI keys that the keyboard did not turn into marks; ``word`` is plain.

    No Vietnamese syllable has one of ``s f r x j z w`` or a digit after its vowel.

    >>> [without_keystrokes(w) for w in ("giaasy", "ddor", "tu75", "sinhh", "camf")]
    ['giay', 'do', 'tu', 'sinh', 'cam']
    """
    vowel = _VOWEL.search(word)
    if not vowel or word.isdigit():
        return word
    at = vowel.start() + 1
    kept = word[:at].replace("9", "") + _TELEX_AFTER_VOWEL.sub("", word[at:])
    return one_spelling(_DOUBLED.sub(r"\1", kept))
